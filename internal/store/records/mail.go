package records

import (
	"cmp"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// Mail is an entry of the outbox: a mail to one recipient that is still to be
// written, or is written and on its way. As long as it waits it holds no text
// but how its shipments were when the recipient last heard of them, so that
// several changes become one mail. From the moment on at which it may go out its
// letter is fixed, and is the same however often it has to be tried.
type Mail struct {
	Seq      uint64              `json:"seq"`
	Kind     model.LetterKind    `json:"kind"`
	To       string              `json:"to"`
	Slug     string              `json:"slug"` // the customer whose shipments it is about
	ByCode   bool                `json:"by_code,omitempty"`
	Digest   bool                `json:"digest,omitempty"`
	State    model.OutgoingState `json:"state"`
	Created  time.Time           `json:"created"`
	Due      time.Time           `json:"due"` // zero: waits for a person
	Attempts int                 `json:"attempts,omitempty"`
	Trouble  model.Text          `json:"trouble"`
	Items    []MailItem          `json:"items"`
	Code     []byte              `json:"code,omitempty"` // encrypted
	Bound    bool                `json:"bound,omitempty"`
	Letter   *model.Letter       `json:"letter,omitempty"`

	Invitation string `json:"invitation,omitempty"` // the id of the one that it brings
	Language   string `json:"language,omitempty"`   // of a mail that brings an invitation, before the account's
}

// MailItem is one shipment of a mail. ETA is the one that its letter tells, once
// that is fixed.
type MailItem struct {
	Ref    string        `json:"ref"`
	Before model.Outline `json:"before"`
	ETA    model.When    `json:"eta"`
}

// ID is how people name the mail.
func (m Mail) ID() string { return nameOf("m", m.Seq) }

// ParseMailID reads what ID wrote.
func ParseMailID(id string) (uint64, bool) { return parseName("m", id) }

// TakesNews says that news of its shipments may still join the mail.
func (m Mail) TakesNews() bool { return m.Kind != model.LetterCode && m.Letter == nil }

// Subject is what it is about in the audit trail: its shipments, or the account that it
// invites.
func (m Mail) Subject() string { return cmp.Or(m.Refs(), m.To) }

// Refs are the numbers of its shipments.
func (m Mail) Refs() string { return strings.Join(m.ListOfRefs(), ", ") }

// ListOfRefs are the same, one by one.
func (m Mail) ListOfRefs() []string {
	list := make([]string, len(m.Items))
	for i, item := range m.Items {
		list[i] = item.Ref
	}
	return list
}

// MailByID finds a mail by what somebody typed; ErrNotFound.
func MailByID(r engine.Reader, id string) (Mail, error) { return byName(r, &Outbox, "m", id) }

// PastMail is a mail that has left the outbox, and what became of it.
type PastMail struct {
	Seq     uint64              `json:"seq"`
	Kind    model.LetterKind    `json:"kind"`
	To      string              `json:"to"`
	Slug    string              `json:"slug"`
	Refs    []string            `json:"refs"`
	State   model.OutgoingState `json:"state"`
	Created time.Time           `json:"created"`
	Left    time.Time           `json:"left"`
	Subject model.Text          `json:"subject"`
}

// keepMails is for how long it is known what somebody was mailed.
const keepMails = 365 * 24 * time.Hour

// MailServer is whether mail can be sent, for staff to see.
type MailServer struct {
	Unset   bool       `json:"unset,omitempty"` // no mail server is set
	Trouble model.Text `json:"trouble"`         // why it cannot be reached; zero: it can, as far as is known
	Since   time.Time  `json:"since"`
}

// Follower is somebody who follows one shipment by a tracking code and is
// mailed about it. The code itself is not in here.
type Follower struct {
	To       string    `json:"to"` // a mail address
	Slug     string    `json:"slug"`
	Language string    `json:"language,omitempty"`
	Until    time.Time `json:"until"` // when the code ends, and the mail with it
	CodeSent time.Time `json:"code_sent"`
}

// MailedETA is an ETA that was mailed, and when.
type MailedETA struct {
	At  time.Time  `json:"at"`
	ETA model.When `json:"eta"`
}
