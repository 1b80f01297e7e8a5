package intake

import (
	"slices"
	"strings"

	"porthole/internal/model"
)

// How messages without a reference find their shipment.
//
// Carriers leave the references out of some events of an answer. Such an event is
// of the shipment that its siblings are of: those of the same call of a vessel, or
// else those of the same array. All that have references must be of one and the
// same shipment, and every one of them known; otherwise it waits for a person, who
// can name the shipment for the whole file.

// group is what the messages of one call or array have in common.
type group struct {
	ref   string
	mixed bool // of several shipments, or of one that is not known
}

// mostGroups bounds how many calls and arrays are remembered.
const mostGroups = 50_000

// siblings remembers the shipments of the messages with references.
type siblings map[string]group

// learn takes the shipment of a message; empty when it was not found.
func (s siblings) learn(m message, ref string) {
	for _, key := range m.groupKeys() {
		g, known := s[key]
		switch {
		case !known && len(s) >= mostGroups:
			continue
		case !known:
			g.ref = ref
		}
		g.mixed = g.mixed || ref == "" || g.ref != ref
		s[key] = g
	}
}

// find is the shipment of a message without references.
func (s siblings) find(m message) (ref string, found bool) {
	for _, key := range m.groupKeys() {
		if g, known := s[key]; known && !g.mixed {
			return g.ref, true
		}
	}
	return "", false
}

// groupKeys are the call of a message, if it names one, and its array.
func (m message) groupKeys() []string {
	array := m.Path
	if i := strings.LastIndexByte(array, '['); i >= 0 {
		array = array[:i]
	}
	if m.Call == "" {
		return []string{array}
	}
	return []string{array + "\x00" + m.Call, array}
}

// assignLonely gives messages without references to the shipment of their
// siblings.
func (c *carrier) assignLonely() error {
	for _, m := range c.lonely {
		ref, found := c.siblings.find(m)
		if !found {
			c.refuse(*m.unfound())
			continue
		}
		m.Adopted = true
		c.told[m.ID] = ref
		if err := c.keep(m, ref); err != nil {
			return err
		}
	}
	return nil
}

// stated is the shipment that a person named for all of a file.
type stated struct {
	ref   string
	facts model.Facts
}

// readStated finds it. The error is the Fault "error.import.no_shipment".
func (c *carrier) readStated(ref string) error {
	if ref == "" {
		return nil
	}
	return c.look(func(d desk) error {
		s, exists, err := known(d, model.Line(ref, model.RefCells))
		if err == nil && !exists {
			return model.NewFault("error.import.no_shipment", model.Line(ref, model.RefCells).String())
		}
		c.stated = &stated{s.Ref.String(), model.Known(s)}
		return err
	})
}

// findStated is the shipment that a person named, unless a reference of the message
// is another shipment's, or the carrier's own number is another one than it has.
func (f *finder) findStated(m message, s *stated) (ref string, refusal *Refusal, err error) {
	for _, r := range m.Refs {
		matches, err := f.lookup(r)
		if err != nil {
			return "", nil, err
		}
		if !slices.Contains(matches, s.ref) && (len(matches) > 0 || hasNumber(s.facts, r.Kind)) {
			return "", m.refused(r, "import.dcsa.not_stated", r.Value, s.ref), nil
		}
	}
	return s.ref, nil, nil
}

// hasNumber says that a shipment has a booking, or a bill of lading.
func hasNumber(f model.Facts, kind string) bool {
	switch kind {
	case "BKG":
		return !f.References.Booking.IsZero()
	case "TRD":
		return !f.References.MBL.IsZero()
	default:
		return false
	}
}
