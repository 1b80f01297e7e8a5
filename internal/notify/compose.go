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

// Compose writes the letter of an errand, in the recipient's language, with what the
// settings say of the ways in. It is a pure function; the code of a mail that brings one
// is put in later, where the letter has model.CodeMark.
func Compose(e model.Errand, s Settings) model.Letter {
	c := composer{e: e, say: words.In(words.Choose(e.Language, nil, e.Forwarder.Language), model.ZoneNamed(e.Forwarder.Zone)), settings: s}
	letter := sheet.Letter{Catalogue: c.say, From: c.forwarder(), Parts: c.parts()}
	return model.Letter{
		MessageID: messageID(e, s.domain()), Thread: thread(e, s.domain()), Unsubscribe: unsubscribe(e), Date: e.Now,
		From: e.Forwarder.Name.String(), ReplyTo: replyTo(e.Forwarder), Subject: c.subject(), Text: letter.Text(), HTML: letter.HTML(),
	}
}

// messageID is derived from the entry of the outbox. The time is in it so that
// a store that was put back to an older state does not use one again.
func messageID(e model.Errand, domain string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %d", e.ID, e.To, e.Now.UnixNano()))
	return e.ID + "." + hex.EncodeToString(sum[:12]) + "@" + domain
}

// replyTo is the forwarder's address, if it has one that is one.
func replyTo(forwarder model.Forwarder) string {
	address, err := model.ParseEmail(forwarder.Mail.String())
	if err != nil {
		return ""
	}
	return address
}

// thread is the root to which all mails about one shipment go back, so that programs show
// them together. There is no mail with this Message-ID.
func thread(e model.Errand, domain string) string {
	if len(e.Items) != 1 {
		return ""
	}
	sum := sha256.Sum256([]byte(e.Items[0].Now.Ref.String()))
	return "shipment." + hex.EncodeToString(sum[:12]) + "@" + domain
}

// unsubscribe is the subject by which the forwarder knows what somebody wants no more of.
func unsubscribe(e model.Errand) string {
	switch {
	case e.Kind == model.LetterInvite:
		return ""
	case e.ByCode && len(e.Items) == 1:
		return "unsubscribe " + e.To + " " + e.Items[0].Now.Ref.String()
	default:
		return "unsubscribe " + e.To
	}
}

type composer struct {
	e        model.Errand
	say      words.Catalogue
	settings Settings
}

// subject names the shipment and the first of its news.
func (c composer) subject() string {
	if c.e.Kind == model.LetterInvite {
		return model.Line(c.say.Say("mail.subject.invite", c.forwarder()), subjectCells).String()
	}
	if n := len(c.e.Items); n != 1 {
		return c.say.Say("mail.subject.many", n)
	}
	item := c.e.Items[0]
	return model.Line(c.say.Say("mail.subject", item.Now.Ref.String(), c.subjectOf(item)), subjectCells).String()
}

// subjectOf is what a mail about one shipment is about, in a few words.
func (c composer) subjectOf(item model.ErrandItem) string {
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
	switch c.e.Kind {
	case model.LetterCode:
		parts = append(parts, c.code()...)
	case model.LetterInvite:
		parts = append(parts, c.invitation()...)
	default:
		parts = append(append(parts, c.link("")...), sheet.Part{Heading: c.say.Say("mail.open"), Command: Paste(c.user(), c.settings.PublicHost)})
	}
	return append(parts, sheet.Part{Lines: c.foot()})
}

// user is the name under which the recipient comes in.
func (c composer) user() string {
	switch {
	case c.e.Kind == model.LetterInvite:
		return "invite"
	case c.e.ByCode:
		return "track"
	default:
		return ""
	}
}

// shipment is one shipment: what has changed, and the answers.
func (c composer) shipment(item model.ErrandItem) []sheet.Part {
	set := sheet.New(item.Now, c.e.Forwarder, c.e.Now, c.say)
	parts := []sheet.Part{{Sheet: &set}}
	switch c.e.Kind {
	case model.LetterCode, model.LetterInvite: // it comes with the code
	case model.LetterResend:
		parts = append(parts, sheet.Part{Heading: c.say.Say("mail.stands"), Lines: c.news(item), Listed: true})
	case model.LetterUpdate:
		parts = append(parts, sheet.Part{Heading: c.say.Say("mail.changed"), Lines: c.news(item), Listed: true})
	}
	return append(parts, sheet.Part{Heading: c.say.Say("mail.answers"), Pairs: set.Answers()})
}

// foot says as of when, why the mail came, and whom to ask.
func (c composer) foot() []string {
	lines := []string{c.say.Say("mail.as_of", c.say.OfficeMoment(c.e.Now, c.e.Now))}
	switch {
	case c.e.Kind == model.LetterInvite:
		lines = append(lines, c.say.Say("mail.why.invite", c.forwarder(), c.e.To))
	case !c.e.ByCode:
		lines = append(lines, c.say.Say("mail.why.account", c.e.To, Paste("", c.settings.PublicHost)))
	case c.e.Kind == model.LetterCode:
		lines = append(lines, c.say.Say("mail.why.code", c.forwarder()))
	case c.e.CodeSent.IsZero():
		lines = append(lines, c.say.Say("mail.code.ask", c.whom()))
	default:
		lines = append(lines, c.say.Say("mail.code.sent", c.say.OfficeDay(c.e.CodeSent, c.e.Now), c.whom()))
	}
	if contact := c.contact(); contact != "" {
		lines = append(lines, c.say.Say("mail.contact", contact))
	}
	return lines
}

// forwarder is the forwarder's name.
func (c composer) forwarder() string {
	if c.e.Forwarder.Name.IsZero() {
		return c.say.Say("mail.somebody")
	}
	return c.e.Forwarder.Name.String()
}

// contact is how the forwarder is reached; empty when that is not known.
func (c composer) contact() string {
	return strings.Join(compact(c.e.Forwarder.Name.String(), c.e.Forwarder.Phone.String(), c.e.Forwarder.Mail.String()), " · ")
}

// whom is whom to ask.
func (c composer) whom() string {
	if contact := c.contact(); contact != "" {
		return contact
	}
	return c.forwarder()
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
