package command

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// A date that was told and taken back is told in the same way by the answers,
// the history, the JSON and the watch; what was told with it is not repeated.
func TestADateThatWasTakenBackIsStillTold(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	w := h.watch(anna)
	h.later = 24 * time.Hour
	h.must(ops, "reschedule SHP/202505/00080 --eta 2025-05-28 --reason Typhoon off Luzon --publish")
	if got := w.next(); !strings.Contains(got, "ETA: 25 May → 28 May (3 days later). Reason: Typhoon off Luzon") {
		t.Error(got)
	}
	h.later = 48 * time.Hour
	h.must(boss, "event withdraw SHP/202505/00080 e4 --reason It was another shipment")
	if got := w.next(); !strings.Contains(got, "ETA: 28 May → 25 May (3 days earlier). The change to 28 May was withdrawn.") {
		t.Error(got)
	}
	w.end()
	page := h.must(anna, "shipment SHP/202505/00080")
	for _, want := range []string{
		"Yes. Now 25 May, 3 days later than first given (22 May)", "28 May, announced before, was withdrawn on 18 May.",
		"25 May  28 May  withdrawn on 18 May", "28 May  25 May  withdrawn: the date before holds again",
	} {
		if !strings.Contains(strings.Join(strings.Fields(page), " "), strings.Join(strings.Fields(want), " ")) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	for _, inner := range []string{"Typhoon", "another shipment"} {
		if strings.Contains(page, inner) {
			t.Errorf("%q in\n%s", inner, page)
		}
	}
	var got struct {
		ETA    string `json:"eta"`
		Slip   int    `json:"eta_slip_days"`
		Ledger []struct {
			From, To    string
			Reason      *string
			WithdrawnAt *string `json:"withdrawn_at"`
			Withdrawal  bool
		} `json:"eta_ledger"`
	}
	if err := json.Unmarshal([]byte(h.must(anna, "shipment SHP/202505/00080 --json")), &got); err != nil {
		t.Fatal(err)
	}
	if l := got.Ledger; got.ETA != "2025-05-25" || got.Slip != 3 || len(l) != 4 || l[2].To != "2025-05-28" || l[2].Reason != nil ||
		l[2].WithdrawnAt == nil || !strings.HasPrefix(*l[2].WithdrawnAt, "2025-05-18") || l[3].To != "2025-05-25" || !l[3].Withdrawal {
		t.Errorf("%+v", got)
	}
}

// The ETA that was announced first, moved away from, and is announced again.
func TestADateIsAnnouncedAgain(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	for i, day := range []string{"2025-05-28", "2025-05-25", "2025-05-28"} {
		h.later = time.Duration(i+1) * time.Hour
		h.must(ops, "reschedule SHP/202505/00080 --eta "+day+" --reason Weather --publish")
	}
	page := h.must(anna, "shipment SHP/202505/00080")
	if strings.Count(page, "Weather") != 3+1+3 || !strings.Contains(page, "ETA 28 May +6d") { // timeline, answer, history
		t.Errorf("%s", page)
	}
	if got := h.run(ops, "reschedule SHP/202505/00080 --eta 2025-05-28 --reason Weather --publish"); !strings.Contains(got.err, "28 already") {
		t.Errorf("%+v", got)
	}
}

// No published date changes without a reason or a word that none is given; what
// came without one can be given it afterwards, and the desk says so.
func TestAPublishedDateChangesForAReason(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	const ref = "SHP/202505/00080"
	for i, typed := range []string{
		"event post " + ref + " eta_changed --at 2025-05-28 --publish", "shipment set " + ref + " eta=2025-05-28",
	} {
		if got := h.run(ops, typed); got.exit != ExitFailed || !strings.Contains(got.err, "--no-reason") {
			t.Errorf("%d: %+v", i, got)
		}
	}
	h.must(ops, "event post "+ref+" eta_changed --at 2025-05-28")
	if got := h.run(ops, "event publish "+ref+" e4"); got.exit != ExitFailed || !strings.Contains(got.err, "--no-reason") {
		t.Errorf("%+v", got)
	}
	h.must(ops, "event publish "+ref+" e4 --no-reason")
	h.must(ops, "event reason "+ref+" e4 --reason Congestion at sea")
	if page := h.must(anna, "shipment "+ref); !strings.Contains(page, "Congestion at sea") {
		t.Errorf("%s", page)
	}
	list := "shipment,partner,eta\n" + ref + ",saigon-tech,2025-05-29\n"
	if got := h.feed(ops, list, "import", "-", "--json"); !strings.Contains(got.out, `"dates_without_reason":1`) || !strings.Contains(got.out, "nobody says why") {
		t.Errorf("%+v", got)
	}
	if got := h.must(ops, "desk --json"); !strings.Contains(got, `"mend":"event reason `+ref+` l4 --reason TEXT"`) {
		t.Errorf("%s", got)
	}
	list = strings.Replace(list, "29", "30", 1)
	if got := h.feed(ops, list, "import", "-", "--reason", "Weather", "--json"); strings.Contains(got.out, "nobody says why") {
		t.Errorf("%+v", got)
	}
	if page := h.must(anna, "shipment "+ref); !strings.Contains(page, "Weather") {
		t.Errorf("%s", page)
	}
}
