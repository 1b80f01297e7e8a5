package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// maxProblems bounds a report: a file that is damaged all over needs no list.
const maxProblems = 100

// Report is what Verify found.
type Report struct {
	Shipments int           // in the office
	Rooms     int           // partners' rooms
	Lines     int           // of all indexes
	Audit     uint64        // entries in the audit trail
	Codes     int           // tracking codes that wait in the outbox, locked by the key beside the store
	Took      time.Duration // how long the looking took
	Problems  []Problem     // at most a hundred, and the first of each part; none: everything agrees
	More      int           // problems beyond these
}

// Sound says that nothing was found.
func (r Report) Sound() bool { return len(r.Problems) == 0 }

// Verify walks everything that the store holds and compares it: the pages of a
// copy of the file, every checksum, every room with what the door makes of the
// office's records, every index with the rows that it leads to, the counts, and
// the audit trail. Each of both is one moment; meanwhile writing goes on, and the
// file may grow. When pages lead where they must not, nothing else is looked at.
// The error is for a walk that could not be finished; what was found until then is
// in the report.
func (s *Store) Verify(ctx context.Context) (Report, error) {
	start := time.Now()
	v := newVerifier(ctx, nil)
	loose, err := v.pages(s)
	if err == nil && v.report.Sound() {
		err = s.view(ctx, func(r engine.Reader) error {
			v = newVerifier(ctx, r)
			return v.walk(loose)
		})
	}
	var fault *model.Fault
	if errors.As(err, &fault) {
		v.problem(PartFile, "", "the walk ended: %v", err)
		err = nil
	}
	v.report.Took = time.Since(start)
	return v.report, err
}

// verifier is one walk.
type verifier struct {
	ctx       context.Context
	tx        engine.Reader
	report    Report
	found     map[Part]bool  // parts in which something was found
	byPartner map[string]int // shipments that the office has of each partner
	onDesk    int            // shipments that should have an entry on the desk
}

func newVerifier(ctx context.Context, r engine.Reader) *verifier {
	return &verifier{ctx: ctx, tx: r, found: map[Part]bool{}, byPartner: map[string]int{}}
}

// pages has the pages of a copy of the file checked, if the engine has one. loose is
// what leads no reader astray.
func (v *verifier) pages(s *Store) (loose []string, err error) {
	disk, err := s.disk()
	if err != nil {
		return nil, nil //nolint:nilerr // there are no pages
	}
	folder, err := s.Scratch()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	file := filepath.Join(folder, fileName)
	if err := s.copyAs(v.ctx, file); err != nil {
		return nil, err
	}
	astray, loose, err := disk.CheckCopy(v.ctx, file)
	for _, cause := range astray {
		v.problem(PartFile, "", "pages: %s", cause)
	}
	return loose, err //nolint:wrapcheck // it says that it checks pages
}

// walk goes through all of it once the pages have been found to lead nowhere
// else. What was loose about them is said when nothing else was found: mostly it
// is what was wrong with a list, seen from below.
func (v *verifier) walk(loose []string) error {
	for _, part := range []func() error{v.house, v.people, v.shipments, v.desk, v.codes, v.lists, v.mail, v.trail} {
		if err := part(); err != nil {
			return err
		}
	}
	if !v.report.Sound() {
		return nil
	}
	for _, cause := range loose {
		v.problem(PartFile, "", "pages: %s", cause)
	}
	return nil
}

// shipments compares each of the office's records with the list of its partner and
// with the office's own.
func (v *verifier) shipments() error {
	for i, err := range v.tx.Records(engine.Office, "") {
		if ctxErr := v.ctx.Err(); ctxErr != nil {
			return fmt.Errorf("verify: %w", ctxErr)
		}
		var s model.Shipment
		if err == nil {
			s, err = shipmentOf(i)
		}
		if err != nil {
			v.check(PartShipment, i.Ref, fmt.Sprintf("shipment %q", i.Ref), err)
			continue
		}
		v.report.Shipments++
		v.byPartner[s.Partner]++
		v.check(PartRoom, i.Ref, fmt.Sprintf("room and shipment %q", i.Ref), v.agree(s))
		v.check(PartList, i.Ref, fmt.Sprintf("office's list and shipment %q", i.Ref), lists.Of(v.tx, engine.Office).Check(model.Inside(s), s.Partner))
		v.check(PartDesk, i.Ref, fmt.Sprintf("desk and shipment %q", i.Ref), v.agreeDesk(s))
	}
	return nil
}

// agree compares what a room holds with what the door makes of the office's
// record.
func (v *verifier) agree(s model.Shipment) error {
	room, p := engine.List(s.Partner), model.Publish(s)
	text, err := records.PackPublished(p)
	if err != nil {
		return err
	}
	shown, _, err := v.tx.Record(room, s.Ref.String())
	if err != nil && !errors.Is(err, engine.ErrNone) {
		return err
	}
	if !bytes.Equal(text, shown) {
		return fmt.Errorf("published record is not the door's: %w", engine.ErrDamaged)
	}
	return lists.Of(v.tx, room).Check(p, "")
}

// agreeDesk compares the desk's entry of a shipment with the rules.
func (v *verifier) agreeDesk(s model.Shipment) error {
	mailed, _, err := records.Mailed.Get(v.tx, s.Ref.String())
	if err != nil {
		return err
	}
	kept, err := lists.CheckSchedule(v.tx, s, mailed.ETA) // one that is kept for nothing is found by their number
	if kept {
		v.onDesk++
	}
	return err
}

// desk checks that nothing is on the desk but what its shipments need.
func (v *verifier) desk() error {
	have := 0
	for _, err := range v.tx.Scan(&lists.Schedules, engine.Scan{}) {
		v.check(PartDesk, "", "desk", err)
		have++
	}
	if have != v.onDesk {
		v.problem(PartDesk, "", "the desk has %d entries for %d shipments", have, v.onDesk)
	}
	return nil
}

// lists checks each list in itself, and that it holds as many shipments as the
// office has for it.
func (v *verifier) lists() error {
	all, err := v.tx.Lists()
	if err != nil {
		return err
	}
	named, err := listsOf(v.tx)
	v.check(PartPartner, "", "partners", err)
	for _, l := range named {
		if !slices.Contains(all, l) {
			v.problem(PartList, string(l), "there is no list %q", l)
		}
	}
	v.report.Rooms = len(all) - 1
	for _, l := range all {
		if _, known, err := records.Partners.Get(v.tx, string(l)); l != engine.Office && err == nil && !known {
			v.problem(PartPartner, string(l), "list %q has no partner", l)
		}
		items, lines, found := v.tx.CheckList(v.ctx, l)
		for _, err := range found {
			v.check(PartList, string(l), fmt.Sprintf("list %q", l), err)
		}
		if err := v.ctx.Err(); err != nil {
			return fmt.Errorf("verify: %w", err)
		}
		v.report.Lines += lines
		want := v.byPartner[string(l)]
		if l == engine.Office {
			want = v.report.Shipments
		}
		if items != want {
			v.problem(PartList, string(l), "list %q holds %d shipments, the office has %d", l, items, want)
		}
	}
	return nil
}

// trail checks the audit trail.
func (v *verifier) trail() (err error) {
	v.report.Audit, _, err = records.VerifyTrail(v.tx)
	v.check(PartTrail, "", "audit trail", err)
	return nil
}
