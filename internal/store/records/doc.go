// Package records says what a store keeps and how it is written: each sort of
// small record in a typed table of the engine, the two forms of a shipment, and the
// audit trail.
//
// A newcomer starts with tables.go, which lists the sorts of record; what they
// consist of is in link.go, invitation.go and mail.go. table.go reads and writes
// them as JSON, shipment.go does so with the records of shipments. Every act on
// any of it is a [Tx]: one transaction in the name of somebody, with its time
// (clock.go) and its lines in the audit trail (audit.go).
//
// What may be done, and when, is not decided here but in the packages above.
package records
