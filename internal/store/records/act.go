package records

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// keepActs is for how long it is known that an act was done.
const keepActs = 7 * 24 * time.Hour

// Act is an act that was done under an id which its caller gave it, see model.Once.
type Act struct {
	At      time.Time       `json:"at"`
	Outcome json.RawMessage `json:"outcome,omitempty"` // JSON of what it gave; empty: that cannot be given again
}

// actKey is the key of the act of whoever does it: ids of other acts are different ones.
func (tx *Tx) actKey() string {
	sum := sha256.Sum256([]byte(tx.Verb + "\x00" + tx.act))
	return hex.EncodeToString(sum[:16])
}

// nameOfAct is what nobody else does meanwhile; empty: anybody may.
func (tx *Tx) nameOfAct() string {
	if tx.act == "" {
		return ""
	}
	return tx.Who.Account + " " + tx.actKey()
}

// DoneBefore is the act that was done under the same id; false when there is none, or
// no id.
func (tx *Tx) DoneBefore() (a Act, done bool, err error) {
	if tx.act == "" {
		return a, false, nil
	}
	a, done, err = Acts.Get(tx, tx.Who.Account, tx.actKey())
	return a, done && tx.Now.Sub(a.At) < keepActs, err
}

// NoteDone notes that the act was done, with what it gave (nil: that cannot be given
// again), and forgets acts of long ago.
func (tx *Tx) NoteDone(outcome any) error {
	if tx.act == "" {
		return nil
	}
	a := Act{At: tx.Now}
	if outcome != nil && !tx.Secret {
		text, err := json.Marshal(outcome)
		if err != nil {
			return fmt.Errorf("encode what an act gave: %w", err)
		}
		a.Outcome = text
	}
	if err := tx.forget(&Acts.Table); err != nil {
		return err
	}
	return Acts.Put(tx, a, tx.Who.Account, tx.actKey())
}
