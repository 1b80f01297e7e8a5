package main

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
)

// onLoopback refuses whatever is not on this machine: ten thousand connections
// are an attack anywhere else. Names are not looked up, so that none can lead
// away.
func onLoopback(addr, metrics string) error {
	if err := loopbackHost(addr); err != nil {
		return err
	}
	if metrics == "" {
		return nil
	}
	u, err := url.Parse(metrics)
	if err != nil {
		return fmt.Errorf("--metrics: %w", err)
	}
	return loopbackHost(u.Host)
}

func loopbackHost(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("reading the address: %w", err)
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !ip.IsLoopback() {
		return fmt.Errorf("%s is not an address of the loopback; the driver talks to no other", host)
	}
	return nil
}
