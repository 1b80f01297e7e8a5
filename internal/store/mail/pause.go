package mail

import (
	"porthole/internal/model"
	"porthole/internal/store/records"
)

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
