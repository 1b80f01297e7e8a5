package words

import (
	"slices"
	"testing"

	"porthole/internal/model"
)

func TestNumbersAsTheLanguageWritesThem(t *testing.T) {
	english, vietnamese := In(English, nil), In(Vietnamese, nil)
	for _, c := range []struct {
		n      float64
		en, vi string
	}{
		{0, "0", "0"},
		{999, "999", "999"},
		{1211, "1,211", "1.211"},
		{22812.5, "22,812.5", "22.812,5"},
		{1234567.125, "1,234,567.125", "1.234.567,125"},
		{-1500, "-1,500", "-1.500"},
		{-150, "-150", "-150"},
	} {
		if got := english.Number(c.n); got != c.en {
			t.Errorf("en: got %q, want %q", got, c.en)
		}
		if got := vietnamese.Number(c.n); got != c.vi {
			t.Errorf("vi: got %q, want %q", got, c.vi)
		}
	}
}

// A count in a sentence is written as everywhere else.
func TestCountsInSentencesAreGrouped(t *testing.T) {
	for language, want := range map[Language]string{English: "12,500 packages", Vietnamese: "12.500 kiện"} {
		if got := In(language, nil).Say("detail.parcels", 12500); got != want {
			t.Errorf("%s: got %q, want %q", language, got, want)
		}
	}
	if got := In(English, nil).Say("detail.parcels", 1); got != "1 package" {
		t.Errorf("one: %q", got)
	}
}

// In Vietnamese the ports of Viet Nam have their marks, and all others the
// names that the trade uses.
func TestVietnameseNamesOfPorts(t *testing.T) {
	for typed, want := range map[string]string{
		"VNHPH": "Hải Phòng", "Haiphong": "Hải Phòng", "Cat Lai": "Cát Lái", "VNCLI": "Cát Lái", "VNSGN:VICT": "VICT",
		"Cai Mep": "Cái Mép", "VNVUT:CMIT": "Cái Mép CMIT", "Da Nang": "Đà Nẵng", "Quinhon": "Quy Nhơn", "Hanoi": "Hà Nội",
		"USLGB": "Long Beach", "Gdansk": "Gdansk", "Thu Duc": "Thu Duc", "": "",
	} {
		place := model.ParsePlace(typed)
		if got := In(Vietnamese, nil).Place(place).Short(); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
		if got := In(English, nil).Place(place); got != place {
			t.Errorf("%q in English: %v", typed, got)
		}
	}
	at := In(Vietnamese, nil).Place(model.ParsePlaceAt("VNHPH", "Tan Vu"))
	if got := at.String(); got != "Hải Phòng, Tân Vũ (VNHPH)" {
		t.Errorf("a terminal beside its port: %q", got)
	}
	if !slices.Contains(at.SearchTerms(), "haiphong") || !at.SamePort(model.ParsePlace("Hai Phong")) {
		t.Errorf("with its marks the port is another one: %v", at.SearchTerms())
	}
}

func TestNamesInTheOrderOfTheLanguage(t *testing.T) {
	names := []string{"Đại Dương", "Zenith", "Ánh Sao", "An Phú", "Dệt May", "Ấn Tượng"}
	Sort(In(Vietnamese, nil), names, func(s string) string { return s })
	want := []string{"An Phú", "Ánh Sao", "Ấn Tượng", "Dệt May", "Đại Dương", "Zenith"}
	if !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}
