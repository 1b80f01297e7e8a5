package metrics

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
)

// ErrNotLoopback is what an address is refused with that others can reach.
var ErrNotLoopback = errors.New("metrics: not a loopback address")

// CheckAddr looks at an address to listen on, HOST:PORT. Only the machine itself
// may ask: what a profile shows of the memory is nobody else's business. Names
// are not looked up, since a name means what somebody else says; localhost is
// the one exception, and Listen looks at what became of it.
func CheckAddr(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil || !isLoopback(host) {
		return fmt.Errorf("%w: %q", ErrNotLoopback, addr)
	}
	return nil
}

// Listen listens on a loopback address, and on no other.
func Listen(addr string) (net.Listener, error) {
	if err := CheckAddr(addr); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen for metrics: %w", err)
	}
	if err := CheckAddr(listener.Addr().String()); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

// isLoopback says whether a host, by number or by its one name, is this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// hostOf is the host in the Host header of a request, without its port.
func hostOf(header string) string {
	if host, _, err := net.SplitHostPort(header); err == nil {
		return host
	}
	return strings.TrimSuffix(strings.TrimPrefix(header, "["), "]")
}
