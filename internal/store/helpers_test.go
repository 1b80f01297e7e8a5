package store

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"porthole/internal/model"
	"porthole/internal/store/folder"
)

// children are what a process does that a test starts: it is this binary, and finds the
// variable with the folder of its store.
var children = map[string]func(folder string){childFolder: writeUntilKilled, failingDisk: writeWhileItFails}

func TestMain(m *testing.M) {
	// The file is checked in child processes, each of which would wait a second at
	// its end under the race detector.
	_ = os.Setenv("GORACE", "atexit_sleep_ms=0")
	for variable, do := range children {
		if folder := os.Getenv(variable); folder != "" {
			do(folder)
			return
		}
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		dismiss()
		os.Exit(code)
	}))
}

var ctx = context.Background()

// noon is when the tests begin.
var noon = time.Date(2025, 5, 16, 12, 0, 0, 0, time.UTC)

// clock is a clock that stands until it is moved.
type clock struct{ nanos atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.nanos.Store(noon.UnixNano())
	return c
}

func (c *clock) now() time.Time          { return time.Unix(0, c.nanos.Load()).UTC() }
func (c *clock) advance(d time.Duration) { c.nanos.Add(int64(d)) }

var (
	ops   = model.Principal{Account: "ops@house.example", Role: model.Operations, Remote: "192.0.2.1"}
	admin = model.Principal{Account: "admin@house.example", Role: model.Admin}
)

func portal(slug string) model.Principal {
	return model.Principal{Account: "who@" + slug + ".example", Role: model.Portal, Partner: slug}
}

// What lies in a data folder.
const (
	fileName    = folder.FileName
	noteName    = folder.NoteName
	scratchHead = "scratch-"
	backupHead  = "\nporthole backup, sha256 "
	backupLine  = len(backupHead) + 64 + 1
)

// rounds is how often something is tried: few times, or as often as PORTHOLE_TEST_ROUNDS
// says.
func rounds(few int) int {
	if n, err := strconv.Atoi(os.Getenv("PORTHOLE_TEST_ROUNDS")); err == nil && n > 0 {
		return n
	}
	return fewer(few)
}

// fewer is a tenth of it with -short: what is tried so often looks for states that are
// seldom, and under the race detector each takes ten times as long.
func fewer(n int) int {
	if testing.Short() {
		return max(1, n/10)
	}
	return n
}

// long leaves a test out with -short: it looks at damaged files, one goroutine after the other.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("with -short")
	}
}

// must gives a value that cannot fail in a sound test.
func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Sprintf("%+v", err))
	}
	return v
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// soon is the context of a wait for what must be there within a moment, so that a test
// fails where it is not.
func soon(t testing.TB) context.Context {
	t.Helper()
	ending, cancel := context.WithTimeout(ctx, 10*time.Second)
	t.Cleanup(cancel)
	return ending
}

// house is a store with two partners, as most tests need it.
type house struct {
	*Store
	folder string
	clock  *clock
	office *Office
}

func newHouse(t testing.TB, partners ...string) *house {
	t.Helper()
	h := &house{folder: t.TempDir(), clock: newClock()}
	h.open(t)
	h.db().NoSync = true // what is tested with it does not end with the power
	t.Cleanup(func() { _ = h.Close() })
	if len(partners) == 0 {
		partners = []string{"saigon-tech", "mekong-foods"}
	}
	for _, slug := range partners {
		must(h.office.AddPartner(ctx, slug, text(slug+" Ltd")))
	}
	return h
}

func (h *house) open(t testing.TB) {
	t.Helper()
	s, err := Open(h.folder, Options{Now: h.clock.now, Holder: "test"})
	check(t, err)
	h.Store, h.office = s, must(s.Office(admin))
}

// reopen closes the store and opens it again.
func (h *house) reopen(t testing.TB) {
	t.Helper()
	check(t, h.Close())
	h.open(t)
}

// put writes shipments in one transaction.
func (h *house) put(t testing.TB, shipments ...model.Shipment) {
	t.Helper()
	check(t, h.office.Write(ctx, "test", func(w *Writer) error {
		for _, s := range shipments {
			if _, err := w.Put(s); err != nil {
				return err
			}
		}
		return nil
	}))
}

// edit reads a shipment, changes it and writes it.
func (h *house) edit(t testing.TB, ref string, change func(s *model.Shipment)) {
	t.Helper()
	s, err := h.office.Shipment(ctx, ref)
	check(t, err)
	change(&s)
	h.put(t, s)
}

func (h *house) room(slug string) *Room { return must(h.Room(portal(slug))) }

// sound fails the test when anything in the store does not agree.
func (h *house) sound(t testing.TB) {
	t.Helper()
	report, err := h.Verify(ctx)
	check(t, err)
	for _, problem := range report.Problems {
		t.Error("verify:", problem)
	}
}

func text(s string) model.Text { return model.Line(s, model.NameCells) }

func place(s string) model.Place { return model.ParsePlace(s) }

// shipment is a plain one, due on the day-th day after noon.
func shipment(ref, partner string, day int) model.Shipment {
	eta := noon.AddDate(0, 0, day)
	s := model.Shipment{Ref: text(ref), Partner: partner}
	s.Facts = model.Facts{
		Status: model.Confirmed, Mode: model.Sea, Load: model.FCL, Direction: model.Export,
		POL: place("VNSGN"), POD: place("USLGB"),
		ETD: model.DayOf(eta.AddDate(0, 0, -15)), ETA: model.DayOf(eta), Vessel: text("ONE HUMBER"), Voyage: text("023E"),
		Carrier: text("ONEY"),
	}
	return s
}

// refs are the numbers of a page's rows.
func refs(rows []model.Row) []string {
	list := make([]string, 0, len(rows))
	for _, r := range rows {
		list = append(list, r.Ref.String())
	}
	return list
}
