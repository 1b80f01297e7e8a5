package store

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"porthole/internal/model"
)

// failingDisk names the store of a process whose disk fails.
const failingDisk = "PORTHOLE_TEST_FAILING"

// writeWhileItFails writes some changes, of which strace has some fail, and says what
// has become of each. Whatever becomes of them, it reads what was acknowledged.
func writeWhileItFails(folder string) {
	runtime.LockOSThread() // strace counts the calls of each thread by itself
	s := must(Open(folder, Options{Holder: "child"}))
	office, room := must(s.Office(admin)), must(s.Room(portal("saigon-tech")))
	for n := range 10 {
		ref := fmt.Sprintf("K/%03d", n%4)
		var version uint64
		err := office.Write(ctx, "write", func(w *Writer) error {
			known, err := w.Shipment(ref)
			if err != nil {
				known = shipment(ref, "saigon-tech", 1)
			}
			version = known.Version + 1
			known.Facts.Voyage = text(fmt.Sprint(version))
			_, err = w.Put(known)
			return err
		})
		if err != nil {
			fmt.Println("refused", ref, version, err)
		} else {
			fmt.Println("kept", ref, version)
		}
		record, officeErr := office.Shipment(ctx, ref)
		shown, roomErr := room.Shipment(ctx, ref)
		if err == nil && record.Version != version || record.Facts.Voyage != shown.Voyage || !errors.Is(roomErr, officeErr) {
			fmt.Println("read", record.Version, officeErr, "and it is shown", shown.Voyage, roomErr)
			os.Exit(1)
		}
	}
	must(room.Page(ctx, model.Query{}))
	fmt.Println("done")
	_ = s.Close()
}

// The disk fails at the n-th write or sync of the store's file, once or from then on, or
// it has no room. The change is refused, in words that tell the one from the other, and
// is there whole or not at all; what was acknowledged is there; reading goes on.
func TestWhatWasAcknowledgedSurvivesAFailingDisk(t *testing.T) {
	long(t)
	strace, err := exec.LookPath("strace")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("strace is not installed: apt-get install strace")
		}
		t.Skip("strace is not installed: apt-get install strace")
	}
	if out, err := exec.Command(strace, "-f", "--seccomp-bpf", "-o", os.DevNull, "-e", "trace=pwrite64", "-e", "inject=pwrite64:error=EIO", "true").CombinedOutput(); err != nil {
		t.Skipf("no process may be traced here: %v: %s", err, out)
	}
	refused := 0
	for n := 1; n <= rounds(2); n++ {
		for _, fault := range []string{"pwrite64:error=EIO:when=%d", "pwrite64:error=EIO:when=%d+", "fdatasync:error=EIO:when=%d", "pwrite64:error=ENOSPC:when=%d+"} {
			refused += failOnce(t, strace, fmt.Sprintf(fault, n))
		}
	}
	if refused == 0 {
		t.Error("no write has failed")
	}
}

// failOnce lets a process write to a disk that fails, looks at what it left behind, and
// gives how many changes were refused.
func failOnce(t *testing.T, strace, fault string) (refused int) {
	t.Helper()
	h := newHouse(t)
	check(t, h.Close())
	child := exec.Command(strace, "-f", "--seccomp-bpf", "-o", os.DevNull, "-P", filepath.Join(h.folder, fileName),
		"-e", "trace=pwrite64,fdatasync", "-e", "inject="+fault, os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), failingDisk+"="+h.folder)
	out, err := child.CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || lines[len(lines)-1] != "done" {
		t.Fatalf("%s: %v: %s", fault, err, out)
	}
	why := "error.store_failing"
	if strings.Contains(fault, "ENOSPC") {
		why = "error.store_full"
	}
	acknowledged := map[string]uint64{}
	for _, line := range lines {
		var ref string
		var version uint64
		if _, err := fmt.Sscanf(line, "kept %s %d", &ref, &version); err == nil {
			acknowledged[ref] = version
		} else if strings.HasPrefix(line, "refused ") {
			if refused++; !strings.HasSuffix(line, why) {
				t.Errorf("%s: %s", fault, line)
			}
		}
	}
	inspect(t, h.folder, acknowledged)
	return refused
}
