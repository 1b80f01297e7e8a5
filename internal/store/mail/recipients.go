package mail

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// recipient is somebody who may be mailed about a shipment.
type recipient struct {
	to, slug, language string
	notices            model.Notices
	byCode             bool
	until, codeSent    time.Time // byCode: when the code ends, and when it was mailed
}

// SetNotices sets what an account is mailed about, for who has the right to act.
// Nothing happens when it is so already.
func SetNotices(tx *records.Tx, act model.Act, a model.Account, n model.Notices) error {
	old, _, err := records.Notices.Get(tx, a.Partner, a.Email)
	if err != nil || old == n {
		return err
	}
	if err := tx.Audit(act, a.Email, n.Level.Name()); err != nil {
		return err
	}
	if n.Level == model.NoticesOff && !n.Digest {
		return records.Notices.Delete(tx, a.Partner, a.Email)
	}
	return records.Notices.Put(tx, n, a.Partner, a.Email)
}

// codeNotices are what the holder of a tracking code is mailed about.
var codeNotices = model.Notices{Level: model.NoticesKey}

// recipientsOf are all who may be mailed now about a shipment of a customer:
// accounts of this partner that asked for it, and those with a code for it.
func recipientsOf(tx *records.Tx, slug, ref string) ([]recipient, error) {
	var all []recipient
	for asked, err := range records.Notices.Scan(tx, engine.Scan{First: slug}) {
		if err != nil {
			return nil, err
		}
		r, may, err := accountOf(tx, slug, asked.Second, asked.Value)
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
		if r, may := holderOf(slug, follows.Value, tx.Now); may {
			all = append(all, r)
		}
	}
	return all, nil
}

// recipientOf is the recipient of a mail as they are now; false when they may
// not be mailed any more: the account was closed or moved, has turned notices
// off, or the code has ended.
func recipientOf(tx *records.Tx, m records.Mail, ref string) (recipient, bool, error) {
	if m.ByCode {
		f, _, err := records.Followers.Get(tx, ref, m.To)
		r, may := holderOf(m.Slug, f, tx.Now)
		return r, may && err == nil, err
	}
	n, _, err := records.Notices.Get(tx, m.Slug, m.To)
	if err != nil {
		return recipient{}, false, err
	}
	return accountOf(tx, m.Slug, m.To, n)
}

func accountOf(r engine.Reader, slug, email string, n model.Notices) (recipient, bool, error) {
	a, found, err := records.Accounts.Get(r, email)
	if err != nil || !found || a.Disabled || a.Role != model.Portal || a.Partner != slug {
		return recipient{}, false, err
	}
	return recipient{to: a.Email, slug: slug, language: a.Language, notices: n}, n.Level != model.NoticesOff, nil
}

// holderOf is the holder of a code; with a zero f, of none, they may not be mailed.
func holderOf(slug string, f records.Follower, now time.Time) (recipient, bool) {
	r := recipient{to: f.To, slug: slug, language: f.Language, notices: codeNotices, byCode: true, until: f.Until, codeSent: f.CodeSent}
	return r, f.Slug == slug && now.Before(f.Until)
}
