package upgrade

import (
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/enginetest"
	"porthole/internal/store/records"
)

var ctx = context.Background()

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fixture is a file of schema 6.
func fixture(t *testing.T) engine.Engine {
	t.Helper()
	packed, err := os.Open("../testdata/records6.db.gz")
	check(t, err)
	defer packed.Close()
	whole, err := gzip.NewReader(packed)
	check(t, err)
	content, err := io.ReadAll(whole)
	check(t, err)
	name := filepath.Join(t.TempDir(), "porthole.db")
	check(t, os.WriteFile(name, content, 0o600))
	file, err := bolt.Open(name, slog.New(slog.DiscardHandler))
	check(t, err)
	t.Cleanup(func() { check(t, file.Close()) })
	return file
}

// small are the small records of a store, each with the number that comes next.
func small(t *testing.T, e engine.Engine) (all []string) {
	t.Helper()
	check(t, e.Update(ctx, func(tx engine.Tx) error {
		all = nil
		for _, table := range []*engine.Table{
			&records.Partners.Table, &records.Accounts.Table, &records.Keys.Table, &records.KeyUses.Table, &records.Visits.Table,
			&records.Invitations.Table, &records.Links.Table, &records.Forwarders.Table, &records.Carriers.Table, &records.Mappings.Table,
			&records.Former.Table, &records.AuditLog, &records.Rollbacks.Table, &records.Outbox.Table, &records.OpenMails.Table,
			&records.MailServers.Table, &records.Notices.Table, &records.Followers.Table, &records.MailedTo.Table, &records.Mailed.Table,
		} {
			for r, err := range tx.Scan(table, engine.Scan{}) {
				check(t, err)
				all = append(all, fmt.Sprintf("%s %+v %q", table.Name, r.Key, r.Value))
			}
			n, err := tx.Number(table)
			check(t, err)
			all = append(all, fmt.Sprint(table.Name, n))
		}
		return nil
	}))
	return all
}

// Whoever was interrupted while records moved goes on where it was, however few of
// them move at once.
func TestSmallRecordsMoveInParts(t *testing.T) {
	at := func(e engine.Engine) Update {
		return func(fn func(tx engine.Tx) error) error { return e.Update(ctx, fn) }
	}
	whole, parts := fixture(t), fixture(t)
	check(t, moveSmall(at(whole), atOnce))
	killed, left := errors.New("killed"), 20
	err := moveSmall(func(fn func(tx engine.Tx) error) error {
		if left--; left < 0 {
			return killed
		}
		return at(parts)(fn)
	}, 3)
	if !errors.Is(err, killed) {
		t.Fatal(err)
	}
	check(t, moveSmall(at(parts), 1))
	got, want := small(t, parts), small(t, whole)
	if !slices.Equal(got, want) || len(want) < 40 {
		t.Errorf("got:\n%q\nwant:\n%q", got, want)
	}
}

// Visits that were noted before they had a time are read as they were.
func TestAVisitThatWasNotedWithoutItsTime(t *testing.T) {
	now := time.Date(2025, 5, 16, 12, 0, 0, 0, time.UTC)
	seen := binary.BigEndian.AppendUint64(nil, 7)
	check(t, enginetest.NewNaive().Update(ctx, func(tx engine.Tx) error {
		for _, payload := range [][]byte{seen, binary.BigEndian.AppendUint64(slices.Clone(seen), uint64(now.UnixNano()))} {
			check(t, takeVisit(tx, []byte("anna@saigon-tech.example\x00saigon-tech"), payload))
			v, found, err := records.Visits.Get(tx, "anna@saigon-tech.example", "saigon-tech")
			if err != nil || !found || v.Seen != 7 || v.At.IsZero() != (len(payload) == 8) || len(payload) == 16 && !v.At.Equal(now) {
				t.Errorf("%x: %+v, %v, %v", payload, v, found, err)
			}
		}
		return nil
	}))
}
