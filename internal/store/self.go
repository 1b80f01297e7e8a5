package store

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/model/filter"
	"porthole/internal/store/engine"
	"porthole/internal/store/mail"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// Self is what belongs to the person who is signed in: their keys, their
// language, and what they saw last.
type Self struct {
	store   *Store
	who     model.Principal
	account model.Account
}

// Self is what belongs to the person who asks; ErrForbidden for a guest. On the
// local terminal somebody may be at work who has no account in the store.
func (s *Store) Self(p model.Principal) (*Self, error) {
	if !p.IsPortal() && !p.IsStaff() {
		return nil, model.ErrForbidden
	}
	a, err := read(context.Background(), s, func(r engine.Reader) (model.Account, error) {
		a, found, err := records.Accounts.Get(r, p.Account)
		if !found {
			a = model.Account{Email: p.Account, Role: p.Role, Partner: p.Partner, Language: p.Language}
		}
		return a, err
	})
	if err != nil {
		return nil, err
	}
	return &Self{store: s, who: p, account: a}, nil
}

// Account is the account as it was when the handle was made.
func (s *Self) Account() model.Account { return s.account }

// Keys are the account's keys, the oldest first.
func (s *Self) Keys(ctx context.Context) ([]model.Key, error) {
	return read(ctx, s.store, func(r engine.Reader) ([]model.Key, error) { return s.store.keysUsed(r, s.account.Email) })
}

// AddKey registers a key to the account; Added is set here. The Faults are
// people.ErrKeyTaken, people.ErrKeyKnown, "error.key_fingerprint" and "error.key_too_many";
// ErrUnknownAccount for somebody without an account in the store.
func (s *Self) AddKey(ctx context.Context, k model.Key) error {
	return s.change(ctx, "key add", func(tx *records.Tx, a model.Account) error { return people.AddKey(tx, a, k, model.ActOwn) })
}

// RemoveKey takes a key from the account; whoever listens by OnAccountChange
// ends its sessions. ErrNoKey when it is not the account's.
func (s *Self) RemoveKey(ctx context.Context, fingerprint string) error {
	err := s.change(ctx, "key remove", func(tx *records.Tx, a model.Account) error {
		return people.RemoveKey(tx, a, fingerprint, model.ActOwn)
	})
	if err == nil {
		s.store.marks.ForgetUse(fingerprint)
	}
	return err
}

// SetLanguage sets the account's language, by its ISO 639-1 code; empty: as the
// client asks for it.
func (s *Self) SetLanguage(ctx context.Context, lang string) error {
	if len(lang) > 16 {
		return model.NewFault("error.account_language", model.Line(lang, model.RefCells).String())
	}
	return s.change(ctx, "language", func(tx *records.Tx, a model.Account) error {
		if a.Language == lang {
			return nil
		}
		a.Language = lang
		return people.Keep(tx, model.ActOwn, a, lang)
	})
}

// Filters are those that the person keeps as tabs, in the order in which they came.
func (s *Self) Filters(ctx context.Context) ([]model.SavedFilter, error) {
	return read(ctx, s.store, func(r engine.Reader) ([]model.SavedFilter, error) {
		a, _, err := records.Accounts.Get(r, s.account.Email)
		return a.Filters, err
	})
}

// KeepFilter keeps a filter under its name. The Faults are those of
// [filter.With].
func (s *Self) KeepFilter(ctx context.Context, f model.SavedFilter) error {
	return s.changeFilters(ctx, "filter keep", f.Name, func(kept []model.SavedFilter) ([]model.SavedFilter, error) {
		return filter.With(kept, f, s.who.IsStaff(), s.store.now())
	})
}

// DropFilter takes the filter of that name away.
func (s *Self) DropFilter(ctx context.Context, name model.Text) error {
	return s.changeFilters(ctx, "filter drop", name, func(kept []model.SavedFilter) ([]model.SavedFilter, error) {
		return filter.Without(kept, name), nil
	})
}

func (s *Self) changeFilters(
	ctx context.Context, verb string, name model.Text, to func([]model.SavedFilter) ([]model.SavedFilter, error),
) error {
	return s.change(ctx, verb, func(tx *records.Tx, a model.Account) (err error) {
		if a.Filters, err = to(a.Filters); err != nil {
			return err //nolint:wrapcheck // a Fault of the model
		}
		return people.Keep(tx, model.ActOwn, a, name.String())
	})
}

// Notices are what the account wants to be mailed about; the zero value, off,
// until somebody has chosen. ErrForbidden for staff, who have the desk.
func (s *Self) Notices(ctx context.Context) (model.Notices, error) {
	if !s.who.IsPortal() {
		return model.Notices{}, model.ErrForbidden
	}
	return read(ctx, s.store, func(r engine.Reader) (model.Notices, error) {
		n, _, err := records.Notices.Get(r, s.who.Partner, s.account.Email)
		return n, err
	})
}

// SetNotices sets what the account wants to be mailed about. Nothing happens
// when it is so already. The Faults are those of Notices.Check, and ErrForbidden
// for staff.
func (s *Self) SetNotices(ctx context.Context, n model.Notices) error {
	if !s.who.IsPortal() {
		return model.ErrForbidden
	}
	if err := n.Check(); err != nil {
		return err //nolint:wrapcheck // a Fault of the model
	}
	return s.change(ctx, "notices", func(tx *records.Tx, a model.Account) error { return mail.SetNotices(tx, model.ActOwn, a, n) })
}

// change writes something of the account, which must exist and be open. Who
// looks at it in a preview changes nothing.
func (s *Self) change(ctx context.Context, verb string, fn func(tx *records.Tx, a model.Account) error) error {
	if s.who.Previewer != "" {
		return model.ErrForbidden
	}
	return s.store.do(ctx, s.who, verb, func(tx *records.Tx) error {
		a, err := people.Account(tx, s.account.Email)
		if err == nil && a.Disabled {
			err = model.ErrForbidden
		}
		if err != nil {
			return err
		}
		return fn(tx, a)
	})
}

// slug is the list that the person looks at: their partner's room, or all shipments.
func (s *Self) slug() string {
	if s.who.IsPortal() {
		return s.who.Partner
	}
	return string(engine.Office)
}

// LastSeen is the change number of the person's list at their last visit; zero
// when this is the first.
func (s *Self) LastSeen(ctx context.Context) (uint64, error) {
	v, err := s.lastVisit(ctx)
	return v.Seen, err
}

// LastVisit is when the person's last visit ended that saw something new; zero
// when there was none, or when nobody noted the time of it yet.
func (s *Self) LastVisit(ctx context.Context) (time.Time, error) {
	v, err := s.lastVisit(ctx)
	return v.At, err
}

// lastVisit is the visit, written or not.
func (s *Self) lastVisit(ctx context.Context) (records.Visit, error) {
	return read(ctx, s.store, func(r engine.Reader) (records.Visit, error) {
		return s.store.marks.LastVisit(r, s.account.Email, s.slug())
	})
}

// SetLastSeen records the change number that the person's list had at this
// visit. It never goes back: of two sessions the one that saw more counts. It is
// known at once and written a moment later. A preview is no visit.
func (s *Self) SetLastSeen(ctx context.Context, version uint64) error {
	if s.who.Previewer != "" {
		return nil
	}
	seen, err := s.LastSeen(ctx)
	if err == nil && seen < version {
		s.store.marks.Visit(s.account.Email, s.slug(), records.Visit{Seen: version, At: s.store.now().UTC()})
	}
	return err
}
