package command

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"porthole/internal/model"
)

// watching is a watch under way.
type watching struct {
	t     *testing.T
	lines *bufio.Scanner
	stop  context.CancelFunc
	done  chan int
}

func (h *house) watch(who model.Principal, args ...string) *watching {
	h.t.Helper()
	ctx, stop := context.WithCancel(h.t.Context())
	reader, writer := io.Pipe()
	var errs bytes.Buffer
	d := h.deps(who, "", &bytes.Buffer{}, &errs)
	d.Out = writer
	w := &watching{t: h.t, lines: bufio.NewScanner(reader), stop: stop, done: make(chan int, 1)}
	started := make(chan struct{})
	d.Err = &signal{started: started}
	d.Terminal = true // so that it says when it begins to wait
	go func() {
		w.done <- Run(ctx, d, append([]string{"watch"}, args...))
		_ = writer.Close()
	}()
	<-started
	h.t.Cleanup(stop)
	return w
}

// signal closes a channel at the first write.
type signal struct{ started chan struct{} }

func (s *signal) Write(p []byte) (int, error) {
	if s.started != nil {
		close(s.started)
		s.started = nil
	}
	return len(p), nil
}

func (w *watching) next() string {
	w.t.Helper()
	if !w.lines.Scan() {
		w.t.Fatalf("the watch ended: %v", w.lines.Err())
	}
	return w.lines.Text()
}

func (w *watching) end() {
	w.t.Helper()
	w.stop()
	if exit := <-w.done; exit != ExitDone {
		w.t.Errorf("interrupted, it gives %d", exit)
	}
}

func TestWatchTellsEachChangeFromNowOn(t *testing.T) {
	h := newHouse(t)
	h.put(many("saigon-tech", 2)...)
	w := h.watch(anna)
	h.put(many("mekong-foods", 1)...) // not hers
	h.put(laptops())
	if got := w.next(); !strings.Contains(got, "SHP/202505/00080") || !strings.Contains(got, "In Transit") {
		t.Error(got)
	}
	w.end()
}

func TestWatchOfOneShipmentIsSilentAboutOthers(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	w := h.watch(anna, "shp-202505-00080")
	h.put(many("saigon-tech", 3)...)
	changed := laptops()
	changed.Facts.Cargo.Commodity = line("Laptops and screens")
	h.change(changed)
	if got := w.next(); !strings.Contains(got, "SHP/202505/00080") {
		t.Error(got)
	}
	w.end()
}

// change writes a new state over the present one.
func (h *house) change(s model.Shipment) {
	h.t.Helper()
	office, err := h.store.Office(ops)
	if err != nil {
		h.t.Fatal(err)
	}
	present, err := office.Shipment(h.t.Context(), s.Ref.String())
	if err != nil {
		h.t.Fatal(err)
	}
	s.Version, s.Created, s.Updated = present.Version, present.Created, present.Updated
	h.put(s)
}

func TestWatchInJSONLinesHasTheFieldsOfARow(t *testing.T) {
	h := newHouse(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	reader, writer := io.Pipe()
	var errs bytes.Buffer
	d := h.deps(ops, "", &bytes.Buffer{}, &errs)
	d.Out = writer
	done := make(chan int, 1)
	go func() { done <- Run(ctx, d, []string{"watch", "--json"}) }()
	lines := bufio.NewScanner(reader)
	read := make(chan string, 1)
	go func() {
		for lines.Scan() {
			read <- lines.Text()
		}
	}()
	raw := ""
	for i := 0; raw == ""; i++ { // whenever it has begun, the next change is told
		s := laptops()
		s.Facts.Voyage = line(strings.Repeat("x", i%30+1))
		if i == 0 {
			h.put(s)
		} else {
			h.change(s)
		}
		select {
		case raw = <-read:
		default:
		}
	}
	expect(t, "a change", json.RawMessage(raw), rowFields+" partner changes")
	stop()
	if exit := <-done; exit != ExitDone || errs.Len() > 0 {
		t.Errorf("exit %d, %s", exit, errs.String())
	}
}

// A watch says what has changed, from what to what and why, and not only how it
// stands now.
func TestWatchSaysWhatHasChanged(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	w := h.watch(anna)
	h.must(ops, "reschedule "+theirs+" --eta 2025-05-28 --reason Berth congestion --publish")
	if got := w.next(); !strings.Contains(got, "ETA: 25 May → 28 May (3 days later). Reason: Berth congestion") {
		t.Error(got)
	}
	h.must(ops, "event post "+theirs+" departed --at 10/05/2025 06:00 --publish")
	if got := w.next(); !strings.Contains(got, "Vessel departed: 10 May 06:00 ICT, Cat Lai") {
		t.Error(got)
	}
	w.end()
}
