package store

import "porthole/internal/model"

// PartnerNames is that of [Reader], within this transaction.
func (w *Writer) PartnerNames(but string) ([]model.Text, error) { return w.reader().PartnerNames(but) }

// Foreign is that of [Reader], within this transaction.
func (w *Writer) Foreign(slug, word string) (bool, error) { return w.reader().Foreign(slug, word) }

// reader reads what this transaction has written.
func (w *Writer) reader() *Reader {
	return &Reader{store: w.store, tx: w.tx, now: w.tx.Now, who: w.tx.Who}
}
