package store

import (
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// addParcel numbers a new parcel and puts it into the outbox.
func addParcel(tx engine.Tx, p records.Mail) (err error) {
	if p.Seq, err = tx.Number(&records.Outbox.Table); err != nil {
		return err //nolint:wrapcheck // the engine names the table
	}
	return keepParcel(tx, records.Mail{}, p)
}

// keepParcel writes a parcel in the place of old (zero: it is new), and has news
// of its shipments join it as long as it takes them.
func keepParcel(tx engine.Tx, old, p records.Mail) error {
	if err := closeParcel(tx, old); err != nil {
		return err
	}
	if p.TakesNews() {
		for _, item := range p.Items {
			if err := records.OpenMails.Put(tx, p.Seq, p.To, item.Ref); err != nil {
				return err
			}
		}
	}
	return records.Outbox.Put(tx, p, records.NumberText(p.Seq))
}

// dropParcel takes a parcel out of the outbox.
func dropParcel(tx engine.Tx, p records.Mail) error {
	if err := closeParcel(tx, p); err != nil {
		return err
	}
	return records.Outbox.Delete(tx, records.NumberText(p.Seq))
}

// closeParcel has no more news join a parcel.
func closeParcel(tx engine.Tx, p records.Mail) error {
	for _, item := range p.Items {
		seq, found, err := records.OpenMails.Get(tx, p.To, item.Ref)
		if found && seq == p.Seq {
			err = records.OpenMails.Delete(tx, p.To, item.Ref)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// openParcel is the parcel that takes news of a shipment for a recipient.
func openParcel(r engine.Reader, to, ref string) (p records.Mail, found bool, err error) {
	seq, found, err := records.OpenMails.Get(r, to, ref)
	if err != nil || !found {
		return p, false, err
	}
	return records.Outbox.Get(r, records.NumberText(seq))
}
