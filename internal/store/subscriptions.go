package store

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// reader is somebody who may be mailed about a shipment.
type reader struct {
	to       string
	slug     string
	language string
	byCode   bool
	notices  model.Notices
	code     records.Follower // byCode
}

// codeNotices are what the holder of a tracking code is mailed about.
var codeNotices = model.Notices{Level: model.NoticesKey}

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
		return err
	}
	return s.change(ctx, "notices", func(w *Writer, a model.Account) error {
		return w.setNotices(a, n, model.ActOwn)
	})
}

// readersOf are all who may be mailed about a shipment in the room slug now:
// accounts of its partner that asked for it, and those with a code for it.
func readersOf(tx engine.Reader, slug, ref string, now time.Time) ([]reader, error) {
	var all []reader
	for asked, err := range records.Notices.Scan(tx, engine.Scan{First: slug}) {
		if err != nil {
			return nil, err
		}
		r, may, err := accountReader(tx, slug, asked.Second, asked.Value)
		if err != nil {
			return nil, err
		}
		if may {
			all = append(all, r)
		}
	}
	for follows, err := range records.Followers.Scan(tx, engine.Scan{First: ref}) {
		if err != nil {
			return nil, err
		}
		if r, may := codeReader(slug, follows.Value, now); may {
			all = append(all, r)
		}
	}
	return all, nil
}

// readerOf is the recipient of a parcel as they stand now; false when they may
// not be mailed any more: the account was closed or moved, has turned notices
// off, or the code has ended.
func readerOf(tx engine.Reader, p records.Mail, ref string, now time.Time) (reader, bool, error) {
	if p.ByCode {
		c, _, err := records.Followers.Get(tx, ref, p.To)
		r, may := codeReader(p.Slug, c, now)
		return r, may && err == nil, err
	}
	n, _, err := records.Notices.Get(tx, p.Slug, p.To)
	if err != nil {
		return reader{}, false, err
	}
	return accountReader(tx, p.Slug, p.To, n)
}

func accountReader(tx engine.Reader, slug, email string, n model.Notices) (r reader, may bool, err error) {
	a, found, err := records.Accounts.Get(tx, email)
	if err != nil || !found || a.Disabled || a.Role != model.Portal || a.Partner != slug {
		return r, false, err
	}
	r = reader{to: a.Email, slug: slug, language: a.Language, notices: n}
	return r, n.Level != model.NoticesOff, nil
}

// codeReader is the holder of a code; with a zero c, of none, they may not.
func codeReader(slug string, c records.Follower, now time.Time) (r reader, may bool) {
	r = reader{to: c.To, slug: slug, language: c.Language, byCode: true, notices: codeNotices, code: c}
	return r, c.Slug == slug && now.Before(c.Until)
}
