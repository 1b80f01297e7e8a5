package model

import (
	"regexp"
	"slices"
	"testing"
	"time"
)

// box is a country's bounding box, generous by a degree or so: south, north, west, east. The far islands of some are in it.
type box struct{ south, north, west, east float64 }

var boxes = map[string]box{
	"AE": {22, 27, 51, 57}, "AL": {39, 43, 19, 21.5}, "AO": {-18.5, -4, 11, 24.5}, "AR": {-56, -21, -74, -53}, "AU": {-44, -9, 112, 154.5},
	"BD": {20, 27, 88, 93}, "BE": {49, 52, 2, 7}, "BG": {41, 44.5, 22, 29}, "BH": {25.5, 27, 50, 51}, "BJ": {6, 13, 0.5, 4},
	"BN": {4, 5.5, 114, 115.5}, "BR": {-34, 6, -74, -34}, "BS": {20.5, 27.5, -80, -72}, "CA": {41, 84, -141, -52},
	"CG": {-5.5, 4, 11, 19}, "CI": {4, 11, -9, -2}, "CL": {-56, -17, -76, -66}, "CM": {1.5, 13.5, 8, 16.5}, "CN": {18, 54, 73, 135},
	"CO": {-4.5, 13, -79.5, -66.5}, "CR": {8, 11.5, -86, -82.5}, "CU": {19.5, 23.5, -85, -74}, "CY": {34.5, 36, 32, 35}, "DE": {47, 55.5, 5.5, 15.5},
	"DJ": {10.5, 13, 41.5, 43.6}, "DK": {54, 58, 8, 15.5}, "DO": {17.5, 20, -72.5, -68}, "DZ": {18.5, 37.5, -9, 12}, "EC": {-5.5, 2, -81.5, -75},
	"EE": {57, 60, 21.5, 28.5}, "EG": {21.5, 32, 24.5, 37}, "ES": {27, 44, -18.5, 4.5}, "FI": {59, 70.5, 20, 32}, "FJ": {-19.5, -16, 176.5, 180},
	"FR": {41, 51.5, -5.5, 10}, "GB": {49.5, 61, -8.5, 2}, "GE": {41, 44, 40, 47}, "GH": {4.5, 11.5, -3.5, 1.5}, "GN": {7, 13, -15.5, -7.5},
	"GR": {34.5, 42, 19, 30}, "GT": {13.5, 18, -92.5, -88}, "GU": {13, 14, 144.5, 145}, "HK": {22.1, 22.6, 113.8, 114.5}, "HN": {12.5, 16.6, -89.5, -83},
	"HR": {42, 47, 13, 20}, "ID": {-11, 6, 95, 141}, "IE": {51, 56, -11, -5.9}, "IL": {29, 33.5, 34, 36}, "IN": {6, 36, 68, 98}, "IQ": {29, 37.5, 38.5, 49},
	"IR": {25, 40, 44, 63.5}, "IS": {63, 67, -25, -13}, "IT": {35, 47.5, 6.5, 19}, "JM": {17.5, 19, -78.5, -76}, "JO": {29, 33.5, 34.5, 39.5},
	"JP": {24, 46, 122, 146}, "KE": {-5, 5.5, 33.5, 42}, "KH": {10, 15, 102, 108}, "KR": {33, 39, 125, 130}, "KW": {28.5, 30.2, 46.5, 48.6},
	"LA": {13.5, 23, 100, 108}, "LB": {33, 35, 35, 37}, "LK": {5.5, 10, 79.5, 82}, "LT": {53.5, 56.5, 20.5, 27}, "LV": {55.5, 58.5, 20.5, 28.5},
	"LY": {19, 33.5, 9, 25.5}, "MA": {27, 36, -14, -1}, "ME": {41.5, 44, 18, 20.5}, "MG": {-26, -11.5, 43, 51}, "MM": {9.5, 29, 92, 101.5},
	"MO": {22, 22.3, 113.5, 113.7}, "MT": {35.5, 36.5, 14, 15}, "MU": {-21, -19.5, 57, 58}, "MV": {-1, 7.5, 72.5, 74}, "MX": {14, 33, -118, -86},
	"MY": {0.8, 7.5, 99.5, 119.5}, "MZ": {-27, -10, 30, 41}, "NA": {-29, -16.5, 11.5, 25.5}, "NC": {-23, -19.5, 163.5, 168.5}, "NG": {4, 14, 2.5, 15},
	"NI": {10.5, 15.1, -88, -82.5}, "NL": {50.5, 54, 3, 7.5}, "NO": {57.5, 71.5, 4, 31.5}, "NZ": {-47.5, -34, 166, 179}, "OM": {16.5, 26.6, 51.5, 60},
	"PA": {7, 10, -83.2, -77}, "PE": {-18.5, 0, -81.5, -68.5}, "PF": {-28, -7.5, -155, -134}, "PG": {-12, -1, 140.5, 156}, "PH": {4.5, 21, 116.5, 127},
	"PK": {23.5, 37.2, 60.5, 77.5}, "PL": {49, 55, 14, 24.5}, "PR": {17.5, 19, -67.5, -65}, "PT": {32, 42.5, -31.5, -6}, "PY": {-28, -19, -63, -54},
	"QA": {24.3, 26.3, 50.5, 52}, "RE": {-21.5, -20.5, 55, 56}, "RO": {43.5, 48.5, 20, 30}, "RU": {41, 82, 27, 180}, "SA": {16, 32.5, 34.5, 56},
	"SB": {-12.5, -5, 155, 170}, "SD": {8.5, 22.5, 21.5, 39}, "SE": {55, 69.5, 10.5, 24.5}, "SG": {1.1, 1.5, 103.5, 104.2}, "SI": {45.4, 47, 13.3, 16.7},
	"SN": {12, 17, -18, -11}, "SV": {13, 14.5, -90.5, -87.5}, "SY": {32, 37.5, 35.5, 42.5}, "TG": {6, 11.5, -0.5, 2}, "TH": {5.5, 20.5, 97, 106},
	"TN": {30, 37.6, 7.5, 12}, "TR": {35.5, 42.5, 25.5, 45}, "TT": {10, 11.5, -62, -60.5}, "TW": {21.5, 25.6, 119, 122.5}, "TZ": {-12, -1, 29, 40.6},
	"UA": {44, 52.5, 22, 40.5}, "US": {18.5, 71.5, -180, -66}, "UY": {-35.1, -30, -58.6, -53}, "VE": {0.5, 12.5, -73.5, -59.5}, "VN": {8, 23.5, 102, 110},
	"YE": {12, 19, 42, 54}, "ZA": {-35, -22, 16, 33},
}

func TestPortTableIsWellFormed(t *testing.T) {
	rows := table().rows
	if len(rows) < 170 {
		t.Errorf("only %d ports", len(rows))
	}
	shape := regexp.MustCompile(`^[A-Z]{2}[A-Z2-9]{3}$`)
	seen := map[string]bool{}
	for _, row := range rows {
		p := ParsePlace(row.code)
		if !shape.MatchString(row.code) || seen[row.code] {
			t.Errorf("%s is not a code, or there twice", row.code)
		}
		seen[row.code] = true
		if row.name == "" || Line(row.name, NameCells).s != row.name {
			t.Errorf("%s has the name %q", row.code, row.name)
		}
		if p.Code.s != row.code || p.Country() != row.code[:2] || countries[p.Country()] == "" {
			t.Errorf("%s is read as %q, country %q", row.code, p, p.Country())
		}
		for _, term := range row.terminals {
			if term.name == "" || Line(term.name, NameCells).s != term.name {
				t.Errorf("%s has the terminal %q", row.code, term.name)
			}
		}
	}
}

func TestPortsAreWhereTheyAre(t *testing.T) {
	winter := time.Date(2025, 1, 15, 0, 0, 0, 0, time.UTC)
	for _, row := range table().rows {
		p := ParsePlace(row.code)
		lat, lon, ok := p.Coordinates()
		where, known := boxes[p.Country()]
		if !ok || !known || lat < where.south || lat > where.north || lon < where.west || lon > where.east {
			t.Errorf("%s at %.2f %.2f is not in %s", p, lat, lon, p.Country())
		}
		if p.Zone() == nil {
			t.Errorf("%s: no zone %q", p, row.zone)
			continue
		}
		_, seconds := winter.In(p.Zone()).Zone()
		if away := float64(seconds)/3600 - lon/15; away < -3.5 || away > 3.5 {
			t.Errorf("%s at %.2f E is %.1f hours from its zone %s", p, lon, away, row.zone)
		}
		if a := ZoneAbbrev(winter.In(p.Zone())); a == "" || a[0] == '+' || a[0] == '-' {
			t.Errorf("%s: abbreviation %q", p, a)
		}
	}
}

func TestPortsThatListsHaveWrong(t *testing.T) {
	if z := ParsePlace("USOAK").Zone().String(); z != "America/Los_Angeles" {
		t.Errorf("Oakland's zone is %s", z)
	}
	lat, lon, _ := ParsePlace("CNYTN").Coordinates()
	if lat < 22.5 || lat > 22.65 || lon < 114.2 || lon > 114.35 {
		t.Errorf("Yantian is at %.2f %.2f", lat, lon)
	}
}

func TestNamesOfPortsAreUnambiguous(t *testing.T) {
	owner := map[string]string{}
	claim := func(who string, raw ...string) {
		for _, key := range foldAll(raw) {
			if other, taken := owner[key]; taken && other != who {
				t.Errorf("%q is said of %s and of %s", key, other, who)
			}
			owner[key] = who
		}
	}
	for _, row := range table().rows {
		claim(row.code, append([]string{row.code, row.name}, row.aliases...)...)
		for _, term := range row.terminals {
			claim(row.code+"/"+term.name, append([]string{term.code, term.name}, term.aliases...)...)
		}
	}
}

func TestTableHasTheMainPorts(t *testing.T) {
	must := []string{
		"VNSGN", "VNHPH", "VNDAD", "VNVUT", "VNUIH", "CNSHA", "CNNGB", "CNYTN", "CNSHK", "CNTAO", "CNXMN", "HKHKG", "TWKHH", "KRPUS", "JPTYO", "JPYOK",
		"JPUKB", "SGSIN", "MYPKG", "MYTPP", "THLCH", "THBKK", "IDJKT", "PHMNL", "KHKOS", "INNSA", "LKCMB", "AEJEA", "SAJED", "EGPSD", "GRPIR", "ITGOA",
		"ESVLC", "NLRTM", "DEHAM", "BEANR", "FRLEH", "GBFXT", "PLGDN", "USLAX", "USLGB", "USOAK", "USNYC", "USSAV", "USHOU", "CAVAN", "MXZLO", "PAMIT",
		"BRSSZ", "CLSAI", "ZADUR", "KEMBA", "AUMEL", "AUSYD", "NZAKL",
	}
	for _, code := range must {
		if !slices.ContainsFunc(table().rows, func(p port) bool { return p.code == code }) {
			t.Errorf("%s is missing", code)
		}
	}
}
