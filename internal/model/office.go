package model

import (
	"slices"
	"strings"
	"time"
)

// Customer is a partner as the office keeps it: how fresh what it sees is, and who
// looks in for it.
type Customer struct {
	PartnerFreshness
	Accounts int       // that are open
	Keys     int       // of these
	Mailed   int       // of these accounts, those that are mailed
	Codes    int       // tracking codes that open a shipment of it
	Visit    time.Time // when anybody last signed in; zero: never
	Paused   bool      // it is shown nothing for now
}

// CustomerAccount is an account of a customer.
type CustomerAccount struct {
	Email    string
	Disabled bool
	Keys     []Key
	Used     time.Time // when it last signed in; zero: never
	Notices  Notices
}

// CustomerPage is one customer with its accounts, and how many of its shipments have
// passed the final checkpoint, of those that were looked at.
type CustomerPage struct {
	Customer
	List           []CustomerAccount
	Passed, Looked int
	More           bool // there are shipments that were not looked at
}

// Code is a tracking code as staff see it; the code itself is not in it.
type Code struct {
	ID      string
	Ref     Text
	To      string
	By      string
	State   string // open, expired, revoked, replaced
	Expires time.Time
	Last    time.Time // use
	Uses    int
}

// Invited is an invitation as staff see it; the code itself is not in it.
type Invited struct {
	ID      string
	Email   string
	By      string
	State   string // open, used, expired, revoked
	Expires time.Time
}

// Post is a page of the outbox, and whether mail can be sent.
type Post struct {
	Mail    []Outgoing
	Next    string
	Total   int
	Unset   bool // no mail server is set
	Trouble Text // why it cannot be reached; zero: it can, as far as is known
}

// Handed is a code that was just made, to be handed on: there is no other way to it.
type Handed struct {
	Code    string
	To      string
	Expires time.Time
	Mailed  bool // it is mailed too
	Waits   bool // that mail waits, because no mail server is set
}

// InvitationDraft is an invitation to an account, as it is asked for.
type InvitationDraft struct {
	Email    string
	Life     time.Duration // 0: as long as usual
	Mail     bool          // the code is mailed to the account's address
	Language string        // of the mail; empty: the account's
}

// CodeDraft is a tracking code, as it is asked for on a screen.
type CodeDraft struct {
	Ref, To  string
	Language string
	Life     time.Duration // 0: as long as usual
	Mail     bool          // the code is mailed, and later what happens to the shipment
}

// AnyLine is with what anybody comes in who was told no better line.
const AnyLine = "ssh HOST"

// SSHAs is a line such as `ssh -p 2222 HOST` with a user name in it that means
// something.
func SSHAs(user, line string) string {
	words := strings.Fields(line)
	last := len(words) - 1
	_, host, named := strings.Cut(words[last], "@")
	if !named {
		host = words[last]
	}
	return strings.Join(append(words[:last:last], user+"@"+host), " ")
}

// PageLink is a link that opens the web page with a code; empty where there is no page
// or the code is not known.
// What stands behind the # is sent to nobody by opening it.
func PageLink(web, code string) string {
	if web == "" || code == "" {
		return ""
	}
	return web + "/t#" + code
}

// Found says that each word of what somebody is looking for is somewhere in the texts.
func Found(find string, texts ...string) bool {
	words := strings.Fields(find)
	folded := each(texts, Fold)
	return !slices.ContainsFunc(words, func(word string) bool {
		key := Fold(word)
		return !slices.ContainsFunc(folded, func(text string) bool { return strings.Contains(text, key) })
	})
}
