package store

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/codes"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// Reader is one moment of everything, for what has to be judged as a whole. It
// belongs to the call that it was given to, and is dead afterwards.
type Reader struct {
	store  *Store
	tx     engine.Reader
	now    time.Time
	who    model.Principal
	access map[string]model.AccessState // by partner, once it was asked for
}

// Read runs fn in one reading transaction. fn must not wait for anything: old
// pages of the file are not used again meanwhile.
func (o *Office) Read(ctx context.Context, fn func(r *Reader) error) error {
	return o.store.view(ctx, func(tx engine.Reader) error {
		r := &Reader{store: o.store, tx: tx, now: o.store.now().Round(0).UTC(), who: o.who, access: map[string]model.AccessState{}}
		return caught(func() error { return fn(r) })
	})
}

// Now is the time of the reading, taken once.
func (r *Reader) Now() time.Time { return r.now }

// Stamp is who reads, and when: what a write at this moment would be signed with.
func (r *Reader) Stamp() model.Stamp { return model.Stamp{At: r.now, By: r.who.Account} }

// Shipment is the office's record; ErrNotFound. ref is exact, but for its case
// and its slashes.
func (r *Reader) Shipment(ref string) (model.Shipment, error) {
	return shipmentNamed(r.tx, ref)
}

// Row is a shipment's row as the office knows it; the zero value for none.
func (r *Reader) Row(ref string) (model.Row, error) { return lists.Of(r.tx, engine.Office).Row(ref) }

// InRoom is the record of a shipment as it stands in a partner's room, and not
// as the door would make it; the zero value when it is not there.
func (r *Reader) InRoom(slug, ref string) (p model.Published, err error) {
	if slug == "" {
		return p, nil
	}
	p, _, err = records.Published(r.tx, engine.List(slug), ref)
	return p, err
}

// RoomsHolding are the slugs of all rooms in which a shipment is found, looked
// for in each of them.
func (r *Reader) RoomsHolding(ref string) (slugs []string, err error) {
	all, err := r.tx.Lists()
	if err != nil {
		return nil, err
	}
	for _, room := range all {
		if room == engine.Office {
			continue
		}
		_, listed, err := lists.Of(r.tx, room).Item(ref)
		if err != nil {
			return nil, err
		}
		_, shown, err := records.Published(r.tx, room, ref)
		if err != nil {
			return nil, err
		}
		if listed || shown {
			slugs = append(slugs, string(room))
		}
	}
	return slugs, nil
}

// Partner is a partner by its slug; false when there is none.
func (r *Reader) Partner(slug string) (p model.Partner, found bool, err error) {
	return records.Partners.Get(r.tx, slug)
}

// Partners are all partners, by slug.
func (r *Reader) Partners() ([]model.Partner, error) { return records.Partners.All(r.tx) }

// PartnerNamed finds a partner by its slug, or by its name, accents, case and
// punctuation aside; ErrUnknownPartner.
func (r *Reader) PartnerNamed(slugOrName string) (model.Partner, error) {
	return people.Partner(r.tx, slugOrName)
}

// PartnerNames are the names of all partners but one.
func (r *Reader) PartnerNames(but string) (names []model.Text, err error) {
	for found, err := range records.Partners.Scan(r.tx, engine.Scan{}) {
		if err != nil {
			return nil, err
		}
		if found.First != but {
			names = append(names, found.Value.Name)
		}
	}
	return names, nil
}

// Foreign says that a word is exactly a reference or a container of shipments
// that all belong to others than this partner (empty: to anybody).
func (r *Reader) Foreign(slug, word string) (bool, error) {
	refs, err := lists.Of(r.tx, engine.Office).Find(lists.AnyKind, word)
	if err != nil || len(refs) == 0 || slug == "" {
		return len(refs) > 0, err
	}
	own, err := r.tx.Items(engine.List(slug), refs...)
	return len(own) == 0, err
}

// Aboard are the numbers of all shipments on a vessel, see [lists.List.Aboard].
func (r *Reader) Aboard(vessel string) ([]string, error) {
	return lists.Of(r.tx, engine.Office).Aboard(vessel)
}

// Access is who could see what a partner's room holds. The tracking codes of a
// single shipment are not counted.
func (r *Reader) Access(slug string) (model.AccessState, error) {
	if state, known := r.access[slug]; known {
		return state, nil
	}
	list, err := r.AccountsOf(slug)
	if err != nil {
		return model.AccessState{}, err
	}
	var state model.AccessState
	for _, a := range list {
		if a.Disabled {
			state.Disabled = a.Email
			continue
		}
		state.PortalAccounts++
		if len(a.Keys) > 0 {
			state.WithKey++
		} else if state.Keyless == "" {
			state.Keyless = a.Email
		}
	}
	r.access[slug] = state
	return state, nil
}

// Account is one account; ErrUnknownAccount.
func (r *Reader) Account(email string) (model.Account, error) { return people.Account(r.tx, email) }

// Codes is how many tracking codes open a shipment, which is named exactly.
func (r *Reader) Codes(ref string) (int, error) { return codes.Count(r.tx, ref, r.now) }

// CodesTo are the tracking codes that were made for an address, see [codes.To].
func (r *Reader) CodesTo(email string, limit int) ([]model.CodeState, error) {
	return codes.To(r.tx, email, limit, r.now)
}

// Keys are an account's keys, with when they were last used.
func (r *Reader) Keys(email string) ([]model.Key, error) { return r.store.keysUsed(r.tx, email) }

// Mailed is the last ETA of a shipment that customers were mailed; false when
// none was.
func (r *Reader) Mailed(ref string) (records.MailedETA, bool, error) {
	return records.Mailed.Get(r.tx, ref)
}

// Refs are the numbers of a partner's shipments, or of all (empty slug), see
// [lists.List.Refs].
func (r *Reader) Refs(slug, after string, limit int) (refs []string, next string, err error) {
	return lists.Of(r.tx, engine.List(slug)).Refs(after, limit)
}

// Count is how many shipments a partner's room holds.
func (r *Reader) Count(slug string) (int, error) {
	s, err := r.tx.State(engine.List(slug))
	return lists.Counts(s)[model.TabAll], err
}

// Pending are shipments of a partner of which something waits, see [lists.Pending].
func (r *Reader) Pending(ctx context.Context, slug string, limit int) (refs []string, err error) {
	return lists.Pending(ctx, r.tx, slug, r.now, limit)
}

// Gone are shipments that once were a partner's and now are another's, at most
// limit.
func (r *Reader) Gone(slug string, limit int) (list []model.HeldElsewhere, err error) {
	for gone, err := range records.Former.Scan(r.tx, engine.Scan{First: slug}) {
		if err != nil || len(list) == limit {
			return list, err
		}
		s, err := records.Shipment(r.tx, gone.Second)
		if err != nil {
			return nil, err
		}
		list = append(list, model.HeldElsewhere{Ref: s.Ref, Partner: s.Partner})
	}
	return list, nil
}

// Notices are what an account of a partner is mailed about.
func (r *Reader) Notices(slug, email string) (n model.Notices, err error) {
	n, _, err = records.Notices.Get(r.tx, slug, email)
	return n, err
}

// Pauses are those for which a customer is shown nothing for now.
func (r *Reader) Pauses(slug string) (list []model.Pause) { return r.store.pausesOf(slug) }

// Customer is what the office knows of a partner beside its shipments.
func (r *Reader) Customer(slug string) (c model.Customer, err error) {
	list, err := r.AccountsOf(slug)
	for _, a := range list {
		if a.Disabled {
			continue
		}
		c.Accounts++
		c.Keys += len(a.Keys)
		if a.Notices.Level != model.NoticesOff {
			c.Mailed++
		}
		if a.Used.After(c.Visit) {
			c.Visit = a.Used
		}
	}
	c.Partner, c.Paused = slug, r.store.paused(slug)
	return c, err
}

// AccountsOf are the accounts of a partner, by their addresses.
func (r *Reader) AccountsOf(slug string) (list []model.CustomerAccount, err error) {
	for found, err := range records.Accounts.Scan(r.tx, engine.Scan{Column: "partner", Value: slug}) {
		if err != nil {
			return nil, err
		}
		a := model.CustomerAccount{Email: found.Value.Email, Disabled: found.Value.Disabled}
		if a.Keys, err = r.Keys(a.Email); err != nil {
			return nil, err
		}
		for _, k := range a.Keys {
			if k.LastUsed.After(a.Used) {
				a.Used = k.LastUsed
			}
		}
		if a.Notices, err = r.Notices(slug, a.Email); err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

// OpenCodes is how many tracking codes open a shipment, by the partner whose it is.
func (r *Reader) OpenCodes() (map[string]int, error) {
	return codes.CountAll(r.tx, r.now)
}
