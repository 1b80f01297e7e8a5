package command

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"porthole/internal/model"
)

const theirs = "SHP/202505/00080"

// sees is everything that a customer can print of one shipment.
func (h *house) sees(p model.Principal) string {
	h.t.Helper()
	var all strings.Builder
	for _, typed := range []string{
		"shipments", "shipments --json", "shipments --csv", "shipment " + theirs, "shipment " + theirs + " --json", "shipments --search SECRET",
	} {
		got := h.run(p, typed)
		all.WriteString(got.out + got.err)
	}
	return all.String()
}

// The story of an event: it is posted and stays inside, it is published and is
// seen, it is withdrawn and is gone for the customer, and nowhere else.
func TestAnEventIsPostedPublishedAndWithdrawn(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	before := h.sees(anna)
	out := h.must(ops, "event post "+theirs+" departed --at 10/05/2025 06:00 --text She left SEEN --internal SECRETPOSTED --json")
	if out != `{"id":"e4","published":false}`+"\n" {
		t.Fatal(out)
	}
	if got := h.sees(anna); got != before {
		t.Errorf("the customer sees a difference before anything was published:\n%s", got)
	}
	if out := h.must(ops, "event publish "+theirs+" e4 --json"); out != `{"id":"e4","published":true}`+"\n" {
		t.Error(out)
	}
	got := h.sees(anna)
	if !strings.Contains(got, "She left SEEN") || !strings.Contains(got, "2025-05-10T06:00:00+07:00") || strings.Contains(got, "SECRET") {
		t.Errorf("the customer reads:\n%s", got)
	}
	h.must(boss, "event withdraw "+theirs+" e4 --reason It was another vessel")
	if got := h.sees(anna); strings.Contains(got, "SEEN") || strings.Contains(got, "another vessel") {
		t.Errorf("the customer still reads:\n%s", got)
	}
	office := h.must(ops, "events "+theirs+" --json")
	for _, kept := range []string{"She left SEEN", "SECRETPOSTED", `"state":"withdrawn"`, `"by":"boss@hailong.example","reason":"It was another vessel"`} {
		if !strings.Contains(office, kept) {
			t.Errorf("the office has lost %s: %s", kept, office)
		}
	}
	if got := h.must(ops, "events "+theirs); !strings.Contains(got, "withdrawn: It was another vessel") {
		t.Error(got)
	}
}

// The words of the internal note must not end in the customer's text, whatever
// the order and without any quotes.
func TestAnInternalRemarkStaysInside(t *testing.T) {
	for _, flags := range []string{
		"--text She has left --internal SECRET rate USD 900 --publish",
		"--internal SECRET rate USD 900 --text She has left --publish",
		"--publish --internal SECRET rate USD 900 --at now --text She has left",
	} {
		h := newHouse(t)
		h.put(laptops())
		h.must(ops, "event post "+theirs+" departed --at 10/05/2025 06:00 "+flags)
		if got := h.sees(anna); strings.Contains(got, "SECRET") || strings.Contains(got, "900") || !strings.Contains(got, "She has left") {
			t.Errorf("%s: the customer reads\n%s", flags, got)
		}
	}
}

// A text that looks internal is asked about, in every act that publishes one:
// a script has to say yes, a person is asked, and nothing happens before that.
func TestPublishingAsksBeforeAndNeverBlocks(t *testing.T) {
	for _, c := range []struct{ typed, seen string }{
		{"event post " + theirs + " departed --at 10/05/2025 06:00 --text It costs USD 300 --publish", "USD 300"},
		{"event publish " + theirs + " e4", "USD 300"},
		{"note publish " + theirs + " It costs USD 300", "USD 300"},
		{"reschedule " + theirs + " --eta 2025-06-02 --reason It costs USD 300 --publish", "USD 300"},
		{"shipment set " + theirs + " eta=2025-06-02 --reason It costs USD 300", "USD 300"},
		{"shipment set " + theirs + " commodity=Chairs, for which we pay USD 300", "USD 300"},
	} {
		h := newHouse(t)
		h.put(laptops())
		h.must(ops, "event post "+theirs+" stuffed --at 08/05/2025 11:05 --text It costs USD 300")
		before := h.sees(anna)
		got := h.run(ops, c.typed)
		if got.exit != ExitFailed || got.out != "" || !strings.Contains(got.err, "“USD 300”") || !strings.Contains(got.err, "--yes") {
			t.Errorf("%s: %+v", c.typed, got)
		}
		got = h.run(ops, c.typed+" --json")
		if got.exit != ExitFailed || got.out != "" || !json.Valid([]byte(got.err)) || !strings.Contains(got.err, "USD 300") {
			t.Errorf("%s --json: %+v", c.typed, got)
		}
		if got := h.atTerminal(ops, "n", c.typed); got.exit != ExitFailed || !strings.Contains(got.err, "Nothing was done") {
			t.Errorf("%s, and no: %+v", c.typed, got)
		}
		if after := h.sees(anna); after != before {
			t.Errorf("%s published without a yes:\n%s", c.typed, after)
		}
		if got := h.atTerminal(ops, "y", c.typed); got.exit != ExitDone || !strings.Contains(h.sees(anna), c.seen) {
			t.Errorf("%s, and yes: %+v", c.typed, got)
		}
	}
}

func TestAYesAtTheStartIsEnough(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.must(ops, "note publish "+theirs+" It costs USD 300 --yes")
	if got := h.sees(anna); !strings.Contains(got, "It costs USD 300") || strings.Contains(got, "--yes") {
		t.Error(got)
	}
}

func TestWhatAPostNeeds(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	for _, c := range []struct {
		typed string
		exit  int
		says  string
	}{
		{"event post " + theirs, ExitUsage, "MILESTONE"},
		{"event post " + theirs + " departed", ExitUsage, "--at"},
		{"event post " + theirs + " sunk --at now", ExitUsage, "gate_in"},
		{"event post " + theirs + " departed --at sunday", ExitUsage, "“sunday”"},
		{"event post " + theirs + " departed --at now --classifier sure", ExitUsage, "estimated"},
		{"event post SHP/000000/00000 departed --at now", ExitNotFound, ""},
		{"event post " + theirs + " gate in --at now --container XXXU0000000", ExitFailed, "XXXU"},
		{"event publish " + theirs + " e77", ExitNotFound, "events " + theirs},
		{"event publish SHP/000000/00000 e1", ExitNotFound, ""},
		{"event withdraw " + theirs + " e1", ExitUsage, "--reason"},
		{"event withdraw " + theirs + " n9 --reason x", ExitNotFound, "events"},
		{"note withdraw " + theirs + " e1 --reason x", ExitNotFound, "notes"},
		{"note add " + theirs, ExitUsage, "TEXT"},
		{"reschedule " + theirs + " --eta 2025-06-01", ExitUsage, "--reason"},
		{"reschedule " + theirs + " --reason x", ExitUsage, "--eta"},
		{"reschedule " + theirs + " --eta --reason x", ExitUsage, "DATE"},
		{"reschedule " + theirs + " --eta 2025-06-01 --etd 2025-05-11 --reason x", ExitUsage, "--etd"},
		{"reschedule " + theirs + " --eta soon --reason x", ExitUsage, "“soon”"},
		{"reschedule " + theirs + " 2025-06-01 --eta=2025-06-02 --reason x", ExitUsage, "2025-06-01"},
		{"shipment set " + theirs, ExitUsage, "FIELD=VALUE"},
		{"shipment set " + theirs + " colour=red", ExitUsage, "buy_rate"},
		{"shipment set " + theirs + " carrier=ONE hbbl=X", ExitUsage, "“hbbl”"},
		{"shipment set " + theirs + " carrier=ONE carrier=X", ExitUsage, "twice"},
		{"shipment set " + theirs + " partner=nobody --reason x", ExitNotFound, "nobody"},
		{"shipment set " + theirs + " status=draft", ExitFailed, ""},
		{"shipment set SHP/000000/00000 carrier=ONE", ExitNotFound, ""},
		{"events SHP/000000/00000", ExitNotFound, ""},
		{"invite nobody@x.example", ExitNotFound, "nobody@x.example"},
		{"invite " + anna.Account + " --expires never", ExitUsage, "48h"},
		{"invite revoke 123456", ExitNotFound, "invites"},
		{"account move " + anna.Account, ExitUsage, "--partner"},
		{"account move " + anna.Account + " --partner nobody", ExitNotFound, "nobody"},
		{"account enable nobody@x.example", ExitNotFound, ""},
		{"desk --partner nobody --limit 0", ExitUsage, "--limit"},
		{"preview", ExitUsage, "ACCOUNT"},
		{"preview " + anna.Account, ExitUsage, "ssh -t HOST preview"},
		{"preview nobody@x.example whoami", ExitNotFound, ""},
		{"preview " + boss.Account + " whoami", ExitFailed, ""},
		{"doctor nobody@x.example", ExitNotFound, ""},
		{"check isolation", ExitUsage, "“check"},
		{"audit", ExitUsage, "“audit"},
	} {
		got := h.run(ops, c.typed)
		if got.exit != c.exit || !strings.Contains(got.err, c.says) || got.out != "" || strings.Contains(got.err, "error.") {
			t.Errorf("%q: %+v, want exit %d, saying %q", c.typed, got, c.exit, c.says)
		}
	}
}

// What is known already is not recorded twice, and that is said.
func TestAnEventIsRecordedOnce(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	typed := "event post " + theirs + " departed --at 10/05/2025 06:00"
	if got := h.run(ops, typed); strings.Contains(got.err, "before") {
		t.Errorf("%+v", got)
	}
	got := h.run(ops, typed+" --publish")
	if got.exit != ExitDone || !strings.Contains(got.err, "recorded before, as e4") || !strings.Contains(h.sees(anna), "departed") {
		t.Errorf("%+v", got)
	}
	if got := h.must(ops, "events "+theirs+" --json"); strings.Count(got, `"departed"`) != 1 {
		t.Error(got)
	}
}

// A time without an offset is that of the place, named or usual.
func TestATimeIsThatOfThePlace(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.must(ops, "event post "+theirs+" arrived --at 15/05/2025 22:00")
	h.must(ops, "event post "+theirs+" ts_arrived --at 13/05/2025 22:00 --place Singapore")
	got := h.must(ops, "events "+theirs+" --json")
	for _, want := range []string{`"2025-05-15T22:00:00-07:00"`, `"2025-05-13T22:00:00+08:00"`, `"USLGB"`, `"SGSIN"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

// However the date is written, the ledger gets one line, and the customer reads
// it when it is published and not before.
func TestReschedule(t *testing.T) {
	for _, date := range []string{"--eta 2025-05-28", "--eta=2025-05-28", "2025-05-28 --eta", "--eta 28/05/2025"} {
		h := newHouse(t)
		h.put(laptops())
		typed := "reschedule " + theirs + " " + date + " --reason Rough weather"
		h.must(ops, typed)
		if got := h.sees(anna); strings.Contains(got, "2025-05-28") || strings.Contains(got, "Rough") {
			t.Errorf("%s was seen at once: %s", date, got)
		}
		if got := h.must(ops, typed+" --publish --json"); got != `{"ref":"SHP/202505/00080","date":"eta","to":"2025-05-28","published":true}`+"\n" {
			t.Error(got)
		}
		got := h.must(anna, "shipment "+theirs+" --json")
		if !strings.Contains(got, `"eta":"2025-05-28"`) || strings.Count(got, "Rough weather") < 2 || !strings.Contains(got, `"from":"2025-05-25","to":"2025-05-28"`) {
			t.Errorf("%s: %s", date, got)
		}
	}
}

func TestNotesForTheOfficeAndForTheCustomer(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	if got := h.must(ops, "note add "+theirs+" SECRET the carrier wants more --json"); got != `{"id":"n3","published":false}`+"\n" {
		t.Error(got)
	}
	if got := h.must(ops, "note publish "+theirs+" Papers are at the desk --json"); got != `{"id":"n4","published":true}`+"\n" {
		t.Error(got)
	}
	if got := h.sees(anna); !strings.Contains(got, "Papers are at the desk") || strings.Contains(got, "SECRET") {
		t.Error(got)
	}
	h.must(boss, "note withdraw "+theirs+" n4 --reason Wrong desk")
	if got := h.sees(anna); strings.Contains(got, "Papers are") {
		t.Error(got)
	}
	if got := h.must(boss, "event withdraw "+theirs+" n1 --reason Out of date"); !strings.Contains(got, "n1") || strings.Contains(h.sees(anna), "Documents are ready") {
		t.Error(got)
	}
	if got := h.run(boss, "event withdraw "+theirs+" n9 --reason Out of date"); got.exit != ExitNotFound {
		t.Errorf("%+v", got)
	}
	raw := json.RawMessage(h.must(boss, "notes "+theirs+" --json"))
	under := expect(t, "notes", raw, "ref notes")
	expect(t, "a note", first(t, under["notes"]), "id at by text state withdrawn")
	if got := h.must(boss, "notes "+theirs); !strings.Contains(got, "withdrawn: Wrong desk") || !strings.Contains(got, "SECRET the carrier") {
		t.Error(got)
	}
}

func TestSettingFacts(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	got := h.must(ops, "shipment set "+theirs+" vessel=ONE HAMMERSMITH references.hbl=HL 9 buy_rate=SECRET 900 USD weight_kg=100.5 --json")
	if got != `{"ref":"SHP/202505/00080","changed":["weight_kg","hbl","vessel","buy_rate"]}`+"\n" {
		t.Error(got)
	}
	seen := h.sees(anna)
	if !strings.Contains(seen, `"vessel":"ONE HAMMERSMITH"`) || !strings.Contains(seen, `"hbl":"HL 9"`) || strings.Contains(seen, "SECRET") {
		t.Error(seen)
	}
	if got := h.must(ops, "shipment set "+theirs+" weight_kg=100.5"); !strings.Contains(got, "like that already") {
		t.Error(got)
	}
	h.must(ops, "shipment set "+theirs+" partner=mekong-foods --reason Booked under the wrong name")
	if got := h.run(anna, "shipment "+theirs); got.exit != ExitNotFound {
		t.Errorf("the customer before still sees it: %+v", got)
	}
	h.must(binh, "shipment "+theirs)
}

// What somebody else has changed meanwhile is not overwritten; what is said
// names them. A person who reads the questions takes their time.
func TestTheSlowerOneIsTold(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	was := h.with
	h.with = func(d *Deps) {
		d.Terminal, d.In = true, &pause{answer: strings.NewReader("y\n"), meanwhile: func() {
			h.with = was
			h.must(admin, "note add "+theirs+" I was here first")
		}}
	}
	got := h.run(ops, "event post "+theirs+" departed --at 10/05/2025 06:00 --text It costs USD 300 --publish")
	if got.exit != ExitFailed || !strings.Contains(got.err, admin.Account) || strings.Contains(h.sees(anna), "USD 300") {
		t.Errorf("%+v", got)
	}
}

// pause is a person before whose answer something happens.
type pause struct {
	answer    *strings.Reader
	meanwhile func()
}

func (p *pause) Read(b []byte) (int, error) {
	if p.meanwhile != nil {
		p.meanwhile()
		p.meanwhile = nil
	}
	return p.answer.Read(b)
}

func TestWhoChangedIt(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.must(ops, "event post "+theirs+" departed --at 10/05/2025 06:00 --publish")
	h.must(boss, "event withdraw "+theirs+" e4 --reason Wrong vessel")
	got := h.must(boss, "audit --search "+theirs+" --json")
	for i, want := range []string{`"verb":"event post"`, `"actor":"` + ops.Account, `"verb":"withdraw"`, `"actor":"` + boss.Account, "Wrong vessel"} {
		if !strings.Contains(got, want) {
			t.Errorf("%d: no %s in %s", i, want, got)
		}
	}
	raw := json.RawMessage(got)
	under := expect(t, "audit", raw, "entries next")
	expect(t, "an entry", first(t, under["entries"]), "seq at actor from verb subject detail")
	if got := h.must(boss, "audit verify --json"); !strings.HasPrefix(got, `{"whole":true,"entries":`) {
		t.Error(got)
	}
}

// Unasked, the trail shows its end, whatever its length.
func TestTheTrailShowsItsEnd(t *testing.T) {
	h := newHouse(t)
	for i := range 30 {
		h.must(admin, fmt.Sprintf("partner add p%d --name Number %d", i, i))
	}
	for _, limit := range []int{1, 2, 3, 7, 10, 100} {
		var page struct{ Entries []struct{ Subject string } }
		if err := json.Unmarshal([]byte(h.must(boss, fmt.Sprintf("audit --json --limit %d", limit))), &page); err != nil {
			t.Fatal(err)
		}
		if len(page.Entries) != min(limit, 40) && limit < 40 || page.Entries[len(page.Entries)-1].Subject != "p29" {
			t.Errorf("%d: %+v", limit, page)
		}
	}
	got := h.run(boss, "audit --limit 5")
	if !strings.Contains(got.err, "audit --after 0") || !strings.Contains(h.must(boss, "audit --after 0 --limit 5"), "first start") {
		t.Errorf("%+v", got)
	}
}
