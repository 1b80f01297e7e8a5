package store

import (
	"slices"

	"porthole/internal/store/engine"
)

// Aboard are the numbers of all shipments of which the office knows that they
// travel on a vessel with this name, whatever the voyage, in order.
func (r *Reader) Aboard(vessel string) ([]string, error) { return aboard(r.tx, vessel) }

// Aboard is [Reader.Aboard] within a write.
func (w *Writer) Aboard(vessel string) (refs []string, err error) {
	err = w.do(func() error {
		refs, err = aboard(w.tx, vessel)
		return err
	})
	return refs, err
}

// aboard are the refs of what the search finds under a vessel's name. Some of
// them may be there for another reason, such as a port of that name.
func aboard(r engine.Reader, vessel string) (refs []string, err error) {
	q := engine.Query{Order: engine.ByWord, Shelves: everyShelf(), Prefix: folded(vessel)}
	for line, err := range r.Lines(engine.Office, q) {
		if err != nil {
			return nil, err //nolint:wrapcheck // the engine names the list
		}
		refs = append(refs, line.Ref)
	}
	slices.Sort(refs)
	return refs, nil
}
