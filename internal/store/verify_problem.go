package store

import "fmt"

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
	PartSettings   Part = "settings"   // how the house presents itself
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

// Derived says that the part is mended by Rebuild, so that no backup is needed
// for it: it is made of the office's records, or worth so little that it is
// forgotten.
func (p Part) Derived() bool {
	return p == PartRoom || p == PartList || p == PartDesk || p == PartVisit
}

// Problem is one thing that Verify found.
type Problem struct {
	Part    Part
	Subject string // a shipment, partner, account or code; may be empty
	Cause   string // for the log, in English
}

// String is the problem for the log.
func (p Problem) String() string { return p.Cause }

// problem adds something that was found in a part to the report. The first of a
// part is always in it: what is to be done depends on which parts there are.
func (v *verifier) problem(part Part, subject, format string, args ...any) {
	if len(v.report.Problems) >= maxProblems && v.found[part] {
		v.report.More++
		return
	}
	v.found[part] = true
	v.report.Problems = append(v.report.Problems, Problem{part, subject, fmt.Sprintf(format, args...)})
}

// check adds an error to the report, if there is one.
func (v *verifier) check(part Part, subject, what string, err error) {
	if err != nil {
		v.problem(part, subject, "%s: %v", what, err)
	}
}
