package isolation

import (
	"context"
	"errors"
	"slices"

	"porthole/internal/model"
	"porthole/internal/notify"
	"porthole/internal/store"
)

// letters looks through the mail that goes out when something of everybody changes, and
// when the state of a shipment is told again. Nothing is sent: the copy has no mail server.
func (c *check) letters(ctx context.Context) error {
	readers := map[string]*finder{}
	waiting := map[string]planted{} // who must be mailed, and about what
	for _, account := range c.chosen {
		company := c.roster.partners[account.Partner]
		if account.Disabled || company == nil || len(company.planted) == 0 {
			continue
		}
		readers[account.Email] = c.finderOf(account, company)
		waiting[account.Email] = company.planted[0]
		if err := c.office.SetNotices(ctx, account.Email, model.Notices{Level: model.NoticesAll}); err != nil {
			return err
		}
	}
	if err := c.newsOfEverybody(ctx); err != nil {
		return err
	}
	mailed, err := c.claimed(ctx)
	if err != nil {
		return err
	}
	for _, e := range mailed {
		to := c.address(e)
		reader := readers[to]
		if reader == nil {
			continue // nobody's whom this check has signed in as
		}
		text := []byte(e.Letter.Subject + "\n" + e.Letter.Text + "\n" + e.Letter.HTML)
		c.findings.probed(len(text))
		c.findings.leak(to, "mail", slices.Concat(reader.read(text, ""), reader.bytes(text, ""))...)
		if reader.has(text, waiting[to].owner, kindHBL) || reader.has(text, waiting[to].owner, kindNote) {
			delete(waiting, to)
		}
	}
	for email, one := range waiting {
		c.findings.leak(email, "mail", find{foundUnseen, one.ref, model.Line(one.ref, model.NameCells)})
	}
	return nil
}

// newsOfEverybody changes a shipment of each partner, in what is published and in what is
// not, and has the state of it told again.
func (c *check) newsOfEverybody(ctx context.Context) error {
	for _, slug := range c.roster.slugs {
		company := c.roster.partners[slug]
		if len(company.planted) == 0 {
			continue
		}
		one := company.planted[0]
		if err := c.touch(ctx, one); err != nil {
			return err
		}
		if err := c.unseen(ctx, one); err != nil {
			return err
		}
		if _, err := c.office.ResendMail(ctx, one.ref); err != nil && !errors.Is(err, model.NewFault("error.mail.nobody")) {
			return err
		}
	}
	return nil
}

// claimed are the mails that are to go out, as they would.
func (c *check) claimed(ctx context.Context) (all []store.Envelope, err error) {
	box := c.store.Outbox()
	box.SetDelay(0)
	for {
		e, more, err := box.Claim(ctx, func(errand model.Errand) model.Letter {
			return notify.Compose(errand, notify.Settings{PublicHost: "track.invalid", PublicWeb: "https://track.invalid", From: "track@track.invalid"})
		})
		if err != nil || !more {
			return all, err
		}
		if err := box.Sent(ctx, e.ID); err != nil {
			return nil, err
		}
		all = append(all, e)
	}
}
