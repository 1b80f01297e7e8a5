package model

import "time"

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
