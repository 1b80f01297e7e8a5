package words

import (
	"time"

	"porthole/internal/model"
)

// News says in a line what has changed in a shipment, such as `ETA: 23 May →
// 26 May (3 days later). Reason: Port congestion.`
func (c Catalogue) News(one model.News, now time.Time) string {
	status := func(s model.Status) string { return c.Say("status." + string(s)) }
	switch one.Kind {
	case model.NewsShipment:
		return c.Say("mail.news.shipment", status(one.Status))
	case model.NewsETA:
		return c.newDate("ETA", one, now)
	case model.NewsETD:
		return c.newDate("ETD", one, now)
	case model.NewsATD:
		return c.newDate("ATD", one, now)
	case model.NewsATA:
		return c.newDate("ATA", one, now)
	case model.NewsStatus:
		return c.Say("mail.news.status", status(one.OldStatus), status(one.Status))
	case model.NewsShip:
		return c.Say("mail.news.ship", one.Was.String(), one.Now.String())
	case model.NewsFree:
		return c.newDate(c.Say("mail.news.free"), one, now)
	case model.NewsNote:
		return c.Say("mail.news.note", one.Text.String())
	case model.NewsEvent, model.NewsWithdrawn:
		return c.newEvent(one, now)
	default:
		return c.Say("mail.news.details")
	}
}

// newDate tells of a date that was set, moved or taken back.
func (c Catalogue) newDate(name string, one model.News, now time.Time) string {
	switch {
	case one.New.IsZero():
		return c.Say("mail.news.date.gone", name, c.Day(one.Old, now))
	case one.Old.IsZero():
		return c.Say("mail.news.date.new", name, c.Day(one.New, now), one.Reason.String())
	}
	by := ""
	if days := one.New.DaysAfter(one.Old); days > 0 {
		by = c.Say("mail.news.later", c.Say("days", days))
	} else if days < 0 {
		by = c.Say("mail.news.earlier", c.Say("days", -days))
	}
	if one.TakenBack {
		return c.Say("mail.news.date.back", name, c.Day(one.Old, now), c.Day(one.New, now), by)
	}
	return c.Say("mail.news.date", name, c.Day(one.Old, now), c.Day(one.New, now), by, one.Reason.String())
}

// newEvent tells of something that has happened, is expected, or was taken back.
func (c Catalogue) newEvent(one model.News, now time.Time) string {
	e := one.Event
	name := c.Say("milestone." + string(e.Milestone))
	when := c.Moment(e.At, e.Place, now)
	place := c.Place(e.Place).Short()
	if one.Kind == model.NewsWithdrawn {
		return c.Say("mail.news.withdrawn", name, when, place)
	}
	key := "mail.news.planned"
	if e.Classifier == model.Actual {
		key = "mail.news.event"
	}
	line := c.Say(key, name, when, place, e.Container.String())
	if !one.Text.IsZero() {
		line += " " + one.Text.String()
	}
	return line
}
