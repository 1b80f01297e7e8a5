package mail

import (
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// Envelope is a mail that may go out now.
type Envelope struct {
	ID       string
	To       string
	Letter   model.Letter
	Code     string // goes where the letter has its model.CodeMark
	Attempts int    // with this one
	Again    bool   // the letter was fixed before: the mail server may have it
}

const (
	// crowded is how many mails of one recipient may be due at once before they
	// become one: an import need not fill anybody's inbox.
	crowded = 5
	// mostItems bounds the shipments in one mail.
	mostItems = 100
)

// Claim fixes the letter of the next mail that is due and hands it over, or
// gives false when none is. If nothing is said of it any more, it comes again after
// a while, with the same letter and the same Message-ID. Mail to recipients who may
// not have it any more, and mail in which nothing is left to tell, is taken out of
// the outbox here.
//
// Mail to a customer who is paused waits. compose is called within the transaction
// and must not wait for anything.
func (o *Outbox) Claim(
	tx *records.Tx, paused func(slug string) bool, compose func(model.Errand) model.Letter,
) (e Envelope, claimed bool, err error) {
	for {
		m, found, err := records.Outbox.Read(tx.Claim(&records.Outbox.Table, tx.Now))
		switch {
		case err != nil || !found:
			return e, false, err
		case m.Slug != "" && paused(m.Slug):
			err = hold(tx, m)
		default:
			e, claimed, err = o.prepare(tx, m, compose)
		}
		if err != nil || claimed {
			return e, claimed, err
		}
	}
}

// prepare makes a mail ready to go, or takes it out of the way.
func (o *Outbox) prepare(tx *records.Tx, m records.Mail, compose func(model.Errand) model.Letter) (e Envelope, ready bool, err error) {
	again := m.Letter != nil
	if !again {
		if m.Items, err = gather(tx, m); err != nil {
			return e, false, err
		}
	}
	errand, items, err := errandOf(tx, m)
	if err != nil {
		return e, false, err
	}
	if errand.IsEmpty() {
		return e, false, discard(tx, m, " not sent: nothing to tell")
	}
	code, err := o.decrypt(m.Code)
	if errors.Is(err, errUnreadable) {
		m.Due, m.Trouble = time.Time{}, model.Line("code", model.NameCells)
		return e, false, change(tx, m, " cannot be sent: code")
	}
	if err != nil {
		return e, false, err
	}
	if !again {
		if err := closeToNews(tx, m); err != nil {
			return e, false, err
		}
		letter := compose(errand)
		m.Letter, m.Items = &letter, items
	}
	m.Attempts++
	m.Due = tx.Now.Add(patience(m.Attempts))
	e = Envelope{ID: m.ID(), To: m.To, Letter: *m.Letter, Code: code, Attempts: m.Attempts, Again: again}
	return e, true, change(tx, m, "")
}

// gather has the other news for the same recipient that are due join a mail: for a
// digest, and when there are many. It gives the shipments of all of them.
func gather(tx *records.Tx, m records.Mail) ([]records.MailItem, error) {
	if m.Kind != model.LetterUpdate || m.ByCode {
		return m.Items, nil
	}
	var others []records.Mail
	for open, err := range records.OpenMails.Scan(tx, engine.Scan{First: m.To}) {
		if err != nil {
			return nil, err
		}
		if len(others)+len(m.Items) >= mostItems {
			break
		}
		other, found, err := records.Outbox.Get(tx, records.NumberText(open.Value))
		if err != nil {
			return nil, err
		}
		due := found && !other.Due.IsZero() && !other.Due.After(tx.Now)
		if due && other.Seq != m.Seq && other.Kind == m.Kind && other.Slug == m.Slug && !other.ByCode && len(other.Items) == 1 {
			others = append(others, other)
		}
	}
	items := m.Items
	if !m.Digest && len(items)+len(others) <= crowded {
		return items, nil
	}
	for _, other := range others {
		if err := drop(tx, other); err != nil {
			return nil, err
		}
		items = append(items, other.Items...)
	}
	return items, nil
}

// errandOf is what a mail's letter is to say, and of which of its shipments. Of a
// letter that is not fixed the shipments are left out of which there is nothing to
// tell; one that is fixed goes out only if the recipient may see all of them now.
func errandOf(tx *records.Tx, m records.Mail) (e model.Errand, items []records.MailItem, err error) {
	e = model.Errand{ID: m.ID(), Kind: m.Kind, To: m.To, ByCode: m.ByCode, Bound: m.Bound, Now: tx.Now}
	if e.Forwarder, err = records.Forwarder(tx); err != nil {
		return e, nil, err
	}
	if m.Kind == model.LetterInvite {
		e, err = invite(tx, m, e)
		return e, nil, err
	}
	for _, item := range m.Items {
		tells, err := addToErrand(tx, &e, m, &item)
		switch {
		case err != nil:
			return e, nil, err
		case tells:
			items = append(items, item)
		case m.Letter != nil:
			return model.Errand{}, nil, nil
		}
	}
	return e, items, nil
}

// addToErrand adds a shipment to what a letter is to say, and sets which ETA it
// tells; false when it has no place in it.
func addToErrand(tx *records.Tx, e *model.Errand, m records.Mail, item *records.MailItem) (tells bool, err error) {
	r, may, err := recipientOf(tx, m, item.Ref)
	if err != nil || !may {
		return false, err
	}
	now, found, err := records.Published(tx, engine.List(m.Slug), item.Ref)
	if err != nil || !found {
		return false, err
	}
	last, _, err := records.MailedTo.Get(tx, item.Ref, m.To)
	if err != nil {
		return false, err
	}
	one := model.ErrandItem{Before: item.Before, Now: now, Old: last.ETA}
	if m.Letter == nil && m.Kind == model.LetterUpdate && !r.notices.Wants(one.News()) {
		return false, nil
	}
	e.Language, e.Expires, e.CodeSent = r.language, r.until, r.codeSent
	e.Items, item.ETA = append(e.Items, one), now.ETA
	return true, nil
}

// change writes a mail with a line in the audit trail, which says what has become
// of it.
func change(tx *records.Tx, m records.Mail, said string) error {
	if err := audit(tx, model.ActOwn, m, said); err != nil {
		return err
	}
	return keep(tx, m)
}

// discard takes a mail out of the outbox with a line in the audit trail.
func discard(tx *records.Tx, m records.Mail, said string) error {
	if err := audit(tx, model.ActOwn, m, said); err != nil {
		return err
	}
	return drop(tx, m)
}

func audit(tx *records.Tx, act model.Act, m records.Mail, said string) error {
	return tx.Audit(act, m.Subject(), m.ID()+" to "+m.To+said)
}

// patience is how long to wait after so many attempts. Servers that greylist
// want some minutes; one that is down need not be asked every minute for days.
func patience(attempts int) time.Duration {
	steps := []time.Duration{
		time.Minute, 5 * time.Minute, 10 * time.Minute, 20 * time.Minute, 40 * time.Minute,
		time.Hour, 2 * time.Hour, 4 * time.Hour,
	}
	return steps[min(max(attempts, 1), len(steps))-1]
}

// pausedTrouble is the trouble of mail to customers who are paused.
var pausedTrouble = model.Line("portal paused", model.NameCells)

// hold keeps a mail in the outbox until its customer is shown something again.
func hold(tx *records.Tx, m records.Mail) error {
	m.Due, m.Trouble = tx.Now.AddDate(1, 0, 0), pausedTrouble
	return change(tx, m, " waits: portal paused")
}

// Release lets the mail go that waited for a pause to end: that to one customer, or
// to all (empty slug).
func Release(tx *records.Tx, slug string) error {
	all, err := records.Outbox.All(tx)
	for _, m := range all {
		if m.Trouble != pausedTrouble || slug != "" && m.Slug != slug {
			continue
		}
		m.Due, m.Trouble = tx.Now, model.Text{}
		if err := keep(tx, m); err != nil {
			return err
		}
	}
	return err
}
