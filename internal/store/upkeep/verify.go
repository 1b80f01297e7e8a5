package upkeep

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// Verify compares everything that the store holds at one moment: every room with what
// the door makes of the office's records, every index with the rows that it leads
// to, the counts, the small records, and the audit trail. The error is for a walk that could not be
// finished; what was found until then is in the report.
func Verify(ctx context.Context, r engine.Reader, to *Report) error {
	v := verifier{ctx: ctx, tx: r, Report: to, byPartner: map[string]int{}}
	v.settings()
	v.people()
	if err := v.shipments(); err != nil {
		return err
	}
	v.desk()
	v.codes()
	if err := v.lists(); err != nil {
		return err
	}
	v.mail()
	checkRecords(&v, PartTrail, &records.Unsealed, func(engine.Key, records.AuditEntry) { v.Unsealed++ })
	var err error
	v.Audit, _, err = records.VerifyTrail(r)
	v.check(PartTrail, "", "audit trail", err)
	return nil
}

// verifier is one walk.
type verifier struct {
	ctx context.Context
	tx  engine.Reader
	*Report
	byPartner map[string]int // shipments that the office has of each partner
	onDesk    int            // shipments that should have an entry on the desk
}

// shipments compares each of the office's records with the list of its partner and
// with the office's own.
func (v *verifier) shipments() error {
	for i, err := range v.tx.Records(engine.Office, "") {
		if err := v.ctx.Err(); err != nil {
			return fmt.Errorf("verify: %w", err)
		}
		var s model.Shipment
		if err == nil {
			s, _, err = records.UnpackShipment(i.Ref, i.Record)
		}
		if err != nil {
			v.check(PartShipment, i.Ref, fmt.Sprintf("shipment %q", i.Ref), err)
			continue
		}
		v.Shipments++
		v.byPartner[s.Partner]++
		v.check(PartRoom, i.Ref, fmt.Sprintf("room and shipment %q", i.Ref), v.room(s))
		v.check(PartList, i.Ref, fmt.Sprintf("office's list and shipment %q", i.Ref), lists.Of(v.tx, engine.Office).Check(model.Inside(s), s.Partner))
		kept, err := lists.CheckSchedule(v.tx, s)
		if kept {
			v.onDesk++
		}
		v.check(PartDesk, i.Ref, fmt.Sprintf("desk and shipment %q", i.Ref), err)
	}
	return nil
}

// room compares what a room holds of a shipment with what the door makes of the
// office's record.
func (v *verifier) room(s model.Shipment) error {
	room, p := engine.List(s.Partner), model.Publish(s)
	text, err := records.PackPublished(p)
	if err != nil {
		return err
	}
	shown, _, err := v.tx.Record(room, s.Ref.String())
	if err != nil && !errors.Is(err, engine.ErrNone) {
		return err //nolint:wrapcheck // the engine names the list
	}
	if !bytes.Equal(text, shown) {
		return fmt.Errorf("published record is not the door's: %w", engine.ErrDamaged)
	}
	return lists.Of(v.tx, room).Check(p, "")
}

// desk checks that nothing is on the desk but what its shipments need.
func (v *verifier) desk() {
	have := 0
	for _, err := range v.tx.Scan(&records.Schedules, engine.Scan{}) {
		v.check(PartDesk, "", "desk", err)
		have++
	}
	if have != v.onDesk {
		v.Add(PartDesk, "", "the desk has %d entries for %d shipments", have, v.onDesk)
	}
}

// lists checks each list in itself, and that it holds as many shipments as the
// office has for it.
func (v *verifier) lists() error {
	all, err := v.tx.Lists()
	if err != nil {
		return err //nolint:wrapcheck // the engine says what it does
	}
	named, err := All(v.tx)
	v.check(PartPartner, "", "partners", err)
	for _, l := range named {
		if !slices.Contains(all, l) {
			v.Add(PartList, string(l), "there is no list %q", l)
		}
	}
	v.Rooms = len(all) - 1
	for _, l := range all {
		if _, known, err := records.Partners.Get(v.tx, string(l)); l != engine.Office && err == nil && !known {
			v.Add(PartPartner, string(l), "list %q has no partner", l)
		}
		items, lines, found := v.tx.CheckList(v.ctx, l)
		for _, err := range found {
			v.check(PartList, string(l), fmt.Sprintf("list %q", l), err)
		}
		if err := v.ctx.Err(); err != nil {
			return fmt.Errorf("verify: %w", err)
		}
		v.Lines += lines
		want := v.byPartner[string(l)]
		if l == engine.Office {
			want = v.Shipments
		}
		if items != want {
			v.Add(PartList, string(l), "list %q holds %d shipments, the office has %d", l, items, want)
		}
	}
	return nil
}
