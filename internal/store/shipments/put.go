// Package shipments has the rules of writing a shipment: what is a change of it, and
// what follows from one.
//
// A newcomer starts here. put.go compares a shipment with what the office has, and
// gives it its version. publish.go writes the two lists in which it is: the office's,
// and that of its customer, into which model.Publish lets it. There news are queued
// and tracking codes move on with the arrival, in the same transaction.
package shipments

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/mail"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// Writer writes shipments in one transaction.
type Writer struct {
	Tx   *records.Tx
	Box  *mail.Outbox
	Next func(l engine.List) (uint64, error) // the number of a new change of a list

	expected map[string]string // the partner of what will be written, by its reference
	read     map[string]bool   // slugs for whose lists it was read

	words  string // what the trail says of the next Put beside the version
	places lists.PlaceWords
}

// NewWriter writes shipments in a transaction.
func NewWriter(tx *records.Tx, box *mail.Outbox, next func(l engine.List) (uint64, error)) *Writer {
	return &Writer{Tx: tx, Box: box, Next: next, places: lists.PlaceWords{}, read: map[string]bool{}}
}

// Describe says what the next Put does, see the store's Writer.
func (w *Writer) Describe(words string) { w.words = model.Line(words, model.NoteCells).String() }

// detail is what the trail says of a Put: what Describe was given, and more.
func (w *Writer) detail(more string) string {
	words := w.words
	w.words = ""
	if words == "" {
		return more
	}
	return words + "; " + more
}

// Put writes a shipment, see the store's Writer; false when it is as it was.
func (w *Writer) Put(s model.Shipment) (changed bool, err error) {
	ref := s.Ref.String()
	if ref == "" || len(ref) > lists.MaxRef {
		return false, model.NewFault("error.store_reference", ref)
	}
	if _, found, err := records.Partners.Get(w.Tx, s.Partner); err != nil || !found {
		return false, cmp.Or(err, people.UnknownPartner(s.Partner)) //nolint:wrapcheck // either says what it is
	}
	if len(s.Facts.References.PO) == 0 {
		s.Facts.References.PO = nil // as it comes back, so that no change is seen where none is
	}
	s = s.Clone()
	s.Localize()
	if err := w.ahead(ref, s.Partner); err != nil {
		return false, err
	}
	old, by, err := w.Tx.ShipmentToWrite(ref)
	if errors.Is(err, model.ErrNotFound) {
		return true, w.putNew(s)
	}
	if err != nil {
		return false, err
	}
	if s.Version != old.Version {
		return false, w.edited(old, by)
	}
	return w.putAgain(s, old)
}

// Expect locks what belongs to customers, and has what is asked for of their shipments
// read at once. The slugs of the customers are by reference; an empty one is not known.
func (w *Writer) Expect(partners map[string]string) error {
	w.expected = partners
	slugs := slices.Compact(slices.Sorted(maps.Values(partners)))
	if len(slugs) > 0 && slugs[0] == "" {
		slugs = slugs[1:]
	}
	if _, err := w.Tx.Lock(slugs...); err != nil {
		return err //nolint:wrapcheck // the engine says what it does
	}
	for _, slug := range slugs {
		w.read[slug] = true
	}
	return lists.Ahead(w.Tx, partners, byRef, linked)
}

// ahead locks what belongs to a customer, and has the engine read at once what is asked
// for of a shipment, and of those that are expected.
func (w *Writer) ahead(ref, slug string) error {
	fresh, err := w.Tx.Lock(slug)
	if err != nil {
		return err //nolint:wrapcheck // the engine says what it does
	}
	if fresh { // what was read before is forgotten
		clear(w.read)
	}
	partners := map[string]string{ref: slug}
	if !w.read[slug] {
		w.read[slug] = true
		for ref, partner := range w.expected {
			if partner == "" || partner == slug {
				partners[ref] = slug
			}
		}
	}
	return lists.Ahead(w.Tx, partners, byRef, linked)
}

// byRef are tables whose keys begin with the reference of a shipment, linked those that
// have it in a column.
var (
	byRef  = []*engine.Table{&records.Mailed.Table, &records.Followers.Table}
	linked = []*engine.Table{&records.Links.Table}
)

// edited says who was faster, and when.
func (w *Writer) edited(old model.Shipment, by string) error {
	at, err := records.LocalTime(w.Tx, old.Updated)
	return cmp.Or[error](err, model.NewFault("error.edited_meanwhile", old.Ref.String(), by, at))
}

// putNew writes a shipment that the store does not have.
func (w *Writer) putNew(s model.Shipment) error {
	if s.Version != 0 {
		return model.NewFault("error.edited_gone", s.Ref.String())
	}
	s.Version, s.Updated = 1, w.Tx.Now
	if s.Created.IsZero() {
		s.Created = w.Tx.Now
	}
	if s.FactsAt.IsZero() {
		s.FactsAt = w.Tx.Now
	}
	if err := w.Tx.Audit(w.Tx.Need, s.Ref.String(), w.detail(s.Partner+" v1")); err != nil {
		return err
	}
	return w.keep(s)
}

// putAgain writes a shipment in the place of old; false when they are the same.
func (w *Writer) putAgain(s, old model.Shipment) (changed bool, err error) {
	s.Created, s.Updated = old.Created, old.Updated
	if same, err := records.Same(s, old); err != nil || same {
		return false, err
	}
	if s.FactsAt.Equal(old.FactsAt) {
		same, err := records.Same(s.Facts, old.Facts)
		if err != nil {
			return false, err
		}
		if !same {
			s.FactsAt = w.Tx.Now
		}
	}
	s.Version, s.Updated = old.Version+1, w.Tx.Now
	whose := s.Partner
	if old.Partner != s.Partner {
		whose = old.Partner + " -> " + s.Partner
	}
	if err := w.Tx.Audit(w.Tx.Need, s.Ref.String(), w.detail(fmt.Sprintf("%s v%d", whose, s.Version))); err != nil {
		return false, err
	}
	if old.Partner != s.Partner {
		if err := w.leave(old); err != nil {
			return false, err
		}
	}
	return true, w.keep(s)
}
