package notify

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/notify/mailtest"
	"porthole/internal/store"
)

// The environment of a child that sends mail from a folder until it is killed.
const (
	childFolder = "PORTHOLE_TEST_FOLDER"
	childPort   = "PORTHOLE_TEST_PORT"
)

// runChild is the child's whole life; false in the parent.
func runChild() bool {
	folder := os.Getenv(childFolder)
	if folder == "" {
		return false
	}
	port, _ := strconv.Atoi(os.Getenv(childPort))
	now := func() time.Time { return noon.AddDate(0, 0, 1) }
	s, err := store.Open(folder, store.Options{Now: now})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return true
	}
	office, err := s.Office(admin)
	if err != nil {
		return true
	}
	_, _ = office.RetryAllMail(context.Background()) // the clock stands, so nothing becomes due by itself
	settings := settingsFor(&mailtest.Server{Port: port})
	if settings.Check() != nil {
		return true
	}
	fmt.Println("sending")
	NewSender(s.Outbox(), settings, now, nil).Run(context.Background())
	return true
}

func TestAKilledSenderLosesNothingAndRepeatsWhatWasUnderWay(t *testing.T) {
	const people, kills = 150, 20
	h, server := newHouse(t), mailtest.New(t)
	for i := range people {
		h.asks(fmt.Sprintf("p%03d@saigon-tech.example", i), "", all)
	}
	h.reschedule(28, "Congestion")
	h.check(h.store.Close())
	underWay := map[string]int{}
	for range kills {
		left := people - distinct(server.Mails())
		if left == 0 {
			break
		}
		sendABit(t, h.folder, server, 1+rand.N(min(20, left)))
		h.noteUnderWay(underWay)
	}
	// Then nobody kills it: on a slow disk each kill comes before what was sent is noted.
	last := startChild(t, h.folder, server)
	for came := server.Mails(); distinct(came) < people; {
		came = server.Wait(len(came) + 1)
	}
	last.kill()
	h.noteUnderWay(underWay)
	copies := map[string][]mailtest.Mail{}
	for _, m := range server.Mails() {
		copies[m.To[0]] = append(copies[m.To[0]], m)
	}
	repeated := 0
	for to, list := range copies {
		// One copy more for each kill at which it was under way, and none else.
		if len(list) > 1+underWay[to] {
			t.Errorf("%s got %d copies and was under way at %d kills", to, len(list), underWay[to])
		}
		for _, m := range list[1:] {
			repeated++
			if a, b := mailtest.Open(t, m), mailtest.Open(t, list[0]); a.Header.Get("Message-Id") != b.Header.Get("Message-Id") || m.Data != list[0].Data {
				t.Errorf("%s got another mail the second time", to)
			}
		}
	}
	if repeated > kills {
		t.Errorf("%d mails came twice, with %d kills", repeated, kills)
	}
	t.Logf("%d mails, up to %d kills, %d came twice", people, kills, repeated)
	h.openStore()
	for _, m := range h.outbox().Mail {
		if m.State != model.OutgoingSending {
			t.Errorf("left in the outbox: %+v", m)
		}
	}
}

// noteUnderWay counts the mails that were being sent when the sender was killed.
func (h *house) noteUnderWay(count map[string]int) {
	h.t.Helper()
	h.openStore()
	for _, m := range h.outbox().Mail {
		if m.State == model.OutgoingSending {
			count[m.To]++
		}
	}
	h.check(h.store.Close())
}

// distinct is to how many people the mails went.
func distinct(mails []mailtest.Mail) int {
	people := map[string]bool{}
	for _, m := range mails {
		people[strings.Join(m.To, " ")] = true
	}
	return len(people)
}

// sendABit has a child send so many mails, kills it at a random moment after that, and
// waits until it is gone.
func sendABit(t *testing.T, folder string, server *mailtest.Server, mails int) {
	t.Helper()
	before := len(server.Mails())
	child := startChild(t, folder, server)
	server.Wait(before + mails)
	time.Sleep(rand.N(20 * time.Millisecond)) // the moment is what is tested
	child.kill()
}

// sender is a child that sends mail until it is killed.
type sender struct{ *exec.Cmd }

// startChild starts a sender and waits until it is about to send.
func startChild(t *testing.T, folder string, server *mailtest.Server) sender {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+folder, childPort+"="+strconv.Itoa(server.Port))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = bufio.NewReader(out).ReadString('\n')
	return sender{child}
}

// kill ends it at once and waits until it is gone.
func (c sender) kill() {
	_ = c.Process.Kill()
	_ = c.Wait()
}
