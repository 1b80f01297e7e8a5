package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// staff is who of the house sits at the screen. The zero value is nobody: a
// customer, or somebody who looks as one.
type staff struct {
	role   model.Role
	desk   session.Desk
	lookAs func(ctx context.Context, account string) (session.Config, error)
}

// may says that the screens offer the act to the role.
func (s staff) may(b widget.Binding) bool {
	if b.Does == keyPreview.Does {
		return s.lookAs != nil
	}
	return s.desk != nil && slices.Contains(s.roles(b), s.role)
}

func (s staff) roles(b widget.Binding) []model.Role {
	switch b.Does {
	case keyReview.Does:
		return []model.Role{model.Manager, model.Admin}
	case keyWithdraw.Does:
		return []model.Role{model.Operations, model.Manager, model.Admin}
	default:
		return []model.Role{model.Operations, model.Admin}
	}
}

// inside says that shipments are shown as the office knows them.
func (s staff) inside() bool {
	return s.desk != nil && (s.role == model.Operations || s.role == model.Manager || s.role == model.Admin)
}

// The keys of what staff do to a shipment.
var (
	keyPost       = widget.Bind("office.key.post", "e")
	keyReschedule = widget.Bind("office.key.reschedule", "r")
	keyNote       = widget.Bind("office.key.note", "n")
	keyVoyage     = widget.Bind("office.key.voyage", "v")
	keyPublish    = widget.Bind("office.key.publish", "p")
	keyWithdraw   = widget.Bind("office.key.withdraw", "w")
	keyReview     = widget.Bind("office.key.review", "R")
	keyPreview    = widget.Bind("office.key.preview", "P")
)

// acts are what staff do to a shipment: each with its key, and where it is done.
var acts = []struct {
	key widget.Binding
	to  destination
}{
	{keyPost, toPost},
	{keyReschedule, toReschedule},
	{keyNote, toNote},
	{keyPublish, toPublish},
	{keyWithdraw, toWithdraw},
	{keyVoyage.Hushed(), toVoyage},
	{keyReview, toReview},
	{keyPreview.Hushed(), toLookAs},
}

// acts are the keys that the person may use on a shipment.
func (s staff) acts() []widget.Binding {
	var keys []widget.Binding
	for _, a := range acts {
		if s.may(a.key) {
			keys = append(keys, a.key)
		}
	}
	return keys
}

// act is what a key does to the shipment ref; false when it is no key of an act
// that the person may do. Without a shipment only what needs none is done.
func (e *env) act(msg tea.KeyPressMsg, ref model.Text) (tea.Cmd, bool) {
	for _, a := range acts {
		switch {
		case !a.key.Hit(msg) || !e.staff.may(a.key):
			continue
		case ref.IsZero() && a.to != toVoyage && a.to != toLookAs:
			return nil, true
		default:
			return goTo(goal{to: a.to, ref: ref}), true
		}
	}
	return nil, false
}
