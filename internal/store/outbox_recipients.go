package store

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// Recipient is somebody who follows one shipment by a tracking code and is
// mailed about it. The code itself is not in here.
type Recipient struct {
	To       string    `json:"to"` // a mail address
	Slug     string    `json:"slug"`
	Language string    `json:"language,omitempty"`
	Until    time.Time `json:"until"` // when the code ends, and the mail with it
	CodeSent time.Time `json:"code_sent"`
}

// QueueCode puts the mail that brings a tracking code into the outbox, within
// the transaction that makes the code, and has its recipient mailed about the
// shipment until the code ends. An earlier code for the same recipient that was
// not sent yet is not sent any more. The code is kept locked, is in this one
// mail, and is gone from the outbox once that is sent. Describe what is done
// beforehand in the transaction: this records nothing but that a mail waits.
// ErrNotFound for an unknown shipment, the Fault "error.email" for what is no
// address.
func (w *Writer) QueueCode(ref, to, code, language string, until time.Time) error {
	return w.do(func() error {
		s, err := readShipment(w.tx, ref)
		if err != nil {
			return err
		}
		to, err := model.ParseEmail(to)
		if err != nil {
			return err
		}
		if err := w.record(w.need, ref, "code to "+to); err != nil {
			return err
		}
		if err := w.dropUnsent(ref, to, true); err != nil {
			return err
		}
		r := Recipient{To: to, Slug: s.Partner, Language: language, Until: until}
		if err := recipients.put(w.tx, r, ref, to); err != nil {
			return err
		}
		locked, err := w.store.lock(code)
		if err != nil {
			return err
		}
		w.ring()
		return addParcel(w.tx, parcel{
			Kind: model.LetterCode, To: to, Slug: s.Partner, ByCode: true, State: model.OutgoingWaiting,
			Created: w.now, Due: w.now, Items: []parcelItem{{Ref: ref}}, Code: locked,
		})
	})
}

// StopCode ends the mail to the holder of a code, within the transaction that
// ends the code: what waits in the outbox for them about the shipment is taken
// out. Nothing happens when there is no such recipient.
func (w *Writer) StopCode(ref, to string) error {
	return w.do(func() error {
		to, err := model.ParseEmail(to)
		if err != nil {
			return err
		}
		if _, found, err := recipients.get(w.tx, ref, to); err != nil || !found {
			return err
		}
		if err := w.record(w.need, ref, "no more mail to "+to); err != nil {
			return err
		}
		if err := recipients.delete(w.tx, ref, to); err != nil {
			return err
		}
		return w.dropUnsent(ref, to, false)
	})
}

// dropUnsent takes the mails to the holder of a code about one shipment out of
// the outbox: all of them, or only those that bring a code.
func (w *Writer) dropUnsent(ref, to string, codesOnly bool) error {
	all, _, err := parcels.list(w.tx, engine.Scan{Column: "to", Value: to}, 0)
	if err != nil {
		return err
	}
	for _, p := range all {
		same := p.ByCode && len(p.Items) == 1 && p.Items[0].Ref == ref
		if same && (!codesOnly || p.Kind == model.LetterCode) {
			if err := dropParcel(w.tx, p); err != nil {
				return err
			}
		}
	}
	return nil
}
