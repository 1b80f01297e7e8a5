package store

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/store/records"
)

// digestHour is the hour of the house at which digests go out: before people
// begin to work.
const digestHour = 8

// herald puts what has changed in a room into the outbox, in the transaction
// that changes it: for each reader who is to hear of it a parcel, unless one
// about the shipment waits for them already. shown is the record as the room
// had it, nil when it had none.
func (w *Writer) herald(slug string, shown []byte, p model.Published) error {
	readers, err := readersOf(w.tx, slug, p.Ref.String(), w.tx.Now)
	if err != nil || len(readers) == 0 {
		return err
	}
	var before model.Outline
	if shown != nil {
		var old model.Published
		if err := records.Decode(p.Ref.String(), shown, &old); err != nil {
			return err
		}
		before = model.OutlineOf(old, w.tx.Now)
	}
	for _, r := range readers {
		if err := w.tell(r, before, p); err != nil {
			return err
		}
	}
	return nil
}

// tell has one reader mailed about what has changed since before, if that is
// what they asked for.
func (w *Writer) tell(r reader, before model.Outline, p model.Published) error {
	ref := p.Ref.String()
	waiting, found, err := openParcel(w.tx, r.to, ref)
	if err != nil {
		return err
	}
	if found && waiting.Slug == r.slug && waiting.ByCode == r.byCode {
		return w.revive(waiting)
	}
	told, known, err := records.MailedTo.Get(w.tx, ref, r.to)
	if err != nil {
		return err
	}
	item := model.ErrandItem{Before: before, Now: p, Old: told.ETA}
	if !r.notices.Wants(item.News()) {
		return w.baseline(r, known, before, p)
	}
	due, err := w.dueFor(r)
	if err != nil {
		return err
	}
	w.tx.MailQueued = true
	return addParcel(w.tx, records.Mail{
		Kind: model.LetterUpdate, To: r.to, Slug: r.slug, ByCode: r.byCode, Digest: r.notices.Digest,
		State: model.OutgoingWaiting, Created: w.tx.Now, Due: due, Items: []records.MailItem{{Ref: ref, Before: before}},
	})
}

// revive tries a parcel that was refused once more, now that there is more to
// tell; one that waits goes on waiting.
func (w *Writer) revive(p records.Mail) error {
	if p.State != model.OutgoingFailed {
		return nil
	}
	fresh := p
	fresh.State, fresh.Due, fresh.Attempts = model.OutgoingWaiting, w.tx.Now.Add(w.store.delay()), 0
	w.tx.MailQueued = true
	return keepParcel(w.tx, p, fresh)
}

// baseline remembers the ETA from which a reader who wants to hear of greater
// changes only begins to count, so that many small ones add up.
func (w *Writer) baseline(r reader, known bool, before model.Outline, p model.Published) error {
	if known || r.notices.Level != model.NoticesETA || before.ETA.IsZero() || before.ETA.Equal(p.ETA) {
		return nil
	}
	return records.MailedTo.Put(w.tx, records.MailedETA{ETA: before.ETA}, p.Ref.String(), r.to)
}

// dueFor is when news for a reader go out: after a while in which more may
// join, or with the next digest.
func (w *Writer) dueFor(r reader) (time.Time, error) {
	if !r.notices.Digest {
		return w.tx.Now.Add(w.store.delay()), nil
	}
	house, err := records.Forwarder(w.tx)
	if err != nil {
		return time.Time{}, err
	}
	return nextDigest(w.tx.Now, model.ZoneNamed(house.Zone)), nil
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
