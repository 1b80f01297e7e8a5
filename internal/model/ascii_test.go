package model

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestTextIsSpeltInASCII(t *testing.T) {
	for text, want := range map[string]string{
		"SHP/202505/00080":                   "SHP/202505/00080",
		"Hải Phòng → Đà Nẵng":                "Hai Phong > Da Nang",
		"Cát Lái · đang vận chuyển":          "Cat Lai - dang van chuyen",
		"Ha\u0309i Pho\u0300ng":              "Hai Phong", // letters and marks apart
		"Göteborg, Łódź, Ærø, Straße, İzmir": "Goteborg, Lodz, Aro, Strase, Izmir",
		"●━━◐┄┄○ ✓ ▸ • ▎":                    "*==@--o + > * >",
		"╭──╮│┴┼":                            "+--+|++",
		"“4 × 40’” 22 m³ – 5 € …":            `"4 x 40'" 22 m3 - 5 E ~`,
		"\x1b[1mHải\x1b[m\nPhòng":            "\x1b[1mHai\x1b[m\nPhong",
		"上海 한국 Ｆ":                            "???? ???? F ",
		"Санкт ½ ™":                          "????? ? ?",
		"\u00a0":                             " ",
	} {
		got := ASCII(text)
		if got != want {
			t.Errorf("%q is spelt %q, want %q", text, got, want)
		}
		if ansi.StringWidth(got) != ansi.StringWidth(text) {
			t.Errorf("%q has %d cells, and spelt %d", text, ansi.StringWidth(text), ansi.StringWidth(got))
		}
	}
}

// Whatever the text, nothing but ASCII comes of it, and nothing more of its spelling.
func FuzzASCII(f *testing.F) {
	f.Add("Hải Phòng → \x1b[m上海\xff")
	f.Fuzz(func(t *testing.T, text string) {
		got := ASCII(text)
		if !isASCII(got) || ASCII(got) != got {
			t.Errorf("%q is spelt %q", text, got)
		}
	})
}
