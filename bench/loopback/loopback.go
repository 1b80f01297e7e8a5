// Package loopback keeps the programs of the bench on this machine: ten thousand
// connections are an attack anywhere else, and a server that lets everybody in is
// for nobody else.
package loopback

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
)

// Check refuses an address, host and port, that is not on this machine. Names are
// not looked up, so that none can lead away.
func Check(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("reading the address: %w", err)
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !ip.IsLoopback() {
		return fmt.Errorf("%s is not an address of the loopback, such as 127.0.0.1; the bench uses no other", host)
	}
	return nil
}

// CheckURL refuses a URL whose host is not on this machine.
func CheckURL(text string) error {
	u, err := url.Parse(text)
	if err != nil {
		return fmt.Errorf("reading the URL: %w", err)
	}
	return Check(u.Host)
}
