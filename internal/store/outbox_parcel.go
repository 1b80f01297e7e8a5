package store

import (
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
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

// addParcel numbers a new parcel and puts it into the outbox.
func addParcel(tx engine.Tx, p parcel) (err error) {
	if p.Seq, err = tx.Number(&parcels.Table); err != nil {
		return err //nolint:wrapcheck // the engine names the table
	}
	return keepParcel(tx, parcel{}, p)
}

// keepParcel writes a parcel in the place of old (zero: it is new), and has news
// of its shipments join it as long as it takes them.
func keepParcel(tx engine.Tx, old, p parcel) error {
	if err := closeParcel(tx, old); err != nil {
		return err
	}
	if p.takesNews() {
		for _, item := range p.Items {
			if err := joins.put(tx, p.Seq, p.To, item.Ref); err != nil {
				return err
			}
		}
	}
	return parcels.put(tx, p, numberText(p.Seq))
}

// dropParcel takes a parcel out of the outbox.
func dropParcel(tx engine.Tx, p parcel) error {
	if err := closeParcel(tx, p); err != nil {
		return err
	}
	return parcels.delete(tx, numberText(p.Seq))
}

// closeParcel has no more news join a parcel.
func closeParcel(tx engine.Tx, p parcel) error {
	for _, item := range p.Items {
		seq, found, err := joins.get(tx, p.To, item.Ref)
		if found && seq == p.Seq {
			err = joins.delete(tx, p.To, item.Ref)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// openParcel is the parcel that takes news of a shipment for a recipient.
func openParcel(r engine.Reader, to, ref string) (p parcel, found bool, err error) {
	seq, found, err := joins.get(r, to, ref)
	if err != nil || !found {
		return p, false, err
	}
	return parcels.get(r, numberText(seq))
}

// findParcel reads a parcel by the name that people have for it; model.ErrNotFound.
func findParcel(r engine.Reader, id string) (parcel, error) {
	seq, ok := parseParcelID(id)
	if !ok {
		return parcel{}, model.ErrNotFound
	}
	p, found, err := parcels.get(r, numberText(seq))
	if err == nil && !found {
		err = model.ErrNotFound
	}
	return p, err
}
