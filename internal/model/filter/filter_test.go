package filter

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
)

var friday = time.Date(2025, 5, 16, 23, 30, 0, 0, time.FixedZone("", 7*3600))

// candidates are shipments of which each filter below leaves some.
func candidates() map[string]Candidate {
	may := func(day int) model.When { return model.Day(2025, 5, day) }
	row := func(status model.Status, pol, pod, carrier string, etd, eta, atd, ata model.When) Candidate {
		return Candidate{
			Row: model.Row{
				Status: status, Mode: model.Sea, Load: model.FCL, POL: model.ParsePlace(pol), POD: model.ParsePlace(pod), Carrier: model.Line(carrier, model.NameCells), ETD: etd, ETA: eta, ATD: atd, ATA: ata,
				FirstETA: eta, Vessel: model.Line("ONE HUMBER", model.NameCells), Voyage: model.Line("023E", model.RefCells), UpdatedAt: friday, Change: 5,
			},
			Refers: func(f Field, beginning string) bool {
				return f == FieldHBL && strings.HasPrefix("hlsgn1", beginning)
			},
		}
	}
	sailing := row(model.InTransit, "VNHPH", "DEHAM", "ONEY", may(2), may(22), may(2), model.When{})
	slipped := row(model.InTransit, "VNSGN", "USLGB", "Ocean Network Express", may(2), may(25), may(3), model.When{})
	slipped.Row.FirstETA, slipped.Attention, slipped.Row.Change = may(20), true, 9
	overdue := row(model.Confirmed, "VNSGN", "DEHAM", "MAEU", may(10), may(14), model.When{}, model.When{})
	overdue.Attention, overdue.Row.Load, overdue.Row.Partner = true, model.LCL, "tan-viet"
	arrived := row(model.InTransit, "VNSGN", "NLRTM", "MSC", may(1), may(15), may(1), may(16))
	arrived.Row.UpdatedAt = friday.AddDate(0, 0, -10)
	draft := row(model.Draft, "VNSGN", "NLRTM", "", model.When{}, model.When{}, model.When{}, model.When{})
	return map[string]Candidate{"sailing": sailing, "slipped": slipped, "overdue": overdue, "arrived": arrived, "draft": draft}
}

func TestAFilterLeavesWhatFits(t *testing.T) {
	rows := candidates()
	for line, want := range map[string]string{
		"":                         "arrived draft overdue sailing slipped",
		"pod:hamburg":              "overdue sailing",
		"POD: Hamburg":             "overdue sailing",
		"to:deham":                 "overdue sailing",
		`pod:"long beach"`:         "slipped",
		"pod:hamburg,rotterdam":    "arrived draft overdue sailing",
		"pod: hamburg, rotterdam":  "arrived draft overdue sailing",
		"pod:de":                   "overdue sailing", // a country by its code
		"pol:hải-phòng":            "sailing",
		"-pod:hamburg":             "arrived draft slipped",
		"carrier:ONE":              "sailing slipped",
		"carrier:oney":             "sailing slipped",
		"carrier:maersk":           "overdue",
		"carrier:mscu":             "arrived",
		"vessel:humber voyage:023": "arrived draft overdue sailing slipped",
		"status:active":            "arrived overdue sailing slipped",
		"status:attention":         "overdue slipped",
		"status:arrived":           "arrived",
		"status:in_transit":        "arrived sailing slipped",
		"status:draft,confirmed":   "draft overdue",
		"status:Nháp":              "draft",
		"load:lcl":                 "overdue",
		"mode:sea -load:fcl":       "overdue",
		"late":                     "arrived overdue slipped",
		"-late status:active":      "sailing",
		"changed":                  "slipped",
		"changed<7d":               "draft overdue sailing slipped",
		"changed>7d":               "arrived",
		"changed:today":            "draft overdue sailing slipped",
		"eta<7d":                   "overdue sailing", // expected, or overdue
		"eta:6d":                   "overdue sailing",
		"eta<6d":                   "overdue",
		"eta<-1d":                  "overdue",
		"eta>1w":                   "slipped",
		"etd<0d":                   "overdue",
		"eta<2025-05-16":           "arrived overdue",
		"eta<=22/05":               "arrived overdue sailing",
		"eta = 22/05/2025":         "sailing",
		"eta>22/5":                 "slipped",
		"eta:05/2025":              "arrived overdue sailing slipped",
		"eta<2025-05":              "",
		"eta:14/05..22/05":         "arrived overdue sailing",
		"eta:22/05..":              "sailing slipped",
		"eta:none":                 "draft",
		"-eta:none eta>=today":     "sailing slipped",
		"ata<7d":                   "arrived",
		"ata:today":                "arrived",
		"ata:none":                 "draft overdue sailing slipped",
		"hbl:HLSGN":                "arrived draft overdue sailing slipped",
		"booking:HLSGN":            "",
		"customer:tan":             "overdue",
		"pod:hamburg carrier:ONE status:active eta<7d": "sailing",
	} {
		f, err := Parse(line, true, friday)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		var q model.Query
		f.Ask(&q, friday)
		again, err := Parse(q.Filter, true, friday)
		if err != nil {
			t.Errorf("%s is asked for as %s: %v", line, q.Filter, err)
		}
		var got, twice []string
		for name, row := range rows {
			if f.Fits(&row, friday, 5, map[string][]string{"tan": {"tan-viet"}}) {
				got = append(got, name)
			}
			if again.Fits(&row, q.Today, 5, map[string][]string{"tan": {"tan-viet"}}) {
				twice = append(twice, name)
			}
		}
		slices.Sort(got)
		slices.Sort(twice)
		if strings.Join(got, " ") != want || !slices.Equal(got, twice) {
			t.Errorf("%s leaves %v, and as %q %v; want %s", line, got, q.Filter, twice, want)
		}
	}
}

func TestWordsOfALineAreSearchedFor(t *testing.T) {
	for line, want := range map[string]string{
		"hai phong pod:hamburg late": "hai phong",
		"Hải Phòng":                  "hai phong",
		`"late" shipment`:            "late shipment",
		"12:30":                      "1230",
		"-hamburg":                   "hamburg",
		"— - /":                      "",
		`"eta<7d"`:                   "eta7d",
		"SHP/202505/00080":           "shp20250500080",
	} {
		f, err := Parse(line, false, friday)
		if got := strings.Join(f.Words, " "); err != nil || got != want {
			t.Errorf("%s searches for %q, want %q; %v", line, got, want, err)
		}
	}
}

func TestALineThatIsNoneIsToldWhatCanBeWritten(t *testing.T) {
	for line, want := range map[string]string{
		"colour:red":                "error.filter.unknown",
		"customer:tan":              "error.filter.unknown", // it is for staff
		"eta<x":                     "error.filter.date",
		"eta<32/05":                 "error.filter.date",
		"eta:2025-13":               "error.filter.date",
		"eta<none":                  "error.filter.date",
		"eta<10/05..20/05":          "error.filter.date",
		"eta:":                      "error.filter.empty",
		"pod:":                      "error.filter.empty",
		"pod:---":                   "error.filter.empty",
		"pod<hamburg":               "error.filter.sign",
		"late:yes":                  "error.filter.sign",
		"status:nowhere":            "error.filter.choice",
		"load:box":                  "error.filter.choice",
		strings.Repeat("a ", 30):    "error.filter.long",
		strings.Repeat("late ", 30): "error.filter.long",
	} {
		_, err := Parse(line, false, friday)
		if !errors.Is(err, model.NewFault(want)) {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
}

func TestAFilterFindsWhatIsSoonOver(t *testing.T) {
	row := model.Row{FreeUntil: model.Day(2025, 5, 30)}
	for day, want := range map[int]bool{24: false, 28: true, 31: true} {
		now := time.Date(2025, 5, day, 9, 0, 0, 0, friday.Location())
		f, err := Parse("free<3d", false, now)
		if err != nil || f.Fits(&Candidate{Row: row}, now, 0, nil) != want {
			t.Errorf("on %d May: %v", day, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, line := range []string{"pod:hamburg eta<7d", `a "b`, "eta:..", "-", ":", "-late:", "eta<-", `x:"`, "pod:,", "changed>=9w"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		filter, err := Parse(line, true, friday)
		if err != nil {
			return
		}
		var q, again model.Query
		filter.Ask(&q, friday)
		same, err := Parse(q.Filter, true, friday)
		if same.Ask(&again, friday); err != nil || again.Filter != q.Filter || again.Search != "" {
			t.Errorf("%q is asked for as %q, and that as %q %q: %v", line, q.Filter, again.Filter, again.Search, err)
		}
	})
}
