package store

import "fmt"

// Part is the part of the store in which something was found. Its name is in
// the catalogue, and scripts know it.
type Part string

// The parts. Those that are made of the office's records come first: they can
// be made anew.
const (
	PartRoom       Part = "room"       // what a customer sees of a shipment
	PartList       Part = "list"       // rows, index, changes and counts of a room, or of the office's own list
	PartDesk       Part = "desk"       // what needs an update
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
		PartRoom, PartList, PartDesk, PartShipment, PartPartner, PartAccount, PartKey, PartInvitation, PartCode,
		PartMail, PartTrail, PartFile,
	}
}

// Derived says that the part is made of the office's records, so that nothing
// is lost with it.
func (p Part) Derived() bool { return p == PartRoom || p == PartList || p == PartDesk }

// Problem is one thing that Verify found.
type Problem struct {
	Part    Part
	Subject string // a shipment, partner, account or code; may be empty
	Cause   string // for the log, in English
}

// String is the problem for the log.
func (p Problem) String() string { return p.Cause }

// problem adds something that was found in a part to the report.
func (v *verifier) problem(part Part, subject, format string, args ...any) {
	if len(v.report.Problems) >= maxProblems {
		v.report.More++
		return
	}
	v.report.Problems = append(v.report.Problems, Problem{part, subject, fmt.Sprintf(format, args...)})
}

// check adds an error to the report, if there is one.
func (v *verifier) check(part Part, subject, what string, err error) {
	if err != nil {
		v.problem(part, subject, "%s: %v", what, err)
	}
}
