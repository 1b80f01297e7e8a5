package term

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

var profiles = []colorprofile.Profile{
	colorprofile.NoTTY, colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor,
}

// pieces is what random views are made of.
var pieces = []string{
	"a", "B", " ", "   ", "SHP/202505/00080", "Cat Lai → Long Beach", "●━━◐┄┄○", "✓", "▸ In Transit",
	"Hải Phòng", "Đà Nẵng", "e\u0301", "o\u0302\u0323", "日本", "港", "👩‍👩‍👧‍👦", "🇻🇳", "❤️", "☎", "👍🏽",
	"\u0301", "\u200d", "؀a", "a\u0300\u0301\u0302\u0303\u0304", "ｗ",
	"\x1b[m", "\x1b[1m", "\x1b[2;3m", "\x1b[22m", "\x1b[4:3m", "\x1b[24m", "\x1b[7m", "\x1b[27m", "\x1b[9m", "\x1b[5;8m",
	"\x1b[31m", "\x1b[97;104m", "\x1b[39;49m", "\x1b[38;5;208m", "\x1b[48;5;17m", "\x1b[38;2;1;200;30m",
	"\x1b[48:2::40:50:60m", "\x1b[58;2;9;8;7;4m", "\x1b[59m", "\x1b[38;9m", "\x1b[0;1;31m",
	"\x1b[2J", "\x1b[H", "\x1b[10;10H", "\x1b[?1049l", "\x1b]0;owned\x07", "\x1b]8;;http://x\x1b\\", "\x1bPq#0\x1b\\", "\x1bc",
	"\x1b[6n", "\x1b[>c", "\x1b_G\x1b\\", "\x1b", "\x1b[", "\x1b]52;c;aGk=", "\x07", "\x08", "\t", "\r", "\x0e", "\x7f",
	"\u009b31m", "\x9b2J", "\u0085", "\u202e", "\u2066", "\u200b", "\ufeff", "\xff", "\xc3", "\U000e0041", "\u2028",
}

// somewhere is where some of the pieces lead.
var somewhere = [][2]string{
	{"SHP/202505/00080", "https://one.example"},
	{"Cat Lai", "https://two.example"},
	{"Hải Phòng", "https://three.example"},
	{"Phòng", "https://four.example"},
	{"日本", "https://five.example"},
	{"202505", "tel:202505"},
}

func randomView(t *rapid.T) string {
	lines := rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12), 0, 10).Draw(t, "lines")
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.Join(l, "")
	}
	return strings.Join(out, "\n")
}

// edited is a view that shares most of its lines with the last one, as the views
// of a real screen do.
func edited(t *rapid.T, last string) string {
	lines := strings.Split(last, "\n")
	i := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
	cut := rapid.IntRange(0, len(lines[i])).Draw(t, "cut")
	lines[i] = lines[i][:cut] + rapid.SampledFrom(pieces).Draw(t, "piece") + lines[i][cut:]
	return strings.Join(lines, "\n")
}

// TestIncrementalIsFullRepaint is what the output half promises: whatever the
// views before, the terminal shows what one full repaint of the last view shows.
func TestIncrementalIsFullRepaint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		profile := rapid.SampledFrom(profiles).Draw(t, "profile")
		w, h := rapid.IntRange(1, 40).Draw(t, "w"), rapid.IntRange(1, 12).Draw(t, "h")
		term := newTerminal(t, w, h, nil)
		s := NewScreen(term, profile)
		s.Resize(w, h)
		view := tea.View{AltScreen: true}
		var links [][2]string
		for range rapid.IntRange(1, 8).Draw(t, "frames") {
			if rapid.Bool().Draw(t, "relinked") {
				links = rapid.SliceOfN(rapid.SampledFrom(somewhere), 0, 3).Draw(t, "links")
			}
			s.Link(links)
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0:
				w, h = rapid.IntRange(1, 40).Draw(t, "w"), rapid.IntRange(1, 12).Draw(t, "h")
				term.emu.Resize(w, h)
				s.Resize(w, h)
			case 1, 2:
				view.Content = randomView(t)
			default:
				view.Content = edited(t, view.Content)
			}
			draw(t, s, view)
		}
		fresh := newTerminal(t, w, h, nil)
		full := NewScreen(fresh, profile)
		full.Resize(w, h)
		full.Link(links)
		draw(t, full, view)
		if d := difference(term, fresh, w, h); d != "" {
			t.Fatalf("%v %dx%d %q\n%s", profile, w, h, view.Content, d)
		}
		untouched(t, term)
	})
}

func draw(t interface{ Fatal(...any) }, s *Screen, v tea.View) {
	if err := s.Draw(v); err != nil {
		t.Fatal(err)
	}
}

// untouched fails when a view has done more than show text.
func untouched(t *rapid.T, s *screenOf) {
	if s.title != "" || s.bells > 0 || !s.emu.IsAltScreen() || s.emu.ScrollbackLen() > 0 {
		t.Fatalf("a view reached the terminal: title %q, %d bells, alt %v", s.title, s.bells, s.emu.IsAltScreen())
	}
}

// TestBytesAreOurs looks at the wire instead of the emulator: the only sequences
// in it are those that the painter makes.
func TestBytesAreOurs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var wire bytes.Buffer
		s := NewScreen(&wire, colorprofile.TrueColor)
		s.Resize(30, 6)
		draw(t, s, tea.View{AltScreen: true, Content: randomView(t)})
		draw(t, s, tea.View{AltScreen: true, Content: randomView(t)})
		rest := wire.String()
		for rest != "" {
			if rest[0] != 0x1b {
				if rest[0] < 0x20 || rest[0] == 0x7f {
					t.Fatalf("control character %q on the wire", rest[0])
				}
				rest = rest[1:]
				continue
			}
			_, _, n, _ := ansi.DecodeSequence(rest, ansi.NormalState, nil)
			if rest[1] != '[' || !strings.ContainsRune("HJKXCGmhl", rune(rest[n-1])) {
				t.Fatalf("sequence %q on the wire", rest[:n])
			}
			rest = rest[n:]
		}
		for _, r := range wire.String() {
			if r != 0x1b && Hidden(r) {
				t.Fatalf("rune %U on the wire", r)
			}
		}
	})
}

func TestSameViewWritesNothing(t *testing.T) {
	var wire bytes.Buffer
	s := NewScreen(&wire, colorprofile.TrueColor)
	s.Resize(20, 3)
	v := tea.View{AltScreen: true, Content: "one\ntwo", WindowTitle: "porthole", Cursor: tea.NewCursor(1, 1)}
	draw(t, s, v)
	wire.Reset()
	draw(t, s, v)
	v.Content = "one\x1b[1m\ntwo" // differs, shows the same
	draw(t, s, v)
	if wire.Len() > 0 {
		t.Errorf("wrote %q", wire.String())
	}
}

func TestNothingBeforeTheSize(t *testing.T) {
	var wire bytes.Buffer
	s := NewScreen(&wire, colorprofile.TrueColor)
	draw(t, s, tea.View{AltScreen: true, Content: "x"})
	if err := s.Restore(); err != nil {
		t.Fatal(err)
	}
	if wire.Len() > 0 {
		t.Errorf("wrote %q", wire.String())
	}
}

func TestTitleIsText(t *testing.T) {
	term := newTerminal(t, 20, 3, nil)
	s := NewScreen(term, colorprofile.ANSI)
	s.Resize(20, 3)
	draw(t, s, tea.View{AltScreen: true, WindowTitle: "Hải Phòng\x1b\\\x07\u009c\u202e!" + strings.Repeat("x", 500)})
	want := "Hải Phòng\\!" + strings.Repeat("x", maxTitle-11)
	if term.title != want || term.bells > 0 {
		t.Errorf("title %q, want %q", term.title, want)
	}
}

func TestCursor(t *testing.T) {
	term := newTerminal(t, 20, 4, nil)
	s := NewScreen(term, colorprofile.ANSI)
	s.Resize(20, 4)
	v := tea.View{AltScreen: true, Content: "search: abc", Cursor: tea.NewCursor(11, 0)}
	draw(t, s, v)
	at(t, term, 11, 0, true)
	v.Content, v.Cursor = "search: abcd\nhit", tea.NewCursor(12, 0)
	draw(t, s, v)
	at(t, term, 12, 0, true)
	v.Cursor = tea.NewCursor(99, 99)
	draw(t, s, v)
	at(t, term, 19, 3, true)
	v.Cursor = nil
	draw(t, s, v)
	at(t, term, 19, 3, false)
}

func at(t *testing.T, s *screenOf, x, y int, visible bool) {
	t.Helper()
	if p := s.emu.CursorPosition(); p.X != x || p.Y != y || s.hidden == visible {
		t.Errorf("cursor at %v, hidden %v, want %d,%d visible %v", p, s.hidden, x, y, visible)
	}
}

func TestModesFollowTheViewAndAreRestored(t *testing.T) {
	term := newTerminal(t, 20, 4, nil)
	s := NewScreen(term, colorprofile.TrueColor)
	s.Resize(20, 4)
	for _, v := range []tea.View{
		{Content: "no alternate screen"},
		{AltScreen: true, Content: "x", MouseMode: tea.MouseModeCellMotion},
		{AltScreen: true, Content: "x", MouseMode: tea.MouseModeAllMotion, WindowTitle: "t"},
		{AltScreen: true, Content: "x", Cursor: tea.NewCursor(0, 0)},
		{AltScreen: true, Content: "\x1b[31mx", MouseMode: tea.MouseModeCellMotion},
	} {
		draw(t, s, v)
		if term.emu.IsAltScreen() != v.AltScreen {
			t.Errorf("alternate screen %v for %+v", term.emu.IsAltScreen(), v)
		}
	}
	if err := s.Restore(); err != nil {
		t.Fatal(err)
	}
	restored(t, term)
}

func TestWritingEndsWithTheFirstError(t *testing.T) {
	s := NewScreen(failing{}, colorprofile.TrueColor)
	s.Resize(20, 4)
	if err := s.Draw(tea.View{Content: "x"}); err == nil {
		t.Error("no error")
	}
	if err := s.Restore(); err == nil {
		t.Error("no error from Restore")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, fmt.Errorf("channel closed") }
