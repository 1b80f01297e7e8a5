package people

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// Everybody is the key of the pause of all customers. No slug looks like it.
const Everybody = "*"

// PauseKey is the key of the pause of a customer, or with an empty slug of all of them.
func PauseKey(slug string) string { return cmp.Or(slug, Everybody) }

// Pauses are those that hold.
func Pauses(r engine.Reader) (list []model.Pause, err error) {
	for found, err := range records.Pauses.Scan(r, engine.Scan{}) {
		if err != nil {
			return nil, err
		}
		p := model.Pause{Partner: found.First, Stamp: found.Value}
		if found.First == Everybody {
			p.Partner = ""
		}
		list = append(list, p)
	}
	return list, nil
}

// AccountThen is how an account stood at a moment, by the audit trail.
func AccountThen(r engine.Reader, a model.Account, at time.Time) (then model.AccountThen, err error) {
	then.Partner = a.Partner
	pauses := map[string]model.Pause{}
	quoted, err := json.Marshal(a.Email)
	if err != nil {
		return then, fmt.Errorf("encode an address: %w", err)
	}
	for e, err := range records.Entries(r, engine.Scan{}, `"subject":`+string(quoted), `"verb":"portal `) {
		if err != nil {
			return then, err
		}
		if e.At.After(at) {
			continue
		}
		stamp := model.Stamp{At: e.At, By: e.Actor, Why: model.Line(e.Detail, model.NoteCells)}
		switch e.Verb {
		case "portal pause":
			pauses[e.Subject] = model.Pause{Partner: e.Subject, Stamp: stamp}
		case "portal resume":
			delete(pauses, e.Subject)
		case "account add", "account move":
			then.Partner = e.Detail
		case "account disable":
			then.Disabled = stamp
		case "account enable":
			then.Disabled = model.Stamp{}
		case "key remove":
			then.Keys--
		default:
			if strings.HasPrefix(e.Detail, "SHA256:") { // a key was added, by whatever act
				then.Keys++
			}
		}
	}
	for _, subject := range []string{Everybody, then.Partner} {
		if p, paused := pauses[subject]; paused {
			then.Pauses = append(then.Pauses, p)
		}
	}
	return then, nil
}
