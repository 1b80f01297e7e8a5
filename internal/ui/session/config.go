// Package session is what a session is made from, and nothing that is drawn: the
// handles through which the screens read and act, and who sits before them. The
// store's handles satisfy its interfaces.
package session

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/words"
)

// Data is what the customer's screens need; a room, or the staff's list of
// all shipments, satisfies it. It is bound to one reader: nothing here names a partner.
type Data interface {
	// Page is one page of the list.
	Page(ctx context.Context, q model.Query) (model.Page, error)
	// Counts is how many shipments stand under each tab.
	Counts(ctx context.Context) (model.Counts, error)
	// Shipment is the whole record, or model.ErrNotFound.
	Shipment(ctx context.Context, ref string) (model.Published, error)
	Changing
}

// Changing is what tells of its changes.
type Changing interface {
	// Version is the number of the latest change.
	Version(ctx context.Context) (uint64, error)
	// Watch waits for a change above since and returns its number.
	Watch(ctx context.Context, since uint64) (uint64, error)
	// Forwarder is whom to ask.
	Forwarder(ctx context.Context) (model.Forwarder, error)
}

// Teller is Data that can tell what has changed, the list of somebody who comes
// back: the rows that changed above since, the oldest change first, at most limit
// (0: as many as a page has).
type Teller interface {
	Changes(ctx context.Context, since uint64, limit int) ([]model.Change, error)
}

// Visitor remembers for the person at the screen. A nil Visitor is somebody
// for whom nothing is kept.
type Visitor interface {
	// LastSeen is the change number at the end of the last visit; 0: never here.
	LastSeen(ctx context.Context) (uint64, error)
	SetLastSeen(ctx context.Context, version uint64) error
	// LastVisit is when that visit ended; zero: not known.
	LastVisit(ctx context.Context) (time.Time, error)
	SetLanguage(ctx context.Context, language string) error
}

// Config is what [New] needs. Data, Language and Now must be given; everything
// else may be zero.
type Config struct {
	Ctx       context.Context // ends with the session; nil: never
	Data      Data
	Single    Single // of who holds a tracking code, in the place of Data
	Visitor   Visitor
	Forwarder model.Forwarder // shown until Data has told better
	Heading   model.Text      // whose shipments: the partner's name
	Who       model.Text      // the account
	Language  words.Catalogue
	Now       func() time.Time
	// Timeless sessions have no clock of their own that turns a spinner or ends a
	// notice: whoever looks sees what is, however long it takes.
	Timeless bool
	// Report is given errors that are ours; it logs them and returns the short
	// id under which they are found again. May be nil.
	Report func(error) string
	// Preview is the account that somebody of the staff looks as. Then every
	// screen says so, and nothing is remembered of the visit.
	Preview model.Text
	// Banner is what every screen of a preview says instead; zero: the usual.
	Banner model.Remark

	// Desk and Role are for staff: who sits there, and what they can do.
	Desk   Desk
	Office Office
	Import Importer // nil: nothing is taken in here
	Role   model.Role
	Public string // the line with which anybody comes in, such as `ssh HOST`
	Web    string // the web page for tracking codes; empty: there is none
	// Page is the link with which who holds a tracking code opens the web page; empty:
	// there is none. KeyOnly says that there is a page, and that the code is bound to a
	// key, which a browser has not.
	Page    string
	KeyOnly bool
	// LookAs is the session of a customer's account, for staff who look at the
	// portal as that account does; nil: not offered.
	LookAs func(ctx context.Context, account string) (Config, error)
}

// Invitation is what a code for an invitation opens.
type Invitation struct {
	Email   model.Text // the account
	Partner model.Text // whose shipments it will see; empty: one of the staff
}

// GuestConfig is what [NewGuest] needs. Language and Now must be given.
type GuestConfig struct {
	Ctx         context.Context
	Forwarder   model.Forwarder
	Fingerprint string // of the key that this client has proved to hold; empty: there was none
	Registered  bool   // that key is an account's, who asked for the card nevertheless
	Language    words.Catalogue
	Now         func() time.Time
	// Try finds out what a code is for: an invitation, which is shown, or the shipment
	// of the session that it opens. Its Fault is shown in words.
	Try func(ctx context.Context, code string) (told Invitation, opened *Config, err error)
	// Accept registers the key of this session to the account of the last
	// invitation that was shown.
	Accept func(ctx context.Context) error
	// Enter is the session of the account that was just accepted; nil: the
	// person is asked to sign in again.
	Enter  func(ctx context.Context) (Config, error)
	Report func(error) string
}

// Single is what the screen of a code's holder needs: one shipment, to which it
// is bound. There is nothing in it to list or to look for.
type Single interface {
	// Ref is the shipment's number.
	Ref() model.Text
	// Until is when the code ends, as far as is known now.
	Until() time.Time
	// Shipment is the whole record.
	Shipment(ctx context.Context) (model.Published, error)
	Changing
}

// Noticer is a Visitor who can be mailed about shipments. The list offers the
// choice to those who are one, but for staff and in a preview.
type Noticer interface {
	// Notices are what the person is mailed about now.
	Notices(ctx context.Context) (model.Notices, error)
	SetNotices(ctx context.Context, n model.Notices) error
}

// Keeper is a Visitor for whom filters are kept under names, as tabs of the list.
type Keeper interface {
	Filters(ctx context.Context) ([]model.SavedFilter, error)
	// KeepFilter puts one beside them, or in the place of one with its name.
	KeepFilter(ctx context.Context, f model.SavedFilter) error
	DropFilter(ctx context.Context, name model.Text) error
}

// Notice is a message of the server to the person at the screen, such as that
// it is about to close. Key names a sentence of the catalogue, Args fill it. It
// stands in the bottom line until a key is pressed.
type Notice struct {
	Key  string
	Args []any
}

// Desk is the staff's acts as their screens need them. It is bound to one
// person; what the role does not allow is refused with a Fault, whatever the
// screens offer.
type Desk interface {
	// Desk is a page of what needs an update, worst first.
	Desk(ctx context.Context, q model.DeskQuery) (model.DeskPage, error)
	// Freshness is how fresh what each partner sees is.
	Freshness(ctx context.Context) ([]model.PartnerFreshness, error)
	// Record is the office's own record of a shipment, or model.ErrNotFound.
	Record(ctx context.Context, ref string) (model.Shipment, error)
	// Propose is what the customer would see; nothing is written.
	Propose(ctx context.Context, ref string, d model.EventDraft) (model.Proposal, error)
	// Post records an event. A version other than 0 must be the record's.
	Post(ctx context.Context, ref string, d model.EventDraft, publish bool, version uint64) (model.Posted, error)
	ProposePublish(ctx context.Context, ref, id string, why model.Reason) (model.Proposal, error)
	Publish(ctx context.Context, ref, id string, why model.Reason) error
	// Withdraw takes an event or a note back.
	Withdraw(ctx context.Context, ref, id string, reason model.Text) error
	ProposeDate(ctx context.Context, ref string, d model.DateDraft) (model.Proposal, error)
	Reschedule(ctx context.Context, ref string, d model.DateDraft, publish bool, version uint64) error
	// ProposeLeg and SetLeg add, change or take out a leg; gaps are where the legs do
	// not join up.
	ProposeLeg(ctx context.Context, ref string, edit model.LegEdit) (model.Proposal, error)
	SetLeg(ctx context.Context, ref string, edit model.LegEdit) (gaps []model.Remark, err error)
	// AddNote keeps a note in the office; PublishNote is one for the customer.
	AddNote(ctx context.Context, ref string, text model.Text) (id string, err error)
	ProposeNote(ctx context.Context, ref string, text model.Text) (model.Proposal, error)
	PublishNote(ctx context.Context, ref string, text model.Text) (id string, err error)
	// PlanVoyage lists the shipments that PostVoyage would write to.
	PlanVoyage(ctx context.Context, d model.VoyageDraft) (model.VoyagePlan, error)
	// It writes to those of the list that the person saw, or to none.
	PostVoyage(ctx context.Context, d model.VoyageDraft, listed model.VoyagePlan, publish bool) (model.VoyagePlan, error)
	// Review is the manager's page of one shipment, Reviews a page of the list;
	// an empty partner is all of them.
	Review(ctx context.Context, ref string) (model.Review, error)
	Reviews(ctx context.Context, partner, after string, limit int) (items []model.ReviewItem, next string, err error)
}
