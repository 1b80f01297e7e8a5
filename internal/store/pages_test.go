package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"porthole/internal/store/bolt"
)

// spoils is how many numbers of the file are spoiled, one at a time.
const spoils = 300

// newForest is a store large enough for branches, its file, which is spoiled
// while the store is open, and what can be spoiled in it.
func newForest(t *testing.T) (h *house, disk *os.File, fields []field) {
	t.Helper()
	h = newHouse(t)
	for i := range 120 {
		h.put(t, shipment(fmt.Sprintf("A/%d", i), "saigon-tech", i-3))
	}
	h.sound(t)
	disk = must(os.OpenFile(filepath.Join(h.folder, fileName), os.O_RDWR, 0))
	t.Cleanup(func() { _ = disk.Close() })
	check(t, h.db.View(bolt.In(func(tx bolt.Tx) error {
		fields = fieldsOf(t, tx, disk)
		return nil
	})))
	return h, disk, fields
}

// field is one number of a page.
type field struct {
	name   string
	page   uint64
	at     int64
	size   int
	most   uint64 // a greater value leads outside
	strict bool   // so does every other value
}

// fieldsOf are the numbers of all pages that are in use, found through bbolt.
func fieldsOf(t *testing.T, tx bolt.Tx, disk io.ReaderAt) (fields []field) {
	t.Helper()
	pageSize := tx.DB().Info().PageSize
	pages := int(tx.Size()) / pageSize
	for id := firstPage; id < pages; id++ {
		info := must(tx.Page(id))
		if info.Type == "free" {
			continue
		}
		b := make([]byte, (info.OverflowCount+1)*pageSize)
		must(disk.ReadAt(b, int64(id*pageSize)))
		start := int64(id * pageSize)
		fields = append(fields, headFields(uint64(id), start, uint64(len(b)), pages-id, info.Type)...)
		if info.Type != "freelist" {
			fields = append(fields, elementFields(uint64(id), start, b, uint64(pages), info.Type == "branch", info.Count)...)
		}
		id += info.OverflowCount
	}
	return fields
}

func headFields(id uint64, start int64, size uint64, behind int, kind string) []field {
	room := (size - pageHead) / elementSize
	if kind == "freelist" {
		room = (size - pageHead) / 8
	}
	return []field{
		{name: "id", page: id, at: start, size: 8, strict: true},
		{name: kind + " flags", page: id, at: start + 8, size: 2, strict: true},
		{name: kind + " count", page: id, at: start + 10, size: 2, most: room},
		{name: kind + " overflow", page: id, at: start + 12, size: 4, most: uint64(behind - 1)},
	}
}

func elementFields(id uint64, start int64, b []byte, pages uint64, branch bool, count int) (fields []field) {
	size := uint64(len(b))
	for i := range count {
		offset := pageHead + i*elementSize
		at := start + int64(offset)
		if branch {
			fields = append(fields,
				field{name: "branch pos", page: id, at: at, size: 4, most: size},
				field{name: "branch ksize", page: id, at: at + 4, size: 4, most: size},
				field{name: "branch child", page: id, at: at + 8, size: 8, most: pages - 1})
			continue
		}
		fields = append(fields,
			field{name: "leaf flags", page: id, at: at, size: 4, most: 1 << 40},
			field{name: "leaf pos", page: id, at: at + 4, size: 4, most: size},
			field{name: "leaf ksize", page: id, at: at + 8, size: 4, most: size},
			field{name: "leaf vsize", page: id, at: at + 12, size: 4, most: size})
		if native.Uint32(b[offset:])&flagBucket == 0 {
			continue
		}
		value := offset + int(native.Uint32(b[offset+4:])) + int(native.Uint32(b[offset+8:]))
		at = start + int64(value)
		fields = append(fields, field{name: "bucket root", page: id, at: at, size: 8, most: pages - 1})
		if native.Uint64(b[value:]) == 0 { // the page is in the value
			fields = append(fields,
				field{name: "inline flags", page: id, at: at + 24, size: 2, strict: true},
				field{name: "inline count", page: id, at: at + 26, size: 2, most: size / elementSize})
		}
		if native.Uint64(b[value:]) == 0 && native.Uint16(b[value+26:]) > 0 {
			fields = append(fields,
				field{name: "inline pos", page: id, at: at + 36, size: 4, most: size})
		}
	}
	return fields
}

// spoil writes a number over a field and has the store verified. It says whether
// the number leads outside, and puts the field right again.
func (f field) spoil(t *testing.T, h *house, disk *os.File, value uint64) (report Report, outside bool) {
	t.Helper()
	was, now := make([]byte, f.size), make([]byte, f.size)
	must(disk.ReadAt(was, f.at))
	switch f.size {
	case 2:
		value = uint64(uint16(value))
		native.PutUint16(now, uint16(value))
	case 4:
		value = uint64(uint32(value))
		native.PutUint32(now, uint32(value))
	default:
		native.PutUint64(now, value)
	}
	outside = value > f.most
	if f.strict {
		outside = !slices.Equal(was, now)
	}
	must(disk.WriteAt(now, f.at))
	defer func() { must(disk.WriteAt(was, f.at)) }()
	report, err := h.Verify(ctx)
	check(t, err)
	return report, outside
}

// Whatever number in a page is spoiled, Verify returns, and finds it when it
// leads outside of the page or of the file.
func TestAPageThatLeadsOutsideIsFoundBeforeItIsFollowed(t *testing.T) {
	h, disk, fields := newForest(t)
	byName := map[string][]field{}
	var names []string
	for _, f := range fields {
		if byName[f.name] == nil {
			names = append(names, f.name)
		}
		byName[f.name] = append(byName[f.name], f)
	}
	if len(names) < 18 {
		t.Fatalf("the store has only %q", names)
	}
	dice := rand.New(rand.NewPCG(1, 2)) // always the same, so that a failure can be looked at
	found, led := 0, 0
	for i := range spoils {
		list := byName[names[i%len(names)]]
		f := list[dice.IntN(len(list))]
		value := []uint64{0xffffffffffffffff, 0, 0x00800000, dice.Uint64(), f.page, uint64(dice.IntN(5000))}[dice.IntN(6)]
		report, outside := f.spoil(t, h, disk, value)
		if !report.Sound() {
			found++
		}
		if outside {
			led++
			if !ofPages(report) {
				t.Errorf("%s of page %d is %#x, and Verify says %q", f.name, f.page, value, report.Problems)
			}
		}
	}
	t.Logf("%d of %d were found; %d lead outside", found, spoils, led)
	h.sound(t)
}

// ofPages says that the report is one problem, of the pages.
func ofPages(r Report) bool {
	return len(r.Problems) == 1 && r.Problems[0].Part == PartFile && strings.HasPrefix(r.Problems[0].Cause, "pages: page ")
}

// What ended the server once: a branch whose key lies eight megabytes away.
func TestABranchWhoseKeyIsElsewhereIsSaidInWords(t *testing.T) {
	h, disk, fields := newForest(t)
	f := fields[slices.IndexFunc(fields, func(f field) bool { return f.name == "branch pos" })]
	report, _ := f.spoil(t, h, disk, 0x00800000)
	if !ofPages(report) || !strings.Contains(report.Problems[0].Cause, "element 0 of") || !strings.Contains(report.Problems[0].Cause, "leads outside of the page") {
		t.Errorf("got %q", report.Problems)
	}
}

// A branch that leads to itself is not followed without an end.
func TestABranchThatLeadsToItselfIsFound(t *testing.T) {
	h, disk, fields := newForest(t)
	f := fields[slices.IndexFunc(fields, func(f field) bool { return f.name == "branch child" })]
	report, _ := f.spoil(t, h, disk, f.page)
	if !ofPages(report) || !strings.Contains(report.Problems[0].Cause, "in use twice") {
		t.Errorf("got %q", report.Problems)
	}
}

// Whoever writes while the pages are walked damages nothing.
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
	for range 10 {
		h.sound(t)
	}
	enough.Store(true)
	check(t, <-done)
}

// What a page says that overflows from it is compared with what is in it, before
// memory is taken for it and other pages are thought to be its own.
func TestAPageThatOverflowsTooFarIsTheOneThatIsNamed(t *testing.T) {
	for _, kind := range []string{"freelist overflow", "leaf overflow"} {
		t.Run(kind, func(t *testing.T) {
			h, disk, fields := newForest(t)
			makeRoom(t, h, 32<<20)
			check(t, h.db.View(bolt.In(func(tx bolt.Tx) error {
				fields = fieldsOf(t, tx, disk)
				return nil
			})))
			h.sound(t)
			f := fields[slices.IndexFunc(fields, func(f field) bool { return f.name == kind })]
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			report, _ := f.spoil(t, h, disk, f.most)
			runtime.ReadMemStats(&after)
			if want := fmt.Sprintf("pages: page %d: has ", f.page); !ofPages(report) || !strings.HasPrefix(report.Problems[0].Cause, want) {
				t.Errorf("got %q", report.Problems)
			}
			if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 {
				t.Errorf("it took %d bytes", took)
			}
		})
	}
}

// makeRoom has the file grow by so many bytes, which are free then.
func makeRoom(t *testing.T, h *house, size int) {
	t.Helper()
	name := []byte("filling")
	check(t, h.db.Update(bolt.In(func(tx bolt.Tx) error {
		return must(tx.CreateBucket(name)).Put(name, make([]byte, size))
	})))
	h.sound(t)
	check(t, h.db.Update(bolt.In(func(tx bolt.Tx) error { return tx.DeleteBucket(name) })))
	h.put(t, shipment("FILL/1", "saigon-tech", 30))
}

// Pages that are said to be free and are in use are said once for all of them.
func TestPagesThatAreFreeAndInUseAreSaidOnce(t *testing.T) {
	h, disk, fields := newForest(t)
	list := fields[slices.IndexFunc(fields, func(f field) bool { return f.name == "freelist count" })].page
	pageSize := int64(os.Getpagesize())
	first := make([]byte, 32)
	must(disk.ReadAt(first, int64(list)*pageSize+pageHead))
	for i, f := range []string{"branch pos", "leaf pos"} {
		page := fields[slices.IndexFunc(fields, func(field field) bool { return field.name == f })].page
		native.PutUint64(first[8*i:], page)
	}
	must(disk.WriteAt(first, int64(list)*pageSize+pageHead))
	report := must(h.Verify(ctx))
	count := 0
	for _, problem := range report.Problems {
		if strings.Contains(problem.Cause, "is free, and in use, and so are 2 in all") {
			count++
		}
	}
	if count != 1 {
		t.Errorf("got %q", report.Problems)
	}
}

// A page that nothing leads to is said, once for all of them.
func TestPagesThatNobodyUsesAreFound(t *testing.T) {
	h, disk, fields := newForest(t)
	f := fields[slices.IndexFunc(fields, func(f field) bool { return f.name == "freelist count" })]
	report, _ := f.spoil(t, h, disk, 0)
	if !ofPages(report) || !strings.Contains(report.Problems[0].Cause, "neither free nor in use") {
		t.Errorf("got %q", report.Problems)
	}
}

func TestTheWalkOfThePagesEndsWithItsContext(t *testing.T) {
	h := newHouse(t)
	over, cancel := context.WithCancel(ctx)
	cancel()
	err := h.view(ctx, func(tx bolt.Tx) error {
		_, err := h.pagesOf(over, tx)
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
