package ui

import (
	"porthole/internal/ui/action"
	"porthole/internal/ui/desk"
	"porthole/internal/ui/list"
	"porthole/internal/ui/notices"
	"porthole/internal/ui/review"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/shipment"
)

// room makes the screen that a goal names: here, and nowhere else, the chapters
// meet.
func (r *Root) room(g screen.Goal) screen.Screen {
	e := r.env
	switch g.To {
	case screen.ToSearch:
		return list.NewSearch(e)
	case screen.ToShipment:
		if g.Page != nil {
			return g.Page
		}
		return shipment.NewFrom(e, g.Ref, g.From)
	case screen.ToNotices:
		return notices.New(e)
	case screen.ToPartners:
		return desk.NewPartners(e, g.From)
	case screen.ToReview:
		return review.New(e, g.Ref)
	case screen.ToPost, screen.ToReschedule, screen.ToNote, screen.ToPublish, screen.ToWithdraw, screen.ToVoyage, screen.ToLookAs:
		return action.New(e, g)
	case screen.ToPreview:
		return newPreview(r, *g.Session)
	default: // toList, and whatever was named by mistake
		return list.New(e)
	}
}
