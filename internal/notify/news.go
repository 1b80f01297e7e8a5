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
	if one.Kind == model.NewsETA && c.e.Kind == model.LetterResend && !one.Old.IsZero() && !one.New.IsZero() {
		return c.say.Say("mail.news.last_mailed", c.day(one.Old), c.day(one.New), one.Reason.String())
	}
	return c.say.News(one, c.e.Now)
}
