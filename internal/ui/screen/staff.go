package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// Staff is who of the office sits at the screen. The zero value is nobody: a
// customer, or somebody who looks as one.
type Staff struct {
	Role   model.Role
	Desk   session.Desk
	Office session.Office
	Import session.Importer // nil: nothing is taken in here
	Public string           // the line with which anybody comes in
	Web    string           // the web page for tracking codes; empty: there is none
	LookAs func(ctx context.Context, account string) (session.Config, error)
}

// May says that the screens offer the act to the role.
func (s Staff) May(b widget.Binding) bool {
	for _, a := range acts {
		if a.key.Does(b) {
			return s.may(a)
		}
	}
	return false
}

func (s Staff) may(a staffAct) bool {
	return s.Desk != nil && s.Role.May(a.act) && (a.to != ToLookAs || s.LookAs != nil)
}

// Opens says that what the right is for can be opened.
func (s Staff) Opens(to Destination, right model.Act) bool {
	return s.Office != nil && s.Role.May(right) && (to != ToImport || s.Import != nil)
}

// MayLookInside says that the office's record of a shipment is theirs to see.
func (s Staff) MayLookInside() bool { return s.Desk != nil && s.Role.May(model.ActInspect) }

// Inside says that shipments are shown as the office knows them from the start.
// Customer service begins with what the customer sees.
func (s Staff) Inside() bool {
	return s.Desk != nil && s.Role.May(model.ActOffice)
}

// The keys of what staff do to a shipment.
var (
	KeyPost       = widget.Bind("office.key.post", "e")
	KeyReschedule = widget.Bind("office.key.reschedule", "r")
	KeyNote       = widget.Bind("office.key.note", "n")
	KeyVoyage     = widget.Bind("office.key.voyage", "v")
	KeyLegs       = widget.Bind("office.key.legs", "V")
	KeyPublish    = widget.Bind("office.key.publish", "p")
	KeyWithdraw   = widget.Bind("office.key.withdraw", "w")
	KeyReview     = widget.Bind("office.key.review", "R")
	KeyPreview    = widget.Bind("office.key.preview", "P")
	KeyHandOut    = widget.Bind("office.key.code", "H")
	KeyAsOf       = widget.Bind("office.key.asof", "T")
)

// staffAct is an act with its key, and where it is done.
type staffAct struct {
	key widget.Binding
	act model.Act
	to  Destination
}

// acts are what staff do to a shipment.
var acts = []staffAct{
	{KeyPost, model.ActEvents, ToPost},
	{KeyReschedule, model.ActEvents, ToReschedule},
	{KeyNote, model.ActEvents, ToNote},
	{KeyPublish, model.ActEvents, ToPublish},
	{KeyWithdraw, model.ActWithdraw, ToWithdraw},
	{KeyVoyage.Hushed(), model.ActShipments, ToVoyage},
	{KeyLegs.Hushed(), model.ActShipments, ToLegs},
	{KeyReview, model.ActReview, ToReview},
	{KeyPreview.Hushed(), model.ActInspect, ToLookAs},
	{KeyHandOut.Hushed(), model.ActCodes, ToNewCode},
	{KeyAsOf.Hushed(), model.ActInspect, ToAsOf},
}

// ActKeys are the keys of all acts.
func ActKeys() []widget.Binding {
	return widget.Map(acts, func(a staffAct) widget.Binding { return a.key })
}

// Acts are the keys that the person may use on a shipment.
func (s Staff) Acts() []widget.Binding {
	var keys []widget.Binding
	for _, a := range acts {
		if s.may(a) {
			keys = append(keys, a.key)
		}
	}
	return keys
}

// ActsOn are those of them for which the shipment offers something.
func (s Staff) ActsOn(o model.Offers) []widget.Binding {
	keys := s.Acts()
	if !o.Publish {
		keys = widget.Without(keys, KeyPublish)
	}
	if !o.Withdraw {
		keys = widget.Without(keys, KeyWithdraw)
	}
	return keys
}

// Act is what a key does to the shipment ref; false when it is no key of an act
// that the person may do. Without a shipment only what needs none is done.
func (e *Env) Act(msg tea.KeyPressMsg, ref model.Text) (tea.Cmd, bool) {
	for _, a := range acts {
		if a.key.Hit(msg) && e.Staff.may(a) {
			if ref.IsZero() && a.to != ToVoyage && a.to != ToLookAs {
				return nil, true
			}
			return e.GoTo(Goal{To: a.to, Ref: ref}), true
		}
	}
	return nil, false
}
