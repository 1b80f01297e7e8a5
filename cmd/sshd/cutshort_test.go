package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/server/sshtest"
	"porthole/internal/store"
)

// The machine goes down in the middle of something that takes a while. Whatever was
// acknowledged is there after the next start, all agrees, and the same work can be done
// again to its end.
func TestWorkThatIsCutShort(t *testing.T) {
	boss, file := newAdmin(t, "boss@forwarder.example")
	dir := filepath.Join(t.TempDir(), "data")
	serve := func() (*house, *sshtest.Client) {
		h := open(t, "--addr", "127.0.0.1:0", "--data", dir, "--admin-key", file)
		return h, sshtest.Dial(t, h.addr, "x", boss)
	}
	h, admin := serve()
	run0(t, admin, `partner add saigon-tech --name "Saigon Tech Export"`)
	h.stop(syscall.SIGTERM)
	cut := func(t *testing.T, atMost time.Duration, work string, input ...string) (acknowledged bool, out string) {
		t.Helper()
		h, admin := serve()
		done := make(chan bool, 1)
		go func() {
			session, err := admin.NewSession()
			if err == nil {
				session.Stdin = strings.NewReader(strings.Join(input, ""))
				var said []byte
				said, err = session.Output(work)
				out = string(said)
			}
			done <- err == nil
		}()
		time.Sleep(rand.N(atMost))
		h.stop(syscall.SIGKILL)
		return <-done, out
	}
	whole := func(t *testing.T) *sshtest.Client {
		t.Helper()
		h, admin := serve()
		t.Cleanup(func() { h.stop(syscall.SIGTERM) })
		if out := run0(t, admin, "verify"); !strings.Contains(out, "Everything agrees") {
			t.Fatal(out)
		}
		return admin
	}

	for round := range rounds(t, 1) {
		t.Run(fmt.Sprint("import ", round), func(t *testing.T) {
			list := manyShipments(round)
			done, _ := cut(t, 300*time.Millisecond, "import - --format csv", list)
			admin := whole(t)
			count := func() int {
				return strings.Count(run0(t, admin, fmt.Sprintf("shipments --json --search K%dX --limit 500", round)), `"ref"`)
			}
			if n := count(); done && n != shipmentsEach {
				t.Errorf("the import was acknowledged, and %d of %d shipments are there", n, shipmentsEach)
			}
			run0(t, admin, "import - --format csv", list)
			if n := count(); n != shipmentsEach {
				t.Errorf("after it was done again %d of %d shipments are there", n, shipmentsEach)
			}
		})
		t.Run(fmt.Sprint("backup ", round), func(t *testing.T) {
			done, out := cut(t, 60*time.Millisecond, "backup")
			admin := whole(t)
			if left, err := filepath.Glob(filepath.Join(dir, "scratch-*")); err != nil || len(left) > 0 {
				t.Errorf("a copy is left behind: %v %v", left, err)
			}
			fresh := filepath.Join(t.TempDir(), "fresh")
			_, err := store.Restore(t.Context(), model.Principal{Account: "boss", Role: model.Admin}, strings.NewReader(out), "cut", fresh, store.Options{})
			if done && err != nil {
				t.Errorf("a backup of which it was said that it is whole: %v", err)
			}
			run0(t, admin, "backup")
		})
		t.Run(fmt.Sprint("restore ", round), func(t *testing.T) { cutRestore(t, whole(t)) })
		t.Run(fmt.Sprint("upgrade ", round), cutUpgrade)
	}
}

const shipmentsEach = 400

// manyShipments is a list whose numbers a search finds by the round.
func manyShipments(round int) string {
	var list strings.Builder
	list.WriteString("shipment,partner,status,mode,load,pol,pod,etd,eta\n")
	for n := range shipmentsEach {
		fmt.Fprintf(&list, "K%dX/%04d,saigon-tech,confirmed,sea,fcl,VNSGN,USLGB,10/05/2025,25/05/2025\n", round, n)
	}
	return list.String()
}

// cutRestore kills a restore, after which there is the whole store or none, and it can be
// done again.
func cutRestore(t *testing.T, admin *sshtest.Client) {
	tui := filepath.Join(t.TempDir(), "tui")
	if out, err := exec.Command("go", "build", "-o", tui, "../tui").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	backup, fresh := filepath.Join(t.TempDir(), "backup"), filepath.Join(t.TempDir(), "fresh")
	if err := os.WriteFile(backup, []byte(run0(t, admin, "backup")), 0o600); err != nil {
		t.Fatal(err)
	}
	restore := exec.Command(tui, "restore", backup, "--data", fresh)
	if err := restore.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(rand.N(100 * time.Millisecond))
	_ = restore.Process.Kill()
	_ = restore.Wait()
	if _, err := os.Stat(filepath.Join(fresh, "porthole.db")); err != nil {
		if out, err := exec.Command(tui, "restore", backup, "--data", fresh).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	agrees(t, fresh)
}

// cutUpgrade kills the first start of a server on an older store, again and again.
func cutUpgrade(t *testing.T) {
	packed, err := os.Open("../../internal/store/testdata/schema6.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	old, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(newHostKey(t)) // where a data folder has it
	if err := os.WriteFile(filepath.Join(dir, "porthole.db"), old, 0o600); err != nil {
		t.Fatal(err)
	}
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		cmd := exec.Command(path, "--data", dir, "--addr", "127.0.0.1:0")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(60 * time.Millisecond))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	if code := open(t, "--data", dir, "--addr", "127.0.0.1:0").stop(syscall.SIGTERM); code != 0 {
		t.Errorf("ended with %d", code)
	}
	if n := agrees(t, dir); n != 2 {
		t.Errorf("%d of 2 shipments are there", n)
	}
}

// agrees is how many shipments a store has, in which all must agree.
func agrees(t *testing.T, dir string) (shipments int) {
	t.Helper()
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	report, err := s.Verify(t.Context())
	if err != nil || !report.Sound() {
		t.Fatalf("%v %+v", err, report.Problems)
	}
	return report.Shipments
}
