package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/notify/mailtest"
	"porthole/internal/server/sshtest"
	"porthole/internal/store/postgres/pgtest"
)

// The story: one of two servers is killed, in the middle of a mail. Its customers sign in
// at the other, under the same host key, and what was acknowledged is there. The mail
// goes out from there, once, when the lease has ended that the dead server had on it;
// one that it had not begun goes out at once.
func TestAServerIsKilled(t *testing.T) {
	onPostgres(t)
	t.Parallel() // it waits, for the most part
	post := mailtest.New(t)
	front := listenInFront(t, post.Port)
	s := newSite(t, pgtest.Database(t))
	mail := []string{
		"--smtp-host", "127.0.0.1", "--smtp-port", front.port(), "--smtp-tls", "none",
		"--smtp-from", "track@forwarder.example", "--public-host", "track.forwarder.example:2222", "--mail-delay", "0s",
	}
	doomed := s.server(mail...)
	keys := s.customer(doomed, "saigon-tech", 2, "SHP/1", "SHP/2")
	customer := sshtest.Dial(t, doomed.addr, "x", keys[0])
	run0(t, customer, "notices all")
	front.stalled.Store(true)
	run0(t, s.admin(doomed), "reschedule SHP/1 --eta 2125-06-07 --reason Congestion --publish")
	<-front.begun // the mail is claimed, and on its way
	other := s.server(mail...)
	run0(t, s.admin(doomed), "reschedule SHP/2 --eta 2125-06-08 --reason Congestion --publish")
	open := customer.Open()
	open.See("7 Jun", "8 Jun")
	doomed.stop(syscall.SIGKILL)
	killed := time.Now()
	open.Ended()
	front.stalled.Store(false)

	config := sshtest.Config("x", keys[0])
	config.HostKeyCallback = gossh.FixedHostKey(key(t, s.hostKey).PublicKey())
	again, err := gossh.Dial("tcp", other.addr, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close() })
	sshtest.On(t, again).Open().See("7 Jun", "8 Jun", "live")
	back := time.Since(killed)
	limit := time.After(2 * time.Minute)
	for len(post.Mails()) < 2 {
		select {
		case <-limit:
			t.Fatalf("%d mails came", len(post.Mails()))
		case <-time.After(50 * time.Millisecond): // until the lease has ended
		}
	}
	leased := time.Since(killed)
	run0(t, s.admin(other), "outbox retry all")
	subjects := map[string]int{}
	for _, m := range post.Mails() {
		subjects[mailtest.Open(t, m).Subject]++
	}
	if len(subjects) != 2 || len(post.Mails()) != 2 {
		t.Errorf("the mails: %v", subjects)
	}
	t.Logf("a customer is in again %v after the kill; both mails were sent once, the one that the dead server held after %v", back, leased)
}

// front is in front of a mail server, and may let a mail get stuck.
type front struct {
	listener net.Listener
	server   string
	stalled  atomic.Bool
	begun    chan struct{} // a mail that got stuck
}

func listenInFront(t *testing.T, port int) *front {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := &front{listener: listener, server: net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), begun: make(chan struct{}, 10)}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go f.serve(client)
		}
	}()
	return f
}

func (f *front) port() string { return strconv.Itoa(f.listener.Addr().(*net.TCPAddr).Port) }

// serve passes on what the client says, but for the text of a mail that gets stuck.
func (f *front) serve(client net.Conn) {
	defer func() { _ = client.Close() }()
	server, err := net.Dial("tcp", f.server)
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	go func() { _, _ = io.Copy(client, server) }()
	lines := bufio.NewReader(client)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		if f.stalled.Load() && strings.HasPrefix(line, "DATA") {
			f.begun <- struct{}{}
			_, _ = io.Copy(io.Discard, client)
			return
		}
		_, _ = io.WriteString(server, line)
	}
}

// A wait for the standby that was cancelled is no acknowledgement: PostgreSQL says
// "done" with a warning, and the program does not. When the standby is back the change
// is confirmed, or refused in words that say what to look for.
func TestACancelledWaitForTheStandbyIsNoAcknowledgement(t *testing.T) {
	onPostgres(t)
	t.Parallel() // it waits, for the most part
	primary := pgtest.Primary(t)
	url := primary.Database(t)
	standby := primary.Standby(t)
	s := newSite(t, pgtest.Hosts(url, standby))
	h := s.server()
	s.customer(h, "saigon-tech", 1, "SHP/1")
	admin := s.admin(h)
	run0(t, admin, "note publish SHP/1 Before.")
	for _, returns := range []bool{false, true} {
		settle(t, url) // or what is written in the background would be what waits
		standby.Kill()
		begun, ended := time.Now(), make(chan int, 1)
		said := ""
		go func() {
			_, message, status := admin.Run("note publish SHP/1 Meanwhile.")
			said = message
			ended <- status
		}()
		cancelWait(t, url)
		if returns {
			if err := standby.Start(); err != nil {
				t.Fatal(err)
			}
		}
		status := <-ended
		took := time.Since(begun)
		t.Logf("the standby returns: %v; exit %d after %v: %s", returns, status, took, said)
		if (status == 0) != returns || !returns && !strings.Contains(said, "not certain") || took > 30*time.Second {
			t.Errorf("exit %d after %v: %s", status, took, said)
		}
		if !returns {
			if err := standby.Start(); err != nil {
				t.Fatal(err)
			}
		}
	}
	run0(t, admin, "note publish SHP/1 Afterwards.")
}

// inDatabase is a connection to the database, for questions of the test's own.
func inDatabase(t *testing.T, url string) (context.Context, *pgx.Conn) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(ctx) })
	return ctx, conn
}

// settle waits until nothing has been written for a while.
func settle(t *testing.T, url string) {
	t.Helper()
	ctx, conn := inDatabase(t, url)
	last, since := "", time.Now()
	waitFor(t, "the end of what is written in the background", func() bool {
		written := ""
		if err := conn.QueryRow(ctx, "select pg_current_wal_lsn()::text").Scan(&written); err != nil {
			t.Fatal(err)
		}
		if written != last {
			last, since = written, time.Now()
		}
		return time.Since(since) > time.Second
	})
}

// cancelWait waits until somebody waits for the standby, and cancels that.
func cancelWait(t *testing.T, url string) {
	t.Helper()
	ctx, conn := inDatabase(t, url)
	waitFor(t, "a wait for the standby", func() bool {
		cancelled := 0
		err := conn.QueryRow(ctx, "select count(pg_cancel_backend(pid)) from pg_stat_activity where wait_event = 'SyncRep' and datname = current_database()").Scan(&cancelled)
		if err != nil {
			t.Fatal(err)
		}
		return cancelled > 0
	})
}
