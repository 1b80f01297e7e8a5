package intake

import (
	"cmp"
	"slices"

	"porthole/internal/model"
)

// refKinds are the kinds of reference in the store that each kind in a message
// can be. A carrier's transport document is our master bill, and of a house
// bill that a forwarder issued, the house bill.
var refKinds = map[string][]string{
	"FF": {"ref", "hbl"}, "EQ": {"container"}, "BKG": {"booking"}, "TRD": {"mbl", "hbl"},
}

// refFields are what the kinds are called in a report.
var refFields = map[string]string{
	"FF": "references", "EQ": "equipmentReference", "BKG": "documentReferences", "TRD": "documentReferences",
}

// finder finds the shipments of messages. It remembers what it found, because
// a carrier's answer names the same few again and again.
type finder struct {
	d     desk
	found map[reference][]string
}

// maxRemembered bounds what a finder remembers.
const maxRemembered = 50_000

// find is the one shipment that a message speaks of: the one that all its
// references have in common, of those that are known here at all. It is never
// guessed: none, or more than one, is refused and waits for a person.
func (f *finder) find(m message) (ref string, refusal *Refusal, err error) {
	var candidates []string
	var told reference
	for _, r := range m.Refs {
		matches, err := f.lookup(r)
		if err != nil {
			return "", nil, err
		}
		switch {
		case len(matches) == 0:
			continue
		case candidates == nil:
			candidates, told = matches, r
		default:
			common := slices.DeleteFunc(slices.Clone(candidates), func(ref string) bool { return !slices.Contains(matches, ref) })
			if len(common) == 0 {
				return "", m.refused(r, "import.dcsa.disagree", told.Value, candidates[0], r.Value, matches[0]), nil
			}
			candidates = common
		}
	}
	switch len(candidates) {
	case 0:
		return "", m.unfound(), nil
	case 1:
		return candidates[0], nil, nil
	default:
		return "", m.refused(told, "import.dcsa.ambiguous", len(candidates), told.Value), nil
	}
}

// byBox says that nothing but its container ties a message to a shipment of ours.
func (f *finder) byBox(m message) (bool, error) {
	for _, r := range m.Refs {
		if r.Kind == "EQ" {
			continue
		}
		if matches, err := f.lookup(r); err != nil || len(matches) > 0 {
			return false, err
		}
	}
	return len(m.Refs) > 0, nil
}

// unfound refuses a message that names no shipment of ours.
func (m message) unfound() *Refusal {
	if len(m.Refs) == 0 {
		return &Refusal{Where: m.where("references", ""), Fault: model.NewFault("import.dcsa.no_reference")}
	}
	return m.refused(m.Refs[0], "import.dcsa.no_shipment", m.Refs[0].Value)
}

// refused refuses a message because of one of its references.
func (m message) refused(r reference, key string, args ...any) *Refusal {
	return &Refusal{Where: m.where(refFields[r.Kind], r.Value), Fault: model.NewFault(key, args...)}
}

// lookup is the shipments that have a reference.
func (f *finder) lookup(r reference) ([]string, error) {
	key := reference{r.Kind, model.Fold(r.Value)}
	if refs, ok := f.found[key]; ok {
		return refs, nil
	}
	var all []string
	for _, kind := range refKinds[r.Kind] {
		refs, err := f.d.Find(kind, r.Value)
		if err != nil {
			return nil, err
		}
		for _, ref := range refs {
			if !slices.Contains(all, ref) {
				all = append(all, ref)
			}
		}
	}
	if len(f.found) >= maxRemembered {
		clear(f.found)
	}
	f.found[key] = all
	return all, nil
}

// A container travels again and again, and what a carrier answers when it is asked
// for one has its other voyages too. So what was found by nothing but the container
// waits for a person when it names a booking or a bill that is not the shipment's, or
// lies months before the departure or behind the arrival.

// otherVoyage is by how many days a move is beyond both ends of a voyage when it is
// probably of another one.
const otherVoyage = 60

// strays says that a message is probably of another voyage of its container.
func (m message) strays(f model.Facts) bool {
	left, came := cmp.Or(f.ATD, f.ETD), cmp.Or(f.ATA, f.ETA)
	if !m.ByBox || m.Kind != kindEquipment {
		return false
	}
	return m.At.DaysAfter(left) < -otherVoyage || m.At.DaysAfter(came) > otherVoyage ||
		slices.ContainsFunc(m.Refs, func(r reference) bool { return hasNumber(f, r.Kind) })
}
