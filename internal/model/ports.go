package model

import (
	_ "embed" // the table
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The port table is ports.csv. Codes are UN/LOCODEs (UNECE Recommendation 16), terminals the SMDG Terminal Code List;
// zones are IANA names. No public list is right everywhere, so the rows are curated: the ports that matter for trade with
// Viet Nam and on the main East–West lanes. Coordinates are the container terminals', in decimal degrees, good to about
// 0.05°.
//
// A row without a zone is a terminal of the port above it. In the column told, "terminal" says that people name the
// terminal instead of the port, "Cat Lai" and not "Ho Chi Minh City", and "main" which one is meant when none is named.
// Aliases and the name with its marks follow the rules of Place.Local.
//
//go:embed ports.csv
var portRows string

// port is a row: a place with a UN/LOCODE. Its country is the first two letters of the code.
type port struct {
	code, name, zone string
	lat, lon         float64
	aliases          []string
	local            string // the name with its marks, see Place.Local; the table takes it from the aliases where it is not set
	terminals        []terminal
	terminalsSpeak   bool // people name the terminal instead of the port
}

// terminal is a row beneath a port.
type terminal struct {
	smdg    string // code of the SMDG list, may be empty
	code    string // UN/LOCODE of its own, may be empty
	name    string
	main    bool
	aliases []string
	local   string   // as a port's
	keys    []string // all of the above through Fold; the table fills it
}

// readPorts reads the rows of the table. What is wrong with them is a mistake of the one who wrote them.
func readPorts(text string) (ports []port) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		panic(err)
	}
	for _, row := range rows[1:] {
		code, own, smdg, name, local, told, zone := row[0], row[1], row[2], row[3], row[4], row[5], row[6]
		aliases := strings.FieldsFunc(row[9], func(r rune) bool { return r == '|' })
		if zone == "" {
			last := &ports[len(ports)-1]
			last.terminals = append(last.terminals, terminal{smdg: smdg, code: own, name: name, main: told == "main", aliases: aliases, local: local})
			continue
		}
		ports = append(ports, port{
			code: code, name: name, zone: zone, lat: degrees(row[7]), lon: degrees(row[8]),
			aliases: aliases, local: local, terminalsSpeak: told == "terminal",
		})
	}
	return ports
}

func degrees(text string) float64 {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return n
}

// terminal finds a terminal of the port by code, name or alias; nil when the table does not have it.
func (p *port) terminal(raw string) *terminal {
	for i := range p.terminals {
		if p.terminals[i].name == raw {
			return &p.terminals[i]
		}
	}
	key := Fold(raw)
	for i := range p.terminals {
		if slices.Contains(p.terminals[i].keys, key) {
			return &p.terminals[i]
		}
	}
	return nil
}

// place is the port as a Place, at the given terminal or at the main one.
func (p *port) place(t *terminal) Place {
	if t == nil {
		t = p.mainTerminal()
	}
	at := Place{Code: Text{p.code}, Name: Text{p.name}}
	if t != nil {
		at.Terminal = Text{t.name}
	}
	return at
}

// mainTerminal is what the port means when no terminal is named, nil where that is the port as a whole.
func (p *port) mainTerminal() *terminal {
	for i := range p.terminals {
		if p.terminals[i].main {
			return &p.terminals[i]
		}
	}
	return nil
}

// berth is what a name or code of the table stands for: a port, and a terminal when it is the terminal's.
type berth struct {
	port     *port
	terminal *terminal
}

// portTable is the rows with their indexes; it is built once and only read.
type portTable struct {
	rows   []port
	byCode map[string]*port // UN/LOCODE → row
	byName map[string]berth // folded name, alias, code or terminal → what it stands for
	// byShort has the rows by the last three letters of their codes, folded.
	byShort map[string][]*port
}

var table = sync.OnceValue(func() *portTable {
	t := &portTable{rows: readPorts(portRows), byCode: map[string]*port{}, byName: map[string]berth{}, byShort: map[string][]*port{}}
	for i := range t.rows {
		row := &t.rows[i]
		t.byCode[row.code] = row
		t.indexShort(row)
		t.index(berth{port: row}, append([]string{row.code, row.name}, row.aliases...))
		row.localize()
	}
	for i := range t.rows {
		for j := range t.rows[i].terminals {
			at := &t.rows[i].terminals[j]
			t.index(berth{&t.rows[i], at}, append([]string{at.code, at.name}, at.aliases...))
			at.keys = foldAll(append([]string{at.smdg, at.code, at.name}, at.aliases...))
		}
	}
	return t
})

// index enters names for b; the first to claim a name keeps it, so ports come before terminals.
func (t *portTable) index(b berth, raw []string) {
	for _, key := range foldAll(raw) {
		if _, taken := t.byName[key]; !taken {
			t.byName[key] = b
		}
	}
}

// indexShort enters the last letters of all the codes that a row has.
func (t *portTable) indexShort(row *port) {
	for _, code := range append([]string{row.code}, row.aliases...) {
		if _, ok := locode(code); !ok {
			continue
		}
		if key := Fold(code[2:]); !slices.Contains(t.byShort[key], row) {
			t.byShort[key] = append(t.byShort[key], row)
		}
	}
}

// countries are the names under which a country is written behind one of its ports ("Hai Phong, Viet Nam"), by ISO
// 3166 alpha-2 code.
var countries = map[string]string{
	"AE": "United Arab Emirates|UAE", "AL": "Albania", "AO": "Angola", "AR": "Argentina", "AU": "Australia",
	"BD": "Bangladesh", "BE": "Belgium", "BG": "Bulgaria", "BH": "Bahrain", "BJ": "Benin", "BN": "Brunei",
	"BR": "Brazil|Brasil", "BS": "Bahamas", "CA": "Canada", "CG": "Congo", "CI": "Côte d'Ivoire|Ivory Coast", "CL": "Chile",
	"CM": "Cameroon", "CN": "China|P.R. China|Trung Quốc", "CO": "Colombia", "CR": "Costa Rica", "CU": "Cuba", "CY": "Cyprus",
	"DE": "Germany|Deutschland|Đức", "DJ": "Djibouti", "DK": "Denmark", "DO": "Dominican Republic", "DZ": "Algeria",
	"EC": "Ecuador", "EE": "Estonia", "EG": "Egypt", "ES": "Spain", "FI": "Finland", "FJ": "Fiji", "FR": "France",
	"GB": "United Kingdom|UK|Great Britain|England|Scotland|Northern Ireland", "GE": "Georgia", "GH": "Ghana", "GN": "Guinea",
	"GR": "Greece", "GT": "Guatemala", "GU": "Guam", "HK": "Hong Kong|China|Hong Kong SAR", "HN": "Honduras", "HR": "Croatia",
	"ID": "Indonesia", "IE": "Ireland", "IL": "Israel", "IN": "India", "IQ": "Iraq", "IR": "Iran", "IS": "Iceland",
	"IT": "Italy", "JM": "Jamaica", "JO": "Jordan", "JP": "Japan|Nhật Bản", "KE": "Kenya", "KH": "Cambodia|Campuchia",
	"KR": "Korea|South Korea|Republic of Korea|Hàn Quốc", "KW": "Kuwait", "LA": "Laos|Lào", "LB": "Lebanon", "LK": "Sri Lanka",
	"LT": "Lithuania", "LV": "Latvia", "LY": "Libya", "MA": "Morocco", "ME": "Montenegro", "MG": "Madagascar", "MM": "Myanmar",
	"MO": "Macau|Macao|China", "MT": "Malta", "MU": "Mauritius", "MV": "Maldives", "MX": "Mexico|México", "MY": "Malaysia",
	"MZ": "Mozambique", "NA": "Namibia", "NC": "New Caledonia", "NG": "Nigeria", "NI": "Nicaragua", "NL": "Netherlands|The Netherlands|Holland|Hà Lan",
	"NO": "Norway", "NZ": "New Zealand", "OM": "Oman", "PA": "Panama", "PE": "Peru", "PF": "French Polynesia",
	"PG": "Papua New Guinea", "PH": "Philippines", "PK": "Pakistan", "PL": "Poland", "PR": "Puerto Rico|USA", "PT": "Portugal",
	"PY": "Paraguay", "QA": "Qatar", "RE": "Réunion", "RO": "Romania", "RU": "Russia|Russian Federation", "SA": "Saudi Arabia",
	"SB": "Solomon Islands", "SD": "Sudan", "SE": "Sweden", "SG": "Singapore", "SI": "Slovenia", "SN": "Senegal", "SV": "El Salvador",
	"SY": "Syria", "TG": "Togo", "TH": "Thailand|Thái Lan", "TN": "Tunisia", "TR": "Turkey|Türkiye", "TT": "Trinidad and Tobago",
	"TW": "Taiwan|Đài Loan", "TZ": "Tanzania", "UA": "Ukraine", "US": "United States|United States of America|USA|U.S.A.|Mỹ",
	"UY": "Uruguay", "VE": "Venezuela", "VN": "Viet Nam|Vietnam|Việt Nam", "YE": "Yemen", "ZA": "South Africa",
}

// states are the states of the United States and the provinces of Canada, with the ports of the table that lie there, or
// in a state of Australia of the same letters.
var states = map[string]string{
	"AL": "USMOB", "AK": "", "AZ": "", "AR": "", "CA": "USLAX USLGB USSAN USOAK USSFO", "CO": "", "CT": "", "DE": "", "DC": "",
	"FL": "USTPA USMIA USPEF USJAX", "GA": "USSAV USATL", "HI": "USHNL", "ID": "", "IL": "USCHI", "IN": "", "IA": "", "KS": "", "KY": "",
	"LA": "USMSY", "ME": "", "MD": "USBAL", "MA": "USBOS", "MI": "", "MN": "", "MS": "USGPT", "MO": "", "MT": "", "NE": "", "NV": "", "NH": "",
	"NJ": "USEWR USNYC", "NM": "", "NY": "USNYC", "NC": "USILM", "ND": "", "OH": "", "OK": "", "OR": "USPDX", "PA": "USPHL", "RI": "",
	"SC": "USCHS", "SD": "", "TN": "USMEM", "TX": "USHOU USDAL", "UT": "", "VT": "", "VA": "USORF", "WA": "USSEA USTIW AUFRE", "WV": "",
	"WI": "", "WY": "",
	"AB": "", "BC": "CAVAN CAPRR", "MB": "", "NB": "CASJB", "NL": "", "NS": "CAHAL", "NT": "AUDRW", "NU": "", "ON": "CATOR", "PE": "",
	"QC": "CAMTR", "SK": "", "YT": "",
}
