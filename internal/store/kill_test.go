package store

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
)

// childFolder names the store of a process that this test starts and kills.
const childFolder = "PORTHOLE_TEST_CHILD"

// writeUntilKilled writes as fast as it can, and says what has been
// acknowledged: number and version of a shipment, one to a line.
func writeUntilKilled(folder string) {
	s := must(Open(folder, Options{Holder: "child"}))
	office := must(s.Office(admin))
	if _, err := office.AddPartner(ctx, "saigon-tech", text("Saigon Tech")); err != nil {
		_ = err // it is there from the run before
	}
	for {
		var told []string
		err := office.Write(ctx, "write", func(w *Writer) (err error) {
			told, err = writeSome(w)
			return err
		})
		if err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
		fmt.Println(strings.Join(told, "\n"))
	}
}

// writeSome writes one to five shipments, new ones and known ones.
func writeSome(w *Writer) ([]string, error) {
	var told []string
	for range 1 + rand.IntN(5) {
		ref := fmt.Sprintf("K/%03d", rand.IntN(200))
		s, err := w.Shipment(ref)
		if err != nil {
			s = shipment(ref, "saigon-tech", rand.IntN(9)-4)
		}
		s.Facts.Voyage = text(strconv.FormatUint(s.Version+1, 10))
		if _, err := w.Put(s); err != nil {
			return nil, err
		}
		told = append(told, fmt.Sprintf("%s %d", ref, s.Version+1))
	}
	return told, nil
}

// A process that writes is killed at any moment, again and again. Whatever it
// has said to be written is there afterwards, and the store is whole.
func TestWhatWasAcknowledgedSurvivesAKill(t *testing.T) {
	folder := t.TempDir()
	acknowledged := map[string]uint64{}
	for range rounds(50) {
		killOnce(t, folder, acknowledged)
		inspect(t, folder, acknowledged)
	}
	if len(acknowledged) < min(50, rounds(50)) {
		t.Fatalf("only %d shipments were written in all", len(acknowledged))
	}
}

// killOnce lets a process write for a moment and kills it.
func killOnce(t *testing.T, folder string, acknowledged map[string]uint64) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), childFolder+"="+folder)
	out, err := child.StdoutPipe()
	check(t, err)
	check(t, child.Start())
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n') // from here on it writes
	check(t, err)
	time.AfterFunc(time.Duration(rand.Int64N(int64(40*time.Millisecond))), func() { _ = child.Process.Kill() })
	rest, err := io.ReadAll(lines)
	check(t, err)
	_ = child.Wait() // it says “signal: killed”
	for _, line := range completeLines(first + string(rest)) {
		ref, version, found := strings.Cut(line, " ")
		number, err := strconv.ParseUint(version, 10, 64)
		if !found || err != nil {
			t.Fatalf("the process said %q", line)
		}
		acknowledged[ref] = max(number, acknowledged[ref])
	}
}

// completeLines leaves out the line that the kill has cut.
func completeLines(text string) []string {
	end := strings.LastIndexByte(text, '\n')
	if end < 0 {
		return nil
	}
	return strings.Split(text[:end], "\n")
}

// inspect opens the store that the process left behind.
func inspect(t *testing.T, folder string, acknowledged map[string]uint64) {
	t.Helper()
	s, err := Open(folder, Options{})
	check(t, err)
	defer func() { check(t, s.Close()) }()
	room, office := must(s.Room(portal("saigon-tech"))), must(s.Office(admin))
	for ref, version := range acknowledged {
		record, err := office.Shipment(ctx, ref)
		check(t, err)
		shown, err := room.Shipment(ctx, ref)
		check(t, err)
		if record.Version < version || shown.Voyage.String() != strconv.FormatUint(record.Version, 10) {
			t.Fatalf("%s: version %d was acknowledged, there is %d, and %s is shown", ref, version, record.Version, shown.Voyage)
		}
	}
	report, err := s.Verify(ctx)
	check(t, err)
	if !report.Sound() {
		t.Fatal(report.Problems)
	}
}

// A transaction that fails leaves nothing behind, and neither does one that
// panics; the panic is the caller's to see.
func TestAWriteThatFailsLeavesNothing(t *testing.T) {
	h := newHouse(t)
	put := func(w *Writer) {
		if _, err := w.Put(shipment("A/1", "saigon-tech", 1)); err != nil {
			t.Error(err)
		}
	}
	failure := fmt.Errorf("second thoughts")
	if err := h.office.Write(ctx, "test", func(w *Writer) error { put(w); return failure }); err != failure {
		t.Errorf("got %v", err)
	}
	for _, act := range []func(){
		func() { _ = h.office.Write(ctx, "test", func(w *Writer) error { put(w); panic("ouch") }) },
		func() { _ = h.office.Read(ctx, func(*Reader) error { panic("ouch") }) },
	} {
		func() {
			defer func() {
				if recover() != "ouch" {
					t.Error("the panic was lost")
				}
			}()
			act()
		}()
	}
	if _, err := h.office.Shipment(ctx, "A/1"); err != model.ErrNotFound {
		t.Errorf("it is there: %v", err)
	}
	if version := must(h.room("saigon-tech").Version(ctx)); version != 0 {
		t.Errorf("the room is at version %d", version)
	}
	h.put(t, shipment("A/1", "saigon-tech", 1))
	h.sound(t)
}
