package model

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestLineKeepsWhatIsMeantToBeRead(t *testing.T) {
	for _, tc := range []struct{ name, raw, want string }{
		{"plain", "SHP/202505/00080", "SHP/202505/00080"},
		{"empty", "", ""},
		{"blanks alone", " \t\u00a0\n ", ""},
		{"vietnamese", "Công ty TNHH Gỗ Đại Phát", "Công ty TNHH Gỗ Đại Phát"},
		{"decomposed vietnamese is composed", "Ha\u0309i Pho\u0300ng Tie\u0302\u0301ng", "Hải Phòng Tiếng"},
		{"trimmed, blanks become spaces", "\u3000a\tb\u00a0c\u2028d\r\ne\n", "a b c d e"},
		{"invalid bytes", "a\xffb\xc3", "ab"},
		{"controls", "a\x00b\x07c\x7fd\u0085e", "abcde"},
		{"colour", "\x1b[1;31mred\x1b[0m", "red"},
		{"C1 control sequence", "\u009b31mred", "red"},
		{"title by BEL", "a\x1b]0;evil\x07b", "ab"},
		{"title by ST", "a\x1b]0;evil\x1b\\b", "ab"},
		{"C1 string", "a\u009d0;evil\u009cb", "ab"},
		{"device control", "a\x1bPq#0\x1b\\b", "ab"},
		{"BEL does not end a device control string", "a\x1bPq\x07b", "aqb"},
		{"short sequences", "a\x1bcb\x1b(Bd\x1b7e", "abde"},
		{"unterminated title keeps the text", "a\x1b]0;the rest", "a0;the rest"},
		{"unterminated control sequence keeps the text", "a\x1b[12", "a12"},
		{"lone escape", "a\x1b", "a"},
		{"sequence hidden by invalid bytes", "a\x1b\xff[31mb", "ab"},
		{"sequence left over from a sequence", "a\x1b\x1b[31m[31mb", "a[31mb"},
		{"bidi override", "abc\u202etxt.exe\u2066\u200f", "abctxt.exe"},
		{"zero width", "a\u200bb\u200dc\u2060d\ufeffe\u00adf", "abcdef"},
		{"tags and selectors", "a\U000E0041b\ufe0fc\U000E0101", "abc"},
		{"private use and noncharacters", "a\ue000b\U000F0000c\uffffd", "abcd"},
		{"fillers", "a\u115f\u3164\u034fb", "ab"},
		{"at most two marks in a row", "a\u0336\u0337\u0338\u0339b", "a\u0336\u0337b"},
		{"no mark without a base", "\u0301 \u0301abc", "abc"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Line(tc.raw, NameCells).String(); got != tc.want {
				t.Errorf("Line(%q) = %q, want %q", tc.raw, got, tc.want)
			}
		})
	}
}

func TestLinesKeepsParagraphs(t *testing.T) {
	for _, tc := range []struct{ raw, want string }{
		{"a\r\nb\rc\nd", "a\nb\nc\nd"},
		{"\n a \n \n\n\n b\n\n", "a\n\n b"},
		{"a\n\u0301b", "a\nb"},
		{"a\x1b[2J\nb", "a\nb"},
	} {
		if got := Lines(tc.raw, NoteCells).String(); got != tc.want {
			t.Errorf("Lines(%q) = %q, want %q", tc.raw, got, tc.want)
		}
	}
}

func TestTextIsCutBetweenCharacters(t *testing.T) {
	for _, tc := range []struct {
		raw   string
		cells int
		want  string
	}{
		{"Long Beach", 10, "Long Beach"},
		{"Long Beach", 9, "Long Bea…"},
		{"Long Beach", 6, "Long…"},
		{"Long Beach", 1, "…"},
		{"Long Beach", 0, ""},
		{"Long Beach", -3, ""},
		{"横浜港", 6, "横浜港"},
		{"横浜港", 5, "横浜…"},
		{"横浜港", 4, "横…"},
		{"xa\u0336\u0337b", 2, "x…"},
		{"🇻🇳🇺🇸", 3, "🇻🇳…"},
		{"👍🏽ok", 3, "👍🏽…"},
	} {
		got := Line(tc.raw, tc.cells)
		if got.String() != tc.want {
			t.Errorf("Line(%q, %d) = %q, want %q", tc.raw, tc.cells, got, tc.want)
		}
		if Cells(got.String()) > max(tc.cells, 0) {
			t.Errorf("Line(%q, %d) is %d cells wide", tc.raw, tc.cells, Cells(got.String()))
		}
	}
}

func TestHugeTextIsBoundedAndCheap(t *testing.T) {
	for name, raw := range map[string]string{
		"plain":           strings.Repeat("a", 1<<22),
		"introducers":     strings.Repeat("\x1b]", 1<<20),
		"C1 introducers":  strings.Repeat("\u009d", 1<<20),
		"marks":           "a" + strings.Repeat("\u0301", 1<<20),
		"expanding marks": strings.Repeat("\U0001D160", 1<<18),
	} {
		got := Lines(raw, 1<<30)
		if len(got.String()) > maxTextBytes {
			t.Errorf("%s: %d bytes came out", name, len(got.String()))
		}
		if again := Lines(got.String(), 1<<30); again != got {
			t.Errorf("%s: cleaning twice is not cleaning once", name)
		}
	}
}

func TestTextInRecords(t *testing.T) {
	type record struct {
		Note  Text
		Empty Text
		Gone  Text `json:",omitzero"`
	}
	in := record{Note: Lines("Đã xếp hàng\n<b>10 May</b>", NoteCells)}
	b, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "Gone") || !strings.Contains(string(b), `"Empty":""`) {
		t.Errorf("record is %s", b)
	}
	var out record
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Errorf("came back as %+v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"Note":"a\u001b[31mb\u202e"}`), &out); err != nil || out.Note.String() != "ab" {
		t.Errorf("a forged record gives %q, %v", out.Note, err)
	}
}

func TestCells(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "Hải Phòng": 9, "Ha\u0309i": 3, "横浜": 4, "👍🏽": 2, "🇻🇳": 2, "a\nb": 3, "…": 1, "\x1b": 0,
	} {
		if got := Cells(s); got != want {
			t.Errorf("Cells(%q) = %d, want %d", s, got, want)
		}
	}
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"Hải Phòng", "\x1b[31mred", "a\u0301\u0302\u0303", "\u202e\U000E0041", "横\u0e33\u1161\u11a8", "a\r\n\n\nb\xff", "\U0001D160"} {
		f.Add(s, uint8(5), true)
	}
	f.Fuzz(func(t *testing.T, raw string, cells uint8, lines bool) {
		clean := Line
		if lines {
			clean = Lines
		}
		s := clean(raw, int(cells)).String()
		if got := Cells(s); got > int(cells) {
			t.Errorf("%q has %d cells of %d", s, got, cells)
		}
		if again := clean(s, int(cells)).String(); again != s {
			t.Errorf("%q becomes %q when cleaned again", s, again)
		}
		if stored := Lines(s, maxTextCells).String(); stored != s {
			t.Errorf("%q becomes %q when read back", s, stored)
		}
		checkReadable(t, s, lines)
	})
}

// checkReadable states what must hold of every text, in other words than the code that makes it so.
func checkReadable(t *testing.T, s string, lines bool) {
	t.Helper()
	if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) {
		t.Errorf("%q is not valid UTF-8 in NFC", s)
	}
	if strings.TrimSpace(s) != s || strings.Contains(s, "\n\n\n") {
		t.Errorf("%q is not trimmed", s)
	}
	marks := 2
	for _, r := range s {
		if r == '\n' && lines {
			marks = 2
			continue
		}
		if r != ' ' && !unicode.IsGraphic(r) && unicode.In(r, unicode.C, unicode.Z) {
			t.Errorf("%q has %U in it", s, r)
		}
		switch {
		case r < ' ', 0x7F <= r && r < 0xA0, 0x200B <= r && r <= 0x200F, 0x2028 <= r && r <= 0x202E, 0x2060 <= r && r <= 0x206F,
			0xE000 <= r && r <= 0xF8FF, 0xFE00 <= r && r <= 0xFE0F, r == 0xFEFF, r == 0xAD, r == 0x61C, r >= 0xE0000:
			t.Errorf("%q has %U in it", s, r)
		}
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if marks > 2 {
			t.Errorf("%q has too many marks", s)
		}
	}
}

func BenchmarkLine(b *testing.B) {
	for b.Loop() {
		Line("Công ty TNHH Gỗ Đại Phát", NameCells)
	}
}
