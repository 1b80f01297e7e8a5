package model

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParsePlaceAsPeopleWriteIt(t *testing.T) {
	for want, spellings := range map[string][]string{
		"Cat Lai (VNSGN)": {
			"VNSGN", "vnsgn", "VN SGN", " VNSGN ", "VNCLI", "VN CLI", "vncli", "Cat Lai", "Cát Lái", "CAT LAI", "TCCL", "Cảng Cát Lái", "Cat Lai Port",
			"Cat Lai Terminal", "Tân Cảng Cát Lái", "VNSGN:CATLAI", "VNSGN:Cat Lai", "Cat Lai (VNSGN)", "Cat Lai [VNSGN]", "VNSGN (Cat Lai)",
			"Ho Chi Minh City", "Ho Chi Minh City / Cat Lai", "Ho Chi Minh City (Cat Lai)", "Cat Lai, Ho Chi Minh City, Vietnam", "Sài Gòn", "Saigon",
			"TP. Hồ Chí Minh", "HCMC", "Ho Chi Minh City, SGN", "Ho Chi Minh City (VNSGN)", "Ca\u0301t La\u0301i", "Cat Lai - Ho Chi Minh",
		},
		"SPCT (VNSGN)":               {"SPCT", "VNSGN:SPCT", "SPCT (VNSGN)", "Ho Chi Minh City / SPCT"},
		"VICT (VNSGN)":               {"VICT", "VNVIC", "VNSGN:VICT"},
		"Tan Thuan (VNSGN)":          {"Tan Thuan", "Tân Thuận", "VNTTD"},
		"Vung Tau (VNVUT)":           {"VNVUT", "Vũng Tàu"},
		"Cai Mep (VNVUT)":            {"Cai Mep", "Cái Mép", "VNTOT", "VNCMT"},
		"Cai Mep TCIT (VNVUT)":       {"VNVUT:TCIT", "Tan Cang - Cai Mep International Terminal"},
		"Hai Phong (VNHPH)":          {"VNHPH", "Haiphong", "Hai Phong", "Hải Phòng", "HAIPHONG", "Hai Phong, Viet Nam", "Haiphong, VN", "Cảng Hải Phòng", "Haiphong Port"},
		"Hai Phong, HICT (VNHPH)":    {"VNHPH:VNCHL", "HICT", "Lạch Huyện", "Hai Phong / Lach Huyen"},
		"Hai Phong, Depot 7 (VNHPH)": {"VNHPH:Depot 7"},
		"Quy Nhon (VNUIH)":           {"VNUIH", "Qui Nhon", "Quy Nhơn"},
		"Long Beach (USLGB)":         {"USLGB", "us lgb", "Long Beach", "Long Beach, CA", "Long Beach, CA, USA", "Port of Long Beach", "LONG BEACH"},
		"Los Angeles (USLAX)":        {"USLAX", "Los Angeles, CA, US", "Los Angeles"},
		"Shanghai (CNSHA)":           {"CNSHA", "CNSHG", "上海", "Shanghai, China"},
		"Rotterdam (NLRTM)":          {"NLRTM", "NL-RTM", "Rotterdam, Netherlands"},
		"Manzanillo (MXZLO)":         {"Manzanillo, Mexico", "Manzanillo"},
		"Manzanillo, Panama (PAMIT)": {"PAMIT", "Manzanillo, Panama"},
		"FRPAR":                      {"FRPAR", "frpar", "FR PAR"},
		"Rouen (FRURO)":              {"Rouen (FRURO)"},
		"Thu Duc":                    {"Thu Duc", "\tThu Duc\n"},
		"Thu Duc, District 9":        {"Thu Duc, District 9"},
		"Paris":                      {"Paris"},
		"Shanghai / Rotterdam":       {"Shanghai / Rotterdam"},
		"Kho 12, Long Beach":         {"Kho 12, Long Beach"},
		"SGN - HPH":                  {"SGN - HPH"}, // two ports, and not one with its state
		"Hamburg (NLRTM)":            {"Hamburg (NLRTM)"},
		"Portland, ME":               {"Portland, ME"}, // places of the same name in another state
		"Vancouver, WA":              {"Vancouver, WA"},
		"Hamburg, NY":                {"Hamburg, NY"},
		"Valencia, CA, USA":          {"Valencia, CA, USA"},
		"Portland (USPDX)":           {"Portland, OR", "Portland (OR)"},
		"Bremen (DEBRE)":             {"Bremen, DE"}, // Germany, and not Delaware
		"Chennai (INMAA)":            {"Chennai, TN"},
		"Fremantle (AUFRE)":          {"Fremantle, WA"},
		"Halifax (CAHAL)":            {"Halifax, NS", "Halifax, NS, Canada"},
		"NLRTM (Hamburg)":            {"NLRTM (Hamburg)"},
		"":                           {"", "  ", "\x1b[31m\x1b[0m"},
	} {
		for _, raw := range spellings {
			if got := ParsePlace(raw).String(); got != want {
				t.Errorf("ParsePlace(%q) = %q, want %q", raw, got, want)
			}
		}
	}
}

func TestParsePlaceAt(t *testing.T) {
	for _, tc := range []struct{ code, facility, want string }{
		{"VNSGN", "CATLAI", "Cat Lai (VNSGN)"},
		{"VNSGN", "SPCT", "SPCT (VNSGN)"},
		{"VNSGN", "", "Cat Lai (VNSGN)"},
		{"VNCLI", "CATLAI", "Cat Lai (VNSGN)"},
		{"VNHPH", "TANVU", "Hai Phong, Tan Vu (VNHPH)"},
		{"USLGB", "LBCT", "Long Beach, LBCT (USLGB)"},
		{"USLGB", "Long Beach", "Long Beach (USLGB)"},
		{"", "Cat Lai", "Cat Lai (VNSGN)"},
		{"FRPAR", "DEPOT", "FRPAR, DEPOT"},
		{"", "", ""},
	} {
		if got := ParsePlaceAt(tc.code, tc.facility).String(); got != tc.want {
			t.Errorf("ParsePlaceAt(%q, %q) = %q, want %q", tc.code, tc.facility, got, tc.want)
		}
	}
}

func TestPlaceReadsBackFromItsOwnWords(t *testing.T) {
	for _, row := range table().rows {
		p := ParsePlace(row.code)
		for _, raw := range []string{p.String(), p.Code.String(), strings.ToLower(row.code), p.Name.String()} {
			if got := ParsePlace(raw); got != p {
				t.Errorf("%q is read as %q, not %q", raw, got, p)
			}
		}
		for i := range row.terminals {
			at := row.place(&row.terminals[i])
			if got := ParsePlace(at.String()); got != at {
				t.Errorf("%q is read as %q", at, got)
			}
		}
	}
}

func TestPlaceShort(t *testing.T) {
	for raw, want := range map[string]string{
		"VNSGN": "Cat Lai", "VNSGN:SPCT": "SPCT", "USLGB": "Long Beach", "VNHPH:TANVU": "Hai Phong", "VNVUT:CMIT": "Cai Mep CMIT",
		"FRPAR": "FRPAR", "Thu Duc": "Thu Duc", "": "",
	} {
		if got := ParsePlace(raw).Short(); got != want {
			t.Errorf("Short of %q = %q, want %q", raw, got, want)
		}
	}
}

func TestPlaceJSON(t *testing.T) {
	for raw, want := range map[string]string{
		"VNSGN":   `{"code":"VNSGN","name":"Ho Chi Minh City","terminal":"Cat Lai"}`,
		"USLGB":   `{"code":"USLGB","name":"Long Beach","terminal":null}`,
		"Thu Duc": `{"code":null,"name":"Thu Duc","terminal":null}`,
		"FRPAR":   `{"code":"FRPAR","name":null,"terminal":null}`,
		"":        `null`,
	} {
		p := ParsePlace(raw)
		b, err := json.Marshal(p)
		if err != nil || string(b) != want {
			t.Errorf("%q is written as %s, %v; want %s", raw, b, err, want)
		}
		back := ParsePlace("Hai Phong")
		if err := json.Unmarshal(b, &back); err != nil || back != p {
			t.Errorf("%s is read as %q, %v", b, back, err)
		}
	}
	var p Place
	if err := json.Unmarshal([]byte(`{"code":7}`), &p); err == nil {
		t.Error("a number was taken for a code")
	}
}

func TestSamePort(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want bool
	}{
		{"VNSGN:SPCT", "Cat Lai", true},
		{"VNCLI", "VNSGN", true},
		{"USLGB", "USLAX", false},
		{"Hải Phòng", "Haiphong", true},
		{"Thu Duc", "Thủ Đức", true},
		{"FRPAR", "FRPAR", true},
		{"Thu Duc", "VNSGN", false},
		{"", "", false},
	} {
		if got := ParsePlace(tc.a).SamePort(ParsePlace(tc.b)); got != tc.want {
			t.Errorf("SamePort(%q, %q) = %v", tc.a, tc.b, got)
		}
	}
}

func TestSearchTerms(t *testing.T) {
	for raw, want := range map[string][]string{
		"VNSGN": {"vnsgn", "hochiminhcity", "catlai", "saigon", "vncli", "tccl"},
		"VNHPH": {"vnhph", "haiphong"},
		"FRPAR": {"frpar"},
	} {
		got := ParsePlace(raw).SearchTerms()
		for _, term := range want {
			if !slices.Contains(got, term) {
				t.Errorf("%q is not found by %q, only by %q", raw, term, got)
			}
		}
		slices.Sort(got)
		if len(slices.Compact(slices.Clone(got))) != len(got) {
			t.Errorf("%q has a term twice: %q", raw, got)
		}
	}
}

func TestZonesAndTheirAbbreviations(t *testing.T) {
	summer := time.Date(2025, 7, 1, 12, 0, 0, 0, time.UTC)
	winter := time.Date(2025, 1, 1, 12, 0, 0, 0, time.UTC)
	for _, tc := range []struct{ code, summer, winter string }{
		{"VNSGN", "ICT", "ICT"},
		{"THLCH", "ICT", "ICT"},
		{"USLGB", "PDT", "PST"},
		{"USOAK", "PDT", "PST"},
		{"JPTYO", "JST", "JST"},
		{"SGSIN", "SGT", "SGT"},
		{"CNSHA", "CST", "CST"},
		{"MYPKG", "MYT", "MYT"},
		{"PHMNL", "PHT", "PHT"},
		{"IDJKT", "WIB", "WIB"},
		{"AEJEA", "GST", "GST"},
		{"NLRTM", "CEST", "CET"},
		{"BDCGP", "UTC+6", "UTC+6"},
		{"CLSAI", "CLT", "CLST"},
		{"MVMLE", "MVT", "MVT"},
	} {
		p := ParsePlace(tc.code)
		if got := ZoneAbbrev(summer.In(p.Zone())); got != tc.summer {
			t.Errorf("%s in July: %q, want %q", tc.code, got, tc.summer)
		}
		if got := ZoneAbbrev(winter.In(p.Zone())); got != tc.winter {
			t.Errorf("%s in January: %q, want %q", tc.code, got, tc.winter)
		}
	}
	unknown := ParsePlace("Thu Duc")
	if unknown.Zone() != nil || unknown.Country() != "" {
		t.Error("a place without a code has a zone or a country")
	}
	if _, _, ok := unknown.Coordinates(); ok {
		t.Error("a place without a code has coordinates")
	}
	for offset, want := range map[int]string{7 * 3600: "UTC+7", -(3*3600 + 1800): "UTC-3:30", 0: "UTC"} {
		if got := ZoneAbbrev(summer.In(time.FixedZone("", offset))); got != want {
			t.Errorf("offset %d is %q, want %q", offset, got, want)
		}
	}
	if got := ParsePlace("FRPAR").Country(); got != "FR" {
		t.Errorf("FRPAR is in %q", got)
	}
}

func FuzzParsePlace(f *testing.F) {
	for _, s := range []string{"VNSGN", "vn sgn", "VNSGN:CATLAI", "Cat Lai (VNSGN)", "Ho Chi Minh City / Cat Lai", "FRPAR", "Thu Duc", ":", "()", "a (b)", "Tân Cảng"} {
		f.Add(s, "CATLAI")
	}
	f.Fuzz(func(t *testing.T, raw, facility string) {
		for _, p := range []Place{ParsePlace(raw), ParsePlaceAt(raw, facility)} {
			for _, s := range []string{p.Code.s, p.Name.s, p.Terminal.s, p.Short()} {
				if Line(s, NameCells).s != s {
					t.Errorf("%q gives %q, which is not clean", raw, s)
				}
			}
			if c := p.Code.s; c != "" {
				if code, ok := locode(c); !ok || code != c {
					t.Errorf("%q gives the code %q", raw, c)
				}
			}
			b, err := json.Marshal(p)
			var back Place
			if err != nil || json.Unmarshal(b, &back) != nil || back != p {
				t.Errorf("%q: %s comes back as %q, %v", raw, b, back, err)
			}
		}
		if p := ParsePlace(raw); p.IsZero() != Line(raw, NameCells).IsZero() {
			t.Errorf("%q was lost", raw)
		}
	})
}

func BenchmarkParsePlace(b *testing.B) {
	for b.Loop() {
		ParsePlace("Hải Phòng")
	}
}

func BenchmarkPlaceShort(b *testing.B) {
	p := ParsePlace("VNSGN")
	for b.Loop() {
		p.Short()
	}
}

// Three letters are a port when they can be no other.
func TestTheLastLettersOfACode(t *testing.T) {
	for raw, want := range map[string]string{
		"SGN": "Cat Lai (VNSGN)", "LGB": "Long Beach (USLGB)", "SIN": "Singapore (SGSIN)", "HPH": "Hai Phong (VNHPH)", "lax": "Los Angeles (USLAX)",
		"RTM": "Rotterdam (NLRTM)", "HAM": "Hamburg (DEHAM)", "SHA": "Shanghai (CNSHA)", "HCM": "Cat Lai (VNSGN)", "HCMC": "Cat Lai (VNSGN)",
		"TCIT": "Cai Mep TCIT (VNVUT)", "CMIT": "Cai Mep CMIT (VNVUT)", "TCTT": "Cai Mep TCTT (VNVUT)", "BKK": "Bangkok (THBKK)",
		"SGN, Vietnam": "Cat Lai (VNSGN)", "VN/SGN": "Cat Lai (VNSGN)", "LCH, Thailand": "Laem Chabang (THLCH)", "LCH (TH)": "Laem Chabang (THLCH)",
		"TXG, Taiwan": "Taichung (TWTXG)", "LCH, USA": "Lake Charles (USLCH)",
		"LCH": "LCH", "TXG": "TXG", "HAL": "HAL", "TPP": "TPP", "XYZ": "XYZ", "SGN, Japan": "SGN, Japan", "SAN": "SAN",
	} {
		if got := ParsePlace(raw).String(); got != want {
			t.Errorf("%q is %q, not %q", raw, got, want)
		}
	}
	for raw, want := range map[string]int{"LCH": 2, "TXG": 2, "SGN": 0, "XYZ": 0, "Manzanillo": 2, "Cartagena": 2, "Long Beach": 0, "HPH": 0} {
		if got := OtherPlaces(raw); len(got) != want {
			t.Errorf("%q may be %v", raw, got)
		}
	}
}
