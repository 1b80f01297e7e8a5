package store

import (
	"hash/maphash"
	"sync/atomic"

	"porthole/internal/model"
)

// lexicon keeps one copy of the words that stand in row after row: ports,
// vessels, statuses. Rows that were decoded a thousand times then hold them
// once. It forgets whatever another word takes the place of, so that it never
// grows, and it has no lock: at worst a word is there twice.
type lexicon struct {
	seed  maphash.Seed
	texts [2048]atomic.Pointer[model.Text]
	words [64]atomic.Pointer[string]
}

func newLexicon() *lexicon { return &lexicon{seed: maphash.MakeSeed()} }

// rows puts the kept copies into rows that nobody else has seen yet.
func (l *lexicon) rows(rows []model.Row) {
	for i := range rows {
		l.row(&rows[i])
	}
}

func (l *lexicon) row(r *model.Row) {
	r.Status, r.Mode, r.Load = word(l, r.Status), word(l, r.Mode), word(l, r.Load)
	r.Last.Milestone = word(l, r.Last.Milestone)
	for _, p := range []*model.Place{&r.POL, &r.POD, &r.Last.Place} {
		p.Code, p.Name, p.Terminal = l.text(p.Code), l.text(p.Name), l.text(p.Terminal)
	}
	r.Vessel, r.Voyage = l.text(r.Vessel), l.text(r.Voyage)
}

// text is the kept copy of a text.
func (l *lexicon) text(t model.Text) model.Text {
	if t.IsZero() {
		return t
	}
	return kept(&l.texts[maphash.Comparable(l.seed, t)%uint64(len(l.texts))], t)
}

// word is the kept copy of one of the model's own words.
func word[T ~string](l *lexicon, w T) T {
	return T(kept(&l.words[maphash.Comparable(l.seed, string(w))%uint64(len(l.words))], string(w)))
}

// kept is what the slot has when it is the same, and else takes its place.
func kept[T comparable](slot *atomic.Pointer[T], fresh T) T {
	if old := slot.Load(); old != nil && *old == fresh {
		return *old
	}
	slot.Store(&fresh)
	return fresh
}
