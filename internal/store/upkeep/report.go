// Package upkeep finds what contradicts itself in a store, and makes again what can
// be made of the office's records.
//
// [Verify] compares what is kept with one another: each list with the records of the
// office (verify.go), and the small records (small.go). What it finds goes into a
// [Report], part by part, since what is to be done depends on the part. A rebuild
// makes the lists and the desk again, see rebuild.go; refill.go puts one shipment
// into them, which an upgrade of an older store does too.
//
// Who may do so, and what waits meanwhile, is decided in package store.
package upkeep

import (
	"fmt"
	"slices"
	"time"
)

// Report is what Verify found.
type Report struct {
	Shipments int           // in the office
	Rooms     int           // partners' rooms
	Lines     int           // of all indexes
	Audit     uint64        // entries in the audit trail
	Unsealed  int           // entries that are not in it yet, so that nobody would miss one
	Codes     int           // tracking codes that wait in the outbox, locked by the key beside the store
	Took      time.Duration // how long the looking took
	Problems  []Problem     // at most a hundred, and the first of each part; none: everything agrees
	More      int           // problems beyond these
}

// Problem is one thing that Verify found.
type Problem struct {
	Part    Part
	Subject string // a shipment, partner, account or code; may be empty
	Cause   string // for the log, in English
}

// String is the problem for the log.
func (p Problem) String() string { return p.Cause }

// Sound reports that nothing was found.
func (r Report) Sound() bool { return len(r.Problems) == 0 }

// maxProblems bounds a report: a file that is damaged all over needs no list.
const maxProblems = 100

// Add says what was found in a part. The first of a part is always in the report:
// what is to be done depends on which parts there are.
func (r *Report) Add(part Part, subject, format string, args ...any) {
	if len(r.Problems) >= maxProblems && slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Part == part }) {
		r.More++
		return
	}
	r.Problems = append(r.Problems, Problem{part, subject, fmt.Sprintf(format, args...)})
}

// AddPages says what is wrong with the pages of the file.
func (r *Report) AddPages(causes []string) {
	for _, cause := range causes {
		r.Add(PartFile, "", "pages: %s", cause)
	}
}

// check adds an error, if there is one.
func (r *Report) check(part Part, subject, what string, err error) {
	if err != nil {
		r.Add(part, subject, "%s: %v", what, err)
	}
}

// Part is the part of the store in which something was found. Its name is in
// the catalogue, and scripts know it.
type Part string

// The parts. Those that can be mended come first: they are made of the office's
// records, or worth no backup.
const (
	PartRoom       Part = "room"       // what a customer sees of a shipment
	PartList       Part = "list"       // rows, index, changes and counts of a room, or of the office's own list
	PartDesk       Part = "desk"       // what needs an update
	PartVisit      Part = "visit"      // what somebody saw last, or when a key was used last
	PartSettings   Part = "settings"   // how the forwarder presents itself
	PartShipment   Part = "shipment"   // the office's record
	PartPartner    Part = "partner"    // a partner and its room
	PartAccount    Part = "account"    // an account
	PartKey        Part = "key"        // a key that signs in
	PartInvitation Part = "invitation" // an invitation, or an ETA that was mailed
	PartCode       Part = "code"       // a tracking code
	PartMail       Part = "mail"       // the outbox
	PartTrail      Part = "trail"      // the audit trail
	PartFile       Part = "file"       // the file itself
)

// Parts lists them.
func Parts() []Part {
	return []Part{
		PartRoom, PartList, PartDesk, PartVisit, PartSettings, PartShipment, PartPartner, PartAccount, PartKey, PartInvitation,
		PartCode, PartMail, PartTrail, PartFile,
	}
}

// Derived reports that the part is mended by a rebuild, so that no backup is needed
// for it: it is made of the office's records, or worth so little that it is
// forgotten.
func (p Part) Derived() bool {
	return p == PartRoom || p == PartList || p == PartDesk || p == PartVisit
}
