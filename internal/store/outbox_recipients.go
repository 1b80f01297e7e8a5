package store

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

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
		s, err := records.Shipment(w.tx, ref)
		if err != nil {
			return err
		}
		to, err := model.ParseEmail(to)
		if err != nil {
			return err
		}
		if err := w.tx.Audit(w.tx.Need, ref, "code to "+to); err != nil {
			return err
		}
		if err := w.dropUnsent(ref, to, true); err != nil {
			return err
		}
		r := records.Follower{To: to, Slug: s.Partner, Language: language, Until: until}
		if err := records.Followers.Put(w.tx, r, ref, to); err != nil {
			return err
		}
		locked, err := w.store.lock(code)
		if err != nil {
			return err
		}
		w.tx.MailQueued = true
		return addParcel(w.tx, records.Mail{
			Kind: model.LetterCode, To: to, Slug: s.Partner, ByCode: true, State: model.OutgoingWaiting,
			Created: w.tx.Now, Due: w.tx.Now, Items: []records.MailItem{{Ref: ref}}, Code: locked,
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
		if _, found, err := records.Followers.Get(w.tx, ref, to); err != nil || !found {
			return err
		}
		if err := w.tx.Audit(w.tx.Need, ref, "no more mail to "+to); err != nil {
			return err
		}
		if err := records.Followers.Delete(w.tx, ref, to); err != nil {
			return err
		}
		return w.dropUnsent(ref, to, false)
	})
}

// dropUnsent takes the mails to the holder of a code about one shipment out of
// the outbox: all of them, or only those that bring a code.
func (w *Writer) dropUnsent(ref, to string, codesOnly bool) error {
	all, err := records.Outbox.List(w.tx, engine.Scan{Column: "to", Value: to})
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
