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

	act     string     // the id under which it is done once; empty: it has none
	shares  bool       // others write meanwhile
	last    AuditEntry // the end of the trail
	audited int        // how many entries the transaction has added to it
	unique  string     // tells those from entries of others that write meanwhile
}

// Begin begins what somebody does at the time of their clock: it finds the end of the
// audit trail, whose last entry has the latest time that was written. act is the id under
// which it is done once, if it has one. With share others may write meanwhile, where the
// engine can do that: each locks the customers whose shipments it writes.
func Begin(tx engine.Tx, share bool, who model.Principal, verb, act string, clock time.Time) (*Tx, error) {
	begun := &Tx{Tx: tx, Who: who, Verb: verb, Need: model.ActShipments, act: act, unique: rand.Text()}
	begun.shares = share && tx.Share(begun.nameOfAct())
	last, err := LastEntry(tx)
	if err == nil && !begun.shares {
		_, err = last.seal(tx)
	}
	if err != nil {
		return nil, err
	}
	begun.Now, begun.last = NotBefore(last.At, clock), last
	if last.At.After(begun.Now) {
		return begun, rollBack(tx, last.At)
	}
	return begun, nil
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
