package store

import (
	"context"

	"porthole/internal/model"
)

// WriteEvents is [Office.Write] for events, notes and other dates, which more roles
// record than may change the facts of a shipment.
func (o *Office) WriteEvents(ctx context.Context, verb string, fn func(w *Writer) error) error {
	return o.change(ctx, model.ActEvents, verb, fn)
}
