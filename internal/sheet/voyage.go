package sheet

import (
	"porthole/internal/model"
	"porthole/internal/words"
)

// The measures of the picture of the voyage, in its own units.
const (
	voyageWidth  = 600
	voyageMargin = 50
	letterWidth  = 11 // of a letter as phones show it
)

// Voyage is the way as a picture: ports on a line, the part of it that lies behind, and
// where the cargo is. Told says the same in words.
type Voyage struct {
	Ports      []Port
	From, Gone int // where the line begins, and up to where it lies behind
	To         int
	Aboard     bool // a ship is under way at Gone
	Told       string
}

// Port is one on the line. Left says that the cargo has been there; Anchor is which end
// of its words stands at Words, so that those of the first and the last reach inwards.
type Port struct {
	X, Words   int
	Anchor     string
	Name, When string
	Left       bool
}

// Voyage is the picture of the way; nil where a port is not known or nothing travels.
func (s Sheet) Voyage() *Voyage {
	stays := s.p.Stays()
	if s.p.POL.IsZero() || s.p.POD.IsZero() || s.p.Status == model.Cancelled || len(stays) > 6 {
		return nil
	}
	v := &Voyage{From: voyageMargin, To: voyageWidth - voyageMargin, Gone: voyageMargin}
	space := (v.To - v.From) / (len(stays) - 1)
	reached := s.reached(stays)
	for i, stay := range stays {
		at := v.From + i*space
		port := Port{X: at, Words: at, Anchor: "middle", Name: label(stay.Port, space/letterWidth-1), When: s.called(stay), Left: float64(i) <= reached}
		switch i {
		case 0:
			port.Words, port.Anchor = 0, "start"
		case len(stays) - 1:
			port.Words, port.Anchor = voyageWidth, "end"
		}
		v.Ports = append(v.Ports, port)
	}
	v.Gone += int(reached * float64(space))
	v.Aboard = reached > 0 && reached < float64(len(stays)-1) && reached != float64(int(reached))
	v.Told = words.Joined(s.Route(), s.passage())
	return v
}

// label is the name of a port in so many letters, or else its code.
func label(p model.Place, room int) string {
	name := []rune(p.Short())
	if len(name) > room && !p.Code.IsZero() {
		return p.Code.String()
	}
	return string(name[:min(len(name), room)])
}

// called is the day of an arrival, or where the way begins of the departure.
func (s Sheet) called(stay model.Stay) string {
	for _, w := range []model.When{stay.ATA, stay.ETA, stay.ATD, stay.ETD} {
		if !w.IsZero() {
			return s.day(w)
		}
	}
	return ""
}

// reached is how far along its stays the cargo has come, in stays: 0 at the first, and
// between two of them by the share of the time between leaving one and arriving at the
// next.
func (s Sheet) reached(stays []model.Stay) float64 {
	last := len(stays) - 1
	if s.Row.Stage() >= model.StageArrived {
		return float64(last)
	}
	for i := last; i >= 0; i-- {
		switch {
		case i < last && !stays[i].ATD.IsZero():
			share := 0.5 // nobody said when
			if due := stays[i+1].ETA; due.Instant().After(stays[i].ATD.Instant()) {
				whole := due.Instant().Sub(stays[i].ATD.Instant())
				share = min(0.98, max(0.02, float64(s.Now.Sub(stays[i].ATD.Instant()))/float64(whole)))
			}
			return float64(i) + share
		case !stays[i].ATA.IsZero():
			return float64(i)
		}
	}
	return 0
}

// passage is the day of the voyage; empty when nothing sails.
func (s Sheet) passage() string {
	track := model.Passage(s.Row, s.Now)
	switch {
	case s.p.ATD.IsZero() || track.Fraction >= 1:
		return ""
	case track.Days < max(1, track.Day):
		return s.Say("detail.day", max(1, track.Day))
	}
	return s.Say("detail.day_of", max(1, track.Day), track.Days)
}
