package notify

import (
	"net"
	"net/url"
	"strings"

	"porthole/internal/model"
	"porthole/internal/sheet"
)

// A mail that brings a code tells all that somebody needs who has never used ssh: the
// line and the code, each by itself so that it can be copied, how the server is known,
// and what to do on which machine.

// code is what comes with a tracking code.
func (c composer) code() []sheet.Part {
	parts := append(c.link(model.CodeMark), sheet.Part{Lines: []string{c.say.Say("mail.code.intro", c.forwarder())}})
	return append(parts, c.wayIn()...)
}

// invitation is what comes with the code of an invitation, which registers a key.
func (c composer) invitation() []sheet.Part {
	intro := c.say.Say("mail.invite.staff", c.forwarder())
	if !c.e.Customer.IsZero() {
		intro = c.say.Say("mail.invite.intro", c.forwarder(), c.e.Customer.String())
	}
	parts := []sheet.Part{
		{Lines: []string{intro}},
		{Heading: c.say.Say("mail.invite.key"), Command: c.say.Say("redeem.make_key")},
	}
	parts = append(parts, c.wayIn()...)
	return append(parts, sheet.Part{Heading: c.say.Say("mail.invite.then"), Command: Paste("", c.settings.PublicHost)})
}

// wayIn is the line and the code, how the server is known, and what to do where.
func (c composer) wayIn() []sheet.Part {
	parts := []sheet.Part{
		{Heading: c.say.Say("mail.code.line"), Command: Paste(c.user(), c.settings.PublicHost), Scan: true},
		{Heading: c.say.Say("mail.code.code"), Command: model.CodeMark},
	}
	if !c.e.Expires.IsZero() {
		parts = append(parts, sheet.Part{Lines: []string{c.say.Say("mail.code.expires", c.say.OfficeDay(c.e.Expires, c.e.Now))}})
	}
	if c.settings.Fingerprint != "" {
		parts = append(parts, sheet.Part{Heading: c.say.Say("mail.fingerprint"), Command: c.settings.Fingerprint})
	}
	return append(parts,
		sheet.Part{Heading: c.say.Say("mail.ssh"), Link: sshLink(c.user(), c.settings.PublicHost)},
		sheet.Part{Heading: c.say.Say("mail.where"), Pairs: c.machines()},
	)
}

// machines are what to do on which.
func (c composer) machines() [][2]string {
	name, port := hostAndPort(c.settings.PublicHost)
	phone := c.say.Say("mail.where.phone."+c.user(), name, port)
	if len(c.link(model.CodeMark)) > 0 {
		phone = c.say.Say("mail.where.phone.web")
	}
	return [][2]string{
		{"Windows", c.say.Say("mail.where.windows")},
		{"macOS, Linux", c.say.Say("mail.where.macos")},
		{c.say.Say("mail.phone"), phone},
	}
}

// link leads to the web page, for who has a tracking code that a browser can use: with
// the code in it, or empty.
func (c composer) link(code string) []sheet.Part {
	if !c.e.ByCode || c.e.Bound || c.settings.PublicWeb == "" {
		return nil
	}
	page := c.settings.PublicWeb + "/t"
	if code != "" {
		page = model.PageLink(c.settings.PublicWeb, code)
	}
	return []sheet.Part{{Heading: c.say.Say("mail.web"), Link: page}}
}

// sshLink is the line to paste as a link, for programs that know such links.
func sshLink(user, host string) string {
	name, port := hostAndPort(host)
	return (&url.URL{Scheme: "ssh", User: url.User(user), Host: strings.TrimSuffix(net.JoinHostPort(name, port), ":"+usualPort)}).String()
}
