package workbook

import "testing"

// A cell is read as its format shows it: what a person sees is what is meant.
func TestNumbersInTheirFormats(t *testing.T) {
	for _, c := range []struct {
		format string
		value  float64
		want   string
	}{
		{"General", 238746000123, "238746000123"},
		{"0", 5, "5"},
		{"#,##0.00", 22025.5, "22025.5"},
		{"00000", 123, "00123"},
		{"00000", 1234567, "1234567"},
		{`"HL"000000`, 42, "HL000042"},
		{`000\-000`, 123456, "123-000"[:4] + "456"},
		{"0.00%", 0.5, "50%"},
		{"yyyy-mm-dd", 45802.5, "2025-05-25"},
		{"dd/mm/yyyy hh:mm", 45802.25, "2025-05-25 06:00:00"},
		{"[$-42A]d mmmm yyyy;@", 45802, "2025-05-25"},
		{"hh:mm", 0.25, "06:00:00"},
		{`#,##0.0," t"`, 22025, "22.025 t"},
		{`#,##0 "kg"`, 22025, "22025 kg"},
		{`0;-0;;@`, 0, ""},
		{`_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, 0, "-"},
		{`_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, 7.5, "7.5"},
		{";;;", 7, ""},
		{"[Red]0.0;[Blue]-0.0", 1.25, "1.25"},
		{"0.00E+00", 238746000123, "238746000123"},
		{"@", 123, "123"},
		{"General", 1234567890123456789, "1.23456789012346E+18"},
	} {
		if got, _ := readFormat(c.format).show(c.value, false); got != c.want {
			t.Errorf("%v as %s is %q, want %q", c.value, c.format, got, c.want)
		}
	}
}
