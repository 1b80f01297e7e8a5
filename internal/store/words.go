package store

import (
	"unique"

	"porthole/internal/model"
)

// shareWords gives rows that nobody else has seen yet one copy of the words that
// stand in row after row: ports, vessels, statuses. Rows that were decoded a
// thousand times then hold them once.
func shareWords(rows []model.Row) {
	for i := range rows {
		r := &rows[i]
		r.Status, r.Mode, r.Load = one(r.Status), one(r.Mode), one(r.Load)
		r.Last.Milestone = one(r.Last.Milestone)
		for _, p := range []*model.Place{&r.POL, &r.POD, &r.Last.Place} {
			p.Code, p.Name, p.Terminal = one(p.Code), one(p.Name), one(p.Terminal)
		}
		r.Carrier, r.Vessel, r.Voyage = one(r.Carrier), one(r.Vessel), one(r.Voyage)
	}
}

// one is the copy of a value that all who ask share.
func one[T comparable](value T) T { return unique.Make(value).Value() }
