package model

import "time"

// LetterKind is what a mail is for.
type LetterKind string

// The kinds of mail.
const (
	LetterUpdate LetterKind = "update" // something has changed
	LetterResend LetterKind = "resend" // the present state, told again on request
	LetterCode   LetterKind = "code"   // brings a tracking code
	LetterInvite LetterKind = "invite" // brings the code of an invitation
)

// Letter is a mail as its one recipient gets it. CodeMark stands in Text and
// HTML where the code belongs, which is put in on the way out only.
type Letter struct {
	MessageID string    `json:"message_id"` // without angle brackets
	Date      time.Time `json:"date"`
	From      string    `json:"from"`     // the forwarder's name; the address is the sender's
	ReplyTo   string    `json:"reply_to"` // an address, or empty
	Subject   string    `json:"subject"`
	// Thread is the Message-ID that mails about one shipment go back to; empty: it is
	// about none, or several.
	Thread string `json:"thread,omitempty"`
	// Unsubscribe is the subject of a mail that asks for no more of these; empty: there
	// are no more.
	Unsubscribe string `json:"unsubscribe,omitempty"`
	Text        string `json:"text"`
	HTML        string `json:"html"`
}

// CodeMark is the place of a code in a letter. It is of the private use area,
// which no Text can contain.
const CodeMark = "\uE000"

// Errand is a mail that is to be written: to whom, about what. All of its
// shipments are what this recipient may see.
type Errand struct {
	ID        string
	Kind      LetterKind
	To        string
	Language  string // as the account chose; may be empty
	ByCode    bool   // the recipient has a tracking code and no account
	Forwarder Forwarder
	Now       time.Time
	Items     []ErrandItem
	Customer  Text      // LetterInvite: whose shipments are to be seen; zero: one of the staff is invited
	Expires   time.Time // when the code ends
	Bound     bool      // LetterCode: the code lets in one key alone, and no browser
	CodeSent  time.Time // ByCode: when the code was mailed; zero: not yet
}

// IsEmpty says that there is nothing to tell.
func (e Errand) IsEmpty() bool { return len(e.Items) == 0 && e.Kind != LetterInvite }

// ErrandItem is one shipment in a mail. Old is the ETA that this recipient was
// mailed last, which may be older than the one in Before; zero: none was.
type ErrandItem struct {
	Before Outline
	Now    Published
	Old    When
}

// News is what the recipient is told of a shipment. What they were mailed last
// counts as what they know.
func (i ErrandItem) News() []News {
	before := i.Before
	if before.Known && !i.Old.IsZero() {
		before.ETA = i.Old
	}
	return NewsSince(before, i.Now)
}

// Outgoing is a mail as staff see it, in the outbox or of those that have left it. It holds
// no text of the mail and no code.
type Outgoing struct {
	ID       string
	Kind     LetterKind
	To       string
	Refs     []Text
	State    OutgoingState
	Created  time.Time
	Due      time.Time // of the next attempt; zero: none by itself
	Attempts int
	Trouble  Text // what the mail server said last

	Left    time.Time // when it left the outbox; zero: it is in there
	Subject Text      // once it has left
}

// OutgoingState is how a mail in the outbox stands.
type OutgoingState string

// The states. A mail that was sent or dropped is in the outbox no more.
const (
	OutgoingWaiting OutgoingState = "waiting"
	OutgoingSending OutgoingState = "sending" // its text is settled; it may have gone out
	OutgoingFailed  OutgoingState = "failed"  // was refused for good; waits for a person
	OutgoingSent    OutgoingState = "sent"    // the mail server has it
	OutgoingDropped OutgoingState = "dropped" // somebody has taken it out of the outbox
)
