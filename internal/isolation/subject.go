package isolation

import (
	"context"
	"errors"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/words"
)

// subject is one account while it is probed.
type subject struct {
	*check
	account model.Account
	company *company
	find    *finder
	client  *client
}

// somebody signs in as an account and probes everything that it has.
func (c *check) somebody(ctx context.Context, account model.Account) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	signer, err := lend(ctx, c.office, account.Email, model.Line("isolation", model.RefCells))
	if err != nil {
		return err
	}
	company := c.roster.partners[account.Partner]
	if account.Disabled || company == nil {
		return c.stranger(ctx, account.Email, signer)
	}
	s := &subject{check: c, account: account, company: company}
	s.find = newFinder(c.roster, account.Email, account.Partner,
		account.Email, company.Name.String(), company.Slug,
		c.roster.house.Name.String(), c.roster.house.Phone.String(), c.roster.house.Mail.String())
	if s.client, err = dial(ctx, c.town.addr, c.town.host, signer); err != nil {
		return err
	}
	defer func() { _ = s.client.Close() }()
	c.findings.signedIn()
	for _, probe := range []func(context.Context) error{s.commands, s.lists, s.foreign, s.watching, s.languages} {
		if err := probe(ctx); err != nil {
			return err
		}
	}
	return nil
}

// languages probes once in each language what has words in it.
func (s *subject) languages(ctx context.Context) error {
	self, err := s.store.Self(model.Principal{Account: s.account.Email, Role: model.Portal, Partner: s.account.Partner})
	if err != nil {
		return err
	}
	for i, language := range words.Languages() {
		if err := self.SetLanguage(ctx, string(language)); err != nil {
			return err
		}
		say := words.In(language, nil)
		if err := s.sentences(); err != nil {
			return err
		}
		for j, width := range widths {
			if err := s.screen(ctx, say, width, i*len(widths)+j); err != nil {
				return err
			}
		}
	}
	return nil
}

// run runs a command and looks through what comes back.
func (s *subject) run(line, input string) (answer, error) {
	a, err := s.client.run(line, input)
	if err != nil {
		return a, err
	}
	all := a.all()
	s.findings.probed(len(a.out) + len(a.err))
	s.findings.leak(s.account.Email, probeName(line), s.find.read(all, line+"\n"+input)...)
	return a, nil
}

// runAll runs several commands of which only what they show matters.
func (s *subject) runAll(lines ...string) error {
	for _, line := range lines {
		if _, err := s.run(line, ""); err != nil {
			return err
		}
	}
	return nil
}

// missing notes that something did not come that should have.
func (s *subject) missing(probe, what string) {
	s.findings.leak(s.account.Email, probe, find{foundUnseen, what, model.Line(what, model.NameCells)})
}

// probeName is a command as a report names it.
func probeName(line string) string {
	return model.Line(strings.TrimSpace(line), model.NameCells).String()
}

// strangers come without a key, and with one that nobody knows.
func (c *check) strangers(ctx context.Context) error {
	signer, _, err := newKey(model.Text{})
	if err != nil {
		return err
	}
	return errors.Join(c.stranger(ctx, "(no key)", nil), c.stranger(ctx, "(unknown key)", signer))
}

// stranger looks at what somebody gets who may not come in: nobody's shipments.
func (c *check) stranger(ctx context.Context, name string, signer gossh.Signer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cl, err := dial(ctx, c.town.addr, c.town.host, signer)
	if err != nil {
		return err
	}
	defer func() { _ = cl.Close() }()
	house := c.roster.house
	eyes := newFinder(c.roster, "", "", house.Name.String(), house.Phone.String(), house.Mail.String())
	for _, line := range []string{"shipments", "shipments --json", "whoami", "accounts", "shipment " + c.roster.decoy.refs[0]} {
		a, err := cl.run(line, "")
		if err != nil {
			return err
		}
		c.findings.probed(len(a.out) + len(a.err))
		c.findings.leak(name, line, eyes.read(a.all(), line)...)
		if a.status == 0 {
			c.findings.leak(name, line, find{foundGuest, "", model.Line(string(a.out), model.NameCells)})
		}
	}
	return nil
}
