package lists

import (
	"cmp"
	"context"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// Desk is a page of the shipments that need something, the worst first. It goes
// through the schedules of those that are open, and reads the page's own shipments
// alone. A page behind a cursor is as of the moment of the first one. The error may
// be [model.ErrCursor].
func Desk(ctx context.Context, r engine.Reader, q model.DeskQuery, now time.Time) (page model.DeskPage, err error) {
	first := ranking{limit: UsualPage + 1}
	if q.Limit > 0 {
		first.limit = min(q.Limit, model.MaxPage) + 1
	}
	var after *ranked
	if q.After != "" {
		if now, after, err = parseDeskCursor(q.After); err != nil {
			return page, err
		}
	}
	var severities []int
	err = eachSchedule(ctx, r, q.Partner, func(slug, ref string, o schedule) {
		if severities = o.severities(now, severities); len(severities) == 0 {
			return
		}
		page.Total++
		if next := (ranked{severities, ref, slug}); after == nil || compareRanked(*after, next) < 0 {
			first.offer(next)
		}
	})
	if err != nil {
		return page, err
	}
	list := first.list
	if len(list) == first.limit {
		list = list[:len(list)-1]
		page.Next = deskCursor(now, list[len(list)-1])
	}
	for _, at := range list {
		line, err := deskItem(r, at.ref, now)
		if err != nil {
			return page, err
		}
		page.Items = append(page.Items, line)
	}
	return page, nil
}

// deskItem is what stands in a line of the desk.
func deskItem(r engine.Reader, ref string, now time.Time) (model.DeskItem, error) {
	s, err := records.Shipment(r, ref)
	if err != nil {
		return model.DeskItem{}, err
	}
	p, _, err := records.Partners.Get(r, s.Partner)
	if err != nil {
		return model.DeskItem{}, err
	}
	mailed, _, err := records.Mailed.Get(r, ref)
	if err != nil {
		return model.DeskItem{}, err
	}
	row, err := Of(r, engine.Office).Row(ref)
	if err != nil {
		return model.DeskItem{}, err
	}
	needs := model.Needs(s, now, model.NeedRules{Mailed: mailed.ETA})
	return model.DeskItem{
		Standing:    model.Standing{Ref: s.Ref, Partner: s.Partner, Needs: needs},
		PartnerName: p.Name, Row: row, Next: model.NextMilestone(s), Offers: model.OffersOf(s),
	}, nil
}

// ranked is where a shipment stands on the desk.
type ranked struct {
	severities []int // the worst first
	ref, slug  string
}

// compareRanked is the order of the desk: the shipment with the worst need first, of two
// alike the one that has more, and at last by reference. It is a total order.
func compareRanked(a, b ranked) int {
	if c := slices.Compare(b.severities, a.severities); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(a.ref, b.ref), strings.Compare(a.slug, b.slug))
}

// ranking keeps the first limit of what it is offered, in order.
type ranking struct {
	limit int
	list  []ranked
}

func (k *ranking) offer(r ranked) {
	if len(k.list) == k.limit {
		if compareRanked(r, k.list[k.limit-1]) >= 0 {
			return
		}
		k.list = k.list[:k.limit-1]
	}
	at, _ := slices.BinarySearchFunc(k.list, r, compareRanked)
	r.severities = slices.Clone(r.severities)
	k.list = slices.Insert(k.list, at, r)
}

// A cursor of the desk is the place of the last line of its page, with the
// moment at which the desk was looked at: what needs an update changes with
// every minute, and the pages of one desk must fit together.

func deskCursor(at time.Time, last ranked) string {
	p := packer{}
	p.number(at.UnixNano())
	p.unsigned(uint64(len(last.severities)))
	for _, severity := range last.severities {
		p.number(int64(severity))
	}
	p.string(last.ref)
	p.string(last.slug)
	return base64.RawURLEncoding.EncodeToString(p.b)
}

// parseDeskCursor reads what deskCursor made; model.ErrCursor for anything else.
func parseDeskCursor(text string) (at time.Time, last *ranked, err error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return at, nil, model.ErrCursor
	}
	u := unpacker{b: raw}
	at, last = time.Unix(0, u.number()).UTC(), &ranked{}
	for n := u.unsigned(); n > 0 && !u.failed; n-- {
		last.severities = append(last.severities, int(u.number()))
	}
	last.ref, last.slug = u.string(), u.string()
	if !u.ended() || len(last.severities) == 0 || last.ref == "" {
		return at, nil, model.ErrCursor
	}
	return at, last, nil
}
