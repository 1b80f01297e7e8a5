package ui

// room makes the screen that a goal names: here, and nowhere else, the chapters
// meet.
func (r *Root) room(g goal) screen {
	e := r.env
	switch g.to {
	case toSearch:
		return newSearch(e)
	case toShipment:
		return newDetail(e, g.ref)
	case toNotices:
		return newNotices(e)
	case toPartners:
		return newPartners(e, g.from)
	case toReview:
		return newReview(e, g.ref)
	case toPost, toReschedule, toNote, toPublish, toWithdraw, toVoyage, toLookAs:
		return newAct(e, g)
	case toPreview:
		return newPreview(e, *g.session)
	default: // toList, and whatever was named by mistake
		return newList(e)
	}
}
