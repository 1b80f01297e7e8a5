package intake

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/words"
)

// house is a store with the office of somebody from operations.
type house struct {
	t      testing.TB
	office *store.Office
	now    time.Time
}

// open makes an empty house, and adds the partners of the sample list.
func open(t testing.TB, partners ...string) *house {
	t.Helper()
	h := &house{t: t, now: time.Date(2025, 5, 16, 2, 0, 0, 0, time.UTC)}
	s, err := store.Open(t.TempDir(), store.Options{Now: func() time.Time { return h.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if h.office, err = s.Office(model.Principal{Account: "ops@demo.example", Role: model.Operations}); err != nil {
		t.Fatal(err)
	}
	for _, name := range partners {
		if _, err := h.office.AddPartner(t.Context(), model.SlugOf(name), model.Line(name, model.NameCells)); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// customers are the partners of the sample list.
var customers = []string{"Saigon Tech Export", "Mekong Foods JSC", "Công ty TNHH Gỗ Đại Phát", "Hanoi Garment Trading"}

// take imports text and wants no error.
func (h *house) take(text string, o Options) Report {
	h.t.Helper()
	r, err := Run(h.t.Context(), h.office, strings.NewReader(text), o)
	if err != nil {
		h.t.Fatalf("import: %v", err)
	}
	if r.RefusedRows() < 0 || r.RefusedRows() > r.RefusedTotal {
		h.t.Errorf("the report does not add up: %+v", r)
	}
	h.now = h.now.Add(time.Hour)
	return r
}

// shipment reads the office's record.
func (h *house) shipment(ref string) model.Shipment {
	h.t.Helper()
	s, err := h.office.Shipment(h.t.Context(), ref)
	if err != nil {
		h.t.Fatalf("%s: %v", ref, err)
	}
	return s
}

func (h *house) has(ref string) bool {
	_, err := h.office.Shipment(h.t.Context(), ref)
	return err == nil
}

// want checks how many rows were taken, unchanged and refused.
func want(t testing.TB, r Report, taken, unchanged, refused int) {
	t.Helper()
	if r.Taken != taken || r.Unchanged != unchanged || r.RefusedRows() != refused {
		t.Errorf("%d taken, %d unchanged, %d refused of %d; want %d, %d, %d\n%s",
			r.Taken, r.Unchanged, r.RefusedRows(), r.Rows, taken, unchanged, refused, spoken(r))
	}
}

// spoken is the report as a person reads it.
func spoken(r Report) string {
	var b strings.Builder
	said := r.Say(words.In(words.English, nil))
	for _, lines := range [][]SaidLine{said.Refused, said.Warnings} {
		for _, line := range lines {
			b.WriteString(strings.TrimSpace(strings.Repeat(" ", 2)+line.String()) + "\n")
		}
	}
	return b.String()
}

// reasons are the keys of what was refused, in the order of the file.
func reasons(r Report) string {
	var keys []string
	for _, f := range r.Refused {
		keys = append(keys, f.Fault.Key)
	}
	return strings.Join(keys, " ")
}

// remarks are the keys of what was remarked.
func remarks(r Report) string {
	var keys []string
	for _, w := range r.Warnings {
		keys = append(keys, w.Remark.Key)
	}
	return strings.Join(keys, " ")
}

func sample(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(bytes.TrimSpace(text))
}

// write is the house's transactions, for tests with limits of their own.
func (h *house) write() writeFunc {
	return func(ctx context.Context, verb string, fn func(d desk) error) error {
		return h.office.Write(ctx, verb, func(w *store.Writer) error { return fn(w) })
	}
}

func newPeeker(text string) *bufio.Reader { return bufio.NewReaderSize(strings.NewReader(text), 512) }
