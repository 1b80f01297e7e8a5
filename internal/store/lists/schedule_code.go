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

// scheduleReader reads schedules one after the other into the same memory: the desk reads one for
// each open shipment, and takes twice as long when each is made anew.
type scheduleReader struct {
	o     schedule
	needs []need
	names map[string]string // of zones
}

// read reads what pack wrote. What it gives is good until it reads again.
func (r *scheduleReader) read(packed []byte) (schedule, error) {
	u := unpacker{b: packed}
	flags := u.unsigned()
	r.o.active, r.o.withheld, r.o.updated = flags&flagActive != 0, flags&flagWithheld != 0, u.number()
	r.o.zones[0], r.o.zones[1] = r.name(u.bytes()), r.name(u.bytes())
	r.o.spans, r.needs = r.o.spans[:0], r.needs[:0]
	for len(u.b) > 0 && !u.failed {
		from, first := u.number(), len(r.needs)
		for count := u.unsigned(); count > 0 && !u.failed; count-- {
			n := need{u.unsigned(), u.unsigned(), u.number()}
			u.failed = u.failed || n.kind >= uint64(len(needKinds)) || n.count > countArrival
			r.needs = append(r.needs, n)
		}
		r.o.spans = append(r.o.spans, span{from, r.needs[first:]})
	}
	if u.failed || flags > flagActive|flagWithheld {
		return schedule{}, fmt.Errorf("schedule: %w", engine.ErrDamaged)
	}
	return r.o, nil
}

func (r *scheduleReader) name(zone []byte) string {
	if name, known := r.names[string(zone)]; known {
		return name
	}
	if r.names == nil {
		r.names = map[string]string{}
	}
	name := string(zone)
	r.names[name] = name
	return name
}
