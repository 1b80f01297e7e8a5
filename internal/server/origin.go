package server

import (
	"net"
	"net/netip"
	"slices"

	"porthole/internal/access"
)

// originOf is what limits per origin are counted by.
func originOf(addr net.Addr) netip.Prefix { return access.Origin(addressOf(addr)) }

func addressOf(addr net.Addr) netip.Addr {
	if addr == nil {
		return netip.Addr{}
	}
	if tcp, ok := addr.(*net.TCPAddr); ok {
		return tcp.AddrPort().Addr().Unmap().WithZone("")
	}
	port, err := netip.ParseAddrPort(addr.String())
	if err != nil {
		return netip.Addr{}
	}
	return port.Addr().Unmap().WithZone("")
}

// exempt says whether the limits per origin leave this one alone: one address that is
// listed is enough, because an origin is counted as a whole.
func (l Limits) exempt(origin netip.Prefix) bool {
	return slices.ContainsFunc(l.Exempt, origin.Overlaps)
}
