package notify

import (
	"porthole/internal/model"
)

// news are what has changed of a shipment, in a line each.
func (c composer) news(item model.ErrandItem) []string {
	var lines []string
	for _, one := range item.News() {
		lines = append(lines, c.tell(one))
	}
	if len(lines) == 0 {
		lines = append(lines, c.say.Say("mail.news.nothing"))
	}
	return lines
}

func (c composer) tell(one model.News) string {
	switch one.Kind {
	case model.NewsShipment:
		return c.say.Say("mail.news.shipment", c.status(one.Status))
	case model.NewsETA:
		if c.e.Kind == model.LetterResend && !one.Old.IsZero() && !one.New.IsZero() {
			return c.say.Say("mail.news.last_mailed", c.day(one.Old), c.day(one.New), one.Reason.String())
		}
		return c.date("ETA", one)
	case model.NewsETD:
		return c.date("ETD", one)
	case model.NewsATD:
		return c.date("ATD", one)
	case model.NewsATA:
		return c.date("ATA", one)
	case model.NewsStatus:
		return c.say.Say("mail.news.status", c.status(one.OldStatus), c.status(one.Status))
	case model.NewsShip:
		return c.say.Say("mail.news.ship", one.Was.String(), one.Now.String())
	case model.NewsNote:
		return c.say.Say("mail.news.note", one.Text.String())
	case model.NewsEvent, model.NewsWithdrawn:
		return c.event(one)
	default:
		return c.say.Say("mail.news.details")
	}
}

func (c composer) status(s model.Status) string { return c.say.Say("status." + string(s)) }

// date tells of a date that was set, moved or taken back.
func (c composer) date(name string, one model.News) string {
	switch {
	case one.New.IsZero():
		return c.say.Say("mail.news.date.gone", name, c.day(one.Old))
	case one.Old.IsZero():
		return c.say.Say("mail.news.date.new", name, c.day(one.New), one.Reason.String())
	}
	by := ""
	if days := one.New.DaysAfter(one.Old); days > 0 {
		by = c.say.Say("mail.news.later", c.say.Say("days", days))
	} else if days < 0 {
		by = c.say.Say("mail.news.earlier", c.say.Say("days", -days))
	}
	return c.say.Say("mail.news.date", name, c.day(one.Old), c.day(one.New), by, one.Reason.String())
}

// event tells of something that has happened, is expected, or was taken back.
func (c composer) event(one model.News) string {
	e := one.Event
	name := c.say.Say("milestone." + string(e.Milestone))
	when := c.say.Moment(e.At, e.Place, c.e.Now)
	place := e.Place.Short()
	if one.Kind == model.NewsWithdrawn {
		return c.say.Say("mail.news.withdrawn", name, when, place)
	}
	key := "mail.news.planned"
	if e.Classifier == model.Actual {
		key = "mail.news.event"
	}
	line := c.say.Say(key, name, when, place, e.Container.String())
	if !one.Text.IsZero() {
		line += " " + one.Text.String()
	}
	return line
}
