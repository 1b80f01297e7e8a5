package mail

import (
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// giveUpAfter is how long a mail is tried before a person has to decide.
const giveUpAfter = 5 * 24 * time.Hour

// claimed is a mail that was claimed; false when it is gone meanwhile, or was taken
// back.
func claimed(tx *records.Tx, id string) (m records.Mail, found bool, err error) {
	m, err = records.MailByID(tx, id)
	if errors.Is(err, model.ErrNotFound) {
		return m, false, nil
	}
	return m, err == nil && m.Letter != nil, err
}

// Sent takes a mail out of the outbox that the mail server has accepted, a code
// in it included, and notes which ETAs its recipient was mailed. The desk names a
// shipment from the moment on when its customer is shown another one. Nothing happens when
// it is not in the outbox any more.
func Sent(tx *records.Tx, id string) error {
	m, found, err := claimed(tx, id)
	if err != nil || !found {
		return err
	}
	for _, item := range m.Items {
		if err := mailed(tx, m, item); err != nil {
			return err
		}
	}
	if err := tx.NotePast(m, model.OutgoingSent); err != nil {
		return err
	}
	return discard(tx, m, " sent")
}

// mailed notes what the recipient of a mail was told of a shipment.
func mailed(tx *records.Tx, m records.Mail, item records.MailItem) error {
	eta := records.MailedETA{At: tx.Now, ETA: item.ETA}
	if err := records.MailedTo.Put(tx, eta, item.Ref, m.To); err != nil {
		return err
	}
	if m.Kind == model.LetterCode {
		f, found, err := records.Followers.Get(tx, item.Ref, m.To)
		if f.CodeSent = tx.Now; found {
			err = records.Followers.Put(tx, f, item.Ref, m.To)
		}
		if err != nil {
			return err
		}
	}
	s, err := records.Shipment(tx, item.Ref)
	if errors.Is(err, model.ErrNotFound) {
		return nil
	}
	if err == nil {
		err = records.Mailed.Put(tx, eta, item.Ref)
	}
	if err != nil {
		return err
	}
	return lists.PutSchedule(tx, s)
}

// Refused notes that a mail did not go out: why, whether trying again is of any
// use, and whether the mail server cannot have got its letter. When it never can have, the
// letter is not fixed any more, so that what changes meanwhile is in it.
func Refused(tx *records.Tx, e Envelope, why model.Text, forGood, unseen bool) error {
	m, found, err := claimed(tx, e.ID)
	if err != nil || !found {
		return err
	}
	m.Trouble = why
	if forGood || tx.Now.Sub(m.Created) > giveUpAfter {
		m.Due = time.Time{}
	}
	if unseen {
		err = forget(tx, &m, e)
	}
	if err != nil {
		return err
	}
	return change(tx, m, " refused")
}

// Return puts a mail back that could not even be tried, because the mail server
// was gone: as if it had not been claimed.
func Return(tx *records.Tx, e Envelope) error {
	m, found, err := claimed(tx, e.ID)
	if err != nil || !found {
		return err
	}
	m.Attempts, m.Due = max(m.Attempts-1, 0), tx.Now
	if err := forget(tx, &m, e); err != nil {
		return err
	}
	return change(tx, m, " put back")
}

// forget has a letter written anew that the mail server has not got and never can
// have, so that what changes meanwhile is in it. The mail takes the place of younger
// ones about the same shipments, which came while its letter was fixed: it knows
// the older state.
func forget(tx *records.Tx, m *records.Mail, e Envelope) error {
	if e.Again {
		return nil
	}
	m.Letter = nil
	if m.Kind == model.LetterCode {
		return nil
	}
	for _, item := range m.Items {
		younger, found, err := openMail(tx, m.To, item.Ref)
		if err != nil {
			return err
		}
		if !found || younger.Seq == m.Seq || younger.ByCode != m.ByCode || len(younger.Items) > 1 {
			continue
		}
		if younger.Kind == model.LetterResend {
			m.Kind = model.LetterResend
		}
		if err := drop(tx, younger); err != nil {
			return err
		}
	}
	return nil
}
