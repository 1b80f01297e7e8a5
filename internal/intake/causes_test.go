package intake

import (
	"slices"
	"strings"
	"testing"

	"porthole/internal/words"
)

var english = words.In(words.English, nil)

// A row with four bad cells is one row that was refused.
func TestRowsAddUpHoweverMuchIsWrongWithThem(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment,partner,status,mode,eta,packages\n"+
		"A1,Saigon Tech Export,sunk,rocket,soon,many\n"+
		"A2,Saigon Tech Export,draft,sea,25/05/2025,1\n", Options{})
	said := r.Say(english)
	if said.Rows != 2 || said.Taken != 1 || said.RefusedRows != 1 || len(said.Refused) != 4 || said.RefusedTotal != 4 {
		t.Errorf("%+v", said)
	}
}

// The sample has 66 rows of four customers, and that is what there is to say of
// it in a house that knows none of them.
func TestWhatIsWrongIsToldOnceForAllRows(t *testing.T) {
	h := open(t)
	r := h.take(sample(t, "shipments.csv"), Options{})
	causes := r.Refusals(english)
	rows := 0
	for _, c := range causes {
		rows += len(c.Rows)
		if !slices.IsSorted(c.Rows) || !strings.HasPrefix(c.Reason, "There is no partner") || !strings.Contains(c.Hint, "--create-partners") {
			t.Errorf("%+v", c)
		}
	}
	if len(causes) != 4 || rows != 66 || rows != r.RefusedRows() || len(r.Say(english).Refused) != 66 {
		t.Errorf("%d causes, %d rows", len(causes), rows)
	}
}

func TestCausesOfOneKindStandTogether(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment,partner,eta\n"+
		"A1,Nobody,25/05/2025\n"+
		"A2,Saigon Tech Export,soon\n"+
		"A3,Somebody,25/05/2025\n"+
		"A2,Saigon Tech Export,25/05/2025\n"+
		"A4,Nobody,soon\n", Options{})
	var told []string
	for _, c := range r.Refusals(english) {
		told = append(told, c.Value)
	}
	if got := strings.Join(told, " "); got != "Nobody Somebody soon" {
		t.Errorf("%s:\n%+v", got, r.Refusals(english))
	}
	if dates := r.Refusals(english)[2]; !slices.Equal(dates.Rows, []int{3, 5, 6}) {
		t.Errorf("%+v", dates)
	}
}

func TestADryRunSaysWhatItWouldCreate(t *testing.T) {
	h := open(t)
	list := "shipment,partner\nA1,Mekong Foods\nA2,Mekong Foods\n"
	dry := h.take(list, Options{DryRun: true, CreatePartners: true}).Remarks(english)
	if len(dry) != 1 || !strings.Contains(dry[0].Reason, "would be created") {
		t.Errorf("%+v", dry)
	}
	real := h.take(list, Options{CreatePartners: true}).Remarks(english)
	if len(real) != 1 || !strings.Contains(real[0].Reason, "was created") {
		t.Errorf("%+v", real)
	}
}

func TestStretchesOfRows(t *testing.T) {
	if got := stretches([]int{1, 2, 3, 5, 7, 8, 10, 12, 14, 16}); got != "1–3, 5, 7–8, 10, 12, 14, …" {
		t.Error(got)
	}
}
