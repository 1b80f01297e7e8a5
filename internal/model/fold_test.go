package model

import (
	"testing"
	"unicode"
)

func TestFold(t *testing.T) {
	for raw, want := range map[string]string{
		"":                      "",
		"Hải Phòng":             "haiphong",
		"Ha\u0309i Pho\u0300ng": "haiphong",
		"HẢI PHÒNG":             "haiphong",
		"Đà Nẵng":               "danang",
		"đường":                 "duong",
		"SHP/202505/00080":      "shp20250500080",
		"ONEU 650741-0":         "oneu6507410",
		"Straße":                "strasse",
		"STRAẞE":                "strasse",
		"København":             "kobenhavn",
		"Gdańsk, Łódź":          "gdansklodz",
		"Århus Ærø":             "arhusaero",
		"İzmir ı":               "izmiri",
		"横浜":                    "横浜",
		"a\xffb":                "ab",
	} {
		if got := Fold(raw); got != want {
			t.Errorf("Fold(%q) = %q, want %q", raw, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Hải Phòng", "STRAẞE", "İ", "Σς", "\u212a\u1e9e", "\u0345a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		key := Fold(raw)
		if again := Fold(key); again != key {
			t.Errorf("%q folds to %q and then to %q", raw, key, again)
		}
		for _, r := range key {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				t.Errorf("%q folds to %q with %U", raw, key, r)
			}
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		Fold("SHP/202505/00080")
	}
}
