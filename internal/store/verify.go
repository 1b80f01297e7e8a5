package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
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
	v := &verifier{ctx: ctx, found: map[Part]bool{}, byPartner: map[string]int{}}
	loose, err := v.pages(s)
	if err == nil && v.report.Sound() {
		err = s.view(ctx, func(tx bolt.Tx) error {
			v.tx = tx
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
	tx        bolt.Tx
	report    Report
	found     map[Part]bool  // parts in which something was found
	byPartner map[string]int // shipments that the office has of each partner
	onDesk    int            // shipments that should have an entry on the desk
}

// pages has bbolt check the pages of a copy of the file: what a damaged one leads
// to may end the process that reads it. loose is what leads no reader astray.
func (v *verifier) pages(s *Store) (loose []string, err error) {
	if err := s.view(v.ctx, s.checkLength); err != nil {
		return nil, err
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
	problems, err := bolt.CheckFile(v.ctx, file)
	for _, p := range problems {
		if p.Loose {
			loose = append(loose, p.Text)
		} else {
			v.problem(PartFile, "", "pages: %s", p.Text)
		}
	}
	return loose, err //nolint:wrapcheck // it says that it checks pages
}

// walk goes through all of it once the pages have been found to lead nowhere
// else. What was loose about them is said when nothing else was found: mostly it
// is what was wrong with a list, seen from below.
func (v *verifier) walk(loose []string) error {
	for _, part := range []func() error{v.house, v.people, v.shipments, v.desk, v.codes, v.rooms, v.hall, v.mail, v.trail} {
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

// shipments compares each of the office's records with the room of its partner
// and with the hall.
func (v *verifier) shipments() error {
	hall, hallErr := openTree(v.tx, hallName) // that it is damaged is found with the hall itself
	shipments, err := bucket(v.tx, bucketOffice, bucketShipments)
	if err != nil {
		return err
	}
	rooms := map[string]*tree{}
	cursor := shipments.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		if err := v.ctx.Err(); err != nil {
			return fmt.Errorf("verify: %w", err)
		}
		s, err := readShipment(v.tx, string(key))
		if err != nil {
			v.check(PartShipment, string(key), fmt.Sprintf("shipment %q", key), err)
			continue
		}
		v.report.Shipments++
		v.byPartner[s.Partner]++
		if rooms[s.Partner] == nil {
			if rooms[s.Partner], err = openTree(v.tx, s.Partner); err != nil {
				v.check(PartList, s.Partner, "room of "+s.Partner, err)
				continue
			}
		}
		v.check(PartRoom, string(key), fmt.Sprintf("room and shipment %q", key), agree(rooms[s.Partner], s))
		if hallErr == nil {
			v.check(PartList, string(key), fmt.Sprintf("hall and shipment %q", key), agreeHall(hall, s))
		}
		wanted, err := onDesk(v.tx, s)
		v.check(PartDesk, string(key), fmt.Sprintf("desk and shipment %q", key), err)
		if wanted {
			v.onDesk++
		}
	}
	return nil
}

// agree compares what a room holds with what the door makes of the office's
// record.
func agree(room *tree, s model.Shipment) error {
	ref := s.Ref.String()
	p := model.Publish(s)
	text, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	change, shown, err := room.stored(ref)
	if err != nil {
		return err
	}
	if !bytes.Equal(text, shown) {
		return fmt.Errorf("published record is not the door's: %w", errDamaged)
	}
	p.Change = change
	return agreeRow(room, p, "")
}

// agreeHall compares the row of the hall with the office's record.
func agreeHall(hall *tree, s model.Shipment) error {
	p := model.Inside(s)
	h, _, err := hall.held(s.Ref.String())
	if err != nil {
		return err
	}
	p.Change = h.row.Change
	return agreeRow(hall, p, s.Partner)
}

// agreeRow compares the row that a tree holds with the one that p has.
func agreeRow(t *tree, p model.Published, whose string) error {
	h, found, err := t.held(p.Ref.String())
	if err != nil {
		return err
	}
	row := model.RowOf(p)
	row.Partner = whose
	if !found || !bytes.Equal(packRow(nil, h.row), packRow(nil, row)) {
		return fmt.Errorf("row is not the record's: %w", errDamaged)
	}
	if !h.standsRight() {
		return fmt.Errorf("row does not need attention when it should: %w", errDamaged)
	}
	if !h.foundBy(p) {
		return fmt.Errorf("row is not found by what the record says: %w", errDamaged)
	}
	return nil
}

// rooms checks each partner's room in itself, and that it holds as many
// shipments as the office has of that partner.
func (v *verifier) rooms() error {
	window, err := bucket(v.tx, bucketWindow)
	if err != nil {
		v.check(PartList, "", "rooms", err)
		return nil
	}
	cursor := window.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		v.report.Rooms++
		slug := string(key)
		if _, found, err := partners.get(v.tx, slug); err != nil || !found {
			v.problem(PartPartner, slug, "room %q has no partner", slug)
		}
		records, err := v.tree(slug)
		if err != nil {
			return err
		}
		if records != v.byPartner[slug] {
			v.problem(PartList, slug, "room %q holds %d shipments, the office has %d", slug, records, v.byPartner[slug])
		}
	}
	return nil
}

// hall checks the hall in itself.
func (v *verifier) hall() error {
	rows, err := v.tree(hallName)
	if err == nil && rows != v.report.Shipments {
		v.problem(PartList, "", "the hall holds %d shipments, the office has %d", rows, v.report.Shipments)
	}
	return err
}

// trail checks the audit trail.
func (v *verifier) trail() (err error) {
	v.report.Audit, _, err = verifyAudit(v.tx)
	v.check(PartTrail, "", "audit trail", err)
	return nil
}

// tree checks that rows, index and counts of a tree agree with one another, and
// says how many rows it has.
func (v *verifier) tree(slug string) (rows int, err error) {
	t, err := openTree(v.tx, slug)
	if err != nil {
		v.check(PartList, slug, fmt.Sprintf("tree %q", slug), err)
		return 0, nil
	}
	var counted state
	var want, have lineSum
	cursor := t.rows.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		if err := v.ctx.Err(); err != nil {
			return 0, fmt.Errorf("verify: %w", err)
		}
		rows++
		h, _, err := t.held(string(key))
		if err != nil || h.row.Ref.String() != string(key) || h.row.Change > t.state.seq {
			v.check(PartList, string(key), fmt.Sprintf("row %q of %q", key, slug), errorOr(err, errDamaged))
			continue
		}
		for _, line := range h.entries() {
			want.add(line.key, line.value)
		}
		counted.count(h, 1)
	}
	counted.seq = t.state.seq
	if counted != t.state {
		v.problem(PartList, slug, "counts of %q do not agree with its rows", slug)
	}
	lines := t.index.Cursor()
	for key, value := lines.First(); key != nil; key, value = lines.Next() {
		have.add(key, value)
	}
	v.report.Lines += have.count
	if err := lines.Err(); err != nil || have != want {
		v.check(PartList, slug, fmt.Sprintf("index of %q", slug), errorOr(err, errDamaged))
	}
	if t.records != nil && countPairs(t.records) != rows {
		v.problem(PartList, slug, "room %q has not as many records as rows", slug)
	}
	return rows, nil
}

// lineSum is what two lists of lines have in common only if they are the same
// lines, in whatever order.
type lineSum struct {
	count int
	sum   uint64
}

var lineSeed = maphash.MakeSeed()

func (s *lineSum) add(key, value []byte) {
	var h maphash.Hash
	h.SetSeed(lineSeed)
	_, _ = h.Write(key)
	_ = h.WriteByte(0xff)
	_, _ = h.Write(value)
	s.count++
	s.sum += h.Sum64()
}

func countPairs(b *bbolt.Bucket) (count int) {
	cursor := b.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		count++
	}
	return count
}
