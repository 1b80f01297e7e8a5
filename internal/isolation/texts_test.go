package isolation

import (
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store"
)

// edit changes one shipment of the live store.
func (h *house) edit(t *testing.T, ref model.Text, change func(s *model.Shipment, by model.Stamp)) {
	t.Helper()
	err := h.office.Write(t.Context(), "test", func(w *store.Writer) error {
		s, err := w.Shipment(ref.String())
		if err != nil {
			return err
		}
		s = s.Clone()
		change(&s, w.Stamp())
		_, err = w.Put(s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func remark(text string) func(s *model.Shipment, by model.Stamp) {
	return func(s *model.Shipment, by model.Stamp) {
		s.Notes = append(s.Notes, model.Note{ID: "n2", At: noon, By: by.By, ForCustomer: true, Text: model.Line(text, 200)})
	}
}

// What stands in the live rooms is read before canaries take its place.
func TestAPublishedTextThatNamesAnotherCustomerIsFound(t *testing.T) {
	ours, theirs := sample(0, 0, model.Stamp{}), sample(1, 2, model.Stamp{})
	for name, c := range map[string]struct {
		change func(s *model.Shipment, by model.Stamp)
		probe  string // empty: nothing is found
		piece  string
	}{
		"a name in a note":      {remark("Shipped together with Partner Number 1 Ltd this week"), "room: note", "Partner Number 1"},
		"a number in a note":    {remark("Same truck as " + theirs.Ref.String()), "room: note", theirs.Ref.String()},
		"a reference in a note": {remark("Under " + theirs.Facts.References.HBL.String()), "room: note", "HBL100002"},
		"a name in the commodity": {func(s *model.Shipment, _ model.Stamp) {
			s.Facts.Cargo.Commodity = model.Line("Chairs for Partner Number 1 Ltd", 80)
		}, "room: commodity", "Partner Number 1"},
		"a name in an event": {func(s *model.Shipment, by model.Stamp) {
			model.Record(s, model.Event{
				Milestone: model.GateOut, Classifier: model.Actual, At: model.Moment(noon), Text: model.Line("Held for Partner Number 1 Ltd", 80),
			}, by, by)
		}, "room: event", "Partner Number 1"},
		"a name in a reason": {func(s *model.Shipment, by model.Stamp) {
			model.Reschedule(s, model.KindETA, model.Day(2025, 7, 1), model.Line("Waits for Partner Number 1 Ltd", 80), "", by, by)
		}, "room: reason of eta", "Partner Number 1"},

		"an internal note": {func(s *model.Shipment, by model.Stamp) {
			remark("As for Partner Number 1 Ltd, "+theirs.Ref.String())(s, by)
			s.Notes[len(s.Notes)-1].ForCustomer = false
		}, "", ""},
		"a note taken back": {func(s *model.Shipment, by model.Stamp) {
			remark("As for Partner Number 1 Ltd")(s, by)
			s.Notes[len(s.Notes)-1].Withdrawn = by
		}, "", ""},
		"what is the customer's own": {
			remark("Partner Number 0 Ltd: " + ours.Ref.String() + " and SHP/202510/00002, " + ours.Facts.References.HBL.String() + ", 2 trucks, 1,200 USD"), "", "",
		},
		"what both have": {remark("Container ONEU6507410, order PO-6700, vessel ONE HANNOVER 042E"), "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, 2, 1, 3)
			h.edit(t, ours.Ref, c.change)
			found := h.read(t, 0)
			if c.probe == "" {
				if len(found) > 0 {
					t.Errorf("%+v", found)
				}
				return
			}
			hit := func(leak model.IsolationLeak) bool {
				return strings.HasPrefix(leak.Probe, c.probe) && leak.Canary == foundText && leak.Owner == ours.Ref.String() &&
					strings.Contains(leak.Excerpt.String(), c.piece)
			}
			if !slices.ContainsFunc(found, hit) {
				t.Errorf("%q is not in %+v", c.piece, found)
			}
		})
	}
}

// read looks at the rooms as they are, and at nothing else.
func (h *house) read(t *testing.T, partner int) []model.IsolationLeak {
	t.Helper()
	c := &check{store: h.Store, office: h.office, findings: newCollector()}
	var err error
	if c.roster, err = gather(t.Context(), h.office, testMint(t)); err != nil {
		t.Fatal(err)
	}
	c.chosen = c.roster.accounts
	if err := c.rooms(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, leak := range c.findings.done().Leaks {
		if leak.Account != mail(partner, 0) {
			t.Errorf("of another account: %+v", leak)
		}
	}
	return c.findings.done().Leaks
}

// A whole check ends with what its beginning found.
func TestACheckReportsWhatTheTextsSay(t *testing.T) {
	h := newHouse(t, 2, 1, 1)
	ref := sample(0, 0, model.Stamp{}).Ref
	h.edit(t, ref, remark("Shipped together with Partner Number 1 Ltd"))
	report := checked(t, Options{Store: h.Store})
	told(t, report, mail(0, 0), "room: note", "text "+ref.String())
	if found := leaks(report, mail(1, 0), ""); len(found) > 0 {
		t.Errorf("the other customer: %q", found)
	}
}

// Customers may be called much alike, and names are written as people write.
func TestNamesThatAreAlike(t *testing.T) {
	r := village(t)
	reader := newTextReader(r)
	for text, c := range map[string]struct {
		slug string
		want []string
	}{
		"For Saigon Tech Export, as agreed":  {"me", nil},
		"For Saigon Tech, as agreed":         {"me", nil}, // short for their own name
		"For Saigon Tech Export as well":     {"they", []string{"Saigon Tech Export"}},
		"Together with MEKONG FOODS, jsc":    {"me", []string{"MEKONG FOODS"}},
		"Mekong Foods JSC is what we are":    {"you", nil},
		"Waits for a berth, no news of food": {"me", nil},
	} {
		partner := r.partners[c.slug].Partner
		known := model.LintContext{Own: []model.Text{partner.Name}, Others: reader.names}
		var got []string
		for _, piece := range reader.foreign(model.Line(text, 200), known, partner) {
			got = append(got, piece.String())
		}
		if len(got) != len(c.want) || len(got) > 0 && !strings.HasPrefix(got[0], c.want[0]) {
			t.Errorf("%q as %s: %q, want %q", text, c.slug, got, c.want)
		}
	}
}
