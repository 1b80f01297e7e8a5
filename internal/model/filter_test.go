package model

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

var filterNow = time.Date(2025, 5, 16, 23, 30, 0, 0, time.FixedZone("", 7*3600))

// filterRows are shipments of which each filter below leaves some.
func filterRows() map[string]Candidate {
	may := func(day int) When { return Day(2025, 5, day) }
	row := func(status Status, pol, pod, carrier string, etd, eta, atd, ata When) Candidate {
		return Candidate{
			Row: Row{
				Status: status, Mode: Sea, Load: FCL, POL: ParsePlace(pol), POD: ParsePlace(pod), Carrier: Line(carrier, NameCells), ETD: etd, ETA: eta, ATD: atd, ATA: ata,
				FirstETA: eta, Vessel: Line("ONE HUMBER", NameCells), Voyage: Line("023E", RefCells), UpdatedAt: filterNow, Change: 5,
			},
			Refers: func(f Field, beginning string) bool {
				return f == FieldHBL && strings.HasPrefix("hlsgn1", beginning)
			},
		}
	}
	sailing := row(InTransit, "VNHPH", "DEHAM", "ONEY", may(2), may(22), may(2), When{})
	slipped := row(InTransit, "VNSGN", "USLGB", "Ocean Network Express", may(2), may(25), may(3), When{})
	slipped.Row.FirstETA, slipped.Attention, slipped.Row.Change = may(20), true, 9
	overdue := row(Confirmed, "VNSGN", "DEHAM", "MAEU", may(10), may(14), When{}, When{})
	overdue.Attention, overdue.Row.Load, overdue.Row.Partner = true, LCL, "tan-viet"
	arrived := row(InTransit, "VNSGN", "NLRTM", "MSC", may(1), may(15), may(1), may(16))
	arrived.Row.UpdatedAt = filterNow.AddDate(0, 0, -10)
	draft := row(Draft, "VNSGN", "NLRTM", "", When{}, When{}, When{}, When{})
	return map[string]Candidate{"sailing": sailing, "slipped": slipped, "overdue": overdue, "arrived": arrived, "draft": draft}
}

func TestAFilterLeavesWhatFits(t *testing.T) {
	rows := filterRows()
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
		f, err := ParseFilter(line, true, filterNow)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		var q Query
		f.Ask(&q, filterNow)
		again, err := ParseFilter(q.Filter, true, filterNow)
		if err != nil {
			t.Errorf("%s is asked for as %s: %v", line, q.Filter, err)
		}
		var got, twice []string
		for name, row := range rows {
			if f.Fits(&row, filterNow, 5, map[string][]string{"tan": {"tan-viet"}}) {
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
		f, err := ParseFilter(line, false, filterNow)
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
		_, err := ParseFilter(line, false, filterNow)
		if !errors.Is(err, NewFault(want)) {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, line := range []string{"pod:hamburg eta<7d", `a "b`, "eta:..", "-", ":", "-late:", "eta<-", `x:"`, "pod:,", "changed>=9w"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		filter, err := ParseFilter(line, true, filterNow)
		if err != nil {
			return
		}
		var q, again Query
		filter.Ask(&q, filterNow)
		same, err := ParseFilter(q.Filter, true, filterNow)
		if same.Ask(&again, filterNow); err != nil || again.Filter != q.Filter || again.Search != "" {
			t.Errorf("%q is asked for as %q, and that as %q %q: %v", line, q.Filter, again.Filter, again.Search, err)
		}
	})
}
