package records

import (
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

	last    AuditEntry // the end of the trail
	audited bool       // the transaction has added to it
}

// Begin begins what somebody does at the time of their clock: it finds the end of the
// audit trail, whose last entry has the latest time that was ever written.
func Begin(tx engine.Tx, who model.Principal, verb string, clock time.Time) (*Tx, error) {
	last, err := LastEntry(tx)
	if err != nil {
		return nil, err
	}
	now := NotBefore(last.At, clock)
	if last.At.After(now) {
		if err := rollBack(tx, last.At); err != nil {
			return nil, err
		}
	}
	return &Tx{Tx: tx, Who: who, Verb: verb, Need: model.ActShipments, Now: now, last: last}, nil
}

// Audited says that the transaction has added to the audit trail. One that has not
// has done nothing.
func (tx *Tx) Audited() bool { return tx.audited }

// Stamp is who writes, and when.
func (tx *Tx) Stamp() model.Stamp { return model.Stamp{At: tx.Now, By: tx.Who.Account} }
