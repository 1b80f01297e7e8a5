// Package isolation proves that no customer is shown another's data, and that
// nothing internal gets out. It does so from outside: it signs in over SSH as
// every portal account, with a real client and a real key, runs every command
// and looks at every screen that the account has, and goes through each byte
// that comes back. It does the same with a tracking code, on both doors, reads the
// mail that would go out, compares what the office previews with what the account
// gets, and does what the office keeps to itself, of which nothing may be noticed.
//
// It works on a copy of the store, never on the live one:
//
//	copy      a snapshot in a scratch folder, opened as a store of its own
//	ground    the rooms as they are, compared with what the office holds
//	plant     a canary in every foreign and every internal text of the copy
//	probe     a server on the loopback, and a client for each account
//	find      canaries, foreign numbers and foreign names in what came back
//
// A canary says by itself where it was planted (kinds.go), so that looking for
// a million of them costs no more than looking for one. The account's own
// canaries have a use too: a screen counts as seen once they stand on it, and
// not after a pause.
package isolation

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/store"
)

// us is in whose name the copy is worked on. The live store never hears of it.
var us = model.Principal{Account: "isolation@localhost", Role: model.Admin, Remote: "check isolation"}

const (
	// atOnce is how many accounts are probed at the same time.
	atOnce = 4
	// plantBudget is how many shipments get canaries in all, and plantMost how
	// many of one partner, those with the highest numbers. The numbers of all
	// others are looked for all the same.
	plantBudget, plantMost = 20_000, 500
	// recordBudget and screenBudget are how many shipments are read whole by
	// commands and on screens, shared among the accounts; each account reads at
	// least leastRecords and leastScreens.
	recordBudget, leastRecords = 6000, 20
	screenBudget, leastScreens = 800, 6
)

// Options are what a check needs. Store must be given.
type Options struct {
	Store    *store.Store             // the live one; it is only read
	Now      func() time.Time         // the clock of the check; nil: the real one
	Log      *slog.Logger             // nil: nothing is logged
	Sample   int                      // how many accounts to sign in as; 0: all
	Progress func(done, total int)    // called as accounts are done; may be nil
	faults   func(*check) error       // tests put a leak in here, when all is planted
	raw      func(place string) error // or here, into the copy before it is opened
}

// Checker is Check bound to a store, in the form in which commands take it.
func Checker(st *store.Store, now func() time.Time, log *slog.Logger) func(
	ctx context.Context, sample int, progress func(done, total int)) (model.IsolationReport, error) {
	return func(ctx context.Context, sample int, progress func(done, total int)) (model.IsolationReport, error) {
		return Check(ctx, Options{Store: st, Now: now, Log: log, Sample: sample, Progress: progress})
	}
}

// check is one run.
type check struct {
	Options
	store    *store.Store // the copy
	office   *store.Office
	roster   *roster
	chosen   []model.Account
	records  int // how many shipments each account reads whole by commands
	screens  int // and on screens
	texts    *textReader
	town     *town
	findings *collector
	staff    gossh.Signer // the key of somebody of customer service
	// What tests put something wrong in the place of: how a code for a shipment is made,
	// what the office does that no customer may notice, what it types for a preview, and
	// to whom a mail goes.
	code    func(ctx context.Context, ref string) (string, error)
	unseen  func(ctx context.Context, one planted) error
	preview func(account, line string) string
	address func(e store.Envelope) string
}

// Check signs in as every portal account of a copy of the store, or as a
// sample, and reports what reached somebody whose it is not. The error is for a
// check that could not be finished: then nothing is proven. It leaves nothing
// behind.
func Check(ctx context.Context, o Options) (report model.IsolationReport, err error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	place, remove, err := o.Store.Apart(ctx)
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, remove()) }()
	if o.raw != nil {
		if err := o.raw(place); err != nil {
			return report, err
		}
	}
	secret := make([]byte, 32) // the codes in the outbox stay closed
	_, _ = rand.Read(secret)   // never fails
	st, err := store.Open(place, store.Options{Now: o.Now, Holder: "check isolation", Log: o.Log, Secret: secret})
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	c := &check{Options: o, store: st, findings: newCollector()}
	c.code, c.unseen = c.newCode, c.keepToItself
	c.preview = func(account, line string) string { return "preview " + account + " " + line }
	c.address = func(e store.Envelope) string { return e.To }
	if err := c.run(ctx); err != nil {
		return model.IsolationReport{}, fmt.Errorf("check isolation: %w", err)
	}
	return c.findings.done(), nil
}

// run is the check on the open copy.
func (c *check) run(ctx context.Context) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := c.prepare(ctx); err != nil {
		return err
	}
	if c.town, err = c.open(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.town.close()) }()
	return inTurn(ctx, c.strangers, c.everybody, c.letters)
}

// prepare finds out who there is, compares the rooms as they are, and plants.
func (c *check) prepare(ctx context.Context) (err error) {
	if c.office, err = c.store.Office(us); err != nil {
		return err
	}
	var random [16]byte
	_, _ = rand.Read(random[:]) // never fails
	if c.roster, err = gather(ctx, c.office, newMint(random)); err != nil {
		return err
	}
	c.findings.partners(c.roster.accounts)
	c.chosen = choose(c.roster.accounts, c.Sample)
	share := max(1, len(c.chosen))
	c.records, c.screens = max(leastRecords, recordBudget/share), max(leastScreens, screenBudget/share)
	for _, p := range c.office.Pauses() { // what would be seen is looked at, also while nothing is
		if err := c.office.Resume(ctx, p.Partner); err != nil {
			return err
		}
	}
	decoy := func(ctx context.Context) error { return c.roster.plantDecoy(ctx, c.office) }
	if err := inTurn(ctx, c.rooms, decoy, c.plant, c.hire); err != nil || c.faults == nil {
		return err
	}
	return c.faults(c)
}

// inTurn does one step after the other, up to the first that fails.
func inTurn(ctx context.Context, steps ...func(context.Context) error) error {
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// rooms looks at the rooms of the chosen accounts as they are.
func (c *check) rooms(ctx context.Context) error {
	c.texts = newTextReader(c.roster)
	looked := map[string]bool{}
	for _, account := range c.chosen {
		if looked[account.Partner] || c.roster.partners[account.Partner] == nil {
			continue
		}
		looked[account.Partner] = true
		err := c.ground(ctx, account.Partner, func(probe string, found ...find) {
			c.findings.leak(account.Email, probe, found...)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// everybody probes the chosen accounts, a few at a time. What goes wrong with
// one ends the check.
func (c *check) everybody(whole context.Context) error {
	ctx, cancel := context.WithCancelCause(whole)
	defer cancel(nil)
	queue := make(chan model.Account)
	var work sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range min(atOnce, len(c.chosen)) {
		work.Go(func() {
			for account := range queue {
				if err := c.somebody(ctx, account); err != nil {
					cancel(fmt.Errorf("as %s: %w", account.Email, err))
					continue
				}
				mu.Lock()
				done++
				if c.Progress != nil {
					c.Progress(done, len(c.chosen))
				}
				mu.Unlock()
			}
		})
	}
	for _, account := range c.chosen {
		select {
		case queue <- account:
		case <-ctx.Done():
		}
	}
	close(queue)
	work.Wait()
	if err := whole.Err(); err != nil {
		return err //nolint:wrapcheck // whoever ended it knows it again
	}
	return context.Cause(ctx) //nolint:wrapcheck // wrapped where it was given
}
