package model

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Outline is what a mail compares: the parts of a published shipment in which a
// change is told in words, and a fingerprint of everything else. It is made of
// what was published alone, like all that customers get.
type Outline struct {
	Known  bool      `json:"known"` // false: the shipment was not there yet
	Status Status    `json:"status"`
	ETD    When      `json:"etd"`
	ETA    When      `json:"eta"`
	ATD    When      `json:"atd"`
	ATA    When      `json:"ata"`
	Free   When      `json:"free,omitzero"` // until when it is free
	Ship   Text      `json:"ship"`          // vessel and voyage
	Events []Mark    `json:"events,omitempty"`
	Notes  []string  `json:"notes,omitempty"` // fingerprints
	Legs   string    `json:"legs,omitempty"`  // fingerprint; empty in what was kept before there was one
	Rest   string    `json:"rest,omitempty"`  // fingerprint of everything else
	AsOf   time.Time `json:"as_of"`           // when it was so
}

// Mark is as much of an event as is needed to know it again, and to name it
// when it is gone.
type Mark struct {
	ID         string     `json:"id"`
	Milestone  Milestone  `json:"milestone"`
	Classifier Classifier `json:"classifier"`
	At         When       `json:"at"`
	Place      Place      `json:"place"`
	Container  Text       `json:"container"`
}

// OutlineOf is the outline of a published shipment at now.
func OutlineOf(p Published, now time.Time) Outline {
	o := Outline{
		Known: true, Status: p.Status, ETD: p.ETD, ETA: p.ETA, ATD: p.ATD, ATA: p.ATA, Free: p.FreeUntil(), Ship: shipOf(p),
		Legs: fingerprint(p.Legs), Rest: rest(p), AsOf: now,
	}
	for _, e := range p.Timeline {
		o.Events = append(o.Events, e.mark())
	}
	for _, n := range p.Notes {
		o.Notes = append(o.Notes, noteMark(n))
	}
	return o
}

func (e PublishedEvent) mark() Mark {
	return Mark{e.ID, e.Milestone, e.Classifier, e.At, e.Place, e.Container}
}

// shipOf is vessel and voyage in one.
func shipOf(p Published) Text {
	return Line(p.Vessel.String()+" "+p.Voyage.String(), NameCells)
}

func noteMark(n PublishedNote) string { return fingerprint(n) }

// rest is the fingerprint of what has no words of its own: cargo, references,
// containers, places.
func rest(p Published) string {
	boxes := each(p.Containers, func(c PublishedContainer) PublishedContainer {
		return PublishedContainer{Number: c.Number, Type: c.Type, Seal: c.Seal, Free: c.Free}
	})
	return fingerprint([]any{
		p.Mode, p.Load, p.Direction, p.POL, p.POD, p.Pickup, p.Dropoff, p.References, p.Carrier, p.Cargo, boxes,
	})
}

// fingerprint is short and tells values apart; it need not withstand anybody.
func fingerprint(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
