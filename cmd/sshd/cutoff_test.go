package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
	"porthole/internal/store/postgres/pgtest"
)

// The story: a server is cut off from the database for a minute, and the other goes on.
// Its screens say so and keep what was last known; whatever is asked is answered in
// words, and nobody waits for long; nobody is taken for a stranger. When the database is
// back the windows are right again, and nobody has pressed a key.
func TestAServerIsCutOffFromTheDatabase(t *testing.T) {
	onPostgres(t)
	url := pgtest.Database(t)
	s := newSite(t, url)
	whole := s.server()
	keys := s.customer(whole, "saigon-tech", 5, "SHP/1", "SHP/2")
	c := lay(t, url)
	far := *s
	far.url = c.url(url)
	cut := c.server(far.args())
	windows := s.windows(cut, keys, 20)
	lastToSee(windows, "SHP/1", "25 May")
	office := s.admin(cut)
	run0(t, office, "note publish SHP/1 Before.")

	pulled := time.Now()
	c.pull()
	refused := asked(t, office, "note publish SHP/2 Meanwhile.", pulled.Add(cutFor(t)))
	read := asked(t, s.admin(whole), "shipment SHP/1", pulled.Add(cutFor(t))) // the other goes on
	told := lastToSee(windows, "reconnecting", "SHP/1", "25 May").Sub(pulled)
	run0(t, s.admin(whole), "reschedule SHP/1 --eta 2125-06-07 --reason Congestion --publish")
	time.Sleep(time.Until(pulled.Add(cutFor(t) / 2))) // a minute is what it is about
	if message := signIn(cut.addr, keys[0]); !strings.Contains(message, "reconnecting to its database") {
		t.Errorf("who signs in reads %q", message)
	}
	said, others := <-refused, <-read
	if others.refused > 0 {
		t.Errorf("the other server refuses too: %v", others.messages)
	}
	if said.acknowledged > 0 {
		t.Errorf("%d notes were acknowledged without a database", said.acknowledged)
	}
	for message := range said.messages {
		if !strings.Contains(message, "database") {
			t.Errorf("refused with %q", message)
		}
	}

	back := time.Now()
	c.plugIn()
	right := lastToSee(windows, "live", "7 Jun").Sub(back)
	run0(t, office, "note publish SHP/1 Afterwards.")
	t.Logf("%s, for %v: screens said so after %v; %d writes refused, the longest answer after %v; windows right again %v after the return",
		c.kind(), back.Sub(pulled).Round(time.Second), told, said.refused, said.longest, right)
	if right > 5*time.Second {
		t.Error("the windows are right again too late")
	}
	if told > 10*time.Second || said.longest > 20*time.Second {
		t.Error("somebody waits for too long")
	}
}

// cutFor is for how long the server is cut off: a minute where there is time.
func cutFor(t *testing.T) time.Duration {
	return min(time.Duration(rounds(t, 1))*25*time.Second, time.Minute)
}

// answers are what came of a command that was given again and again.
type answers struct {
	acknowledged, refused int
	longest               time.Duration
	messages              map[string]bool
}

func asked(t *testing.T, client *sshtest.Client, line string, until time.Time) <-chan answers {
	done := make(chan answers, 1)
	go func() {
		a := answers{messages: map[string]bool{}}
		for time.Now().Before(until) {
			begun := time.Now()
			_, message, status := client.Run(line)
			a.longest = max(a.longest, time.Since(begun))
			if status == 0 {
				a.acknowledged++
			} else {
				a.refused++
				a.messages[message] = true
			}
			time.Sleep(50 * time.Millisecond) // as fast as somebody could
		}
		done <- a
	}()
	return done
}

// signIn signs in, which must fail, and gives what the server says.
func signIn(addr string, key gossh.Signer) (said string) {
	config := sshtest.Config("x", key)
	config.BannerCallback = func(message string) error { said += message; return nil }
	client, err := gossh.Dial("tcp", addr, config)
	if err == nil {
		_ = client.Close()
		return "nothing, and is in"
	}
	return said
}

// What takes a right away on one server ends sessions on all of them within a second.
func TestWhoLosesTheirRightIsOutOnAllServers(t *testing.T) {
	onPostgres(t)
	s := newSite(t, pgtest.Database(t))
	servers := []*house{s.server(), s.server()}
	keys := s.customer(servers[0], "saigon-tech", 2, "SHP/1")
	admin := s.admin(servers[0])
	out := run0(t, admin, "link create SHP/1 --to kim@longbeach.example --json")
	link := fieldsOf(t, out)
	for what, c := range map[string]struct {
		open func(h *house) *sshtest.Person
		take string
	}{
		"a code":     {func(h *house) *sshtest.Person { return track(t, h.addr, link["code"]).Open() }, "link revoke " + link["id"]},
		"an account": {func(h *house) *sshtest.Person { return sshtest.Dial(t, h.addr, "x", keys[0]).Open() }, "account disable buyer0@saigon-tech.example"},
		"a key": {
			func(h *house) *sshtest.Person { return sshtest.Dial(t, h.addr, "x", keys[1]).Open() },
			"key remove --account buyer1@saigon-tech.example " + gossh.FingerprintSHA256(keys[1].PublicKey()),
		},
	} {
		var open []*sshtest.Person
		for _, h := range servers {
			p := c.open(h)
			p.See("SHP/1")
			open = append(open, p)
		}
		run0(t, admin, c.take)
		taken := time.Now()
		for n, p := range open {
			p.Ended()
			took := time.Since(taken)
			t.Logf("%s: out of server %d after %v", what, n+1, took)
			if took > time.Second {
				t.Errorf("%s: still in on server %d after %v", what, n+1, took)
			}
		}
	}
}

// track is somebody who comes in with a tracking code.
func track(t *testing.T, addr, code string) *sshtest.Client {
	t.Helper()
	config := sshtest.Config("track")
	config.Auth = []gossh.AuthMethod{gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
		return slices.Repeat([]string{code}, len(questions)), nil
	})}
	client, err := gossh.Dial("tcp", addr, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return sshtest.On(t, client)
}

// The change of a window on one server reaches the windows of the other as fast as its
// own.
func TestWindowsOfTheOtherServerAreAsFast(t *testing.T) {
	onPostgres(t)
	s := newSite(t, pgtest.Database(t))
	servers := []*house{s.server(), s.server()}
	keys := s.customer(servers[0], "saigon-tech", windowsEach/windowsPerAccount, "SHP/1", "SHP/2")
	admin := s.admin(servers[0])
	var open [2][]*sshtest.Person
	var took [2][]time.Duration
	for n, h := range servers {
		open[n] = s.windows(h, keys, windowsEach)
	}
	for round := range rounds(t, 10) {
		day := fmt.Sprintf("%02d", round%28+1)
		month := time.Month(6 + round/28%6)
		wanted := fmt.Sprintf("%d %s", round%28+1, month.String()[:3])
		run := make(chan time.Time, 1)
		go func() {
			run0(t, admin, fmt.Sprintf("reschedule SHP/1 --eta 2125-%02d-%s --reason Congestion --publish", month, day))
			run <- time.Now()
		}()
		begun := time.Now()
		other := make(chan time.Time, 1)
		go func() { other <- lastToSee(open[1], wanted) }()
		took[0] = append(took[0], lastToSee(open[0], wanted).Sub(begun))
		took[1] = append(took[1], (<-other).Sub(begun))
		<-run
		time.Sleep(200 * time.Millisecond) // a window rests after a change
	}
	t.Logf("%d publications, %d windows on each server: last window of its own server p50 %v, p99 %v; of the other p50 %v, p99 %v",
		len(took[0]), windowsEach, median(took[0]), p99(took[0]), median(took[1]), p99(took[1]))
	if len(took[0]) >= 100 && p99(took[1]) > 2*p99(took[0]) {
		t.Error("the other server is too slow")
	}
}

const windowsEach = 200
