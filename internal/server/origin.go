package server

import (
	"net"
	"net/netip"
)

// originOf is what limits per origin are counted by: the address itself for
// IPv4, and the /64 for IPv6, because one customer has that many addresses. An
// address that is none counts as one and the same origin.
func originOf(addr net.Addr) netip.Prefix {
	ip := addressOf(addr)
	if !ip.IsValid() {
		return netip.Prefix{}
	}
	bits := 64
	if ip.Is4() {
		bits = 32
	}
	prefix, err := ip.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return prefix
}

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

// exempt says whether the limits per origin leave this one alone.
func (l Limits) exempt(origin netip.Prefix) bool {
	for _, prefix := range l.Exempt {
		if origin.IsValid() && prefix.Contains(origin.Addr()) {
			return true
		}
	}
	return false
}
