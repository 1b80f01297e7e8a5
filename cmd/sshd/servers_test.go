package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
	"porthole/internal/store/postgres/pgtest"
)

// The proofs for several servers on one database: programs as people start them, real
// clusters, and whoever looks on comes by SSH. docs/scale.md has their figures. They are
// left out unless PORTHOLE_TEST_POSTGRES is set, and PORTHOLE_TEST_ROUNDS has those that
// are done in rounds go on for longer.

// site is a forwarder with several servers on one database.
type site struct {
	t                       *testing.T
	url, hostKey, adminFile string
	boss                    gossh.Signer
}

// newSite is one on a database, on which there is nothing yet.
func newSite(t *testing.T, url string) *site {
	t.Helper()
	s := &site{t: t, url: url, hostKey: newHostKey(t)}
	s.boss, s.adminFile = newAdmin(t, "boss@forwarder.example")
	return s
}

// onPostgres skips a test that nobody has asked for.
func onPostgres(t *testing.T) {
	t.Helper()
	if os.Getenv(pgtest.Variable) == "" {
		t.Skip("without " + pgtest.Variable + "=1")
	}
}

// rounds is how often something is tried.
func rounds(t *testing.T, few int) int {
	t.Helper()
	many := few
	if text := os.Getenv("PORTHOLE_TEST_ROUNDS"); text != "" {
		if _, err := fmt.Sscan(text, &many); err != nil {
			t.Fatal(err)
		}
	}
	return many
}

func newHostKey(t *testing.T) (file string) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := gossh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "host_ed25519")
	if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// server starts one more server.
func (s *site) server(args ...string) *house {
	s.t.Helper()
	return open(s.t, s.args(args...)...)
}

func (s *site) args(more ...string) []string {
	return append([]string{"--addr", "127.0.0.1:0", "--data", s.url, "--host-key", s.hostKey, "--admin-key", s.adminFile}, more...)
}

// admin is a connection of the administrator to one of the servers.
func (s *site) admin(h *house) *sshtest.Client { return sshtest.Dial(s.t, h.addr, "x", s.boss) }

// customer adds a customer with so many accounts, each with a key, and shipments of
// these numbers.
func (s *site) customer(h *house, slug string, accounts int, refs ...string) (keys []gossh.Signer) {
	s.t.Helper()
	admin := s.admin(h)
	run0(s.t, admin, "partner add "+slug+" --name "+slug)
	var file bytes.Buffer
	file.WriteString("shipment,partner,status,mode,load,pol,pod,etd,eta\n")
	for _, ref := range refs {
		fmt.Fprintf(&file, "%s,%s,in_transit,sea,FCL,VNSGN,USLGB,10/05/2125,25/05/2125\n", ref, slug)
	}
	run0(s.t, admin, "import - --format csv", file.String())
	for n := range accounts {
		key := sshtest.NewKey(s.t)
		email := fmt.Sprintf("buyer%d@%s.example", n, slug)
		run0(s.t, admin, "account add "+email+" --partner "+slug)
		run0(s.t, admin, "key add --account "+email, publicLine(key, "laptop"))
		keys = append(keys, key)
	}
	return keys
}

// windowsPerAccount is how many sessions one account opens here, on one connection.
const windowsPerAccount = 4

// windows are open lists of the people with these keys.
func (s *site) windows(h *house, keys []gossh.Signer, count int) (list []*sshtest.Person) {
	s.t.Helper()
	for len(list) < count {
		client := sshtest.Dial(s.t, h.addr, "x", keys[len(list)/windowsPerAccount%len(keys)])
		for range min(windowsPerAccount, count-len(list)) {
			list = append(list, client.Open())
		}
	}
	for _, window := range list {
		window.See("live")
	}
	return list
}

// lastToSee waits until all windows show the texts, and says when the last one did.
func lastToSee(windows []*sshtest.Person, texts ...string) (last time.Time) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, window := range windows {
		all.Go(func() {
			window.See(texts...)
			seen := time.Now()
			mu.Lock()
			defer mu.Unlock()
			if seen.After(last) {
				last = seen
			}
		})
	}
	all.Wait()
	return last
}

// p99 is what 99 of 100 stay below.
func p99(took []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(took))
	return sorted[(len(sorted)*99+99)/100-1]
}

func median(took []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(took))[len(took)/2]
}

// endSignal ends a server as its service manager does.
const endSignal = syscall.SIGTERM

// waitFor waits for something that nothing tells of.
func waitFor(t *testing.T, what string, there func() bool) {
	t.Helper()
	for limit := time.Now().Add(time.Minute); !there(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatal("never came: " + what)
		}
	}
}

// fieldsOf are the texts in a JSON document.
func fieldsOf(t *testing.T, document string) map[string]string {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal([]byte(document), &all); err != nil {
		t.Fatalf("%v: %s", err, document)
	}
	texts := map[string]string{}
	for name, value := range all {
		texts[name], _ = value.(string)
	}
	return texts
}
