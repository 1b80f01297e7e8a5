package server

import (
	"net/netip"
	"sync"
	"time"
)

// penalties remember which origins have caused trouble. A charge adds to what an
// origin owes already; once it owes as much as the limit says, it is refused
// until all of it has run out. The table is bounded for each address family, so
// that whoever has many addresses cannot fill the memory with them, and cannot
// push out those of the other family.
type penalties struct {
	limits Limits

	mu     sync.Mutex
	tables [2]map[netip.Prefix]debt // IPv4, IPv6
}

// debt is until when an origin owes, whether it is refused, and when it tried a wrong
// code last.
type debt struct {
	until   time.Time
	refused bool
	guessed time.Time
}

func newPenalties(limits Limits) *penalties {
	p := &penalties{limits: limits}
	for i := range p.tables {
		p.tables[i] = map[netip.Prefix]debt{}
	}
	return p
}

func (p *penalties) table(origin netip.Prefix) map[netip.Prefix]debt {
	if origin.Addr().Is4() {
		return p.tables[0]
	}
	return p.tables[1]
}

// charge adds to what the origin owes.
func (p *penalties) charge(origin netip.Prefix, amount time.Duration, now time.Time) {
	p.add(origin, amount, now, false)
}

// guessed charges the origin for a wrong code, and remembers it for PenaltyMost.
func (p *penalties) guessed(origin netip.Prefix, now time.Time) {
	p.add(origin, p.limits.WrongCode, now, true)
}

// honest says that the origin has tried no wrong code for PenaltyMost. Of those that
// are not charged nobody knows.
func (p *penalties) honest(origin netip.Prefix, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.limits.exempt(origin) && !p.table(origin)[origin].guesses(p.limits.PenaltyMost, now)
}

// guesses says that a wrong code was tried that is still remembered.
func (d debt) guesses(memory time.Duration, now time.Time) bool { return now.Sub(d.guessed) < memory }

func (p *penalties) add(origin netip.Prefix, amount time.Duration, now time.Time, guessed bool) {
	if p.limits.exempt(origin) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	table := p.table(origin)
	d, known := table[origin]
	if !known || !d.until.After(now) {
		d = debt{until: now, guessed: d.guessed}
	}
	if guessed {
		d.guessed = now
	}
	d.until = d.until.Add(amount)
	if most := now.Add(p.limits.PenaltyMost); d.until.After(most) {
		d.until = most
	}
	d.refused = d.refused || d.until.Sub(now) >= p.limits.PenaltyFrom
	if !known && len(table) >= p.limits.PenaltyTable {
		forgetOne(table)
	}
	table[origin] = d
}

// forgetOne makes room in a full table: of a few entries, which a map gives in
// random order, the one that would run out first goes.
func forgetOne(table map[netip.Prefix]debt) {
	const sample = 8
	var victim netip.Prefix
	var until time.Time
	seen := 0
	for origin, d := range table {
		if seen == 0 || d.until.Before(until) {
			victim, until = origin, d.until
		}
		if seen++; seen == sample {
			break
		}
	}
	delete(table, victim)
}

// refuses says whether connections of the origin are to be refused now.
func (p *penalties) refuses(origin netip.Prefix, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	d, known := p.table(origin)[origin]
	return known && d.refused && d.until.After(now)
}

// sweep forgets what has run out.
func (p *penalties) sweep(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, table := range p.tables {
		for origin, d := range table {
			if !d.until.After(now) && !d.guesses(p.limits.PenaltyMost, now) {
				delete(table, origin)
			}
		}
	}
}
