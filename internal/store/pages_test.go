package store

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/lists"
	"porthole/internal/store/upkeep"
)

// newForest is a store large enough for branches, with pages that are free.
func newForest(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	for i := range 120 {
		h.put(t, shipment(fmt.Sprintf("A/%d", i), "saigon-tech", i-3))
	}
	h.sound(t)
	return h
}

// testPage is a page of the file.
type testPage struct {
	id    uint64
	at    int64
	count int
}

// pagesOf are the pages of the file of some kind.
func (h *house) pagesOf(t *testing.T, kind string) (pages []testPage) {
	t.Helper()
	check(t, h.db().View(func(tx *bbolt.Tx) error {
		size := h.db().Info().PageSize
		for id := 2; id < int(tx.Size())/size; id++ {
			info := must(tx.Page(id))
			if info.Type == kind {
				pages = append(pages, testPage{uint64(id), int64(id * size), info.Count})
			}
			if info.Type != "free" {
				id += info.OverflowCount
			}
		}
		return nil
	}))
	return pages
}

// disk is the file, to be spoiled while the store is open or closed.
func (h *house) disk(t *testing.T) *os.File {
	t.Helper()
	disk := must(os.OpenFile(filepath.Join(h.folder, fileName), os.O_RDWR, 0))
	t.Cleanup(func() { _ = disk.Close() })
	return disk
}

// spoiled writes something over the file, has the store verified, and puts right
// what it has written.
func (h *house) spoiled(t *testing.T, disk *os.File, at int64, bytes []byte) upkeep.Report {
	t.Helper()
	was := make([]byte, len(bytes))
	must(disk.ReadAt(was, at))
	must(disk.WriteAt(bytes, at))
	defer func() { must(disk.WriteAt(was, at)) }()
	return must(h.Verify(ctx))
}

// Whatever number in the heads of pages is spoiled, Verify returns and the process
// lives on.
func TestVerifyOutlivesPagesThatAreSpoiled(t *testing.T) {
	long(t)
	h := newForest(t)
	disk := h.disk(t)
	dice := rand.New(rand.NewPCG(1, 2)) // always the same, so that a failure can be looked at
	found := 0
	for _, kind := range []string{"branch", "leaf", "freelist"} {
		pages := h.pagesOf(t, kind)
		for range 8 {
			page := pages[dice.IntN(len(pages))]
			field := int64(4 * dice.IntN(4+4*min(page.count, 100)))
			value := []uint32{0xffffffff, 0, 0x00800000, dice.Uint32(), uint32(dice.IntN(500))}[dice.IntN(5)]
			if !h.spoiled(t, disk, page.at+field, binary.NativeEndian.AppendUint32(nil, value)).Sound() {
				found++
			}
		}
	}
	t.Logf("%d of 24 were found; the others said what was there already, or nothing", found)
	if found < 12 {
		t.Errorf("only %d were found", found)
	}
	h.sound(t)
}

// bbolt panics where a page is of no kind: whoever reads or writes is told that the file
// is damaged, also in a function that asks for one thing after the other.
func TestAPanicOfTheEngineIsDamage(t *testing.T) {
	h := newForest(t)
	disk := h.disk(t)
	for _, page := range h.pagesOf(t, "leaf") {
		must(disk.WriteAt([]byte{0, 0}, page.at+8))
	}
	shipment := func(ask func(ref string) (model.Shipment, error)) error {
		_, err := ask("A/1")
		return err
	}
	for name, err := range map[string]error{
		"a look":  h.office.Read(ctx, func(r *Reader) error { return shipment(r.Shipment) }),
		"a write": h.office.Write(ctx, "test", func(w *Writer) error { return shipment(w.Shipment) }),
		"a page":  func() error { _, err := h.office.AllShipments().Page(ctx, model.Query{}); return err }(),
	} {
		if !isFault(err, "error.store_damaged") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A branch that leads to itself is not followed without an end.
func TestABranchThatLeadsToItselfIsFound(t *testing.T) {
	h := newForest(t)
	page := h.pagesOf(t, "branch")[0]
	report := h.spoiled(t, h.disk(t), page.at+16+8, binary.NativeEndian.AppendUint64(nil, page.id))
	if report.Sound() || report.Problems[0].Part != upkeep.PartFile || !strings.Contains(report.Problems[0].Cause, "multiple references") {
		t.Errorf("got %q", report.Problems)
	}
}

// Whoever writes while the pages are checked damages nothing.
func TestPagesAreSoundWhileSomebodyWrites(t *testing.T) {
	h := newHouse(t)
	for i := range 50 {
		h.put(t, shipment(fmt.Sprintf("A/%d", i), "saigon-tech", i))
	}
	var enough atomic.Bool
	done := make(chan error)
	go func() {
		var err error
		for i := 0; err == nil && !enough.Load(); i++ {
			err = h.office.Write(ctx, "test", func(w *Writer) error {
				_, err := w.Put(shipment(fmt.Sprintf("B/%d", i), "saigon-tech", i%50))
				return err
			})
		}
		done <- err
	}()
	for range 5 {
		h.sound(t)
	}
	enough.Store(true)
	check(t, <-done)
}

// A bit of the list of free pages has turned over while the store was closed: from
// then on either nothing is written, or nothing that is written harms anything.
func TestNothingIsWrittenWhereTheListOfFreePagesIsDamaged(t *testing.T) {
	long(t)
	h := newForest(t)
	page := h.pagesOf(t, "freelist")[0]
	list, bits := page.at, 8*(16+8*page.count)
	check(t, h.Close())
	disk, refused := h.disk(t), 0
	for bit := 0; bit < bits; bit += bits / 23 {
		b := make([]byte, 1)
		must(disk.ReadAt(b, list+int64(bit/8)))
		must(disk.WriteAt([]byte{b[0] ^ 1<<(bit%8)}, list+int64(bit/8)))
		s, err := Open(h.folder, Options{Now: h.clock.now})
		if err == nil {
			room := must(s.Room(portal("saigon-tech")))
			if page := must(room.Page(ctx, model.Query{})); len(page.Rows) != lists.UsualPage {
				t.Errorf("bit %d: what can be read is not", bit)
			}
			err = must(s.Office(admin)).Write(ctx, "test", func(w *Writer) error {
				_, err := w.Put(shipment("B/1", "saigon-tech", 3))
				return err
			})
			check(t, s.Close())
		}
		if !isFault(err, "error.store_damaged") {
			t.Errorf("bit %d: %v", bit, err)
		} else {
			refused++
		}
		must(disk.WriteAt(b, list+int64(bit/8)))
	}
	h.open(t)
	h.sound(t)
	if refused == 0 {
		t.Error("nothing was refused")
	}
}

// The head of the last transaction is damaged while the store is closed. bbolt goes
// on from the one before: that is said, and nothing is written.
func TestALastWriteThatIsGoneIsSaid(t *testing.T) {
	losses := 0
	for page := range int64(2) {
		h := newForest(t)
		check(t, h.Close())
		b, disk := make([]byte, 1), h.disk(t)
		must(disk.ReadAt(b, page*int64(os.Getpagesize())+16+50)) // in the number of the transaction
		must(disk.WriteAt([]byte{b[0] ^ 1}, page*int64(os.Getpagesize())+16+50))
		h.open(t)
		lost := len(must(h.room("saigon-tech").Page(ctx, model.Query{Search: "A/119"})).Rows) == 0
		err := h.office.SetForwarder(ctx, model.Forwarder{Name: text("House")})
		if refused := isFault(err, "error.store_damaged"); refused != lost || must(h.Verify(ctx)).Sound() == lost {
			t.Errorf("page %d: lost %v, and got %v", page, lost, err)
		}
		if lost {
			losses++
		}
	}
	if losses != 1 {
		t.Errorf("%d of two heads were the last", losses)
	}
}
