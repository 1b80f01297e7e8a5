package records

import (
	"crypto/rand"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// Tx is one writing transaction in the name of somebody. Nothing can be done in it
// that changes what people see without a call of [Tx.Audit].
type Tx struct {
	engine.Tx
	Who  model.Principal
	Verb string    // what they do, for the audit trail
	Need model.Act // the right that it takes, where what is written does not say
	Now  time.Time // the time of all of it

	// Secret says that what the act gives cannot be given again to who repeats it.
	Secret bool

	// What is to be told after the commit.
	Affected   []string // accounts that lost something
	MailQueued bool     // the outbox has something to do

	shared  engine.Sharing // nil: nobody else writes meanwhile
	last    AuditEntry     // the end of the trail
	audited int            // how many entries the transaction has added to it
	id      string         // tells those from entries of other transactions
}

// Begin begins what somebody does at the time of their clock: it finds the end of the
// audit trail, whose last entry has the latest time that was written. With shared, others
// may write meanwhile, see [Tx.Lock].
func Begin(tx engine.Tx, shared engine.Sharing, who model.Principal, verb string, clock time.Time) (*Tx, error) {
	last, err := LastEntry(tx)
	if err != nil {
		return nil, err
	}
	begun := &Tx{Tx: tx, Who: who, Verb: verb, Need: model.ActShipments, shared: shared}
	if shared != nil {
		begun.id = rand.Text()
	} else if _, err := last.seal(tx); err != nil {
		return nil, err
	}
	begun.Now, begun.last = NotBefore(last.At, clock), last
	if last.At.After(begun.Now) {
		return begun, rollBack(tx, last.At)
	}
	return begun, nil
}

// Share has a transaction write beside others, if its engine can; nil: it cannot. Of
// those with the same id of an act one writes at a time.
func Share(tx engine.Tx, who model.Principal, verb, id string) engine.Sharing {
	if id != "" {
		id = who.Account + " " + actKey(verb, id)
	}
	if shared, is := tx.(engine.Sharing); is && shared.Share(id) {
		return shared
	}
	return nil
}

// Lock has nobody else write what belongs to a customer until the end of the
// transaction. Fresh says that what was read until then may be otherwise by now.
func (tx *Tx) Lock(slug string) (fresh bool, err error) {
	if tx.shared == nil {
		return false, nil
	}
	return tx.shared.Lock(slug) //nolint:wrapcheck // the engine says what it does
}

// Audited says that the transaction has added to the audit trail. One that has not
// has done nothing.
func (tx *Tx) Audited() bool { return tx.audited > 0 }

// Stamp is who writes, and when.
func (tx *Tx) Stamp() model.Stamp { return model.Stamp{At: tx.Now, By: tx.Who.Account} }

// forget takes away two of what is due in a table: one more than is noted each time, so
// that it does not pile up.
func (tx *Tx) forget(t *engine.Table) error {
	for range 2 {
		old, err := tx.Claim(t, tx.Now)
		if errors.Is(err, engine.ErrNone) {
			return nil
		}
		if err == nil {
			err = tx.Delete(t, old.Key)
		}
		if err != nil {
			return err //nolint:wrapcheck // the engine names the table
		}
	}
	return nil
}

// NotePast notes what became of a mail, and forgets mails of long ago.
func (tx *Tx) NotePast(m Mail, state model.OutgoingState) error {
	past := PastMail{
		Seq: m.Seq, Kind: m.Kind, To: m.To, Slug: m.Slug, Refs: m.ListOfRefs(), State: state, Created: m.Created, Left: tx.Now,
	}
	if m.Letter != nil {
		past.Subject = model.Line(m.Letter.Subject, 2*model.NameCells)
	}
	if err := tx.forget(&PastMails.Table); err != nil {
		return err
	}
	return PastMails.Put(tx, past, NumberText(m.Seq))
}
