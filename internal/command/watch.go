package command

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// ErrEnded is what the cause of a context is, in the sense of [errors.Is], when
// the session was ended by somebody other than its reader: the account was
// disabled, the server stops. A watch has failed then; otherwise it is done.
var ErrEnded = errors.New("the session was ended")

// changesAtOnce is how many changes are read in one go.
const changesAtOnce = 200

// watch prints a line for every change from now on.
func (s *session) watch() *cobra.Command {
	return command("watch [REF]", atMostOne, func(ctx context.Context, args []string) error {
		err := s.follow(ctx, args)
		switch {
		case ctx.Err() == nil || !errors.Is(err, ctx.Err()):
			return err
		case errors.Is(context.Cause(ctx), ErrEnded):
			return errRefused // whoever ended it says why
		default:
			return nil // being interrupted is how a watch ends
		}
	})
}

// follow waits for changes and prints them. Where a shipment is named, it must
// be one of theirs.
func (s *session) follow(ctx context.Context, args []string) error {
	src, err := s.source()
	if err != nil {
		return err
	}
	since, err := src.Version(ctx) // before the look at the shipment, so that nothing falls between
	if err != nil {
		return err
	}
	only, before := "", outlines{}
	if len(args) == 1 || s.Principal.IsHolder() {
		r, err := src.record(ctx, strings.Join(args, ""))
		if err != nil {
			return s.searchable(err, strings.Join(args, ""))
		}
		only = r.Ref.String()
		before.look(s, r.Published)
	} else if err := before.lookAtAll(ctx, s, src); err != nil {
		return err
	}
	if s.Terminal && !s.json {
		if err := s.err.line(s.Words.Say("command.watch.waiting")); err != nil {
			return err
		}
	}
	show := s.changeLine
	if s.json {
		show = s.changeJSON
	}
	for {
		if since, err = s.showChanges(ctx, src, since, only, before, show); err != nil {
			return err
		}
		if _, err = src.Watch(ctx, since); err != nil {
			return err
		}
	}
}

// showChanges prints everything that changed after since, and says up to where
// that is.
func (s *session) showChanges(
	ctx context.Context, src source, since uint64, only string, before outlines, show func(model.Row, []model.News) error,
) (uint64, error) {
	for {
		changes, err := src.Changes(ctx, since, changesAtOnce)
		if err != nil {
			return since, err
		}
		for _, change := range changes {
			since = max(since, change.Seq)
			if only != "" && change.Ref.String() != only {
				continue
			}
			if err := s.showChange(ctx, src, change, before, show); err != nil {
				return since, err
			}
		}
		if len(changes) < changesAtOnce {
			return since, nil
		}
	}
}

// showChange prints one change; one whose shipment has gone meanwhile has
// nothing left to show.
func (s *session) showChange(
	ctx context.Context, src source, change model.Change, before outlines, show func(model.Row, []model.News) error,
) error {
	r, err := src.whole(ctx, change.Ref.String())
	if errors.Is(err, model.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	news := before.news(r.Published)
	before.look(s, r.Published)
	row := model.RowOf(r.Published)
	row.Partner = r.partner
	return show(row, news)
}

// changeLine is a change for a person: when, which shipment, and what is new, or
// how it stands where that is not known.
func (s *session) changeLine(r model.Row, news []model.News) error {
	told := each(news, func(one model.News) string { return s.Words.News(one, s.Now()) })
	if len(told) == 0 {
		last, next := model.Headline(r, s.Now(), s.Words)
		told = []string{s.status(r.Label()), joined(" ", last, next)}
	}
	line := joined("  ", s.Words.OfficeMoment(s.Now(), s.Now()), r.Ref.String(), r.Partner, joined("  ", told...))
	if s.Terminal && s.Width > 0 {
		line = trimmed(line, s.Width)
	}
	return s.out.line(line)
}

// changeJSON is a change for a program: the row as it is now, and what is new.
func (s *session) changeJSON(r model.Row, news []model.News) error {
	return writeJSON(s.out.data(), struct {
		jsonListed
		Changes []jsonNews `json:"changes"`
	}{s.jsonListed(r), each(news, s.jsonNews)}, false)
}

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
