package command

import (
	"context"

	"porthole/internal/model"
)

// mostOutlines bounds of how many shipments a watch remembers how they stood, at
// about 2 KB each. Of the others it says how they stand now.
const mostOutlines = 300

// outlines is how shipments stood when a watch looked at them last.
type outlines map[model.Text]model.Outline

// look remembers how a shipment stands.
func (o outlines) look(s *session, p model.Published) {
	if _, known := o[p.Ref]; known || len(o) < mostOutlines {
		o[p.Ref] = model.OutlineOf(p, s.Now())
	}
}

// lookAtAll remembers the shipments that changed last, which are the ones most
// likely to change again.
func (o outlines) lookAtAll(ctx context.Context, s *session, src source) error {
	rows, _, err := src.list(ctx, model.Query{}, mostOutlines)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if r, err := src.whole(ctx, row.Ref.String()); err == nil {
			o.look(s, r.Published)
		}
	}
	return nil
}

// news is what has changed in a shipment since the last look; nothing when it
// was not looked at before.
func (o outlines) news(p model.Published) []model.News {
	before, known := o[p.Ref]
	if !known {
		return nil
	}
	return model.NewsSince(before, p)
}

// jsonNews is one thing that has changed, in the JSON of a watch.
type jsonNews struct {
	Kind   string     `json:"kind"`
	From   model.When `json:"from"`
	To     model.When `json:"to"`
	Reason *string    `json:"reason"`
	Text   string     `json:"text"`
}

func (s *session) jsonNews(one model.News) jsonNews {
	return jsonNews{string(one.Kind), one.Old, one.New, orNull(one.Reason), s.Words.News(one, s.Now())}
}
