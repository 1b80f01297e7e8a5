package store

import (
	"slices"

	"porthole/internal/model"
)

// Aboard are the numbers of all shipments of which the office knows that they
// travel on a vessel with this name, whatever the voyage, in order.
func (r *Reader) Aboard(vessel string) ([]string, error) {
	hall, err := openTree(r.tx, hallName)
	if err != nil {
		return nil, err
	}
	return hall.aboard(vessel)
}

// Aboard is [Reader.Aboard] within a write.
func (w *Writer) Aboard(vessel string) (refs []string, err error) {
	err = w.do(func() error {
		hall, err := w.tree(hallName)
		if err != nil {
			return err
		}
		refs, err = hall.aboard(vessel)
		return err
	})
	return refs, err
}

// aboard are the refs of what the search finds under a vessel's name. Some of
// them may be there for another reason, such as a port of that name.
func (t *tree) aboard(vessel string) ([]string, error) {
	name := folded(vessel)
	if name == "" {
		return nil, nil
	}
	walk := newWalk(t.index, shelvesOf("", ""), model.ByMatch, name)
	if err := walk.start(nil, false, false); err != nil {
		return nil, err
	}
	var refs []string
	for {
		key, err := walk.next()
		if err != nil || key == nil {
			slices.Sort(refs)
			return refs, err
		}
		if ref, ok := refOf(key); ok {
			refs = append(refs, string(ref))
		}
	}
}
