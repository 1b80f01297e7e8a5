package command

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/bolt/bolttest"
	"porthole/internal/store/upkeep"
	"porthole/internal/words"
)

// damaged is the house with something done to its file behind its back.
func damaged(t *testing.T, spoil func(file string)) *house {
	t.Helper()
	h := newHouse(t)
	h.put(laptops())
	h.put(many("mekong-foods", 2)...)
	folder, _, err := h.store.Apart(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	spoil(filepath.Join(folder, "porthole.db"))
	s, err := store.Open(folder, store.Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	h.store = s
	return h
}

// unhung takes a shipment out of its customer's room, as a fault of ours could.
func unhung(t *testing.T) func(file string) {
	return func(file string) {
		t.Helper()
		bolttest.Edit(t, file, func(tx bolttest.Tx) error {
			return tx.List("saigon-tech").Bucket([]byte("records")).Delete([]byte(theirs))
		})
	}
}

// flipped changes a letter of what only the office's record of a shipment has.
func flipped(t *testing.T) func(file string) {
	return func(file string) {
		t.Helper()
		content, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(content, []byte("SECRETREMARK")) {
			t.Fatal("the record is not in the file", err)
		}
		content = bytes.ReplaceAll(content, []byte("SECRETREMARK"), []byte("SECRETREMARX"))
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAStoreThatIsWhole(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	for _, h.lang = range words.Languages() {
		for _, who := range []model.Principal{boss, admin} {
			if got := h.must(who, "verify"); !strings.Contains(got, "✓") || strings.Contains(got, "✗") || strings.Contains(got, "verify.") {
				t.Error(got)
			}
		}
	}
	raw := json.RawMessage(h.must(boss, "verify --json"))
	under := expect(t, "verify", raw, "whole shipments rooms lines audit unsealed mended findings more")
	if string(under["whole"]) != "true" || string(under["shipments"]) != "1" || string(under["findings"]) != "[]" {
		t.Errorf("%s", raw)
	}
	if got := h.must(boss, "audit --json --search verify"); !strings.Contains(got, `"actor":"`+boss.Account+`"`) {
		t.Errorf("who looked is not in the trail: %s", got)
	}
}

// The story: a customer's room does not have what the office has published. The
// manager's review prints `verify`; that says who can do what; and after it the
// customer sees the shipment and the review has nothing to say about it.
func TestTheMendOfAReviewMends(t *testing.T) {
	h := damaged(t, unhung(t))
	if got := h.run(anna, "shipment "+theirs); got.exit == ExitDone {
		t.Fatal("nothing is amiss")
	}
	mend := ""
	for line := range strings.Lines(h.run(boss, "review "+theirs).out) {
		if _, rest, ok := strings.Cut(line, "ssh HOST verify"); ok {
			mend = strings.TrimSpace("verify" + rest)
		}
	}
	got := h.run(boss, mend)
	if got.exit != ExitFailed || got.err != "" || !strings.Contains(got.out, "What the customer sees of "+theirs) {
		t.Fatalf("%q: %+v", mend, got)
	}
	if !strings.Contains(got.out, "  administrator: ssh HOST verify --mend\n") {
		t.Errorf("who mends it:\n%s", got.out)
	}
	if got := h.run(boss, "verify --mend"); got.exit != ExitUsage {
		t.Errorf("a manager mends it: %+v", got)
	}
	got = h.run(admin, mend)
	_, paste, found := strings.Cut(got.out, "\n  ssh HOST ")
	if !found {
		t.Fatalf("an administrator is told %+v", got)
	}
	if got := h.must(admin, strings.TrimSpace(paste)); !strings.Contains(got, "✓") || !strings.Contains(got, "made anew") {
		t.Error(got)
	}
	h.must(anna, "shipment "+theirs)
	if got := h.run(boss, "review "+theirs).out; strings.Contains(got, "verify") {
		t.Errorf("the review still says so:\n%s", got)
	}
	if got := h.must(boss, "audit --json --search mend"); !strings.Contains(got, `"verb":"verify mend"`) {
		t.Errorf("it is not in the trail: %s", got)
	}
}

// What is wrong with the server's file is the house's own: a customer, and whoever
// holds a code, are told a number that is in the log, and whom to ask.
func TestCustomersAreToldNothingOfTheServersFile(t *testing.T) {
	var log bytes.Buffer
	h := damaged(t, unhung(t))
	h.with = func(d *Deps) { d.Log = slog.New(slog.NewTextHandler(&log, nil)) }
	holder, _ := h.share()
	for _, h.lang = range words.Languages() {
		for _, p := range []model.Principal{anna, holder} {
			for _, typed := range []string{"shipment " + theirs, "shipment " + theirs + " --json"} {
				log.Reset()
				got := h.run(p, typed)
				if got.exit != ExitFailed || got.out != "" {
					t.Errorf("%s: %s: %+v", p.Role, typed, got)
				}
				for _, word := range []string{"porthole.db", "restore", "--data", string(filepath.Separator) + "tmp"} {
					if strings.Contains(got.err, word) {
						t.Errorf("%s reads %q: %s", p.Role, word, got.err)
					}
				}
				id := regexp.MustCompile(`\b[0-9a-f]{8}\b`).FindString(got.err)
				if id == "" || !strings.Contains(log.String(), "id="+id) || !strings.Contains(log.String(), "error.store_damaged") {
					t.Errorf("%s: %q is not in the log:\n%s", p.Role, id, log.String())
				}
				if !strings.Contains(got.err, "+84 28 3823 0000") {
					t.Errorf("%s is not told whom to ask: %s", p.Role, got.err)
				}
			}
		}
	}
	h.lang = words.English
	if got := h.run(cs, "preview "+anna.Account+" shipment "+theirs); strings.Contains(got.err, "porthole.db") {
		t.Errorf("a preview says more than the customer gets: %+v", got)
	}
}

// Staff are told which file it is, and what to do.
func TestStaffAreToldOfTheServersFile(t *testing.T) {
	h := damaged(t, flipped(t))
	got := h.run(ops, "note add "+theirs+" seen at the gate")
	if got.exit != ExitFailed || !strings.Contains(got.err, "porthole.db") || !strings.Contains(got.err, "porthole restore FILE --data DIR") {
		t.Errorf("%+v", got)
	}
}

func TestAFindingForScripts(t *testing.T) {
	h := damaged(t, unhung(t))
	got := h.run(boss, "verify --json")
	if got.exit != ExitFailed || got.err != "" {
		t.Fatalf("%+v", got)
	}
	under := expect(t, "verify", json.RawMessage(got.out), "whole shipments rooms lines audit unsealed mended findings more")
	finding := expect(t, "a finding", first(t, under["findings"]), "part subject finding cause mend")
	if string(finding["part"]) != `"room"` || string(finding["subject"]) != `"`+theirs+`"` || string(finding["mend"]) != `"verify --mend"` {
		t.Errorf("%s", got.out)
	}
}

// What the office alone knows cannot be made of anything: a backup is named, and
// --mend leaves everything as it is.
func TestADamagedRecordNeedsABackup(t *testing.T) {
	h := damaged(t, flipped(t))
	for _, typed := range []string{"verify", "verify --mend"} {
		got := h.run(admin, typed)
		if got.exit != ExitFailed || !strings.Contains(got.out, "✗ The office's record of "+theirs+" cannot be read.") {
			t.Errorf("%s: %+v", typed, got)
		}
		if !strings.HasSuffix(got.out, "\n  porthole restore FILE --data DIR\n") || strings.Contains(got.out, "--mend") {
			t.Errorf("%s advises:\n%s", typed, got.out)
		}
	}
	if got := h.run(admin, "verify --json"); strings.Contains(got.out, "--mend") || got.exit != ExitFailed {
		t.Errorf("%+v", got)
	}
}

// More is wrong with a list than a report holds, and the trail has a gap: that
// comes last, and a backup is needed all the same.
func TestWhatIsLostIsSaidBehindAHundredThingsThatAreNot(t *testing.T) {
	h := damaged(t, func(file string) {
		bolttest.Edit(t, file, func(tx bolttest.Tx) error {
			rows := tx.List("saigon-tech").Bucket([]byte("items"))
			for i := range 130 {
				if err := rows.Put([]byte{'x', byte(i)}, []byte("xxxxxxxx")); err != nil {
					return err
				}
			}
			trail := tx.Bucket([]byte("tables")).Bucket([]byte("log"))
			key, _ := trail.Cursor().First()
			return trail.Delete(key)
		})
	})
	got := h.run(admin, "verify").out
	if !strings.Contains(got, "The audit trail was changed, or is damaged.") || !strings.HasSuffix(got, "  porthole restore FILE --data DIR\n") {
		t.Errorf("what is lost is not said:\n%s", got)
	}
	if strings.Contains(h.run(admin, "verify --json").out, "verify --mend") {
		t.Error("it is said to be mended with --mend")
	}
}

func TestVerifyFitsAnyWidth(t *testing.T) {
	h := damaged(t, unhung(t))
	for _, h.lang = range words.Languages() {
		for h.width = 48; h.width < 160; h.width += 16 {
			for line := range strings.Lines(h.run(boss, "verify").out) {
				if cells(strings.TrimRight(line, "\n")) > h.width {
					t.Errorf("%s at %d: %q", h.lang, h.width, line)
				}
			}
		}
	}
}

func TestEveryPartOfTheStoreHasWords(t *testing.T) {
	for _, language := range words.Languages() {
		for _, part := range upkeep.Parts() {
			if !words.In(language, nil).Has("verify." + string(part)) {
				t.Errorf("%s has no word for %s", language, part)
			}
		}
	}
}

// A backup is the bytes of a store and nothing else; what is said of it is on
// standard error, and who took it is in the trail.
func TestABackupIsBytes(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	got := h.run(admin, "backup")
	if got.exit != ExitDone || !strings.Contains(got.err, "SHA-256") || !strings.Contains(got.err, "host_ed25519") {
		t.Fatalf("%d %s", got.exit, got.err)
	}
	report, err := store.Restore(t.Context(), admin, strings.NewReader(got.out), "x", t.TempDir(), store.Options{})
	if err != nil || report.Shipments != 1 {
		t.Errorf("%+v, %v", report, err)
	}
	if got := h.must(boss, "audit --json --search backup"); !strings.Contains(got, `"actor":"`+admin.Account+`"`) {
		t.Errorf("who took it is not in the trail: %s", got)
	}
	if got := h.run(admin, "help backup"); strings.Contains(got.out, "--json") {
		t.Error(got.out)
	}
}

func TestABackupIsNotForATerminal(t *testing.T) {
	h := newHouse(t)
	got := h.atTerminal(admin, "", "backup")
	if got.exit != ExitFailed || got.out != "" || !strings.Contains(got.err, "ssh HOST backup > porthole.backup") {
		t.Errorf("%d %q %s", got.exit, got.out[:min(len(got.out), 80)], got.err)
	}
	if got := h.must(boss, "audit --json --search backup"); strings.Contains(got, `"verb":"backup"`) {
		t.Error("one that was not taken is in the trail")
	}
}

// Whoever takes the backup may go away in the middle of it.
func TestABackupThatNobodyReads(t *testing.T) {
	h := newHouse(t)
	var errs bytes.Buffer
	d := h.deps(admin, "", nil, &errs)
	d.Out = closed{}
	if exit := Run(t.Context(), d, []string{"backup"}); exit != ExitFailed || errs.Len() > 0 {
		t.Errorf("%d %s", exit, &errs)
	}
}

// A copy that cannot be read is no fault of whoever waits for it: they are told
// that what they have is no backup, and the log says why.
func TestABackupThatCannotBeRead(t *testing.T) {
	h := newHouse(t)
	office, err := h.store.Office(admin)
	if err != nil {
		t.Fatal(err)
	}
	copied, err := office.Backup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := copied.Close(); err != nil { // and so it is there no more
		t.Fatal(err)
	}
	for _, h.lang = range words.Languages() {
		var out, errs, log bytes.Buffer
		d := h.deps(admin, "", &out, &errs)
		d.Log = slog.New(slog.NewTextHandler(&log, nil))
		s := newSession(d, []string{"backup"})
		if exit := s.fail(t.Context(), s.hand(t.Context(), copied)); exit != ExitFailed || out.Len() > 0 {
			t.Errorf("%d, %d bytes", exit, out.Len())
		}
		if strings.Count(errs.String(), "\n") != 2 || !strings.Contains(errs.String(), "ssh HOST backup > porthole.backup") {
			t.Errorf("it says %q", errs.String())
		}
		if !strings.Contains(log.String(), "file already closed") {
			t.Errorf("the log says %q", log.String())
		}
	}
}

// closed is an output whose reader has gone.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, os.ErrClosed }

// Restoring is for the machine itself: over ssh there is no such command.
func TestThereIsNoRestoreHere(t *testing.T) {
	h := newHouse(t)
	for role, who := range everybody() {
		if got := h.run(who, "restore x --data y"); role != "guest" && got.exit != ExitUsage {
			t.Errorf("%s: %+v", role, got)
		}
	}
}
