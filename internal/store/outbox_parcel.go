package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// parcel is an entry of the outbox: a mail to one recipient that is still to be
// written, or is written and on its way. As long as it waits it holds no text
// but how its shipments were when the recipient last heard of them, so that
// several changes become one mail. From the moment on at which it may go out its
// text is settled, and is the same however often it has to be tried.
type parcel struct {
	Seq      uint64              `json:"seq"`
	Kind     model.LetterKind    `json:"kind"`
	To       string              `json:"to"`
	Slug     string              `json:"slug"` // the room that it is about
	ByCode   bool                `json:"by_code,omitempty"`
	Digest   bool                `json:"digest,omitempty"`
	State    model.OutgoingState `json:"state"`
	Created  time.Time           `json:"created"`
	Due      time.Time           `json:"due"` // zero: waits for a person
	Attempts int                 `json:"attempts,omitempty"`
	Trouble  model.Text          `json:"trouble"`
	Items    []parcelItem        `json:"items"`
	Code     []byte              `json:"code,omitempty"` // locked, see outbox_secret.go
	Letter   *model.Letter       `json:"letter,omitempty"`
}

// parcelItem is one shipment of a parcel. ETA is the one that its letter tells,
// once that is settled.
type parcelItem struct {
	Ref    string        `json:"ref"`
	Before model.Outline `json:"before"`
	ETA    model.When    `json:"eta"`
}

// id is how people name the parcel.
func (p parcel) id() string { return "m" + strconv.FormatUint(p.Seq, 10) }

// parseParcelID reads what id wrote.
func parseParcelID(id string) (uint64, bool) {
	digits, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(id)), "m")
	seq, err := strconv.ParseUint(digits, 10, 63)
	return seq, found && err == nil && seq > 0
}

// takesNews says that news of its shipments may still join the parcel.
func (p parcel) takesNews() bool { return p.Kind != model.LetterCode && p.Letter == nil }

// refs are the numbers of its shipments.
func (p parcel) refs() string {
	list := make([]string, len(p.Items))
	for i, item := range p.Items {
		list[i] = item.Ref
	}
	return strings.Join(list, ", ")
}

// readParcel reads a parcel; false when there is none with the number.
func readParcel(tx bolt.Tx, seq uint64) (p parcel, found bool, err error) {
	outbox, err := bucket(tx, bucketMail, bucketOutbox)
	if err != nil {
		return p, false, err
	}
	key := numberKey(seq)
	found, err = unsealJSON(key, outbox.Get(key), &p)
	if err == nil && found && p.Seq != seq {
		err = fmt.Errorf("parcel %d is another's: %w", seq, errDamaged)
	}
	return p, found, err
}

// addParcel numbers a new parcel and puts it into the outbox.
func addParcel(tx bolt.Tx, p parcel) error {
	outbox, err := bucket(tx, bucketMail, bucketOutbox)
	if err != nil {
		return err
	}
	if p.Seq, err = outbox.NextSequence(); err != nil {
		return fmt.Errorf("number the mail: %w", err)
	}
	return keepParcel(tx, nil, p)
}

// keepParcel writes a parcel in the place of old (nil: it is new), with its
// line among those that are due and the places where news join it.
func keepParcel(tx bolt.Tx, old *parcel, p parcel) error {
	if old != nil {
		if err := unlinkParcel(tx, *old); err != nil {
			return err
		}
	}
	outbox, err := bucket(tx, bucketMail, bucketOutbox)
	if err != nil {
		return err
	}
	key := numberKey(p.Seq)
	sealed, err := sealJSON(key, p)
	if err != nil {
		return err
	}
	if err := put(outbox, key, sealed); err != nil {
		return err
	}
	return linkParcel(tx, p)
}

func linkParcel(tx bolt.Tx, p parcel) error {
	due, err := bucket(tx, bucketMail, bucketDue)
	if err != nil {
		return err
	}
	if !p.Due.IsZero() {
		if err := put(due, parcelDueKey(nanos(p.Due), p.Seq), nil); err != nil {
			return err
		}
	}
	if !p.takesNews() {
		return nil
	}
	open, err := bucket(tx, bucketMail, bucketOpen)
	if err != nil {
		return err
	}
	for _, item := range p.Items {
		key := pairKey(p.To, item.Ref)
		if err := put(open, key, seal(key, numberKey(p.Seq))); err != nil {
			return err
		}
	}
	return nil
}

func unlinkParcel(tx bolt.Tx, p parcel) error {
	due, err := bucket(tx, bucketMail, bucketDue)
	if err != nil {
		return err
	}
	if !p.Due.IsZero() {
		if err := remove(due, parcelDueKey(nanos(p.Due), p.Seq)); err != nil {
			return err
		}
	}
	open, err := bucket(tx, bucketMail, bucketOpen)
	if err != nil {
		return err
	}
	for _, item := range p.Items {
		key := pairKey(p.To, item.Ref)
		if seq, err := readNumber(open, key); err != nil || seq != p.Seq {
			if err != nil {
				return err
			}
			continue
		}
		if err := remove(open, key); err != nil {
			return err
		}
	}
	return nil
}

// dropParcel takes a parcel out of the outbox.
func dropParcel(tx bolt.Tx, p parcel) error {
	if err := unlinkParcel(tx, p); err != nil {
		return err
	}
	outbox, err := bucket(tx, bucketMail, bucketOutbox)
	if err != nil {
		return err
	}
	return remove(outbox, numberKey(p.Seq))
}

// openParcel is the parcel that takes news of a shipment for a recipient.
func openParcel(tx bolt.Tx, to, ref string) (p parcel, found bool, err error) {
	open, err := bucket(tx, bucketMail, bucketOpen)
	if err != nil {
		return p, false, err
	}
	seq, err := readNumber(open, pairKey(to, ref))
	if err != nil || seq == 0 {
		return p, false, err
	}
	return readParcel(tx, seq)
}
