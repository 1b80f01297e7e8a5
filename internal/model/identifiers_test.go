package model

import (
	"reflect"
	"testing"
)

func TestCheckIMO(t *testing.T) {
	digit := func(n, want string) []Remark { return []Remark{{Key: "remark.imo.check_digit", Args: []any{n, want}}} }
	shape := func(n string) []Remark { return []Remark{{Key: "remark.imo.shape", Args: []any{n}}} }
	for raw, want := range map[string][]Remark{
		"9074729":      nil, // the example everyone has
		"IMO 9074729":  nil,
		"imo9074729":   nil,
		"":             nil,
		"9074728":      digit("9074728", "9"),
		"907472":       shape("907472"),
		"90747290":     shape("90747290"),
		"ONE HANNOVER": shape("ONE HANNOVER"),
	} {
		if got := CheckIMO(raw); !reflect.DeepEqual(got, want) {
			t.Errorf("CheckIMO(%q) = %v, want %v", raw, got, want)
		}
	}
}

func TestCarriers(t *testing.T) {
	for _, scac := range []string{"MAEU", "MSCU", "CMDU", "HLCU", "ONEY", "COSU", "EGLV", "YMLU", "OOLU", "ZIMU", " maeu "} {
		if name, ok := CarrierName(scac); !ok || name == "" {
			t.Errorf("%q has no name", scac)
		}
	}
	if name, ok := CarrierName("XXXX"); ok || name != "" {
		t.Errorf("XXXX is %q", name)
	}
	for code := range carriers {
		if len(CheckSCAC(code)) > 0 {
			t.Errorf("%s is not a SCAC", code)
		}
	}
	for raw, odd := range map[string]bool{"": false, "maeu": false, "HL": false, "M": true, "MAEUX": true, "M4EU": true, "MÆU": true} {
		if got := len(CheckSCAC(raw)) > 0; got != odd {
			t.Errorf("CheckSCAC(%q) remarks: %v", raw, got)
		}
	}
}
