package isolation

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"sync/atomic"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store"
)

// checked is finished, and left out with -short: each check takes long under the race
// detector, so there that of a sound house stands for all.
func checked(t *testing.T, o Options) model.IsolationReport {
	t.Helper()
	if testing.Short() {
		t.Skip("with -short")
	}
	return finished(t, o)
}

// finished runs a check that must be finished.
func finished(t *testing.T, o Options) model.IsolationReport {
	t.Helper()
	o.Now = clock
	report, err := Check(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestASoundHousePasses(t *testing.T) {
	h := newHouse(t, 3, 2, 6)
	var calls atomic.Int32
	report := finished(t, Options{Store: h.Store, Progress: func(done, total int) {
		if calls.Add(1) != int32(done) || total != 6 {
			t.Errorf("%d of %d at call %d", done, total, calls.Load())
		}
	}})
	for _, leak := range report.Leaks {
		t.Errorf("%+v", leak)
	}
	if !report.Passed || report.Accounts != 6 || calls.Load() != 6 || report.Probes < 6*200 || report.Bytes < 6*100_000 {
		t.Errorf("passed %v, %d accounts, %d probes, %d bytes", report.Passed, report.Accounts, report.Probes, report.Bytes)
	}
	t.Logf("%d accounts, %d probes, %d bytes", report.Accounts, report.Probes, report.Bytes)
}

// A number of a shipment may be the beginning of another one's, of the same customer or
// of somebody else. Whoever reads the longer one has not seen the other.
func TestNumbersThatBeginAlikeAreNotMistaken(t *testing.T) {
	h := newHouse(t, 2, 1, 0)
	for n, ref := range []string{"SHP/2", "SHP/20", "SHP/200", "SHP/2000"} {
		err := h.office.Write(t.Context(), "test", func(w *store.Writer) error {
			s := sample(n%2, n, w.Stamp())
			s.Ref = model.Line(ref, 40)
			_, err := w.Put(s)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, leak := range finished(t, Options{Store: h.Store}).Leaks {
		t.Errorf("%+v", leak)
	}
}

// The live data must come out of a check as they went in, and nothing may be
// left of the copy.
func TestTheLiveStoreIsOnlyRead(t *testing.T) {
	h := newHouse(t, 2, 1, 2)
	file := filepath.Join(h.folder, "porthole.db")
	before := sum(t, file)
	checked(t, Options{Store: h.Store})
	if sum(t, file) != before {
		t.Error("the live store was written to")
	}
	entries, err := os.ReadDir(h.folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.IsDir() {
			t.Errorf("%s is left", entry.Name())
		}
	}
}

func sum(t *testing.T, file string) [sha256.Size]byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte("@canary.invalid")) {
		t.Error("canaries in the live store")
	}
	return sha256.Sum256(text)
}

// With fewer than two customers who can sign in there is nobody to be kept apart: the
// check finds nothing, and does not say that it has passed.
func TestHousesWithNextToNobody(t *testing.T) {
	for name, c := range map[string]struct{ partners, accounts, shipments int }{
		"nobody": {0, 0, 0}, "nobody signs in": {2, 0, 3}, "nothing to see": {2, 1, 0}, "one customer": {1, 1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			report := checked(t, Options{Store: newHouse(t, c.partners, c.accounts, c.shipments).Store})
			if report.Passed != (c.partners*c.accounts > 1) || len(report.Leaks) > 0 || report.Accounts != c.partners*c.accounts {
				t.Errorf("%+v", report)
			}
		})
	}
}

func TestASampleHasManyPartners(t *testing.T) {
	var accounts []model.Account
	for i := range 3 {
		for a := range 4 {
			accounts = append(accounts, model.Account{Email: mail(i, a), Partner: slug(i)})
		}
	}
	partners := map[string]bool{}
	chosen := choose(accounts, 3)
	for _, account := range chosen {
		partners[account.Partner] = true
	}
	if len(chosen) != 3 || len(partners) != 3 {
		t.Errorf("%v", chosen)
	}
	if all := choose(accounts, 99); len(all) != 12 || !reflect.DeepEqual(all, accounts) {
		t.Errorf("%v", all)
	}
	report := checked(t, Options{Store: newHouse(t, 2, 2, 1).Store, Sample: 2})
	if report.Accounts != 2 || !report.Passed {
		t.Errorf("%+v", report)
	}
}

// Somebody who was shut out gets in nowhere, with a key that is theirs.
func TestADisabledAccountIsAStranger(t *testing.T) {
	h := newHouse(t, 2, 1, 2)
	if err := h.office.DisableAccount(t.Context(), mail(0, 0)); err != nil {
		t.Fatal(err)
	}
	if report := checked(t, Options{Store: h.Store}); !report.Passed || report.Accounts != 1 {
		t.Errorf("%+v", report)
	}
}

func TestACheckThatIsEndedProvesNothing(t *testing.T) {
	h := newHouse(t, 2, 2, 2)
	ctx, cancel := context.WithCancel(t.Context())
	report, err := Check(ctx, Options{Store: h.Store, Now: clock, Progress: func(int, int) { cancel() }})
	if !errors.Is(err, context.Canceled) || report.Passed {
		t.Errorf("%+v, %v", report, err)
	}
}

// A paused portal is looked at as if it were not, in the copy, and stays paused.
func TestAPausedHouseIsLookedAt(t *testing.T) {
	h := newHouse(t, 2, 1, 2)
	office, err := h.Office(model.Principal{Account: "boss@house.example", Role: model.Manager})
	if err == nil {
		err = office.Pause(t.Context(), "", model.Line("We check", 40))
	}
	if err != nil {
		t.Fatal(err)
	}
	if report := checked(t, Options{Store: h.Store}); !report.Passed || report.Accounts != 2 {
		t.Errorf("%+v", report)
	}
	if len(office.Pauses()) != 1 {
		t.Error("the check has resumed the portal")
	}
}

// A number that looks like a flag, or like any two figures, is no leak.
func TestAnOddNumberIsNoLeak(t *testing.T) {
	h := newHouse(t, 2, 1, 1)
	for i, ref := range []string{"-2+3", "-A1"} {
		s := sample(i, 7, model.Stamp{At: noon, By: us.Account})
		s.Ref = model.Line(ref, model.RefCells)
		office, err := h.Office(us)
		if err == nil {
			err = office.Write(t.Context(), "test", func(w *store.Writer) error { return second(w.Put(s)) })
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if report := checked(t, Options{Store: h.Store}); !report.Passed {
		t.Errorf("%+v", report)
	}
}

func second[T any](_ T, err error) error { return err }
