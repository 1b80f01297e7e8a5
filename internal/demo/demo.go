// Package demo builds a throwaway forwarder with a story to look at: one in
// Saigon, four customers, and the weeks that led to the morning of 16 May 2025.
//
// Nothing is painted on: the history is lived through day by day, by the same
// imports and writes that the office makes, on a clock of its own. So the
// ledger, the audit trail and the marks of what is new are what they would be.
package demo

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// Entry is one way into the demo: an account and the private key that opens it.
type Entry struct {
	Name    string // of the key file and of the account before the @
	Account string
	Role    model.Role
	Partner model.Text
	KeyPath string
}

// KeyFolder is the folder of the demo's keys inside the data folder.
const KeyFolder = "demo-keys"

// mailDomain is where the demo's people have their addresses.
const mailDomain = "@demo.example"

// people are the accounts of the demo.
var people = []struct {
	name, partner string
	role          model.Role
}{
	{"saigon-tech", "saigon-tech", model.Portal},
	{"mekong-foods", "mekong-foods", model.Portal},
	{"ops", "", model.Operations},
	{"cs", "", model.CS},
	{"manager", "", model.Manager},
	{"admin", "", model.Admin},
}

// partners are the customers, by their short names.
var partners = []struct{ slug, name string }{
	{"saigon-tech", "Saigon Tech Export"},
	{"mekong-foods", "Mekong Foods JSC"},
	{"dai-phat", "Công ty TNHH Gỗ Đại Phát"},
	{"hanoi-garment", "Hanoi Garment Trading"},
}

// Scenario is the moment at which the demo begins.
func Scenario() time.Time {
	return time.Date(2025, time.May, 16, 9, 0, 0, 0, saigon())
}

func saigon() *time.Location { return model.ParsePlace("VNSGN").Zone() }

// Build makes the demo in dir, which it may find empty or already built: then
// it only finds the keys again. The store is closed when it returns.
func Build(ctx context.Context, dir string) ([]Entry, error) {
	clock := &clock{now: Scenario().AddDate(0, 0, -60)}
	st, err := store.Open(dir, store.Options{Now: clock.Now, Holder: "demo"})
	if err != nil {
		return nil, err
	}
	b := &builder{store: st, clock: clock, dir: dir}
	err = b.build(ctx)
	if closed := st.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, fmt.Errorf("building the demo: %w", err)
	}
	return entries(filepath.Join(dir, KeyFolder)), nil
}

// clock is the time of the story, which goes as fast as it is told.
type clock struct{ now time.Time }

// Now is the present moment of the story.
func (c *clock) Now() time.Time { return c.now }

// builder fills a store with the story, as its office does.
type builder struct {
	store *store.Store
	clock *clock
	dir   string
	admin *store.Office
	ops   *store.Office
}

func (d *builder) build(ctx context.Context) (err error) {
	if d.admin, err = d.office(model.Admin, "admin"); err != nil {
		return err
	}
	if d.ops, err = d.office(model.Operations, "ops"); err != nil {
		return err
	}
	known, _, err := d.admin.Partners(ctx, "", 1)
	if err != nil || len(known) > 0 {
		return err
	}
	if err := d.furnish(ctx); err != nil {
		return err
	}
	return d.live(ctx)
}

func (d *builder) office(role model.Role, name string) (*store.Office, error) {
	return d.store.Office(model.Principal{Account: name + mailDomain, Role: role, Remote: "demo"})
}

// furnish sets up the forwarder, the customers, the accounts and their keys.
func (d *builder) furnish(ctx context.Context) error {
	err := d.admin.SetForwarder(ctx, model.Forwarder{
		Name: model.Line("Hai Long Logistics", model.NameCells), Phone: model.Line("+84 28 3822 0165", model.NameCells),
		Mail: model.Line("care@hailong.example", model.NameCells), Zone: saigon().String(),
	})
	if err != nil {
		return err
	}
	for _, p := range partners {
		if _, err := d.admin.AddPartner(ctx, p.slug, model.Line(p.name, model.NameCells)); err != nil {
			return err
		}
	}
	for _, entry := range entries(filepath.Join(d.dir, KeyFolder)) {
		if err := d.enrol(ctx, entry); err != nil {
			return err
		}
	}
	return nil
}

func (d *builder) enrol(ctx context.Context, entry Entry) error {
	account := model.Account{Email: entry.Account, Role: entry.Role}
	for _, person := range people {
		if person.name == entry.Name {
			account.Partner = person.partner
		}
	}
	if _, err := d.admin.AddAccount(ctx, account); err != nil {
		return err
	}
	key, err := makeKey(entry.KeyPath, entry.Account)
	if err != nil {
		return err
	}
	return d.admin.AddKey(ctx, entry.Account, key)
}

func entries(folder string) []Entry {
	names := map[string]string{}
	for _, p := range partners {
		names[p.slug] = p.name
	}
	var all []Entry
	for _, person := range people {
		all = append(all, Entry{
			Name: person.name, Account: person.name + mailDomain, Role: person.role,
			Partner: model.Line(names[person.partner], model.NameCells), KeyPath: filepath.Join(folder, person.name),
		})
	}
	return all
}

// privateFolder makes a folder that only its owner can look into.
func privateFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return fmt.Errorf("making the folder of the demo's keys: %w", err)
	}
	return nil
}
