package lists

import (
	"slices"
	"strings"
	"unicode"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// What kinds of reference a word is, as a set: one text can be booking and bill of
// lading at once. A word of no kind is no reference.
const (
	kindRef uint8 = 1 << iota
	kindHBL
	kindMBL
	kindBooking
	kindPO
	kindContainer

	// AnyKind are all of them.
	AnyKind = kindRef | kindHBL | kindMBL | kindBooking | kindPO | kindContainer
)

// Kinds are their names.
var Kinds = map[string]uint8{
	"ref": kindRef, "hbl": kindHBL, "mbl": kindMBL, "booking": kindBooking, "po": kindPO, "container": kindContainer,
}

// longestWord bounds a word and a search, in bytes. Nobody types more to find a
// shipment, and keys stay short.
const longestWord = 64

// folded is the search form of a text.
func folded(text string) string {
	key := model.Fold(text)
	if len(key) <= longestWord {
		return key
	}
	return strings.ToValidUTF8(key[:longestWord], "") // without the half of a character
}

// wordSet gathers the words of one shipment: folded text, each at most
// longestWord bytes.
type wordSet struct{ all []engine.Word }

// PlaceWords are the words of places that a transaction has asked for before: an import
// has few places and very many shipments.
type PlaceWords map[model.Place][]engine.Word

// of are the words of a place.
func (w PlaceWords) of(p model.Place) []engine.Word {
	if known, found := w[p]; found {
		return known
	}
	var set wordSet
	set.place(p)
	if w != nil {
		w[p] = set.all
	}
	return set.all
}

// add takes a text as a whole.
func (s *wordSet) add(text string, kinds uint8) {
	if key := folded(text); key != "" {
		s.all = append(s.all, engine.Word{Text: key, Kinds: kinds})
	}
}

// tails takes what begins at the second word of a text and at each later one,
// so that "Humber" finds the ONE HUMBER and "202505/00080" finds
// SHP/202505/00080. A word ends at whatever is neither letter nor digit.
func (s *wordSet) tails(text string) {
	inWord := false
	for i, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		if letter && !inWord && i > 0 {
			s.add(text[i:], 0)
		}
		inWord = letter
	}
}

// words takes a text as a whole and from each later word on.
func (s *wordSet) words(text model.Text) {
	s.add(text.String(), 0)
	s.tails(text.String())
}

// place takes everything by which people know a place.
func (s *wordSet) place(p model.Place) {
	for _, term := range p.SearchTerms() {
		s.add(term, 0)
	}
	s.tails(p.Name.String())
	s.tails(p.Terminal.String())
}

// ownWords are the words of what a record itself says of a place.
func ownWords(p model.Place) []engine.Word {
	var set wordSet
	set.add(p.Code.String(), 0)
	set.words(p.Name)
	set.words(p.Terminal)
	return set.all
}

// wordsOf are the words by which a shipment is found, in order.
func wordsOf(p model.Published, places PlaceWords) []engine.Word {
	return wordsWith(p, places.of, model.CarrierTerms(p.Carrier.String())...)
}

// wordsWith is wordsOf with the words of places as they are given, and with the
// names of the carrier that the record does not have.
func wordsWith(p model.Published, places func(model.Place) []engine.Word, carrier ...string) []engine.Word {
	set := wordSet{all: make([]engine.Word, 0, 48)}
	for _, name := range carrier {
		set.add(name, 0)
	}
	ref := p.Ref.String()
	set.add(ref, kindRef)
	set.tails(ref)
	set.add(strings.TrimLeft(ref[strings.LastIndexByte(ref, '/')+1:], "0"), 0)
	set.add(p.References.HBL.String(), kindHBL)
	set.add(p.References.MBL.String(), kindMBL)
	set.add(p.References.Booking.String(), kindBooking)
	for _, po := range p.References.PO {
		set.add(po.String(), kindPO)
		set.tails(po.String())
	}
	for _, c := range p.Containers {
		set.container(c.Number)
		set.add(c.Type.String(), 0)
		set.add(c.Seal.String(), 0)
	}
	set.words(p.Carrier)
	set.words(p.Vessel)
	set.add(p.Voyage.String(), 0)
	set.add(p.IMO.String(), 0)
	for _, leg := range p.Legs {
		set.words(leg.Vessel)
		set.add(leg.Voyage.String(), 0)
	}
	for _, place := range []model.Place{p.POL, p.POD, p.Pickup, p.Dropoff} {
		set.all = append(set.all, places(place)...)
	}
	return set.sorted()
}

// container takes a container's number, and its digits without the owner.
func (s *wordSet) container(number model.Text) {
	s.add(number.String(), kindContainer)
	s.add(strings.TrimLeftFunc(number.String(), func(r rune) bool { return !unicode.IsDigit(r) }), 0)
}

func compareWords(a, b engine.Word) int { return strings.Compare(a.Text, b.Text) }

// sorted are the words in order, each once. One that is no reference and begins
// another is left out: whatever finds it finds the longer one too.
func (s *wordSet) sorted() []engine.Word {
	slices.SortFunc(s.all, compareWords)
	once := s.all[:0]
	for _, t := range s.all {
		if last := len(once) - 1; last >= 0 && once[last].Text == t.Text {
			once[last].Kinds |= t.Kinds
		} else {
			once = append(once, t)
		}
	}
	kept := once[:0]
	for i, t := range once {
		if t.Kinds == 0 && i+1 < len(once) && strings.HasPrefix(once[i+1].Text, t.Text) {
			continue
		}
		kept = append(kept, t)
	}
	return kept
}
