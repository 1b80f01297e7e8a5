package web

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"github.com/pires/go-proxyproto"

	"porthole/internal/access"
	"porthole/internal/sheet"
)

// guarded is the handler behind what holds for every answer: its headers, who asks,
// and how much of them there may be.
func (s *Site) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		addr, encrypted := s.client(r)
		header := w.Header()
		for name, value := range map[string]string{
			"Content-Security-Policy": sheet.Policy, "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
			"X-Robots-Tag": "noindex, nofollow", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
			"Vary": "Cookie, Accept-Language, Accept-Encoding",
		} {
			header.Set(name, value)
		}
		if encrypted {
			header.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if !s.requests.enter(addr) {
			s.crowded(w, r)
			return
		}
		defer s.requests.leave(addr)
		defer s.mishap(w, r)
		r.Body = http.MaxBytesReader(w, r.Body, bodySize)
		r.RemoteAddr = addr.String()
		next.ServeHTTP(w, r)
	})
}

// mishap is deferred where requests are answered: a panic ends one of them, with a page, and
// is in the log. By itself net/http cuts the connection and tells only those who debug.
func (s *Site) mishap(w http.ResponseWriter, r *http.Request) {
	if caught := recover(); caught != nil {
		s.refuse(w, r, fmt.Errorf("panic: %v: %s", caught, debug.Stack()))
	}
}

// client is the address for which a request is made, and whether it came encrypted as
// far as this server. A proxy that is trusted says both; of the addresses that it hands
// on the last counts that is no trusted proxy's, since anybody may have written the
// ones before.
func (s *Site) client(r *http.Request) (addr netip.Addr, encrypted bool) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}, r.TLS != nil
	}
	addr = plain(peer.Addr())
	if !s.trusts(addr) {
		return addr, r.TLS != nil
	}
	told := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, text := range slices.Backward(told) {
		ip, err := netip.ParseAddr(strings.TrimSpace(text))
		if err != nil {
			break
		}
		if addr = plain(ip); !s.trusts(addr) {
			break
		}
	}
	return addr, r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}

func plain(addr netip.Addr) netip.Addr { return addr.Unmap().WithZone("") }

func (s *Site) trusts(addr netip.Addr) bool { return access.Within(addr, s.Proxies) }

// crowd counts what is open at the moment, in all and by origin.
type crowd struct {
	most, each int

	mu  sync.Mutex
	all int
	by  map[netip.Prefix]int
}

func newCrowd(most, each int) *crowd {
	return &crowd{most: most, each: each, by: map[netip.Prefix]int{}}
}

// enter takes one in; false when there are too many. The machine's own addresses are
// counted in all only: behind a tunnel on it everybody has one of them.
func (c *crowd) enter(addr netip.Addr) bool {
	origin := access.Origin(addr)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.all >= c.most || c.by[origin] >= c.each && !addr.IsLoopback() {
		return false
	}
	c.all++
	c.by[origin]++
	return true
}

func (c *crowd) leave(addr netip.Addr) {
	origin := access.Origin(addr)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all--
	if c.by[origin]--; c.by[origin] <= 0 {
		delete(c.by, origin)
	}
}

// limitedListener is a listener that takes so many connections of one origin and no more, so
// that whoever is slow takes up their own places only. Those of a trusted proxy are
// everybody's.
type limitedListener struct {
	net.Listener
	s *Site
}

// Accept implements [net.Listener].
func (d limitedListener) Accept() (net.Conn, error) {
	for {
		conn, err := d.Listener.Accept()
		if err != nil {
			return nil, err //nolint:wrapcheck // whoever listens looks at its type
		}
		peer, _ := netip.ParseAddrPort(conn.RemoteAddr().String())
		addr := plain(peer.Addr())
		switch {
		case d.s.trusts(addr):
			return conn, nil
		case d.s.visitors.enter(addr):
			return &visitor{Conn: conn, left: sync.OnceFunc(func() { d.s.visitors.leave(addr) })}, nil
		}
		_ = conn.Close()
	}
}

// announced has a connection be that of whom a trusted proxy names in a header of the
// PROXY protocol, version 2, before all else. A proxy that speaks HTTP sends none: it
// says so in each request, see client.
func (s *Site) announced(listener net.Listener) net.Listener {
	return &proxyproto.Listener{
		Listener: listener, ReadHeaderTimeout: s.header,
		ConnPolicy: func(o proxyproto.ConnPolicyOptions) (proxyproto.Policy, error) {
			peer, err := netip.ParseAddrPort(o.Upstream.String())
			if err != nil || !s.trusts(plain(peer.Addr())) {
				return proxyproto.SKIP, nil
			}
			return proxyproto.USE, nil
		},
		ValidateHeader: func(h *proxyproto.Header) error {
			if _, _, named := h.TCPAddrs(); h.Version != 2 || h.Command.IsProxy() && !named {
				return errors.New("a header of the PROXY protocol that names no client, or of version 1")
			}
			return nil
		},
	}
}

// visitor is a connection that is counted.
type visitor struct {
	net.Conn
	left func()
}

// Close implements [net.Conn].
func (v *visitor) Close() error {
	v.left()
	return v.Conn.Close() //nolint:wrapcheck // a net.Conn hands on what it got
}
