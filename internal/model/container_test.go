package model

import (
	"reflect"
	"strings"
	"testing"
)

func TestNormalizeAndFormatContainer(t *testing.T) {
	for _, tc := range []struct{ raw, number, painted string }{
		{"ONEU6507410", "ONEU6507410", "ONEU 650741 0"},
		{"oneu 650741-0", "ONEU6507410", "ONEU 650741 0"},
		{"ONEU 650741/0", "ONEU6507410", "ONEU 650741 0"},
		{" ONEU\u2013650741\u00a00 ", "ONEU6507410", "ONEU 650741 0"},
		{"TBA", "TBA", "TBA"},
		{"n/a", "N/A", "N/A"},
		{"", "", ""},
	} {
		n := NormalizeContainer(tc.raw)
		if n.String() != tc.number || FormatContainer(n) != tc.painted {
			t.Errorf("%q is %q, painted %q", tc.raw, n, FormatContainer(n))
		}
	}
}

func TestCheckContainerNeverRefuses(t *testing.T) {
	digit := func(n, want string) []Remark {
		return []Remark{{Key: "remark.container.check_digit", Args: []any{n, want}}}
	}
	shape := func(n string) []Remark { return []Remark{{Key: "remark.container.shape", Args: []any{n}}} }
	for raw, want := range map[string][]Remark{
		"CSQU3054383":   nil, // the example of ISO 6346
		"GYOU4047990":   nil, // remainder 10
		"MRKU0931970":   nil, // remainder 10
		"csqu 305438-3": nil,
		"CSQU3054384":   digit("CSQU3054384", "3"),
		"GYOU4047991":   digit("GYOU4047991", "0"),
		"CSQX3054383":   shape("CSQX3054383"),
		"CSQU305438":    shape("CSQU305438"),
		"TBA":           shape("TBA"),
		"":              nil,
	} {
		if got := CheckContainer(NormalizeContainer(raw)); !reflect.DeepEqual(got, want) {
			t.Errorf("CheckContainer(%q) = %v, want %v", raw, got, want)
		}
	}
}

func TestParseContainerType(t *testing.T) {
	for raws, want := range map[string]ContainerType{
		"22G1 22GP 22g0 20GP 20DC 20'DC 20DV 2210 2200 2310 20ST 22V0": {Feet: 20, Kind: "dry", Known: true},
		"42G1 42GP 40GP 40DC 4310 4200 40'DRY 40DV":                    {Feet: 40, Kind: "dry", Known: true},
		"45G1 45GP 45G0 40HC 40'HC 40HQ HC40 4510 40HIGHCUBE":          {Feet: 40, High: true, Kind: "dry", Known: true},
		"L5G1 L5GP 45HC 45'HC 9510":                                    {Feet: 45, High: true, Kind: "dry", Known: true},
		"22R1 20RF 20RE 2232 22RT":                                     {Feet: 20, Kind: "reefer", Known: true},
		"45R1 45RT 40RH 40HR 40RQ 4532 40REEFERHC":                     {Feet: 40, High: true, Kind: "reefer", Known: true},
		"40RF 42R1 4332":                      {Feet: 40, Kind: "reefer", Known: true},
		"40OT 42U1 42UT 4351":                 {Feet: 40, Kind: "open_top", Known: true},
		"20FR 22P1 22PF 22PC 2261 20FLATRACK": {Feet: 20, Kind: "flat_rack", Known: true},
		"45P3 40FRHC":                         {Feet: 40, High: true, Kind: "flat_rack", Known: true},
		"22T0 22TN 20TK 2270 20TANK":          {Feet: 20, Kind: "tank", Known: true},
		"22B0 22BU 20BK 2280":                 {Feet: 20, Kind: "other", Known: true},
		"40XY 40 40FT":                        {Feet: 40, Kind: "other"},
		"FCL XXXX 12345678 G1 横G1":            {Kind: "other"},
	} {
		for raw := range strings.FieldsSeq(raws) {
			want.Raw = Line(raw, RefCells)
			if got := ParseContainerType(raw); got != want {
				t.Errorf("%q is %+v, want %+v", raw, got, want)
			}
		}
	}
	if got := ParseContainerType(" 40' hc "); !got.Known || !got.High || got.Raw.String() != "40' hc" {
		t.Errorf("with quote and space: %+v", got)
	}
}

func FuzzContainer(f *testing.F) {
	for _, s := range []string{"ONEU 650741-0", "GYOU4047990", "N/A", "45G1", "40'HC", "ONEU\u2010650741.0", "ß"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		n := NormalizeContainer(raw)
		if again := NormalizeContainer(n.String()); again != n {
			t.Errorf("%q is %q and then %q", raw, n, again)
		}
		if strings.ContainsAny(n.String(), " -") {
			t.Errorf("%q keeps spaces or hyphens: %q", raw, n)
		}
		if back := NormalizeContainer(FormatContainer(n)); back != n {
			t.Errorf("%q is painted %q, which reads %q", n, FormatContainer(n), back)
		}
		CheckContainer(n)
		if ct := ParseContainerType(raw); ct.Known && ct.Feet <= 0 {
			t.Errorf("%q is known without a size: %+v", raw, ct)
		}
	})
}
