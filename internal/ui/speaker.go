package ui

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// speaker is the catalogue with dates that are not torn apart.
type speaker struct{ words.Catalogue }

// Day implements [model.Speaker].
func (s speaker) Day(w model.When, now time.Time) string { return widget.Tied(s.Catalogue.Day(w, now)) }

// Moment implements [model.Speaker].
func (s speaker) Moment(w model.When, at model.Place, now time.Time) string {
	return widget.Tied(s.Catalogue.Moment(w, at, now))
}

// HouseDay implements [model.Speaker].
func (s speaker) HouseDay(t, now time.Time) string { return widget.Tied(s.Catalogue.HouseDay(t, now)) }

// vessel is a vessel and its voyage, as far as they are known.
func vessel(name, voyage model.Text) string {
	if name.IsZero() || voyage.IsZero() {
		return name.String() + voyage.String()
	}
	return name.String() + " " + voyage.String()
}

// shipmentOf is the name of a shipment's customer where it is known.
func shipmentOf(row model.Row) string {
	return placeName(row.POL) + " " + theme.SignMoved + " " + placeName(row.POD)
}
