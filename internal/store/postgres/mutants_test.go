package postgres_test

import (
	"context"
	"errors"
	"fmt"
	neturl "net/url"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"porthole/internal/isolation"
	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/engine"
	"porthole/internal/store/postgres"
	"porthole/internal/store/postgres/pgtest"
)

// wallHolds reads for one customer and then for another, by the same connections, and says
// what either got that is not theirs, or did not get that is.
func wallHolds(e engine.Engine) error {
	for _, l := range []engine.List{"lotus", "mekong", "lotus"} {
		other := map[engine.List]engine.List{"lotus": "mekong", "mekong": "lotus"}[l]
		err := e.View(context.Background(), func(r engine.Reader) error {
			if err := r.Only(l); err != nil {
				return err
			}
			if items, err := r.Items(l, "of "+string(l)); err != nil || len(items) != 1 {
				return fmt.Errorf("%d items of their own: %w", len(items), err)
			}
			if _, err := r.State(other); !errors.Is(err, engine.ErrNone) {
				return fmt.Errorf("the list of %s: %w", other, err)
			}
			return nil
		})
		if err == nil {
			err = e.View(context.Background(), func(r engine.Reader) error { return pageHolds(r, l) })
		}
		if err != nil {
			return fmt.Errorf("for %s: %w", l, err)
		}
	}
	return nil
}

// pageHolds reads a page, which is a transaction of its own.
func pageHolds(r engine.Reader, l engine.List) error {
	if err := r.Only(l); err != nil {
		return err
	}
	page, err := r.(engine.Pager).Page(l, byRef, 10)
	if err != nil || len(page.Lines) != 1 {
		return fmt.Errorf("a page of %d: %w", len(page.Lines), err)
	}
	return nil
}

// Mistakes in the statements that the wall depends on, each of which both proofs of
// isolation must find: that of the engine, and the check that signs in as customers.
func TestAMistakeInTheWallIsFound(t *testing.T) {
	for name, sql := range map[string][]string{
		"":                         nil,
		"the partner is forgotten": {"select set_config('role', 'porthole_customer', true), $1::text"},
		"a connection keeps the partner that it served first": {
			"select set_config('role', 'porthole_customer', true), set_config('porthole.partner', coalesce(nullif(current_setting('porthole.partner', true), ''), $1), false)",
			"select set_config('porthole.list', (select id::text from rooms.list where name = current_setting('porthole.partner')), true), $1::text",
		},
		"the list is another's": {
			"select set_config('role', 'porthole_customer', true), set_config('porthole.partner', $1, true)",
			"select set_config('porthole.list', '1', true), $1::text",
		},
	} {
		t.Run("mistake "+name, func(t *testing.T) {
			sound := sql == nil
			if !sound {
				postgres.SetAsCustomer(t, sql...)
			}
			e := open(t, pgtest.Database(t))
			twoRooms(t, e)
			if err := wallHolds(e); (err == nil) != sound {
				t.Errorf("the engine's own: %v", err)
			}
			if sound { // see TestTheCheckWorksBesideServers
				return
			}
			whenAsked(t)
			report, err := isolation.Check(ctx, isolation.Options{Store: twoCustomers(t, pgtest.Database(t)), Now: func() time.Time { return noon }})
			if err == nil && report.Passed {
				t.Errorf("the check: passed %v, %v, %v", report.Passed, err, report.Leaks)
			}
		})
	}
}

var noon = time.Date(2025, 5, 16, 5, 0, 0, 0, time.UTC)

// twoCustomers is a store of two customers, each with an account and shipments.
func twoCustomers(t *testing.T, url string) *store.Store {
	t.Helper()
	s := must(store.New(open(t, url), "", store.Options{Secret: make([]byte, 32), Now: func() time.Time { return noon }}))
	t.Cleanup(func() { _ = s.Close() })
	o := must(s.Office(admin))
	for _, slug := range []string{"lotus", "mekong"} {
		must(o.AddPartner(ctx, slug, model.Line(slug+" company", model.NameCells)))
		must(o.AddAccount(ctx, model.Account{Email: "buyer@" + slug + ".example", Partner: slug}))
		for n := range 3 {
			if err := addShipment(o, fmt.Sprint(slug, "/", n), slug); err != nil {
				t.Fatal(err)
			}
		}
	}
	return s
}

// The check works on a copy beside servers that go on, finds what is wrong in it, and leaves
// nothing behind.
func TestTheCheckWorksBesideServers(t *testing.T) {
	whenAsked(t)
	url := pgtest.Database(t)
	s := twoCustomers(t, url)
	server(t, url)
	databases := count(t, url, "select count(*) from pg_database")
	entries := count(t, url, "select count(*) from office.log")
	check := func() model.IsolationReport {
		return must(isolation.Check(ctx, isolation.Options{Store: s, Now: func() time.Time { return noon }}))
	}
	if report := check(); !report.Passed {
		t.Errorf("%+v", report)
	}
	if n := count(t, url, "select count(*) from office.log"); n != entries {
		t.Errorf("%d entries in the trail, and %d before", n, entries)
	}
	pgtest.Exec(t, url, `update rooms.item set list = (select id from rooms.list where name = 'lotus') where ref = 'mekong/1'`)
	if report := check(); report.Passed {
		t.Errorf("a shipment in another's room: %+v", report)
	}
	if n := count(t, url, "select count(*) from pg_database"); n != databases {
		t.Errorf("%d databases, and %d before", n, databases)
	}
}

// A role that may not make a database is told so.
func TestTheCheckSaysWhatItMayNot(t *testing.T) {
	url := pgtest.Database(t)
	role := fmt.Sprint("plain", time.Now().UnixNano())
	pgtest.Exec(t, url, "create role "+role+" login createrole")
	pgtest.Exec(t, url, "create database "+role+" owner "+role)
	theirs := must(neturl.Parse(url))
	theirs.User, theirs.Path = neturl.User(role), "/"+role
	_, err := isolation.Check(ctx, isolation.Options{Store: twoCustomers(t, theirs.String())})
	if !errors.Is(err, model.NewFault("error.check.database")) {
		t.Error(err)
	}
	pgtest.Exec(t, url, "alter role "+role+" createdb")
	place, remove, err := server(t, theirs.String()).Apart(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_ = server(t, place).Close()
	if err := remove(); err != nil {
		t.Error(err)
	}
}

// count is the number that a question gives.
func count(t *testing.T, url, sql string) (n int) {
	t.Helper()
	conn := must(pgx.Connect(ctx, url))
	defer func() { _ = conn.Close(ctx) }()
	if err := conn.QueryRow(ctx, sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
