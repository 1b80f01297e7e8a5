package server

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"time"

	"github.com/pires/go-proxyproto"

	"porthole/internal/access"
	"porthole/internal/model"
)

// A balancer that customers come through tells who they are in a header of the PROXY
// protocol, version 2, before anything else. It is read from the listed addresses alone,
// and there it must come: whoever may send it can say to be anybody. From other addresses
// nothing is read; a header is no SSH there.

// ParseAddresses reads the list that a flag has: addresses, or ranges of them such as
// 10.0.0.0/24, between commas. The error is a Fault, also where a range is everybody.
func ParseAddresses(flag, list string) (from []netip.Prefix, err error) {
	for text := range strings.SplitSeq(list, ",") {
		text = strings.TrimSpace(text)
		prefix, err := netip.ParsePrefix(text)
		if addr, single := netip.ParseAddr(text); single == nil && addr.Zone() == "" {
			prefix, err = netip.PrefixFrom(addr, addr.BitLen()), nil
		}
		switch {
		case err != nil || prefix.Addr().Is4In6():
			return nil, model.NewFault("start.addresses", model.Line(text, model.NameCells).String(), flag)
		case prefix.Bits() == 0: // then everybody could be anybody, or do anything as often as they like
			return nil, model.NewFault("start.addresses.all", text, flag)
		}
		from = append(from, prefix.Masked())
	}
	return from, nil
}

// mostUnnamed is how many connections of balancers may be without their header at once.
const mostUnnamed = 256

// proxied is a listener that balancers may be in front of. It gives connections as those
// whom they are from, in the order in which that is known.
type proxied struct {
	net.Listener
	s       *Server
	came    chan arrival
	over    context.Context //nolint:containedctx // until nobody is accepted any more
	reading chan struct{}
}

// arrival is what a listener has given.
type arrival struct {
	conn net.Conn
	err  error
}

// behindProxies is the listener, with the headers of balancers read until ctx ends.
func (s *Server) behindProxies(ctx context.Context, listener net.Listener) net.Listener {
	if len(s.limits.ProxyFrom) == 0 {
		return listener
	}
	p := &proxied{Listener: listener, s: s, came: make(chan arrival), over: ctx, reading: make(chan struct{}, mostUnnamed)}
	s.work.Go(p.run)
	return p
}

// Accept implements [net.Listener].
func (p *proxied) Accept() (net.Conn, error) {
	select {
	case a := <-p.came:
		return a.conn, a.err
	case <-p.over.Done():
		return nil, net.ErrClosed
	}
}

// run accepts connections until the listener is closed.
func (p *proxied) run() {
	for {
		conn, err := p.Listener.Accept()
		if err != nil {
			p.deliver(arrival{err: err})
			if errors.Is(err, net.ErrClosed) {
				return
			}
			continue
		}
		if !p.listed(conn) {
			p.deliver(arrival{conn: conn})
			continue
		}
		select {
		case p.reading <- struct{}{}:
			p.s.work.Go(func() {
				defer func() { <-p.reading }()
				p.receive(conn)
			})
		default:
			p.refuse(conn, errors.New("too many connections wait for their header"))
		}
	}
}

func (p *proxied) listed(conn net.Conn) bool {
	return access.Within(addressOf(conn.RemoteAddr()), p.s.limits.ProxyFrom)
}

func (p *proxied) deliver(a arrival) {
	select {
	case p.came <- a:
	case <-p.over.Done():
		if a.conn != nil {
			_ = a.conn.Close()
		}
	}
}

func (p *proxied) refuse(conn net.Conn, cause error) {
	p.s.log.Warn("a balancer's connection has no header of the PROXY protocol that can be taken", "balancer", conn.RemoteAddr().String(), "cause", cause)
	_ = conn.Close()
}

// receive reads the header of a balancer's connection and delivers it as its client's.
func (p *proxied) receive(conn net.Conn) {
	defer caught(p.s.log, "reading a balancer's header", func(string) { _ = conn.Close() })
	defer context.AfterFunc(p.over, func() { _ = conn.Close() })()
	_ = conn.SetReadDeadline(time.Now().Add(p.s.limits.ProxyHeader))
	ahead := bufio.NewReaderSize(conn, 512)
	header, err := proxyproto.Read(ahead)
	if err != nil {
		p.refuse(conn, err)
		return
	}
	client, _, named := header.TCPAddrs()
	switch {
	case header.Version != 2:
		p.refuse(conn, errors.New("version 1 of the protocol"))
	case header.Command.IsLocal():
		_, _ = conn.Write([]byte("SSH-2.0-" + version + "\r\n")) // it only looks whether we are there
		_ = conn.Close()
	case !named:
		p.refuse(conn, errors.New("it names no address of a client"))
	default:
		_ = conn.SetReadDeadline(time.Time{})
		p.deliver(arrival{conn: &announced{conn, ahead, client}})
	}
}

// announced is a connection through a balancer, as its client's.
type announced struct {
	net.Conn
	ahead  *bufio.Reader // what came with the header; nil: all of it was read
	client net.Addr
}

// RemoteAddr implements [net.Conn].
func (a *announced) RemoteAddr() net.Addr { return a.client }

// Read implements [net.Conn].
func (a *announced) Read(b []byte) (int, error) {
	if a.ahead != nil && a.ahead.Buffered() > 0 {
		return a.ahead.Read(b) //nolint:wrapcheck // a net.Conn hands on what it got
	}
	a.ahead = nil
	return a.Conn.Read(b) //nolint:wrapcheck // likewise
}

// CloseWrite says that nothing more comes from here.
func (a *announced) CloseWrite() error { return closeWrite(a.Conn) }
