package command

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/words"
)

// The final checkpoint, from the first look to the pass: each point says what
// mends it, and the mend is a command that can be pasted.
func TestAReviewFailsIsMendedAndPasses(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	got := h.run(boss, "review "+theirs+" --json")
	if got.exit != ExitFailed || got.err != "" {
		t.Fatalf("%+v", got)
	}
	under := expect(t, "review", json.RawMessage(got.out), "ref passed points")
	expect(t, "a point", first(t, under["points"]), "point passed reason mend")
	var review struct {
		Passed bool
		Points []struct {
			Point  string
			Passed bool
			Mend   *string
		}
	}
	for range 20 {
		got = h.run(boss, "review "+theirs+" --json")
		if err := json.Unmarshal([]byte(got.out), &review); err != nil || len(review.Points) != 5 {
			t.Fatalf("%v %+v", err, got)
		}
		if review.Passed {
			break
		}
		for _, p := range review.Points {
			if p.Passed != (p.Mend == nil) {
				t.Errorf("%+v", p)
			}
			if !p.Passed {
				h.mend(t, *p.Mend)
				break
			}
		}
	}
	if got := h.run(boss, "review "+theirs); got.exit != ExitDone || !strings.Contains(got.out, "✓") || strings.Contains(got.out, "✗") {
		t.Errorf("%+v", got)
	}
}

// mend does what a review says, with its blanks filled in.
func (h *house) mend(t *testing.T, mend string) {
	t.Helper()
	when := "10/05/2025 05:00"
	if strings.Contains(mend, string(model.Arrived)) {
		when = "15/05/2025 08:00"
	}
	mend = strings.NewReplacer("TIME", when, "TEXT", "As reported").Replace(mend)
	if email, invited := strings.CutPrefix(mend, "invite "); invited {
		h.must(ops, mend)
		_, line := publicKey(t)
		mend = "key add --account " + email
		if got := h.feed(ops, line, strings.Fields(mend)...); got.exit != ExitDone {
			t.Fatalf("%s: %+v", mend, got)
		}
		return
	}
	h.must(ops, mend+" --yes")
}

func TestAReviewShowsBothSides(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	for _, h.lang = range words.Languages() {
		for _, h.width = range []int{0, 60, 120, 200} {
			got := h.run(boss, "review "+theirs)
			for _, raw := range []string{"withheld.", "review.", "command.", "{1}"} {
				if strings.Contains(got.out, raw) {
					t.Errorf("%s at %d shows %s:\n%s", h.lang, h.width, raw, got.out)
				}
			}
			if strings.Count(got.out, "buy_rate") != 1 || !strings.Contains(got.out, "ssh HOST event post "+theirs) {
				t.Errorf("%s at %d:\n%s", h.lang, h.width, got.out)
			}
		}
	}
	h.lang, h.width = words.English, 0
	got := h.run(boss, "review "+theirs).out
	if mends := h.run(admin, "review "+theirs).out; !strings.Contains(got, " operations: ssh HOST event post ") || strings.Contains(mends, "operations: ssh") {
		t.Errorf("who can mend it:\n%s\n%s", got, mends)
	}
	for _, want := range []string{"WHAT WE KNOW", "USD 1234 SECRETRATE", "SECRETNOTE", "Discharged: SECRETUNPUBLISHED", "Saigon Tech Export"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// Whatever the width, no line of a table is wider.
func TestStaffReadItAtAnyWidth(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.put(many("mekong-foods", 3)...)
	h.must(ops, "event post "+theirs+" departed --at 10/05/2025 06:00 --internal A remark that is rather long for one column")
	h.must(ops, "invite "+anna.Account)
	for _, h.lang = range words.Languages() {
		for h.width = 40; h.width <= 200; h.width += 16 {
			for _, typed := range []string{
				"events " + theirs, "notes " + theirs, "desk", "freshness", "reviews", "audit", "invites", "keys --account " + anna.Account,
				"voyage arrive ONE HANNOVER 042E --at now",
			} {
				h.fits(t, admin, typed)
			}
		}
	}
}

func TestReviewsByResult(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.put(many("mekong-foods", 60)...)
	raw := json.RawMessage(h.must(boss, "reviews --partner saigon-tech --json"))
	under := expect(t, "reviews", raw, "reviews next")
	expect(t, "one of them", first(t, under["reviews"]), "ref partner status passed failed")
	if strings.Contains(string(raw), "mekong") {
		t.Errorf("%s", raw)
	}
	got := h.run(boss, "reviews --failed --limit 10")
	if strings.Count(got.out, "✗") != 10 || !strings.Contains(got.err, "reviews --failed --after ") {
		t.Errorf("%+v", got)
	}
	_, again, _ := strings.Cut(strings.TrimSpace(got.err), "ssh HOST ")
	if next := h.run(boss, again); next.exit != ExitDone || next.out == got.out {
		t.Errorf("%s: %+v", again, next)
	}
}

func TestADoctorSaysWhatIsWrong(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	for _, who := range []model.Principal{ops, cs, boss, admin} {
		raw := json.RawMessage(h.must(who, "doctor "+anna.Account+" --json"))
		under := expect(t, "doctor", raw, "account healthy findings")
		expect(t, "a finding", first(t, under["findings"]), "check ok finding mend")
		if !strings.Contains(string(raw), `"mend":"invite anna@saigontech.example"`) || strings.Contains(string(raw), "SECRET") {
			t.Errorf("%s", raw)
		}
	}
	if got := h.must(ops, "doctor "+anna.Account); !strings.Contains(got, "ssh HOST invite "+anna.Account) {
		t.Error(got)
	}
}

func TestTheDeskSaysWhatNeedsAnUpdate(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.put(many("mekong-foods", 3)...)
	raw := json.RawMessage(h.must(ops, "desk --json"))
	under := expect(t, "desk", raw, "items total next")
	item := expect(t, "an item", first(t, under["items"]), "ref partner status next_milestone needs")
	expect(t, "a need", first(t, item["needs"]), "kind days milestone text mend")
	if string(item["ref"]) != `"`+theirs+`"` {
		t.Errorf("the worst is %s", item["ref"])
	}
	if got := h.must(ops, "desk --partner mekong-foods --json"); strings.Contains(got, theirs) {
		t.Error(got)
	}
	if got := h.must(boss, "desk"); !strings.Contains(got, "1 event is not published. (and 5 more)") {
		t.Error(got)
	}
	raw = json.RawMessage(h.must(ops, "freshness --json"))
	_, fresh := fields(t, raw)
	expect(t, "freshness", first(t, fresh["partners"]), "partner name active fresh share median_days")
	if got := h.must(ops, "freshness"); !strings.Contains(got, "Mekong Foods JSC") {
		t.Error(got)
	}
}

// An invitation is a code for one person, printed once and kept nowhere.
func TestAnInvitation(t *testing.T) {
	h := newHouse(t)
	raw := json.RawMessage(h.must(ops, "invite "+anna.Account+" --json"))
	under := expect(t, "invite", raw, "email code expires_at mailed")
	if string(under["expires_at"]) != `"2025-05-22T12:00:00+07:00"` {
		t.Errorf("it ends %s", under["expires_at"])
	}
	var code string
	if err := json.Unmarshal(under["code"], &code); err != nil {
		t.Fatal(err)
	}
	if _, err := access.ParseCode(code); err != nil {
		t.Errorf("%s: %v", code, err)
	}
	h.with = func(d *Deps) { d.Prefix = "ssh -p 2222 ops@port.example" }
	got := h.run(ops, "invite "+anna.Account+" --expires 2d")
	h.with = func(d *Deps) { d.Public = "ssh -p 2022 house.example" }
	if got := h.run(ops, "invite "+anna.Account+" --expires 2d"); !strings.HasPrefix(got.out, "ssh -p 2022 invite@house.example\n") {
		t.Errorf("%+v", got)
	}
	h.with = nil
	line, second, _ := strings.Cut(got.out, "\n")
	if line != "ssh -p 2222 invite@port.example" || !strings.Contains(got.err, "18 May 12:00 ICT") {
		t.Errorf("%+v", got)
	}
	if _, err := access.ParseCode(second); err != nil {
		t.Errorf("%q: %v", second, err)
	}
	everything := h.must(admin, "audit --json --limit 500") + h.must(ops, "invites --json")
	if strings.Contains(everything, code) || strings.Contains(everything, strings.TrimSpace(second)) {
		t.Error("a code can be read again")
	}
	list := json.RawMessage(h.must(ops, "invites --json"))
	_, invites := fields(t, list)
	one := expect(t, "an invitation", first(t, invites["invites"]), "id email state created_at by expires_at used_at fingerprint")
	id := strings.Trim(string(one["id"]), `"`)
	h.must(ops, "invite revoke "+id)
	if got := h.must(ops, "invites"); strings.Count(got, "revoked") != 1 || strings.Count(got, "open") != 2 {
		t.Error(got)
	}
	if got := h.run(ops, "invite "+boss.Account); got.exit != ExitFailed {
		t.Errorf("operations invite staff: %+v", got)
	}
	h.must(admin, "invite "+boss.Account)
}

func TestAccountsAreMovedClosedAndOpened(t *testing.T) {
	h := newHouse(t)
	h.must(ops, "account move "+anna.Account+" --partner mekong-foods")
	if got := h.must(ops, "accounts"); strings.Count(got, "mekong-foods") != 2 {
		t.Error(got)
	}
	h.must(ops, "account disable "+anna.Account)
	if got := h.run(cs, "preview "+anna.Account+" whoami"); got.exit != ExitFailed || strings.Contains(got.err, "error.") {
		t.Errorf("%+v", got)
	}
	h.must(ops, "account enable "+anna.Account)
	if got := h.must(ops, "accounts --json"); strings.Contains(got, `"disabled":true`) {
		t.Error(got)
	}
	if got := h.run(ops, "account move "+boss.Account+" --partner mekong-foods"); got.exit != ExitFailed {
		t.Errorf("%+v", got)
	}
	_, line := publicKey(t)
	if got := h.feed(ops, line, "key", "add", "--account", anna.Account); got.exit != ExitDone {
		t.Fatalf("%+v", got)
	}
	keys, err := h.session(ops).keysOfAccount(t.Context(), anna.Account)
	if err != nil || len(keys) != 1 || !strings.Contains(h.must(ops, "keys --account "+anna.Account), keys[0].Fingerprint) {
		t.Fatalf("%v %v", keys, err)
	}
	h.must(ops, "key remove "+keys[0].Fingerprint+" --account "+anna.Account)
	if got := h.run(ops, "key remove "+keys[0].Fingerprint+" --account "+anna.Account); got.exit != ExitNotFound {
		t.Errorf("%+v", got)
	}
	if got := h.run(ops, "keys --account "+admin.Account); got.exit != ExitFailed {
		t.Errorf("%+v", got)
	}
}

func TestTheCheckOfIsolation(t *testing.T) {
	h := newHouse(t)
	report := model.IsolationReport{Passed: true, Accounts: 2, Probes: 90, Bytes: 12345, Partners: 2}
	asked := -1
	h.with = func(d *Deps) {
		d.Isolation = func(_ context.Context, sample int, progress func(done, total int)) (model.IsolationReport, error) {
			asked = sample
			progress(1, 2)
			return report, nil
		}
	}
	if got := h.must(boss, "check isolation --sample 7 --json"); asked != 7 || !strings.HasPrefix(got, `{"passed":true,"accounts":2,"probes":90,"bytes":12345,"leaks":[]`) {
		t.Errorf("%d %s", asked, got)
	}
	if got := h.must(boss, "check isolation"); !strings.Contains(got, "2 accounts, 90 probes, 12345 bytes.") {
		t.Error(got)
	}
	report.Passed, report.Partners = false, 1
	if got := h.run(boss, "check isolation"); got.exit != ExitFailed || !strings.Contains(got.out, "Nothing is proven: 1 customer has an account") {
		t.Errorf("%+v", got)
	}
	report.Partners = 2
	report.Leaks = []model.IsolationLeak{{Account: anna.Account, Probe: "shipments", Canary: "buy_rate", Owner: "mekong-foods", Excerpt: line("CANARY-1")}}
	got := h.run(boss, "check isolation --json")
	under := expect(t, "check", json.RawMessage(strings.Replace(got.out, `,"more":0,"partners":2`, "", 1)), "passed accounts probes bytes leaks")
	expect(t, "a leak", first(t, under["leaks"]), "account probe canary owner excerpt")
	if got.exit != ExitFailed {
		t.Errorf("%+v", got)
	}
	if got := h.run(boss, "check isolation"); got.exit != ExitFailed || !strings.Contains(got.out, "CANARY-1") || !strings.Contains(got.out, anna.Account) {
		t.Errorf("%+v", got)
	}
	h.with = func(d *Deps) {
		d.Isolation = func(context.Context, int, func(int, int)) (model.IsolationReport, error) {
			return model.IsolationReport{}, errors.New("no copy")
		}
	}
	if got := h.run(boss, "check isolation"); got.exit != ExitFailed || !strings.Contains(got.err, "our side") {
		t.Errorf("%+v", got)
	}
}
