package intake

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

// dated is a list with ETD and ETA, from pairs of them.
func dated(pairs ...string) string {
	list := "shipment,partner,pol,pod,etd,eta\n"
	for i, pair := range pairs {
		list += "A" + workbook.PlainNumber(float64(i+1)) + ",Saigon Tech Export,VNSGN,USLGB," + pair + "\n"
	}
	return list
}

func TestTheOrderOfDatesIsTheColumns(t *testing.T) {
	for name, c := range map[string]struct {
		list     string
		etd, eta string // of the first shipment
		remarked string
	}{
		"nothing tells it":                  {dated("05/12/2026,06/01/2027"), "2026-12-05", "2027-01-06", ""},
		"the day comes first":               {dated("05/12/2026,06/01/2027", "13/12/2026,20/01/2027"), "2026-12-05", "2027-01-06", ""},
		"the month comes first":             {dated("05/12/2026,06/10/2026", "11/30/2026,12/15/2026"), "2026-05-12", "2026-06-10", "remark.import.month_first_like remark.import.month_first_like"},
		"a row above tells it":              {dated("11/30/2026,12/15/2026", "12/05/2026,01/10/2027"), "2026-11-30", "2026-12-15", "remark.import.month_first_like remark.import.month_first_like"},
		"every cell tells it":               {dated("11/30/2026,12/15/2026"), "2026-11-30", "2026-12-15", "remark.import.month_first remark.import.month_first"},
		"another column tells it":           {dated("05/12/2026,06/30/2026"), "2026-05-12", "2026-06-30", "remark.import.date_like remark.import.month_first"},
		"two others tell both":              {"shipment,partner,etd,eta,atd\nA1,Saigon Tech Export,05/12/2026,05/13/2026,13/05/2025\n", "2026-12-05", "2026-05-13", "remark.import.date_unlike remark.import.month_first remark.import.dates_order"},
		"two digits of the year":            {dated("5/12/26,6/10/26", "5/30/26,6/30/26"), "2026-05-12", "2026-06-10", "remark.import.month_first_like remark.import.month_first_like"},
		"dashes, dots and times":            {dated("05-12-2026 3:30 PM,06.10.2026", "05-30-2026 11:00 PM,06.30.2026"), "2026-05-12T15:30:00+07:00", "2026-06-10", "remark.import.month_first_like remark.import.month_first_like"},
		"years first and words prove none":  {dated("2026-11-30,30 Nov 2026", "05/12/2026,06/12/2026"), "2026-11-30", "2026-11-30", "remark.import.date_open"},
		"nothing tells it, and both can be": {dated("05/06/2026,06/07/2026", "07/08/2026,08/09/2026"), "2026-06-05", "2026-07-06", "remark.import.date_open"},
		"only so it arrives in time":        {dated("05/06/2026,06/07/2026", "10/12/2026,05/01/2027"), "2026-06-05", "2026-07-06", ""},
		"a day that is the month's own":     {dated("05/05/2026,06/06/2026"), "2026-05-05", "2026-06-06", ""},
		"serial numbers beside month first": {dated("46371,12/16/2026", "11/30/2026,12/15/2026"), "2026-12-15", "2026-12-16", "remark.import.month_first remark.import.month_first"},
	} {
		h := open(t, "Saigon Tech Export")
		r := h.take(c.list, Options{Format: CSV})
		if r.RefusedTotal > 0 || remarks(r) != c.remarked {
			t.Errorf("%s: remarked %q\n%s", name, remarks(r), spoken(r))
			continue
		}
		if f := h.shipment("A1").Facts; f.ETD.String() != c.etd || f.ETA.String() != c.eta {
			t.Errorf("%s: ETD %v, ETA %v", name, f.ETD, f.ETA)
		}
	}
}

func TestAColumnOfDatesThatContradictsItselfIsRefused(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take(dated("13/05/2026,", "05/13/2026,", "05/12/2026,", "2026-05-12,06/12/2026", "31/02/2026,"), Options{})
	want(t, r, 1, 0, 4)
	if reasons(r) != "import.date_mixed import.date_mixed import.date_mixed import.date_mixed" {
		t.Errorf("%s", spoken(r))
	}
	said := spoken(r)
	for _, says := range []string{"row 2 (13/05/2026)", "row 3 (05/13/2026)"} {
		if !strings.Contains(said, says) {
			t.Errorf("not said: %q\n%s", says, said)
		}
	}
	// An order of the other column is not told by one that has none.
	if f := h.shipment("A4").Facts; f.ETA != model.Day(2026, 12, 6) {
		t.Errorf("ETA %v", f.ETA)
	}
}

// A spreadsheet of the other order has made dates of those that it could read.
func TestDatesThatASpreadsheetMayHaveSwappedAreRemarked(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take(dated("46361,", "13/05/2026,"), Options{})
	want(t, r, 2, 0, 0)
	if said := spoken(r); remarks(r) != "remark.import.date_swapped" || !strings.Contains(said, "2026-12-05") || !strings.Contains(said, "2026-05-12") {
		t.Errorf("%s", said)
	}
	// It shows them as dates, and its own program saves them so.
	rows := [][]any{{"Shipment", "Customer", "ETA"}, {"A1", "Saigon Tech Export", 46361}, {"A2", "Saigon Tech Export", "13/05/2026"}}
	book := drawn(t, rows, func(f *excelize.File) error { return shown(f, "C2", "C2", "m/d/yyyy") })
	if r := open(t, "Saigon Tech Export").take(book, Options{}); remarks(r) != "remark.import.date_swapped" {
		t.Errorf("%s", spoken(r))
	}
	for _, list := range []string{
		dated("46361,", "46371,", "13/05/2026,"), // the 15th is among them
		dated("46361,", "13/05/2026,", "05/06/2026,"),
	} {
		if r := open(t, "Saigon Tech Export").take(list, Options{}); remarks(r) != "" {
			t.Errorf("%s", spoken(r))
		}
	}
}
