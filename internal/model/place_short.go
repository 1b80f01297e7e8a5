package model

import (
	"slices"
	"strings"
)

// People write the last three letters of a UN/LOCODE alone: SGN, LGB. They are
// resolved when one port of the table has them, and no other port of the world that
// somebody may mean, or when a country beside them decides. Otherwise they stay what
// they are.

// contested are letters and names that a port outside the table has too, with that
// port. Places that no cargo goes to are not in it.
var contested = map[string]string{
	"bar": "CLBAR Barquito", "bel": "BRBEL Belem", "bun": "IDBUN Buatan", "cal": "CACAL Calgary", "cas": "ESCAS Castellon",
	"chb": "CLCHB Chacabuco", "dam": "SYDAM Damascus", "fpo": "USFPO Freeport, Texas", "hir": "DKHIR Hirtshals", "hmd": "JPHMD Hamada",
	"hon": "FRHON Honfleur", "kan": "SEKAN Karlshamn", "kel": "DEKEL Kiel", "lad": "YELAD Little Aden", "lch": "USLCH Lake Charles",
	"lei": "ESLEI Almeria", "lon": "YTLON Longoni", "mar": "VEMAR Maracaibo", "mua": "MYMUA Muar", "nha": "DENHA Nordenham",
	"pdg": "IDPDG Padang", "pti": "CLPTI Patillos", "sal": "SVSAL San Salvador", "san": "PYSAN San Antonio", "sfs": "BRSFS Sao Francisco do Sul",
	"sou": "BMSOU Southampton, Bermuda", "ssa": "KRSSA Seosan", "swa": "GBSWA Swansea", "tag": "RUTAG Taganrog", "tar": "ITTAR Taranto",
	"trg": "SETRG Trelleborg", "vlc": "BRVLC Vila do Conde", "vli": "VUVLI Port Vila", "wei": "AUWEI Weipa", "van": "TRVAN Van",

	"portland": "USPWM Portland, Maine", "wilmington": "USILG Wilmington, Delaware", "freeport": "USFPO Freeport, Texas",
	"sanpedro": "CISPY San Pedro", "newcastle": "GBNCL Newcastle upon Tyne", "tripoli": "LBKYE Tripoli, Lebanon",
	"manzanillo": "PAMIT Manzanillo, Panama", "cartagena": "ESCAR Cartagena, Spain",
}

// OtherPlaces are the places that a text may mean, when more than one has its letters
// or its name; the one that ParsePlace gives, if any, is the first.
func OtherPlaces(raw string) []Place {
	key := Fold(raw)
	at, known := table().byName[key]
	other, doubted := contested[key]
	switch {
	case known && (!doubted || len(key) == 3):
		return nil
	case known:
		return []Place{at.port.place(at.terminal), contestedPlace(other)}
	case len(key) != 3:
		return nil
	}
	if candidates := shortCandidates(key); len(candidates) > 1 {
		return candidates
	}
	return nil
}

// parseShort reads three letters alone or with the country.
func parseShort(s string) (Place, bool) {
	key, country := "", ""
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(" /,;|()[]-", r) }) {
		switch {
		case len(part) == 3 && key == "":
			key = Fold(part)
		default:
			country = strings.TrimSpace(country + " " + part)
		}
	}
	if len(key) != 3 {
		return Place{}, false
	}
	candidates := slices.DeleteFunc(shortCandidates(key), func(p Place) bool { return country != "" && !inCountry(p, country) })
	if len(candidates) != 1 {
		return Place{}, false
	}
	return candidates[0], true
}

// shortCandidates are the places whose UN/LOCODE ends in key.
func shortCandidates(key string) []Place {
	var places []Place
	for _, row := range table().byShort[key] {
		places = append(places, row.place(nil))
	}
	if other, ok := contested[key]; ok && len(places) > 0 {
		places = append(places, contestedPlace(other))
	}
	return places
}

func contestedPlace(text string) Place {
	code, name, _ := strings.Cut(text, " ")
	return Place{Code: Text{code}, Name: Text{name}}
}

// inCountry says that a text is the code or a name of the place's country.
func inCountry(p Place, text string) bool {
	if strings.EqualFold(text, p.Country()) {
		return true
	}
	for name := range strings.SplitSeq(countries[p.Country()], "|") {
		if Fold(text) == Fold(name) {
			return true
		}
	}
	return false
}
