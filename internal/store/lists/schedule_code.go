package lists

import (
	"fmt"

	"porthole/internal/store/engine"
)

// Schedules are packed, too: a page of the desk goes through all of them.

// The flags of a schedule.
const (
	flagActive = 1 << iota
	flagWithheld
)

func (o schedule) pack() []byte {
	p, flags := packer{b: make([]byte, 0, 96)}, uint64(0)
	if o.active {
		flags |= flagActive
	}
	if o.withheld {
		flags |= flagWithheld
	}
	p.unsigned(flags)
	p.number(o.updated)
	p.string(o.zones[0])
	p.string(o.zones[1])
	for _, s := range o.spans {
		p.number(s.from)
		p.unsigned(uint64(len(s.needs)))
		for _, n := range s.needs {
			p.unsigned(n.kind)
			p.unsigned(n.count)
			p.number(n.base)
		}
	}
	return p.b
}

// unpackSchedule reads what pack wrote; engine.ErrDamaged for anything else.
func unpackSchedule(packed []byte) (o schedule, err error) {
	u := unpacker{b: packed}
	flags := u.unsigned()
	o.active, o.withheld, o.updated = flags&flagActive != 0, flags&flagWithheld != 0, u.number()
	o.zones = [2]string{u.string(), u.string()}
	for len(u.b) > 0 && !u.failed {
		s := span{from: u.number()}
		for count := u.unsigned(); count > 0 && !u.failed; count-- {
			n := need{u.unsigned(), u.unsigned(), u.number()}
			u.failed = u.failed || n.kind >= uint64(len(needKinds)) || n.count > countArrival
			s.needs = append(s.needs, n)
		}
		o.spans = append(o.spans, s)
	}
	if u.failed || flags > flagActive|flagWithheld {
		return schedule{}, fmt.Errorf("schedule: %w", engine.ErrDamaged)
	}
	return o, nil
}
