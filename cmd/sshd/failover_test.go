package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"porthole/internal/server/sshtest"
	"porthole/internal/store/postgres/pgtest"
)

const (
	operators = 8
	// paperwork is how many shipments each of them writes to, in turn.
	paperwork = 1
)

// The story: the primary and its children are killed while eight operators publish, and
// its synchronous standby takes over. Whatever was acknowledged is there, once; nobody
// waits for long; the windows of the customers are live again by themselves; and the old
// primary, which comes back as the first in the list, is refused.
func TestThePrimaryDiesWhileOperatorsPublish(t *testing.T) {
	onPostgres(t)
	var firsts, lives []time.Duration
	acknowledged, lost, twice := 0, 0, 0
	for range rounds(t, 1) {
		f := newFailover(t)
		f.play()
		firsts, lives = append(firsts, f.first), append(lives, f.live)
		acknowledged, lost, twice = acknowledged+f.acknowledged, lost+f.lost, twice+f.twice
		f.close()
	}
	t.Logf("%d rounds: %d acknowledged, %d of them lost, %d there twice; first acknowledged write after %v, %v at most; all windows live after %v, %v at most",
		len(firsts), acknowledged, lost, twice, median(firsts), p99(firsts), median(lives), p99(lives))
	if lost > 0 || twice > 0 {
		t.Error("something was lost, or is there twice")
	}
	if len(firsts) > 1 && (p99(firsts) > 2*time.Second || p99(lives) > 5*time.Second) { // one round runs beside other tests
		t.Error("it takes too long")
	}
}

// failover is one round.
type failover struct {
	*site
	t                         *testing.T
	primary, standby          *pgtest.Cluster
	servers                   [2]*house
	windows                   []*sshtest.Person
	promoted                  atomic.Bool // the standby is the primary: what is acknowledged now is by it
	stop                      chan struct{}
	mu                        sync.Mutex
	said                      map[string]bool // texts, and whether they were acknowledged
	refusals                  map[string]int
	first, live               time.Duration
	acknowledged, lost, twice int
}

func newFailover(t *testing.T) *failover {
	t.Helper()
	f := &failover{t: t, primary: pgtest.Primary(t), stop: make(chan struct{}), said: map[string]bool{}, refusals: map[string]int{}}
	url := f.primary.Database(t)
	f.standby = f.primary.Standby(t)
	f.site = newSite(t, pgtest.Hosts(url, f.standby))
	f.servers = [2]*house{f.server(), f.server()}
	refs := []string{"MARK/1"}
	for operator := range operators {
		for n := range paperwork {
			refs = append(refs, ref(operator, n))
		}
	}
	keys := f.customer(f.servers[0], "saigon-tech", 5, refs...)
	for _, h := range f.servers {
		f.windows = append(f.windows, f.site.windows(h, keys, 20)...)
	}
	lastToSee(f.windows, "MARK/1", "25 May")
	return f
}

func ref(operator, n int) string { return fmt.Sprintf("OP%d/%02d", operator, n) }

func (f *failover) play() {
	f.t.Helper()
	var writers sync.WaitGroup
	first := make(chan time.Time, operators)
	for operator := range operators {
		client := f.admin(f.servers[operator%2])
		writers.Go(func() { f.write(client, operator, first) })
	}
	waitFor(f.t, "eighty acknowledged notes", func() bool { return f.count() >= 80 })
	now := time.Now()
	f.primary.Kill()
	f.standby.Promote(f.t)
	promoted := time.Since(now)
	f.promoted.Store(true)
	f.first = (<-first).Sub(now)
	run0(f.t, f.admin(f.servers[1]), "reschedule MARK/1 --eta 2125-06-07 --reason Congestion --publish")
	f.live = lastToSee(f.windows, "7 Jun", "live").Sub(now)
	f.t.Logf("promoted after %v, acknowledged after %v, all windows live after %v", promoted, f.first, f.live)
	before := f.count()
	waitFor(f.t, "eighty more", func() bool { return f.count() >= before+80 })
	close(f.stop)
	writers.Wait()
	f.compare()
	f.oldPrimary()
}

// write publishes notes, one after the other.
func (f *failover) write(client *sshtest.Client, operator int, first chan<- time.Time) {
	told := false
	for n := 0; ; n++ {
		select {
		case <-f.stop:
			return
		default:
		}
		text := fmt.Sprintf("note-%d-%d.", operator, n)
		_, message, status := client.Run(fmt.Sprintf("note publish %s %s", ref(operator, n%paperwork), text))
		f.mu.Lock()
		f.said[text] = status == 0
		if status != 0 {
			f.refusals[strings.TrimSpace(message)]++
		}
		f.mu.Unlock()
		if status == 0 && !told && f.promoted.Load() {
			told = true
			first <- time.Now()
		}
	}
}

// count is how many are acknowledged.
func (f *failover) count() (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, acknowledged := range f.said {
		if acknowledged {
			n++
		}
	}
	return n
}

// compare looks for every note.
func (f *failover) compare() {
	f.t.Helper()
	there := map[string]int{}
	admin := f.admin(f.server()) // one that was not there before
	for operator := range operators {
		for n := range paperwork {
			var record struct{ Notes []struct{ Text string } }
			if err := json.Unmarshal([]byte(run0(f.t, admin, "shipment "+ref(operator, n)+" --json")), &record); err != nil {
				f.t.Fatal(err)
			}
			for _, note := range record.Notes {
				there[note.Text]++
			}
		}
	}
	for text, acknowledged := range f.said {
		if acknowledged {
			f.acknowledged++
		}
		if acknowledged && there[text] == 0 {
			f.lost++
		}
		if there[text] > 1 {
			f.twice++
		}
	}
	f.t.Logf("%d acknowledged, %d lost; refused: %v", f.acknowledged, f.lost, f.refusals)
}

// oldPrimary comes back as if nothing had happened, and is the first in the list.
func (f *failover) oldPrimary() {
	f.t.Helper()
	if err := f.primary.Start(); err != nil {
		f.t.Fatal(err)
	}
	late := f.server()
	run0(f.t, f.admin(late), "note publish MARK/1 Afterwards.")
	for _, h := range f.servers {
		if out := run0(f.t, f.admin(h), "shipment MARK/1"); !strings.Contains(out, "Afterwards.") {
			f.t.Errorf("a server reads from another primary:\n%s", out)
		}
	}
	late.stop(endSignal)
	if !strings.Contains(late.stderr.String(), "refused an old primary that came back") {
		f.t.Errorf("the log does not say that the old primary is refused:\n%s", late.stderr)
	}
}

func (f *failover) close() {
	for _, h := range f.servers {
		h.stop(endSignal)
	}
	f.primary.Stop()
	f.standby.Stop()
}
