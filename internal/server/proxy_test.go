package server

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pires/go-proxyproto"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/server/sshtest"
)

// balancerAddress is where the tests' balancers connect from; all else comes from
// 127.0.0.1.
const balancerAddress = "127.0.0.2"

// openBehind is a town whose balancer is listed.
func openBehind(t *testing.T, limits Limits) *town {
	t.Helper()
	limits.ProxyFrom = []netip.Prefix{netip.MustParsePrefix(balancerAddress + "/32")}
	return openTown(t, limits)
}

// fromBalancer is a connection from the balancer, which begins with those bytes.
func (w *town) fromBalancer(head []byte) net.Conn {
	w.t.Helper()
	conn, err := (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(balancerAddress)}}).Dial("tcp", w.addr)
	if err != nil {
		w.t.Skipf("no second loopback address here: %v", err)
	}
	w.t.Cleanup(func() { _ = conn.Close() })
	if _, err := conn.Write(head); err != nil {
		w.t.Fatal(err)
	}
	return conn
}

// announces is the header for a client at an address.
func announces(t testing.TB, client string) []byte {
	t.Helper()
	server := "192.0.2.1:22"
	if strings.Contains(client, ":") {
		server = "[2001:db8::1]:22"
	}
	header := proxyproto.HeaderProxyFromAddrs(2, net.TCPAddrFromAddrPort(netip.AddrPortFrom(netip.MustParseAddr(client), 40000)),
		net.TCPAddrFromAddrPort(netip.MustParseAddrPort(server)))
	text, err := header.Format()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// balancer passes connections on to the town as those of a client; its address.
func (w *town) balancer(client string) string {
	w.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	head := announces(w.t, client)
	var passing sync.WaitGroup
	passing.Go(func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far := w.fromBalancer(head)
			for _, pair := range [][2]net.Conn{{near, far}, {far, near}} {
				passing.Go(func() {
					_, _ = io.Copy(pair[0], pair[1])
					_ = pair[0].(*net.TCPConn).CloseWrite()
				})
			}
		}
	})
	w.t.Cleanup(func() { _ = listener.Close() })
	return listener.Addr().String()
}

// The story: customers come through a balancer, with the ssh program of their machine.
// Who they are is known, in the log and wherever else; and whoever comes without the
// balancer is who they are.
func TestThroughABalancer(t *testing.T) {
	town := openBehind(t, Limits{})
	for _, client := range []string{"203.0.113.7", "2001:db8:7::1"} {
		if out, message, status := town.settlerAt(town.balancer(client), "anna").Run("127.0.0.1", "echo", "hello"); out != "hello\n" || status != 0 {
			t.Fatalf("%q %q %d\n%s", out, message, status, town.log)
		}
		if !strings.Contains(town.log.String(), net.JoinHostPort(client, "40000")) {
			t.Errorf("nobody from %s is in the log:\n%s", client, town.log)
		}
	}
	if out, _, _ := town.settler("binh").Run("127.0.0.1", "echo", "direct"); out != "direct\n" {
		t.Error(out)
	}
}

// The story: somebody at one address tries keys until that address is refused. They
// read why. Others come through the same balancer as before.
func TestAPenaltyIsTheClientsAndNotTheBalancers(t *testing.T) {
	town := openBehind(t, Limits{FailedKey: time.Minute})
	bad, good := town.balancer("203.0.113.7"), town.balancer("203.0.113.8")
	config := sshtest.Config("x", sshtest.NewKey(t))
	config.Auth = config.Auth[:1]
	if _, err := gossh.Dial("tcp", bad, config); err == nil {
		t.Fatal("a stranger's key signs in")
	}
	origin := netip.MustParsePrefix("203.0.113.7/32")
	town.eventually("nobody is charged", func() bool { return town.gate.penalties.refuses(origin, time.Now()) })
	conn, err := net.Dial("tcp", bad)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte("SSH-2.0-OpenSSH_9.2\r\n")); err != nil {
		t.Fatal(err)
	}
	said, err := io.ReadAll(conn)
	if err != nil || !strings.Contains(string(said), "Too many attempts to sign in from this address") || strings.HasPrefix(string(said), "SSH-") {
		t.Errorf("it reads %q, %v", said, err)
	}
	if out, message, status := town.settlerAt(good, "anna").Run("127.0.0.1", "echo", "hello"); out != "hello\n" || status != 0 {
		t.Errorf("%q %q %d", out, message, status)
	}
}

// closes says that the town has nothing to say and closes the connection.
func (w *town) closes(conn net.Conn) bool {
	_ = conn.SetReadDeadline(time.Now().Add(sshtest.Patience))
	said, err := io.ReadAll(conn)
	var late net.Error
	return len(said) == 0 && (!errors.As(err, &late) || !late.Timeout())
}

// What a balancer sends must begin with a whole header that names a client.
func TestHeadersThatAreNotTaken(t *testing.T) {
	town := openBehind(t, Limits{ProxyHeader: 50 * time.Millisecond})
	whole := announces(t, "203.0.113.7")
	for name, head := range map[string][]byte{
		"none":                     []byte("SSH-2.0-OpenSSH_9.2\r\n"),
		"nothing":                  {},
		"half of one":              whole[:20],
		"version 1":                []byte("PROXY TCP4 203.0.113.7 192.0.2.1 40000 22\r\n"),
		"no address":               append(bytes.Clone(whole[:12]), 0x21, 0x00, 0, 0),
		"a socket":                 append(append(bytes.Clone(whole[:12]), 0x21, 0x31, 0, 216), make([]byte, 216)...),
		"an unknown command":       append(bytes.Clone(whole[:12]), 0x2f, 0x11, 0, 0),
		"longer than it may be":    append(bytes.Clone(whole[:12]), 0x21, 0x11, 0xff, 0xff),
		"shorter than its address": append(bytes.Clone(whole[:12]), 0x21, 0x11, 0, 4, 1, 2, 3, 4),
	} {
		before := strings.Count(town.log.String(), "no header of the PROXY protocol")
		if !town.closes(town.fromBalancer(head)) {
			t.Errorf("%s: it is taken", name)
		}
		town.eventually(name+" is not in the log", func() bool {
			return strings.Count(town.log.String(), "no header of the PROXY protocol") > before
		})
	}
}

// A header from any other address is not read. It is no SSH, and changes nobody's name.
func TestAHeaderFromElsewhere(t *testing.T) {
	town := openBehind(t, Limits{})
	conn, err := net.Dial("tcp", town.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	config := sshtest.Config("x", sshtest.NewKey(t))
	if _, err := conn.Write(announces(t, "203.0.113.7")); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := gossh.NewClientConn(conn, town.addr, config); err == nil {
		t.Error("it signs in")
	}
	if strings.Contains(town.log.String(), "203.0.113.7") {
		t.Errorf("the name was taken:\n%s", town.log)
	}
}

// A balancer that only looks whether the server is there reads that it is, and counts
// nowhere.
func TestAHealthCheckOfABalancer(t *testing.T) {
	town, told := openWatchedTown(t, Limits{ProxyFrom: []netip.Prefix{netip.MustParsePrefix(balancerAddress + "/32")}})
	for _, local := range [][]byte{
		append(announces(t, "203.0.113.7")[:12], 0x20, 0x00, 0, 0),
		append(announces(t, "203.0.113.7")[:12], 0x20, 0x11, 0, 4, 1, 2, 3, 4),
	} {
		said, err := io.ReadAll(town.fromBalancer(local))
		if string(said) != "SSH-2.0-Porthole\r\n" || err != nil {
			t.Errorf("%q %v", said, err)
		}
	}
	if told.of("handshake "+handshakeGone) != 0 || told.of("sent") != 0 || town.Census().Handshakes != 0 {
		t.Error("they are counted")
	}
}

// The story: a balancer hangs in the middle of hundreds of headers. Customers who come
// without it, or through another, are served meanwhile.
func TestHalfHeadersHoldNobodyUp(t *testing.T) {
	town := openBehind(t, Limits{ProxyHeader: time.Minute})
	half := announces(t, "203.0.113.9")[:20]
	for range mostUnnamed / 2 {
		town.fromBalancer(half)
	}
	if out, _, _ := town.settler("anna").Run("127.0.0.1", "echo", "direct"); out != "direct\n" {
		t.Error(out)
	}
	if out, _, _ := town.settlerAt(town.balancer("203.0.113.8"), "binh").Run("127.0.0.1", "echo", "through"); out != "through\n" {
		t.Error(out)
	}
	for range mostUnnamed / 2 {
		town.fromBalancer(half)
	}
	if !town.closes(town.fromBalancer(half)) {
		t.Error("there is no end of them")
	}
	if err := town.close(); err != nil { // which waits for none of them
		t.Error(err)
	}
}

func TestParseAddresses(t *testing.T) {
	from, err := ParseAddresses("--proxy-from", "10.0.0.5, 10.0.1.7/28,2001:db8::/64")
	want := []netip.Prefix{netip.MustParsePrefix("10.0.0.5/32"), netip.MustParsePrefix("10.0.1.0/28"), netip.MustParsePrefix("2001:db8::/64")}
	if err != nil || len(from) != 3 || from[0] != want[0] || from[1] != want[1] || from[2] != want[2] {
		t.Errorf("%v %v", from, err)
	}
	for list, key := range map[string]string{
		"": "start.addresses", "10.0.0.5,": "start.addresses", "balancer.example": "start.addresses", "10.0.0.0/33": "start.addresses", "fe80::1%eth0": "start.addresses",
		"::ffff:10.0.0.5": "start.addresses", "0.0.0.0/0": "start.addresses.all", "10.0.0.5,::/0": "start.addresses.all",
	} {
		if _, err := ParseAddresses("--proxy-from", list); !errors.Is(err, model.NewFault(key)) {
			t.Errorf("%q: %v", list, err)
		}
	}
}

// An origin is counted as a whole, so one address of it that is listed is enough.
func TestExemptAddresses(t *testing.T) {
	limits := Limits{Exempt: []netip.Prefix{netip.MustParsePrefix("2001:db8:1:2::5/128"), netip.MustParsePrefix("203.0.113.0/24")}}
	for ip, want := range map[string]bool{
		"2001:db8:1:2::9": true, "2001:db8:1:3::5": false, "203.0.113.7": true, "203.0.114.7": false,
	} {
		if got := limits.exempt(access.Origin(netip.MustParseAddr(ip))); got != want {
			t.Errorf("%s: %v", ip, got)
		}
	}
	if !DefaultLimits().exempt(access.Origin(netip.IPv6Loopback())) {
		t.Error("this machine itself is counted, in IPv6")
	}
	if limits.exempt(access.Origin(netip.Addr{})) {
		t.Error("who has no address is exempt")
	}
}
