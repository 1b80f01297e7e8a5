package web

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pires/go-proxyproto"
)

// proxy is where the tests' proxies connect from; all else comes from 127.0.0.1.
const proxy = "127.0.0.2"

// dial is a connection to the page from an address of the loopback, which begins with
// those bytes.
func dial(t *testing.T, from, to string, head []byte) net.Conn {
	t.Helper()
	conn, err := (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}).DialContext(t.Context(), "tcp", to)
	if err != nil {
		t.Skipf("no second loopback address here: %v", err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_, err = conn.Write(head)
	check(t, err)
	return conn
}

// A balancer of TCP says in a header of the PROXY protocol who somebody is, and one of
// HTTP in those of its requests: from listed addresses, and from no other.
func TestWhoComesThroughABalancer(t *testing.T) {
	h := open(t)
	h.Proxies = []netip.Prefix{netip.MustParsePrefix(proxy + "/32")}
	plain, id := h.code(false)
	addr := h.serve()
	client := net.TCPAddrFromAddrPort(netip.MustParseAddrPort("203.0.113.9:40000"))
	header := func(version byte) []byte {
		text, err := proxyproto.HeaderProxyFromAddrs(version, client, net.TCPAddrFromAddrPort(netip.MustParseAddrPort("192.0.2.1:443"))).Format()
		check(t, err)
		return text
	}
	form := url.Values{"code": {plain}}.Encode()
	for name, c := range map[string]struct {
		from  string
		head  []byte
		says  string // that it is asked for
		taken string // for whose address; empty: it is not taken at all
	}{
		"TCP":                      {proxy, header(2), "", "203.0.113.9"},
		"TCP, and the client lies": {proxy, header(2), "198.51.100.1", "203.0.113.9"},
		"HTTP":                     {proxy, nil, "203.0.113.10", "203.0.113.10"},
		"version 1":                {proxy, header(1), "", ""},
		"somebody else":            {"127.0.0.1", header(2), "", ""},
		"somebody else, of HTTP":   {"127.0.0.1", nil, "203.0.113.10", "127.0.0.1"},
	} {
		conn := dial(t, c.from, addr, c.head)
		_, _ = fmt.Fprintf(conn, "POST /t HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", c.says, len(form), form)
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if taken := err == nil && answer.StatusCode == http.StatusSeeOther; taken != (c.taken != "") {
			t.Errorf("%s: taken %v (%v)", name, taken, err)
		}
		if from := h.link(id).From; c.taken != "" && from != "web "+c.taken {
			t.Errorf("%s: from %q", name, from)
		}
		_ = conn.Close()
	}
}

// narrow is a listener whose connections take few bytes that nobody reads, and which
// tells when one was closed.
type narrow struct {
	net.Listener
	closed chan struct{}
}

type narrowConn struct {
	net.Conn
	tell func()
}

func (n narrow) Accept() (net.Conn, error) {
	conn, err := n.Listener.Accept()
	if err != nil {
		return nil, err
	}
	_ = conn.(*net.TCPConn).SetWriteBuffer(1)
	return &narrowConn{conn, sync.OnceFunc(func() { n.closed <- struct{}{} })}, nil
}

func (n *narrowConn) Close() error {
	defer n.tell()
	return n.Conn.Close()
}

// Whoever sends slowly, or does not read, is let go of, and others are answered
// meanwhile.
func TestTheSlowAreLetGo(t *testing.T) {
	h := open(t)
	h.header, h.read, h.patience, h.beat = 100*time.Millisecond, 100*time.Millisecond, 100*time.Millisecond, time.Microsecond
	plain, _ := h.code(false)
	cookie := h.enter(plain)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	closed := make(chan struct{}, 8)
	t.Cleanup(h.Serve(narrow{listener, closed}))
	addr := listener.Addr().String()
	for name, sent := range map[string]string{
		"nothing": "", "slow headers": "GET /t HTTP/1.1\r\nHost: x\r\nX: ",
		"a slow body":    "POST /t HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\ncode=",
		"a slow reader ": "GET /t/events HTTP/1.1\r\nHost: x\r\nCookie: " + cookie + "\r\n\r\n",
	} {
		conn := dial(t, "127.0.0.1", addr, []byte(sent))
		check(t, conn.(*net.TCPConn).SetReadBuffer(1))
		quick, err := http.Get("http://" + addr + "/t")
		check(t, err)
		check(t, quick.Body.Close())
		http.DefaultClient.CloseIdleConnections()
		for range 2 { // the one who asked meanwhile is gone as well
			select {
			case <-closed:
			case <-time.After(20 * time.Second):
				t.Fatalf("%s: it is waited for", name)
			}
		}
		rest, _ := io.ReadAll(conn)
		if name == "a slow body" && !bytes.Contains(rest, []byte(" 403 ")) && len(rest) > 0 || strings.Contains(string(rest), cargo) {
			t.Errorf("%s: %.200s", name, rest)
		}
	}
	if open := h.Open(); open != 0 {
		t.Errorf("%d pages are counted", open)
	}
}

// BenchmarkOpenPages is what a page that is open costs the server: memory beside what
// was there, the test's own half of each connection in it.
func BenchmarkOpenPages(b *testing.B) {
	const pages = 1000
	h := open(b)
	plain, _ := h.code(false)
	cookie, addr := h.enter(plain), h.serve()
	for b.Loop() {
		var before, with runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		all := make([]net.Conn, pages)
		for i := range all {
			conn, err := net.Dial("tcp", addr)
			check(b, err)
			_, err = fmt.Fprintf(conn, "GET /t/events HTTP/1.1\r\nHost: x\r\nCookie: %s\r\n\r\n", cookie)
			check(b, err)
			_, err = conn.Read(make([]byte, 1)) // it is open
			check(b, err)
			all[i] = conn
		}
		runtime.GC()
		runtime.ReadMemStats(&with)
		b.ReportMetric(float64(with.HeapInuse+with.StackInuse-before.HeapInuse-before.StackInuse)/pages/1024, "KiB/page")
		for _, conn := range all {
			check(b, conn.Close())
		}
	}
}
