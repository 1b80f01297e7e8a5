package isolation

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

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
	key     gossh.Signer
	unknown map[string]string // the answer to each question about what nobody has
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
	s := &subject{check: c, account: account, company: company, key: signer, unknown: map[string]string{}}
	s.find = c.finderOf(account, company)
	if s.client, err = dial(ctx, c.town.addr, c.town.host, entry{key: signer}); err != nil {
		return err
	}
	defer func() { _ = s.client.Close() }()
	c.findings.signedIn()
	return inTurn(ctx, s.commands, s.lists, s.foreign, s.watching, s.unmoved, s.previews, s.languages, s.holders)
}

// finderOf is a finder for an account, to whom its own names are no news.
func (c *check) finderOf(account model.Account, company *company) *finder {
	return newFinder(c.roster, account.Email, account.Partner, account.Email, company.Name.String(), company.Slug)
}

// languages probes once in each language what has words in it. A session keeps
// the language in which it began, so that all windows are looked at together:
// the end of a screen takes half a second, in which there is better to do.
func (s *subject) languages(ctx context.Context) error {
	self, err := s.store.Self(model.Principal{Account: s.account.Email, Role: model.Portal, Partner: s.account.Partner})
	if err != nil {
		return err
	}
	var walks sync.WaitGroup
	failures := make(chan error, len(words.Languages())*len(widths))
	for i, language := range words.Languages() {
		if err = self.SetLanguage(ctx, string(language)); err != nil {
			break
		}
		if err = s.sentences(i); err != nil {
			break
		}
		if err = s.windows(ctx, words.In(language, nil), i*len(widths), &walks, failures); err != nil {
			break
		}
	}
	walks.Wait()
	close(failures)
	for failure := range failures {
		err = errors.Join(err, failure)
	}
	return err
}

// windows opens a window of each width, on a connection of their own, and has
// somebody look at each.
func (s *subject) windows(ctx context.Context, say words.Catalogue, turn int, walks *sync.WaitGroup, failures chan<- error) error {
	client, err := dial(ctx, s.town.addr, s.town.host, entry{key: s.key})
	if err != nil {
		return err
	}
	var open sync.WaitGroup
	for i, width := range widths {
		w, err := s.walk(client, say, width, turn+i)
		if err != nil {
			return errors.Join(err, client.Close())
		}
		open.Add(1)
		walks.Go(func() {
			defer open.Done()
			failures <- w.look(ctx)
		})
	}
	walks.Go(func() {
		open.Wait()
		_ = client.Close()
	})
	return nil
}

// run runs a command and looks through what comes back.
func (s *subject) run(line, input string) (answer, error) {
	a, err := s.client.run(line, input, limitOf(line))
	if err != nil {
		return a, err
	}
	all := a.all()
	s.findings.probed(len(a.out) + len(a.err))
	s.findings.leak(s.account.Email, probeName(line), s.find.read(all, line+"\n"+input)...)
	return a, nil
}

// limitOf is how long a command may take. A watch of what is not there ends at
// once.
func limitOf(line string) time.Duration {
	if strings.HasPrefix(line, "watch") {
		return patience / 5
	}
	return 2 * patience
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

// strangers come without a key, with one that nobody knows, and without a code.
func (c *check) strangers(ctx context.Context) error {
	signer, _, err := newKey(model.Text{})
	if err != nil {
		return err
	}
	return errors.Join(c.stranger(ctx, "(no key)", nil), c.stranger(ctx, "(unknown key)", signer), c.passerBy(ctx))
}

// stranger looks at what somebody gets who may not come in: nobody's shipments.
func (c *check) stranger(ctx context.Context, name string, signer gossh.Signer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cl, err := dial(ctx, c.town.addr, c.town.host, entry{key: signer})
	if err != nil {
		return err
	}
	defer func() { _ = cl.Close() }()
	eyes := newFinder(c.roster, "", "")
	for _, line := range []string{"shipments", "shipments --json", "whoami", "accounts", "shipment " + c.roster.decoy.refs[0]} {
		a, err := cl.run(line, "", limitOf(line))
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

// choose picks the accounts to sign in as: all of them, or a sample of n which
// has as many partners as it can.
func choose(accounts []model.Account, n int) []model.Account {
	chosen := slices.Clone(accounts)
	if n <= 0 || n >= len(accounts) {
		return chosen
	}
	rand.Shuffle(len(chosen), func(i, j int) { chosen[i], chosen[j] = chosen[j], chosen[i] })
	turn := map[string]int{} // of each partner: how many of its accounts came before
	turns := make(map[string]int, len(chosen))
	for _, account := range chosen {
		turns[account.Email] = turn[account.Partner]
		turn[account.Partner]++
	}
	slices.SortStableFunc(chosen, func(a, b model.Account) int { return turns[a.Email] - turns[b.Email] })
	return chosen[:n]
}
