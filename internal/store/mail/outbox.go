// Package mail has the rules of the outbox: who is mailed about which changes of a
// shipment, and what becomes of a mail until it is sent.
//
// A newcomer starts here. notify.go puts a mail into the outbox for each recipient
// (recipients.go) when something that they want to hear of is published; code.go
// does so for codes of shipments and of invitations, which are encrypted (secret.go) until their mail is
// sent. claim.go hands one mail after the other to the sender, with its letter;
// sent.go takes down what became of it. staff.go is what staff do with the outbox.
//
// A mail waits until it is due, and news of the same shipment join it. When it
// is claimed its letter is fixed, and is the same however often it is tried,
// because the mail server may have got it. Once it is refused for good it is
// never due, until a person has it tried again.
package mail

import (
	"errors"
	"sync/atomic"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// Outbox is the mail of a store that has not gone out. The zero value but for its
// folder is ready to use.
type Outbox struct {
	Folder string       // of the key to codes
	Secret []byte       // that key, where it is not in the folder
	delay  atomic.Int64 // in this process
}

// usualDelay is how long news wait for more of the same shipment, if nobody has
// said otherwise.
const usualDelay = 2 * time.Minute

// SetDelay sets how long news wait before they are mailed, so that several
// changes of a shipment become one mail; at least a nanosecond. It holds for
// news that come from now on.
func (o *Outbox) SetDelay(d time.Duration) { o.delay.Store(int64(max(d, 1))) }

// later is when news of now are mailed.
func (o *Outbox) later(now time.Time) time.Time {
	delay := usualDelay
	if d := o.delay.Load(); d > 0 {
		delay = time.Duration(d)
	}
	return now.Add(delay)
}

// Next is when the next mail is to be tried; false when none waits.
func Next(r engine.Reader) (at time.Time, waits bool, err error) {
	first, err := r.NextDue(&records.Outbox.Table)
	if errors.Is(err, engine.ErrNone) {
		return at, false, nil
	}
	return first.Due, err == nil, err //nolint:wrapcheck // the engine names the table
}

// Load is how much is in the outbox.
type Load struct {
	Waiting int           // mails that are to go out
	Failed  int           // mails that wait for a person
	Oldest  time.Duration // age of the oldest that is to go out
}

// Count counts the outbox. It decodes one mail, so that it can be asked for often.
func Count(r engine.Reader, now time.Time) (load Load, err error) {
	for record, err := range r.Scan(&records.Outbox.Table, engine.Scan{}) {
		switch {
		case err != nil:
			return load, err
		case record.Due.IsZero():
			load.Failed++
			continue
		case load.Waiting == 0:
			oldest, _, err := records.Outbox.Read(record, nil) // they are numbered as they are made
			if err != nil {
				return load, err
			}
			load.Oldest = max(now.Sub(oldest.Created), 0)
		}
		load.Waiting++
	}
	return load, nil
}

// SetServer notes whether mail can be sent: whether a mail server is set, and what
// is wrong with it. False when that is known already; otherwise it keeps since when
// it is so.
func SetServer(tx engine.Tx, now time.Time, unset bool, trouble model.Text) (changed bool, err error) {
	old, _, err := records.MailServers.Get(tx, records.TheMailServer)
	if err != nil || old.Unset == unset && old.Trouble == trouble {
		return false, err
	}
	server := records.MailServer{Unset: unset, Trouble: trouble, Since: now.UTC()}
	if !old.Trouble.IsZero() && !trouble.IsZero() {
		server.Since = old.Since
	}
	return true, records.MailServers.Put(tx, server, records.TheMailServer)
}

// add puts a new mail into the outbox.
func add(tx *records.Tx, m records.Mail) (err error) {
	if m.Seq, err = tx.Number(&records.Outbox.Table); err != nil {
		return err //nolint:wrapcheck // the engine names the table
	}
	m.Created = tx.Now
	return keep(tx, m)
}

// keep writes a mail, and has news of its shipments join it as long as its letter
// is not fixed. The sender looks at the outbox after the commit.
func keep(tx *records.Tx, m records.Mail) error {
	if m.TakesNews() {
		for _, item := range m.Items {
			if err := records.OpenMails.Put(tx, m.Seq, m.To, item.Ref); err != nil {
				return err
			}
		}
	}
	switch {
	case m.Due.IsZero():
		m.State = model.OutgoingFailed
	case m.Letter != nil:
		m.State = model.OutgoingSending
	default:
		m.State = model.OutgoingWaiting
	}
	tx.MailQueued = true
	return records.Outbox.Put(tx, m, records.NumberText(m.Seq))
}

// drop takes a mail out of the outbox.
func drop(tx *records.Tx, m records.Mail) error {
	if err := closeToNews(tx, m); err != nil {
		return err
	}
	return records.Outbox.Delete(tx, records.NumberText(m.Seq))
}

// closeToNews has no more news join a mail.
func closeToNews(tx *records.Tx, m records.Mail) error {
	for _, item := range m.Items {
		seq, found, err := records.OpenMails.Get(tx, m.To, item.Ref)
		if found && seq == m.Seq {
			err = records.OpenMails.Delete(tx, m.To, item.Ref)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// openMail is the mail that takes news of a shipment for a recipient.
func openMail(r engine.Reader, to, ref string) (m records.Mail, found bool, err error) {
	seq, found, err := records.OpenMails.Get(r, to, ref)
	if err != nil || !found {
		return m, false, err
	}
	return records.Outbox.Get(r, records.NumberText(seq))
}
