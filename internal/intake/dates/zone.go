package dates

import (
	"strings"
	"time"
)

// offset reads how far a zone is from UTC, from its sign on; none is UTC itself. The
// first zone of a cell counts.
func (p *parser) offset() {
	sign, minutes := 1, 0
	if p.at < len(p.s) && strings.IndexByte("+-", p.s[p.at]) >= 0 {
		if p.s[p.at] == '-' {
			sign = -1
		}
		p.at++
		value, width := p.digits()
		if minutes = value * 60; width == 4 { // +0530
			minutes = value/100*60 + value%100
		} else if p.at < len(p.s) && p.s[p.at] == ':' {
			p.at++
			more, _ := p.digits()
			minutes += more
		}
		p.wrong = width == 0 || minutes > 14*60
	}
	if p.date.zone == nil {
		p.date.zone = time.FixedZone("", sign*minutes*60)
	}
}
