package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"porthole/internal/model"
	"porthole/internal/sheet"
	"porthole/internal/words"
)

// subjectCells bounds a subject, in cells.
const subjectCells = 120

// Compose writes the letter of an errand, in the recipient's language. host is
// what people type behind ssh, see [Paste], and web the page for tracking codes, see
// [CheckWeb], empty where there is none; domain is that of the sender's
// address, for the Message-ID. It is a pure function; the code of a mail that
// brings one is put in later, where the letter has model.CodeMark.
func Compose(e model.Errand, host, web, domain string) model.Letter {
	c := newComposer(e, host, web)
	letter := sheet.Letter{Catalogue: c.say, From: c.house(), Parts: c.parts()}
	return model.Letter{
		MessageID: messageID(e, domain), Date: e.Now, From: e.House.Name.String(), ReplyTo: replyTo(e.House),
		Subject: c.subject(), Text: letter.Text(), HTML: letter.HTML(),
	}
}

// messageID is derived from the entry of the outbox. The time is in it so that
// a store that was put back to an older state does not use one again.
func messageID(e model.Errand, domain string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %d", e.ID, e.To, e.Now.UnixNano()))
	return e.ID + "." + hex.EncodeToString(sum[:12]) + "@" + domain
}

// replyTo is the house's address, if it has one that is one.
func replyTo(house model.Forwarder) string {
	address, err := model.ParseEmail(house.Mail.String())
	if err != nil {
		return ""
	}
	return address
}

type composer struct {
	e    model.Errand
	say  words.Catalogue
	host string
	web  string
}

func newComposer(e model.Errand, host, web string) composer {
	return composer{e: e, say: words.In(words.Choose(e.Language, nil), model.ZoneNamed(e.House.Zone)), host: host, web: web}
}

// subject names the shipment and the first of its news.
func (c composer) subject() string {
	if n := len(c.e.Items); n != 1 {
		return c.say.Say("mail.subject.many", n)
	}
	item := c.e.Items[0]
	return model.Line(c.say.Say("mail.subject", item.Now.Ref.String(), c.gist(item)), subjectCells).String()
}

// gist is what a mail about one shipment is about, in a few words.
func (c composer) gist(item model.ErrandItem) string {
	if c.e.Kind == model.LetterCode {
		return c.say.Say("mail.subject.code")
	}
	for _, one := range item.News() {
		switch one.Kind {
		case model.NewsETA:
			if !one.Old.IsZero() && !one.New.IsZero() {
				return c.say.Say("mail.subject.eta", c.day(one.Old), c.day(one.New))
			}
		case model.NewsEvent:
			name, last := c.say.Say("milestone."+string(one.Event.Milestone)), model.RowOf(item.Now).Last
			if last.Boxes > 0 && last.Milestone == one.Event.Milestone {
				return c.say.Say("mail.subject.partly", name, last.Boxes, last.Of)
			}
			return name
		default:
		}
	}
	if c.e.Kind == model.LetterResend {
		return c.say.Say("mail.subject.resend")
	}
	return c.say.Say("mail.subject.update")
}

func (c composer) day(w model.When) string { return c.say.Day(w, c.e.Now) }

// parts are the whole letter.
func (c composer) parts() []sheet.Part {
	var parts []sheet.Part
	for _, item := range c.e.Items {
		parts = append(parts, c.shipment(item)...)
	}
	if c.e.Kind == model.LetterCode {
		parts = append(parts, c.code()...)
	} else {
		parts = append(append(parts, c.link("")...), sheet.Part{Heading: c.say.Say("mail.open"), Command: c.line()})
	}
	return append(parts, sheet.Part{Lines: c.foot()})
}

// link leads to the web page, for who has a code: with the code in it, or empty.
func (c composer) link(code string) []sheet.Part {
	if !c.e.ByCode || c.web == "" {
		return nil
	}
	return []sheet.Part{{Heading: c.say.Say("mail.web"), Link: strings.TrimSuffix(model.PageLink(c.web, code), "#")}}
}

// line is the line to paste.
func (c composer) line() string {
	if c.e.ByCode {
		return Paste("track", c.host)
	}
	return Paste("", c.host)
}

// shipment is one shipment: what has changed, and the answers.
func (c composer) shipment(item model.ErrandItem) []sheet.Part {
	set := sheet.New(item.Now, c.e.House, c.e.Now, c.say)
	parts := []sheet.Part{{Sheet: &set}}
	switch c.e.Kind {
	case model.LetterCode: // it comes with the code
	case model.LetterResend:
		parts = append(parts, sheet.Part{Heading: c.say.Say("mail.stands"), Lines: c.news(item), Listed: true})
	case model.LetterUpdate:
		parts = append(parts, sheet.Part{Heading: c.say.Say("mail.changed"), Lines: c.news(item), Listed: true})
	}
	return append(parts, sheet.Part{Heading: c.say.Say("mail.answers"), Pairs: set.Answers()})
}

// code is the link, and the line and the code, each by itself, so that it can be copied.
func (c composer) code() []sheet.Part {
	parts := append(
		c.link(model.CodeMark),
		sheet.Part{Lines: []string{c.say.Say("mail.code.intro", c.house())}},
		sheet.Part{Heading: c.say.Say("mail.code.line"), Command: c.line(), Scan: true},
		sheet.Part{Heading: c.say.Say("mail.code.code"), Command: model.CodeMark},
	)
	if !c.e.Expires.IsZero() {
		parts = append(parts, sheet.Part{Lines: []string{c.say.Say("mail.code.expires", c.say.HouseDay(c.e.Expires, c.e.Now))}})
	}
	return parts
}

// foot says as of when, why the mail came, and whom to ask.
func (c composer) foot() []string {
	lines := []string{c.say.Say("mail.as_of", c.say.HouseMoment(c.e.Now, c.e.Now))}
	switch {
	case !c.e.ByCode:
		lines = append(lines, c.say.Say("mail.why.account", c.e.To, c.line()))
	case c.e.Kind == model.LetterCode:
		lines = append(lines, c.say.Say("mail.why.code", c.house()))
	case c.e.CodeSent.IsZero():
		lines = append(lines, c.say.Say("mail.code.ask", c.whom()))
	default:
		lines = append(lines, c.say.Say("mail.code.sent", c.say.HouseDay(c.e.CodeSent, c.e.Now), c.whom()))
	}
	if contact := c.contact(); contact != "" {
		lines = append(lines, c.say.Say("mail.contact", contact))
	}
	return lines
}

// house is the forwarder's name.
func (c composer) house() string {
	if c.e.House.Name.IsZero() {
		return c.say.Say("mail.somebody")
	}
	return c.e.House.Name.String()
}

// contact is how the house is reached; empty when that is not known.
func (c composer) contact() string {
	return strings.Join(compact(c.e.House.Name.String(), c.e.House.Phone.String(), c.e.House.Mail.String()), " · ")
}

// whom is whom to ask.
func (c composer) whom() string {
	if contact := c.contact(); contact != "" {
		return contact
	}
	return c.house()
}

// compact leaves out what is empty.
func compact(texts ...string) []string {
	var kept []string
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}
