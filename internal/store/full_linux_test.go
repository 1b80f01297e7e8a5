package store

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"porthole/internal/model"
)

// smallDisk names the folder in which a process mounts a file system of its own.
const smallDisk = "PORTHOLE_TEST_SMALL_DISK"

func init() { children[smallDisk] = fillSmallDisk }

// fillSmallDisk writes until there is no room, and once there is again, and looks whether
// all that was acknowledged is there. It panics where something is otherwise.
func fillSmallDisk(folder string) {
	if err := syscall.Mount("porthole", folder, "tmpfs", 0, "size=8m"); err != nil {
		fmt.Println("no mount:", err)
		return
	}
	s := must(Open(folder, Options{Holder: "child"}))
	office := must(s.Office(admin))
	must(office.AddPartner(ctx, "saigon-tech", text("Saigon Tech")))
	room, kept := must(s.Room(portal("saigon-tech"))), 0
	write := func() error {
		big := shipment("F/"+strconv.Itoa(kept), "saigon-tech", 1)
		big.Internal.Remarks = model.Lines(strings.Repeat("x", 16000), 16000)
		err := office.Write(ctx, "write", func(w *Writer) error {
			_, err := w.Put(big)
			return err
		})
		if err == nil {
			kept++
		}
		return err
	}
	write()
	ballast := filepath.Join(folder, "ballast")
	_ = os.WriteFile(ballast, make([]byte, 5<<20), 0o600)
	refused := 0
	for range 300 {
		if err := write(); isFault(err, "error.store_full") {
			refused++
		} else if err != nil {
			panic(err)
		}
		must(room.Shipment(ctx, "F/0"))
		must(room.Page(ctx, model.Query{}))
	}
	_ = os.Remove(ballast)
	if err := write(); err != nil || refused < 10 {
		panic(fmt.Sprintf("%d changes were refused, and with room again: %v", refused, err))
	}
	_ = s.Close()
	s = must(Open(folder, Options{Holder: "child"}))
	room = must(s.Room(portal("saigon-tech")))
	for n := range kept {
		must(room.Shipment(ctx, "F/"+strconv.Itoa(n)))
	}
	if counts := must(room.Counts(ctx)); counts[model.TabAll] != kept || !must(s.Verify(ctx)).Sound() {
		panic(fmt.Sprintf("%d of %d, %v", counts[model.TabAll], kept, must(s.Verify(ctx)).Problems))
	}
	_ = s.Close()
	fmt.Println("done:", kept, "kept,", refused, "refused")
}

// A small file system is full, and has room again: what is refused is said to be so, what
// was acknowledged is there, reading goes on, and writing afterwards without a restart.
func TestASmallFullDiskIsLivedThrough(t *testing.T) {
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), smallDisk+"="+t.TempDir())
	child.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	out, err := child.CombinedOutput()
	said := string(out)
	switch {
	case child.ProcessState == nil, strings.HasPrefix(said, "no mount"):
		t.Skipf("this system lets nobody have a file system of their own: %v %s", err, said)
	case err != nil || !strings.HasPrefix(said, "done"):
		t.Fatalf("%v: %s", err, said)
	}
	t.Log(said)
}
