package access

import (
	"net/netip"
	"slices"
)

// Origin is what limits per origin are counted by: the address itself for IPv4, and
// the /64 for IPv6, because one customer has that many addresses. An address that is
// none counts as one and the same origin.
func Origin(ip netip.Addr) netip.Prefix {
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

// Within says whether an address is one of those, such as the balancers that are trusted.
func Within(ip netip.Addr, prefixes []netip.Prefix) bool {
	return slices.ContainsFunc(prefixes, func(p netip.Prefix) bool { return p.Contains(ip) })
}
