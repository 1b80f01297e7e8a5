package store

import "porthole/internal/store/records"

// What is kept, under the names by which users of the store know it.
type (
	Link       = records.Link       // a tracking code
	Invitation = records.Invitation // to register a key
	CodeHash   = records.CodeHash   // of a tracking code or an invitation
	AuditEntry = records.AuditEntry // a line of the audit trail
)

// DefaultZone is where the forwarder is until somebody has said otherwise.
const DefaultZone = records.DefaultZone
