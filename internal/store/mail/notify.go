package mail

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/store/records"
)

// digestHour is the hour of the forwarder at which digests go out: before people
// begin to work.
const digestHour = 8

// Notify puts what has changed of a customer's shipment into the outbox, in the
// transaction that changes it: a mail for each recipient who is to hear of it,
// unless one about the shipment waits for them already. shown is the record as the
// customer's list had it, nil when it had none.
func (o *Outbox) Notify(tx *records.Tx, slug string, shown []byte, p model.Published) error {
	recipients, err := recipientsOf(tx, slug, p.Ref.String())
	if err != nil || len(recipients) == 0 {
		return err
	}
	var before model.Outline
	if shown != nil {
		var old model.Published
		if err := records.Decode(p.Ref.String(), shown, &old); err != nil {
			return err
		}
		before = model.OutlineOf(old, tx.Now)
	}
	for _, r := range recipients {
		if err := o.notify(tx, r, before, p); err != nil {
			return err
		}
	}
	return nil
}

// notify has one recipient mailed about what has changed since before, if that is
// what they asked for.
func (o *Outbox) notify(tx *records.Tx, r recipient, before model.Outline, p model.Published) error {
	ref := p.Ref.String()
	open, found, err := openMail(tx, r.to, ref)
	if err != nil {
		return err
	}
	if found && open.Slug == r.slug && open.ByCode == r.byCode {
		return o.revive(tx, open)
	}
	last, known, err := records.MailedTo.Get(tx, ref, r.to)
	if err != nil {
		return err
	}
	item := model.ErrandItem{Before: before, Now: p, Old: last.ETA}
	if !r.notices.Wants(item.News()) {
		return startCounting(tx, r, known, before, p)
	}
	due, err := o.dueFor(tx, r)
	if err != nil {
		return err
	}
	return add(tx, records.Mail{
		Kind: model.LetterUpdate, To: r.to, Slug: r.slug, ByCode: r.byCode, Digest: r.notices.Digest,
		Due: due, Items: []records.MailItem{{Ref: ref, Before: before}},
	})
}

// revive tries a mail that was refused once more, now that there is more to
// tell; one that waits goes on waiting.
func (o *Outbox) revive(tx *records.Tx, m records.Mail) error {
	if !m.Due.IsZero() {
		return nil
	}
	m.Due, m.Attempts = o.later(tx.Now), 0
	return keep(tx, m)
}

// startCounting remembers the ETA from which a recipient who wants to hear of greater
// changes only begins to count, so that many small ones add up.
func startCounting(tx *records.Tx, r recipient, known bool, before model.Outline, p model.Published) error {
	if known || r.notices.Level != model.NoticesETA || before.ETA.IsZero() || before.ETA.Equal(p.ETA) {
		return nil
	}
	return records.MailedTo.Put(tx, records.MailedETA{ETA: before.ETA}, p.Ref.String(), r.to)
}

// dueFor is when news for a recipient go out: after a while in which more may
// join, or with the next digest.
func (o *Outbox) dueFor(tx *records.Tx, r recipient) (time.Time, error) {
	if !r.notices.Digest {
		return o.later(tx.Now), nil
	}
	forwarder, err := records.Forwarder(tx)
	return nextDigest(tx.Now, model.ZoneNamed(forwarder.Zone)), err
}

// nextDigest is the first digest after now in the zone.
func nextDigest(now time.Time, zone *time.Location) time.Time {
	year, month, day := now.In(zone).Date()
	at := time.Date(year, month, day, digestHour, 0, 0, 0, zone)
	if !at.After(now) {
		at = time.Date(year, month, day+1, digestHour, 0, 0, 0, zone)
	}
	return at.UTC()
}
