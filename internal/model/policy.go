package model

import (
	"slices"
	"time"
)

// Act is something that a role may do or not. Commands, screens, desk and store
// ask the one table below; what nobody may do is in none of its rows.
type Act int

// The acts. Reading comes first, then what each kind of work changes.
const (
	ActView      Act = iota // see one's shipments, or the one that a code opens
	ActOwn                  // one's own keys, language and session
	ActNotices              // what one is mailed
	ActCode                 // use a tracking code
	ActInspect              // the office's record, previews, and why an account sees what it sees
	ActDesk                 // what waits at the desk, and the lists of customers, codes and mail
	ActOffice               // lists of shipments that begin with what the office knows
	ActEvents               // record and publish events, notes and other dates
	ActShipments            // facts, legs, voyages, imports
	ActCustomers            // partners, portal accounts, their keys, invitations
	ActCodes                // make and renew tracking codes
	ActRevoke               // end a tracking code
	ActMail                 // send mail again, or drop it, and what a customer is mailed
	ActSources              // what is known of carriers and of the headings of lists
	ActWithdraw             // take back, or keep back, what should not be seen
	ActReview               // the final checkpoint
	ActAudit                // the audit trail, and the proofs
	ActPause                // have customers see nothing for a while
	ActStaff                // staff accounts and their keys
	ActSettings             // how the forwarder presents itself
	ActKeep                 // copies of everything, and making anew what is derived
)

// policy is who may do what; within a row whoever does it most comes first.
var policy = map[Act][]Role{
	ActView:      {Portal, Holder, Operations, CS, Manager, Admin},
	ActOwn:       {Portal, Operations, CS, Manager, Admin},
	ActNotices:   {Portal},
	ActCode:      {Holder},
	ActInspect:   {Operations, CS, Manager, Admin},
	ActDesk:      {Operations, CS, Manager, Admin},
	ActOffice:    {Operations, Manager, Admin},
	ActEvents:    {Operations, CS, Admin},
	ActShipments: {Operations, Admin},
	ActCustomers: {Operations, CS, Admin},
	ActCodes:     {Operations, CS, Admin},
	ActRevoke:    {Operations, CS, Manager, Admin},
	ActMail:      {Operations, CS, Admin},
	ActSources:   {Operations, Admin},
	ActWithdraw:  {Operations, Manager, Admin},
	ActReview:    {Manager, CS, Operations, Admin},
	ActAudit:     {Manager, Admin},
	ActPause:     {Manager, Admin},
	ActStaff:     {Admin},
	ActSettings:  {Admin},
	ActKeep:      {Admin},
}

// May says that the role may do the act.
func (r Role) May(a Act) bool { return slices.Contains(policy[a], r) }

// First is the role whose work the act is before all others.
func (a Act) First() Role { return policy[a][0] }

// Principal is who is asking: the verified identity of a session, passed by
// value and never changed. The zero value is a guest, who may see nothing.
type Principal struct {
	Account     string // mail address of the account; of a code's holder, HolderAccount
	Role        Role
	Partner     string // slug, for portal accounts
	Language    string // as the account chose; may be empty
	Fingerprint string // of the key that signed; empty on the local terminal
	KeyType     string // of the same key, such as ssh-ed25519
	Remote      string // address of the client, for the audit trail
	Previewer   string // who of the staff looks as this account, reading only; empty: nobody does
	Link        string // id of the tracking code that a Holder came with
	// Until is when that code ends, as far as was known when the session began.
	Until time.Time
}

// IsGuest says that nobody has been recognised.
func (p Principal) IsGuest() bool { return p.Role == "" }

// IsPortal says that this is a customer's account, linked to a partner.
func (p Principal) IsPortal() bool { return p.Role == Portal && p.Partner != "" && p.Account != "" }

// IsStaff says that this is one of the forwarder's own people.
func (p Principal) IsStaff() bool { return p.Role.Staff() && p.Account != "" }

// IsHolder says that somebody came with a tracking code, and may see its one
// shipment.
func (p Principal) IsHolder() bool { return p.Role == Holder && p.Link != "" }

// HolderAccount is under which name the holder of a tracking code is counted,
// logged and in the audit trail. No mail address looks like it.
func HolderAccount(link string) string { return "code " + link }
