package term

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// opinionated is a terminal with its own opinion about widths: it draws every rune
// for itself, those that are disputed in as many cells as width says. It
// knows the sequences that the painter makes and no other.
type opinionated struct {
	t     *rapid.T
	width func(r rune) int
	rows  [][]rune
	y, x  int
}

func newOpinionated(t *rapid.T, w, h int, width func(rune) int) *opinionated {
	o := &opinionated{t: t, width: width, rows: make([][]rune, h)}
	for y := range o.rows {
		o.rows[y] = make([]rune, w)
	}
	o.erase(0, h)
	return o
}

func (o *opinionated) erase(from, to int) {
	for y := from; y < to; y++ {
		for x := range o.rows[y] {
			o.rows[y][x] = ' '
		}
	}
}

func (o *opinionated) Write(b []byte) (int, error) {
	for s := string(b); s != ""; {
		if s[0] == esc {
			_, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
			o.control(s[2:n-1], s[n-1])
			s = s[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		o.print(r)
		s = s[n:]
	}
	return len(b), nil
}

func (o *opinionated) control(params string, final byte) {
	var buf [maxParams]int
	ps := parseParams(strings.TrimPrefix(params, "?"), &buf)
	n, row := max(ps[0], 1), o.rows[o.y]
	switch final {
	case 'H':
		o.y, o.x = n-1, 0
		if len(ps) > 1 {
			o.x = ps[1] - 1
		}
	case 'G':
		o.x = n - 1
	case 'C':
		o.x += n
	case 'J':
		o.erase(0, len(o.rows))
	case 'K':
		n = len(row)
		fallthrough
	case 'X':
		for x := o.x; x < min(o.x+n, len(row)); x++ {
			row[x] = ' '
		}
	case 'm', 'h', 'l':
	default:
		o.t.Fatalf("sequence %q %c", params, final)
	}
}

// print draws a rune as terminals with wrapping off do: the last column takes all
// that comes too far.
func (o *opinionated) print(r rune) {
	w, row := 1, o.rows[o.y]
	if disputed(string(r), ansi.GraphemeWidth.StringWidth(string(r))) {
		w = o.width(r)
	}
	for i := range w {
		row[min(o.x+i, len(row)-1)] = r
	}
	o.x = min(o.x+w, len(row)-1)
}

// TestAnotherOpinionShiftsNothing: whatever a terminal thinks of wide characters,
// combining marks and emoji, the plain text beside them is in its column. A wider
// one may cover what follows; the cell after it is put right.
func TestAnotherOpinionShiftsNothing(t *testing.T) {
	texts := []string{"a", "bc ", "Hải", "│", "日", "港口", "👍🏽", "🇻🇳", "👩‍👩‍👧", "❤️", "e\u0301", "o\u0302\u0323", "☎", "→", "\x1b[31m", "\x1b[m"}
	rapid.Check(t, func(t *rapid.T) {
		opinion := rapid.IntRange(0, 2).Draw(t, "opinion")
		const w, h = 24, 3
		term := newOpinionated(t, w, h, func(rune) int { return opinion })
		s := NewScreen(term, colorprofile.ANSI)
		s.Resize(w, h)
		var content string
		for range rapid.IntRange(1, 5).Draw(t, "frames") {
			lines := make([]string, h)
			for y := range lines {
				lines[y] = strings.Join(rapid.SliceOfN(rapid.SampledFrom(texts), 0, 12).Draw(t, "line"), "")
			}
			content = strings.Join(lines, "\n")
			draw(t, s, tea.View{Content: content})
		}
		for y, line := range strings.Split(content, "\n") {
			cells := make([]cell, w)
			row(cells, line, colorprofile.ANSI)
			for x, c := range cells {
				if c.width == 1 && !c.disputed && string(term.rows[y][x]) != c.text {
					t.Fatalf("%q: column %d shows %q, want %q\n%q", line, x, term.rows[y][x], c.text, string(term.rows[y]))
				}
			}
		}
	})
}

// TestPlainRunesArePlain holds the short cut for one-cell characters to the tables
// that everything else is measured with.
func TestPlainRunesArePlain(t *testing.T) {
	for r := range rune(0x30000) {
		if !plainRune(r) {
			continue
		}
		if w := ansi.GraphemeWidth.StringWidth(string(r)); w != 1 || Hidden(r) {
			t.Errorf("%U has width %d, hidden %v", r, w, Hidden(r))
		}
		for _, s := range []string{string(r) + "a", "a" + string(r), string(r) + string(r)} {
			if c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth); utf8.RuneCountInString(c) != 1 {
				t.Errorf("%q is one cluster", s)
			}
		}
	}
}
