package parts

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// Speaker is the catalogue with dates that are not torn apart.
type Speaker struct{ words.Catalogue }

// Day implements [model.Speaker].
func (s Speaker) Day(w model.When, now time.Time) string { return widget.Tied(s.Catalogue.Day(w, now)) }

// Moment implements [model.Speaker].
func (s Speaker) Moment(w model.When, at model.Place, now time.Time) string {
	return widget.Tied(s.Catalogue.Moment(w, at, now))
}

// HouseDay implements [model.Speaker].
func (s Speaker) HouseDay(t, now time.Time) string { return widget.Tied(s.Catalogue.HouseDay(t, now)) }

// Vessel is a vessel and its voyage, as far as they are known.
func Vessel(name, voyage model.Text) string {
	if name.IsZero() || voyage.IsZero() {
		return name.String() + voyage.String()
	}
	return name.String() + " " + voyage.String()
}

// Route is from where to where a shipment goes.
func Route(look *widget.Look, row model.Row) string {
	return placeName(look, row.POL) + " " + theme.SignMoved + " " + placeName(look, row.POD)
}
