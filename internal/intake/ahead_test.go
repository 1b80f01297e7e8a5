package intake

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

// spooled is a spool with so many shipments of one item each.
func spooled(t *testing.T, shipments, bytes int) *spool {
	t.Helper()
	s, err := newSpool()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	for n := range shipments {
		if err := s.add(fmt.Sprint(n), make([]byte, bytes)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.done(); err != nil {
		t.Fatal(err)
	}
	return s
}

// While the store is slow, what is read ahead of it has bounds in shipments and in
// bytes; and all of it comes in the end, also what is larger than the bound.
func TestWhatIsReadAheadIsBounded(t *testing.T) {
	for name, c := range map[string]struct{ bytes, budget, ahead int }{
		"small":     {10, 1 << 20, aheadJobs + 1}, // one more waits to be handed over
		"large":     {100, 450, 4},
		"too large": {1000, 450, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := spooled(t, 100, c.bytes)
			synctest.Test(t, func(t *testing.T) {
				l := usual()
				l.aheadBytes = c.budget
				read, taken := 0, 0
				for p := range ahead(t.Context(), s, l, func([][]byte) (job, error) { read++; return listed{}, nil }) {
					if p.err != nil || p.bytes != c.bytes {
						t.Fatal(p.bytes, p.err)
					}
					taken++
					synctest.Wait() // until nothing more is read
					if want := min(taken+c.ahead, 100); read != want {
						t.Fatalf("%d are read when %d are taken, want %d", read, taken, want)
					}
				}
				if taken != 100 {
					t.Errorf("%d were taken", taken)
				}
			})
		})
	}
}

// An import that is given up leaves nobody reading, whatever the reader waits for.
func TestNobodyReadsAheadOfAnImportThatIsOver(t *testing.T) {
	for _, budget := range []int{1, 1 << 20} {
		s := spooled(t, 100, 10)
		synctest.Test(t, func(t *testing.T) { // which fails when a goroutine is left
			l := usual()
			l.aheadBytes = budget
			for range ahead(t.Context(), s, l, func([][]byte) (job, error) { return listed{}, nil }) {
				synctest.Wait()
				break
			}
		})
	}
}

// What a shipment is remarked upon is bounded while it waits in memory, and counted
// all the same.
func TestRemarksOfAShipmentAreBoundedWhileItWaits(t *testing.T) {
	const rows = 50
	list := func(partner string) string {
		var b strings.Builder
		b.WriteString("shipment,partner,vessel,voyage\n")
		for n := range rows {
			fmt.Fprintf(&b, "S1,%s,v%d,y%d\n", partner, n, n)
		}
		return b.String()
	}
	for _, partner := range []string{"Saigon Tech Export", "Nobody"} {
		l := usual()
		h := open(t, "Saigon Tech Export")
		all, err := run(t.Context(), h.write(), strings.NewReader(list(partner)), Options{DryRun: true}, l)
		if err != nil {
			t.Fatal(err)
		}
		l.remarks = 3
		some, err := run(t.Context(), h.write(), strings.NewReader(list(partner)), Options{DryRun: true}, l)
		if err != nil {
			t.Fatal(err)
		}
		if len(all.Warnings)+len(all.Refused) < rows {
			t.Fatalf("there is nothing to bound: %+v", all)
		}
		if some.WarningsTotal != all.WarningsTotal || some.RefusedTotal != all.RefusedTotal {
			t.Errorf("%d and %d are counted, of %d and %d", some.WarningsTotal, some.RefusedTotal, all.WarningsTotal, all.RefusedTotal)
		}
		if len(some.Warnings) != min(3, len(all.Warnings)) || len(some.Refused) != min(3, len(all.Refused)) {
			t.Errorf("%d warnings and %d refusals are kept", len(some.Warnings), len(some.Refused))
		}
	}
	for _, eta := range []string{"", "soon"} { // they are remarked upon, or refused
		cells := make([]listRow, rows)
		for n := range cells {
			cells[n] = listRow{rowAt: rowAt{row: n + 2}}
			cells[n].cells[colShipment], cells[n].cells[colPartner] = "S1", "Saigon Tech Export"
			cells[n].cells[colVessel], cells[n].cells[colETA] = fmt.Sprint("v", n), eta
		}
		out := readListed(cells, dialect{}, &once{}, 3).out
		if len(out.refused)+len(out.warnings) != 3 || cap(out.refused) > 2*3 {
			t.Errorf("with %q a shipment that waits has %d refusals and %d warnings", eta, len(out.refused), len(out.warnings))
		}
	}
}
