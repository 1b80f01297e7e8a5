package store

import (
	"fmt"
)

// mail compares the outbox with the lines that lead into it: each parcel that is
// to be tried stands among those that are due and nothing else does, and news
// join only mails that take them.
func (v *verifier) mail() error {
	checkTable(v, PartMail, &notices)
	checkTable(v, PartMail, &recipients)
	checkTable(v, PartMail, &toldETAs)
	due, open := 0, map[string]bool{}
	err := eachParcel(v.tx, func(p parcel) error {
		if len(p.Code) > 0 {
			v.report.Codes++
		}
		if !p.Due.IsZero() {
			due++
			v.check(PartMail, p.id(), "mail "+p.id(), v.isDue(p))
		}
		for _, item := range p.Items {
			if p.takesNews() {
				open[fmt.Sprintf("%d %x", p.Seq, pairKey(p.To, item.Ref))] = true
			}
		}
		return v.ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("store: outbox: %w", err)
	}
	if err := v.openMail(open); err != nil {
		return err
	}
	lines, err := bucket(v.tx, bucketMail, bucketDue)
	if err != nil {
		return err
	}
	if n := lines.Stats().KeyN; n != due {
		v.problem(PartMail, "", "%d mails are due, and %d of the outbox are to be tried", n, due)
	}
	return nil
}

// isDue says whether a parcel stands among those that are due.
func (v *verifier) isDue(p parcel) error {
	due, err := bucket(v.tx, bucketMail, bucketDue)
	if err != nil {
		return err
	}
	if due.Get(parcelDueKey(nanos(p.Due), p.Seq)) == nil {
		return errDamaged
	}
	return nil
}

// openMail looks at the places where news join a mail.
func (v *verifier) openMail(takes map[string]bool) error {
	open, err := bucket(v.tx, bucketMail, bucketOpen)
	if err != nil {
		return err
	}
	cursor := open.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		seq, err := readNumber(open, key)
		v.check(PartMail, "", "open mail", err)
		if err == nil && !takes[fmt.Sprintf("%d %x", seq, key)] {
			v.problem(PartMail, "", "news lead to mail %d, which does not take them", seq)
		}
	}
	return nil
}
