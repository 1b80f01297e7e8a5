package isolation

import (
	"context"
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store"
)

// What people wrote for a customer is replaced by canaries when these are
// planted, so it is read before: a colleague may have named another customer in
// it. It is read as the desk reads it before it is published; amounts and words
// of the office, which the desk asks about too, are no matter of whose they are.

// textReader reads what was written for customers.
type textReader struct {
	partners map[string]*company
	names    model.Names            // of all partners
	others   map[string]model.Names // of all but one, for those whose texts name somebody
}

func newTextReader(r *roster) *textReader {
	t := &textReader{partners: r.partners, others: map[string]model.Names{}}
	t.names = t.namesBut("")
	return t
}

// namesBut are the names of all partners but one.
func (t *textReader) namesBut(slug string) model.Names {
	var names []model.Text
	for _, c := range t.partners {
		if c.Slug != slug {
			names = append(names, c.Name)
		}
	}
	return model.NamesOf(names)
}

// namesOfOthers are those of everybody but the partner, prepared once.
func (t *textReader) namesOfOthers(slug string) model.Names {
	others, prepared := t.others[slug]
	if !prepared {
		others = t.namesBut(slug)
		t.others[slug] = others
	}
	return others
}

// written is a text that somebody wrote, and what of a shipment it is.
type written struct {
	what string
	text model.Text
}

// writtenIn are the texts of a published record that somebody wrote in words of
// their own. The shipment's own places are not among them: its customer may have
// goods fetched from, or brought to, another customer.
func writtenIn(p model.Published) []written {
	all := []written{{"commodity", p.Cargo.Commodity}}
	for _, e := range p.Timeline {
		all = append(all, written{"event " + e.ID, e.Text}, written{"event " + e.ID, e.Place.Name})
	}
	for _, line := range p.Ledger {
		all = append(all, written{"reason of " + string(line.Kind), line.Reason})
	}
	for _, note := range p.Notes {
		all = append(all, written{"note", note.Text})
	}
	return slices.DeleteFunc(all, func(w written) bool { return w.text.IsZero() })
}

// look reads the texts of one record for names and references of other
// partners.
func (t *textReader) look(
	ctx context.Context, office *store.Office, p model.Published, s model.Shipment, leak func(probe string, found ...find),
) error {
	all := writtenIn(p)
	if len(all) == 0 {
		return nil
	}
	partner := t.partners[s.Partner]
	known := model.LintContext{Own: model.OwnTexts(s, partner.Name), Others: t.names}
	return office.Read(ctx, func(r *store.Reader) (err error) {
		known.Foreign = func(token string) bool {
			theirs, failure := r.Foreign(s.Partner, token)
			if failure != nil {
				err = failure
			}
			return theirs
		}
		for _, one := range all {
			for _, piece := range t.foreign(one.text, known, partner.Partner) {
				leak(probeRoom+": "+one.what, find{foundText, s.Ref.String(), around(one.text, piece)})
			}
		}
		return err
	})
}

// foreign are the pieces of a text that are another partner's. Names are looked
// for among those of all partners first: hardly any text has one, and preparing
// the names of all others for each partner takes long in a large store.
func (t *textReader) foreign(text model.Text, known model.LintContext, partner model.Partner) []model.Text {
	asked := theirs(model.LintText(text, known), partner)
	if len(asked) > 0 {
		known.Others = t.namesOfOthers(partner.Slug)
		asked = theirs(model.LintText(text, known), partner)
	}
	return asked
}

// theirs are the pieces that the questions about others are about. A name that
// the partner's own name has in it may as well mean the partner.
func theirs(questions []model.Question, partner model.Partner) []model.Text {
	var pieces []model.Text
	own := model.Fold(partner.Name.String())
	for _, q := range questions {
		switch q.Key {
		case "lint.reference":
			pieces = append(pieces, q.Piece)
		case "lint.partner":
			if !strings.Contains(own, model.Fold(q.Piece.String())) {
				pieces = append(pieces, q.Piece)
			}
		}
	}
	return pieces
}

// around is a piece of a text with a little of what stands round it.
func around(text, piece model.Text) model.Text {
	whole := text.String()
	from := strings.Index(whole, piece.String())
	if from < 0 {
		return piece
	}
	return excerpt([]byte(whole), from, from+len(piece.String()))
}
