package command

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
)

// aboard puts shipments of both customers on one voyage; one has left already.
func (h *house) aboard() {
	var list []model.Shipment
	for _, slug := range []string{"saigon-tech", "mekong-foods"} {
		for i, s := range many(slug, 2) {
			s.Ref = line(fmt.Sprintf("SHP/%s/%d", slug, i))
			s.Facts.Vessel, s.Facts.Voyage = line("ONE HANNOVER"), line("042E")
			s.Facts.POL, s.Facts.POD = model.ParsePlace("Cat Lai"), model.ParsePlace("USLGB")
			list = append(list, s)
		}
	}
	h.put(list...)
	h.must(ops, "event post SHP/saigon-tech/0 departed --at 10/05/2025 05:00 --publish")
}

const sails = "voyage depart ONE HANNOVER 042E --at 10/05/2025 06:00 --text She has left"

// A script that asks for publishing and forgets the yes is not told that all is
// well; one that only looks is.
func TestAVoyageThatIsNotPublishedFails(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	typed := "voyage arrive ONE HANNOVER 042E --at 15/05/2025 08:00 --place USLGB"
	for _, format := range []string{"", " --json"} {
		if got := h.run(ops, typed+" --publish"+format); got.exit != ExitFailed {
			t.Errorf("%+v", got)
		}
		if got := h.run(ops, typed+format); got.exit != ExitDone {
			t.Errorf("%+v", got)
		}
	}
	h.must(ops, typed+" --publish --yes")
}

func TestAVoyageIsListedBeforeItIsWritten(t *testing.T) {
	h := newHouse(t)
	h.aboard()
	got := h.run(ops, sails+" --publish")
	if got.exit != ExitFailed || strings.Count(got.out, "SHP/") != 4 || !strings.Contains(got.err, "3 shipments with --yes") {
		t.Errorf("%+v", got)
	}
	if strings.Contains(h.must(binh, "shipments --json"), "departed") {
		t.Error("a dry run was written")
	}
	raw := json.RawMessage(h.must(ops, sails+" --json"))
	under := expect(t, "voyage", raw, "vessel voyage milestone at place written published shipments questions")
	expect(t, "one of them", first(t, under["shipments"]), "ref partner milestone port onto skipped")
	if string(under["vessel"]) != `"ONE HANNOVER"` || string(under["at"]) != `"2025-05-10T06:00:00+07:00"` || string(under["written"]) != "false" {
		t.Errorf("%s", raw)
	}
	if got := h.atTerminal(ops, "no", sails); got.exit != ExitFailed || !strings.Contains(got.err, "3 shipments, and keep it internal?") {
		t.Errorf("%+v", got)
	}
}

func TestAVoyageIsWrittenForAllOfThem(t *testing.T) {
	for name, enter := range map[string]func(h *house) result{
		"a script says yes": func(h *house) result { return h.run(ops, sails+" --publish --yes") },
		"a person says yes": func(h *house) result { return h.atTerminal(ops, "y", sails+" --publish") },
		"in Vietnamese": func(h *house) result {
			h.lang = words.Vietnamese
			defer func() { h.lang = words.English }()
			return h.atTerminal(ops, "có", sails+" --publish")
		},
	} {
		h := newHouse(t)
		h.aboard()
		if got := enter(h); got.exit != ExitDone || !strings.Contains(got.out, "3") {
			t.Errorf("%s: %+v", name, got)
		}
		if got := h.must(binh, "shipments --json"); strings.Count(got, `"atd":"2025-05-10T06:00:00+07:00"`) != 2 {
			t.Errorf("%s: %s", name, got)
		}
		if got := h.must(anna, "shipments --json"); !strings.Contains(got, `"atd":"2025-05-10T05:00:00+07:00"`) {
			t.Errorf("%s: what was known was overwritten: %s", name, got)
		}
		if got := h.run(ops, sails+" --publish --yes"); got.exit != ExitDone || !strings.Contains(got.err, "nothing to enter") {
			t.Errorf("%s, again: %+v", name, got)
		}
	}
}

// answering does something to the house before it gives its answer.
type answering struct {
	do     func()
	answer *strings.Reader
}

func (a *answering) Read(p []byte) (int, error) {
	if a.do != nil {
		a.do()
		a.do = nil
	}
	return a.answer.Read(p)
}

// A shipment that was imported while somebody looked at the list is not among
// those that they said yes to.
func TestAVoyageIsListedAgainWhenItChanged(t *testing.T) {
	h := newHouse(t)
	h.aboard()
	h.with = func(d *Deps) {
		d.Terminal, d.In = true, &answering{answer: strings.NewReader("y\n"), do: func() {
			late := many("mekong-foods", 1)[0]
			late.Ref = line("SHP/mekong-foods/late")
			late.Facts.Vessel, late.Facts.Voyage = line("ONE HANNOVER"), line("042E")
			late.Facts.POL, late.Facts.POD = model.ParsePlace("Cat Lai"), model.ParsePlace("USLGB")
			h.put(late)
		}}
	}
	got := h.run(ops, sails+" --publish")
	if got.exit != ExitFailed || !strings.Contains(got.err, "others by now than those that were listed") {
		t.Errorf("%+v", got)
	}
	if before, after, _ := strings.Cut(got.out, "SHP/mekong-foods/late"); after == "" || strings.Count(before+after, "SHP/") != 8 {
		t.Errorf("the list is not shown again:\n%s", got.out)
	}
	h.with = nil
	if strings.Contains(h.must(binh, "shipments --json"), "2025-05-10T06:00") {
		t.Error("it was written")
	}
}

// A voyage is called what the shipments call it, however it is typed.
func TestAVoyageKeepsItsName(t *testing.T) {
	h := newHouse(t)
	h.aboard()
	h.must(ops, "voyage depart one hannover 042e --at 10/05/2025 06:00 --publish --yes")
	if got := h.must(binh, "shipment SHP/mekong-foods/0 --json"); strings.Contains(got, "one hannover") || !strings.Contains(got, "ONE HANNOVER") {
		t.Errorf("%s", got)
	}
}

// What the lint asks about the text is answered with the same yes.
func TestAVoyageAsksAboutItsText(t *testing.T) {
	h := newHouse(t)
	h.aboard()
	typed := "voyage depart ONE HANNOVER 042E --at 10/05/2025 06:00 --publish --text For Mekong Foods JSC"
	got := h.run(ops, typed)
	if got.exit != ExitFailed || !strings.Contains(got.err, "“Mekong Foods JSC” is another customer") || strings.Contains(h.must(anna, "shipment SHP/saigon-tech/1"), "Mekong") {
		t.Errorf("%+v", got)
	}
}

func TestAVoyageThatNobodyIsOn(t *testing.T) {
	h := newHouse(t)
	h.aboard()
	for typed, want := range map[string]result{
		"voyage arrive EVER GIVEN 1W --at now --yes":            {"", "No shipment is on EVER GIVEN 1W.\n", ExitDone},
		"voyage depart ONE HANNOVER --at now --yes":             {"", "No shipment is on ONE HANNOVER.\n", ExitDone},
		"voyage depart ONE HANNOVER 042E":                       {"", "--at TIME is missing.\nSee how it is written with: voyage depart --help\n", ExitUsage},
		"voyage depart ONE HANNOVER 042E --at yesterday --json": {"", `{"error":{"message":"“yesterday” is not a date.","hint":"Write it as 2025-05-25 or 25/05/2025, with a time as 2025-05-25 14:30."}}` + "\n", ExitUsage},
	} {
		if got := h.run(ops, typed); got != want {
			t.Errorf("%s: %+v, want %+v", typed, got, want)
		}
	}
}
