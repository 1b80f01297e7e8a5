package postgres_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
	"porthole/internal/store/postgres/pgtest"
)

// twoRooms are the lists of two customers, each with a shipment, and the office's.
func twoRooms(t *testing.T, e engine.Engine) {
	t.Helper()
	err := e.Update(context.Background(), func(tx engine.Tx) error {
		for _, l := range []engine.List{engine.Office, "lotus", "mekong"} {
			i := engine.Item{Ref: "of " + string(l), Seq: 1, Words: engine.Pack([]engine.Word{{Text: "box", Kinds: 1}}), Row: []byte("row"), Record: []byte("record")}
			if err := errors.Join(tx.MakeList(l, 0), tx.PutItem(l, i)); err != nil {
				return err
			}
		}
		return tx.Put(&engine.Table{Name: "secret"}, engine.Record{Key: engine.Key{First: "a"}, Value: []byte("a")})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A transaction that writes begins as the staff's, and is a customer's from there on.
func TestAWritingTransactionIsWalledOffToo(t *testing.T) {
	e := open(t, pgtest.Database(t))
	twoRooms(t, e)
	err := e.Update(context.Background(), func(tx engine.Tx) error {
		if err := tx.Only("lotus"); err != nil {
			return err
		}
		if _, err := tx.State("lotus"); err != nil {
			t.Errorf("their own: %v", err)
		}
		if _, err := tx.State("mekong"); !errors.Is(err, engine.ErrNone) {
			t.Errorf("another's: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

var byRef = engine.Query{Order: engine.ByRef, Statuses: []uint8{0}}

// A customer's page ends its transaction: whatever would be read behind it would be read
// without the wall, and is an error.
func TestNothingIsReadBehindACustomersPage(t *testing.T) {
	e := open(t, pgtest.Database(t))
	twoRooms(t, e)
	pages := func(r engine.Reader) error { // a transaction of its own
		_, err := r.(engine.Pager).Page("mekong", byRef, 10)
		return err
	}
	if err := e.View(context.Background(), func(r engine.Reader) error { return errors.Join(r.Only("lotus"), pages(r)) }); !errors.Is(err, engine.ErrNone) {
		t.Errorf("another's page: %v", err)
	}
	err := e.View(context.Background(), func(r engine.Reader) error {
		if err := r.Only("lotus"); err != nil {
			return err
		}
		page, err := r.(engine.Pager).Page("lotus", byRef, 10)
		if err != nil || len(page.Lines) != 1 || string(page.Items[0].Row) != "row" {
			t.Errorf("%+v, %v", page, err)
		}
		if _, err := r.Items("lotus", "of lotus"); err == nil {
			t.Error("a transaction goes on that has ended")
		}
		return nil
	})
	if err == nil {
		t.Error("nobody is told")
	}
}

// The attack: what is read for a customer asks for everything else, by a mistake of
// ours. The database has none of it for them.
func TestWhatIsReadForACustomerIsWalledOff(t *testing.T) {
	e := open(t, pgtest.Database(t))
	twoRooms(t, e)
	err := e.View(context.Background(), func(r engine.Reader) error {
		if err := r.Only("lotus"); err != nil {
			return err
		}
		items, err := r.Items("lotus", "of lotus", "of mekong")
		if len(items) != 1 || err != nil {
			t.Errorf("their own: %d, %v", len(items), err)
		}
		for _, look := range []func() error{
			func() error { _, err := r.State("mekong"); return err },
			func() error { _, err := r.Items("mekong", "of mekong"); return err },
			func() error { _, _, err := r.Record("mekong", "of mekong"); return err },
			func() error { _, err := r.Find("mekong", 1, "box"); return err },
			func() error { _, err := r.(engine.Pager).Page("mekong", byRef, 10); return err },
		} {
			if err := look(); !errors.Is(err, engine.ErrNone) {
				t.Errorf("another's: %v", err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	for name, look := range map[string]func(r engine.Reader) error{
		"the office's list": func(r engine.Reader) error { _, err := r.State(engine.Office); return err },
		"all lists":         func(r engine.Reader) error { _, err := r.Lists(); return err },
		"the office's table": func(r engine.Reader) error {
			_, err := r.Get(&engine.Table{Name: "secret"}, engine.Key{First: "a"})
			return err
		},
	} {
		err := e.View(context.Background(), func(r engine.Reader) error {
			return errors.Join(r.Only("lotus"), look(r))
		})
		if err == nil || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Two mistakes that would open the wall: the partner is forgotten, and a connection
// keeps the one that it served before. Either ends in an error, and not in an empty
// list, which nobody would notice.
func TestAForgottenPartnerIsAnError(t *testing.T) {
	url := pgtest.Database(t)
	twoRooms(t, open(t, url))
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(ctx) }()
	read := func(statements ...string) (names []string, err error) {
		tx, err := conn.Begin(ctx)
		if err != nil {
			return nil, err
		}
		defer func() { _ = tx.Rollback(ctx) }()
		for _, sql := range append([]string{"set local role porthole_customer"}, statements...) {
			if _, err := tx.Exec(ctx, sql); err != nil {
				return nil, err
			}
		}
		rows, err := tx.Query(ctx, "select ref from rooms.item")
		if err != nil {
			return nil, err
		}
		return pgx.CollectRows(rows, pgx.RowTo[string])
	}
	if names, err := read(); err == nil {
		t.Errorf("the partner was forgotten, and %q are read", names)
	}
	names, err := read("select set_config('porthole.partner', 'lotus', true)", "select set_config('porthole.list', (select id from rooms.list)::text, true)")
	if err != nil || len(names) != 1 || names[0] != "of lotus" {
		t.Errorf("%q, %v", names, err)
	}
	if names, err := read(); err == nil {
		t.Errorf("the connection kept its partner, and %q are read", names)
	}
}
