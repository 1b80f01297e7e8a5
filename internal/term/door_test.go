package term

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
)

// wanted is a message that asks something of the terminal.
type wanted struct{ copied, called string }

func (w wanted) Clipboard() string { return w.copied }
func (w wanted) Attention() string { return w.called }

// served is what the terminal is told for messages, one frame after each and a pause
// behind it.
func served(t *testing.T, pause time.Duration, asked ...wanted) string {
	t.Helper()
	var wire bytes.Buffer
	synctest.Test(t, func(*testing.T) {
		m := &shell{s: New(nil, nil, nil, Options{}), screen: NewScreen(&wire, colorprofile.TrueColor)}
		m.screen.Resize(20, 3)
		for _, w := range asked {
			m.serve(w)
			_ = m.screen.Draw(tea.View{Content: "x"})
			time.Sleep(pause)
		}
	})
	return wire.String()
}

var clipboard = regexp.MustCompile("\x1b\\]52;c;([A-Za-z0-9+/=]*)\x1b\\\\")

// copiedBy is what a terminal puts on its clipboard; it fails unless that is one text.
func copiedBy(t *testing.T, wire string) string {
	t.Helper()
	found := clipboard.FindAllStringSubmatch(wire, -1)
	if len(found) != 1 {
		t.Fatalf("%d texts for the clipboard in %q", len(found), wire)
	}
	text, err := base64.StdEncoding.DecodeString(found[0][1])
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCopiedTextReachesTheClipboard(t *testing.T) {
	for _, c := range []struct{ asked, copied string }{
		{"SHP/202505/00080", "SHP/202505/00080"},
		{"Hải Phòng\nthree\nlines", "Hải Phòng\nthree\nlines"},
		{"a\x1b]52;c;ZXZpbA==\x07b\x07\u202e\u009cc\r\t", "a]52;c;ZXZpbA==bc"},
		{strings.Repeat("ê", 5000), strings.Repeat("ê", maxCopy/2)},
	} {
		if got := copiedBy(t, served(t, 0, wanted{copied: c.asked})); got != c.copied {
			t.Errorf("%.40q: %.60q is copied", c.asked, got)
		}
	}
	if wire := served(t, 0, wanted{}, wanted{copied: "\x1b\x07"}); strings.Contains(wire, "]52") {
		t.Errorf("nothing was to be copied: %q", wire)
	}
}

// Somebody is called once for changes that come one upon the other, and by a text
// that ends where it is meant to.
func TestACallRingsAndSaysWhy(t *testing.T) {
	wire := served(t, 0, wanted{called: "Hai Long: SHP/1\x1b\\\x07 changed" + strings.Repeat("!", 500)}, wanted{called: "again"})
	want := "\a\x1b]9;" + ("Hai Long: SHP/1\\ changed" + strings.Repeat("!", 500))[:maxCall] + "\x1b\\"
	if strings.Count(wire, "\a") != 1 || !strings.Contains(wire, want) || strings.Contains(wire, "again") {
		t.Errorf("told %q", wire)
	}
	if wire := served(t, callEvery, wanted{called: "one"}, wanted{called: "two"}, wanted{}); strings.Count(wire, "\a") != 2 {
		t.Errorf("told %q", wire)
	}
}

// linked are the texts of the first row by where they lead. The emulator takes the
// parameters of a link, of which there are none, for its address.
func linked(s *screenOf, width int) map[string]string {
	texts := map[string]string{}
	for x := range width {
		if c := s.emu.CellAt(x, 0); c != nil && c.Link != (uv.Link{}) {
			texts[c.Link.URL+c.Link.Params] += c.Content
		}
	}
	return texts
}

func TestTextsLeadWhereTheRootSays(t *testing.T) {
	pairs := [][2]string{
		{"cs@hailong.example", "mailto:cs@hailong.example"},
		{"+84 28 3820 0000", "tel:+842838200000"},
		{"Cảng Đỏ", "https://port.example/"},
	}
	for _, c := range []struct{ line, mail, phone string }{
		{"Questions? +84 28 3820 0000 · \x1b[1mcs@hailong.example\x1b[m.", "cs@hailong.example", "+84 28 3820 0000"},
		{"docs@hailong.example, cs@hailong.examples", "", ""}, // other addresses
		{"cs@hailong.example cs@hailong.example", "cs@hailong.examplecs@hailong.example", ""},
	} {
		term := newTerminal(t, 80, 2, nil)
		s := NewScreen(term, colorprofile.TrueColor)
		s.Resize(80, 2)
		s.Link(pairs)
		draw(t, s, tea.View{Content: c.line})
		got := linked(term, 80)
		if got["mailto:cs@hailong.example"] != c.mail || got["tel:+842838200000"] != c.phone {
			t.Errorf("%q: %v", c.line, got)
		}
	}
}

// What leads elsewhere than before is written anew, and what leads nowhere any
// more too, though the text is the same.
func TestALinkFollowsItsAddress(t *testing.T) {
	term := newTerminal(t, 40, 2, nil)
	s := NewScreen(term, colorprofile.TrueColor)
	s.Resize(40, 2)
	for _, address := range []string{"https://www.maersk.com", "https://www.zim.com", ""} {
		s.Link([][2]string{{"Maersk (MAEU)", address}})
		draw(t, s, tea.View{Content: "Carrier  Maersk (MAEU)"})
		if got := fmt.Sprint(linked(term, 40)); address != "" && got != "map["+address+":Maersk (MAEU)]" || address == "" && got != "map[]" {
			t.Errorf("%s: %s", address, got)
		}
	}
}

// An address that is none of the root's kinds, or that could end its sequence, makes
// no link; and no text of a view does.
func TestNothingElseIsALink(t *testing.T) {
	for _, address := range []string{
		"", "javascript:alert(1)", "file:///etc/passwd", "ssh://x", "http://plain.example", "www.maersk.com",
		"https://x\x1b\\\x1b]52;c;ZXZpbA==\x07", "https://x/\a", "https://x/\n", "https://cảng.example", "https://x/ y", "https://x/;y",
		"https://x/" + strings.Repeat("y", maxAddress),
	} {
		var wire bytes.Buffer
		s := NewScreen(&wire, colorprofile.TrueColor)
		s.Resize(60, 2)
		s.Link([][2]string{{"Maersk", address}, {"a", "https://short.example"}})
		draw(t, s, tea.View{Content: "Maersk a \x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\"})
		if strings.Contains(wire.String(), "\x1b]") {
			t.Errorf("%q: %q", address, wire.String())
		}
	}
}

// A terminal that does not show UTF-8 is told nothing else.
func TestATerminalIsSpokenToAsItCanShow(t *testing.T) {
	var wire bytes.Buffer
	s := NewScreen(&wire, colorprofile.TrueColor)
	s.spell = strings.NewReplacer("ả", "a", "→", ">", "─", "-").Replace
	s.Resize(30, 2)
	s.Link([][2]string{{"Hải Long", "https://hailong.example"}})
	draw(t, s, tea.View{Content: "Hải Long → Hamburg\n\x1b[1m──\x1b[m", WindowTitle: "Hải"})
	for _, want := range []string{"\x1b]8;;https://hailong.example\x1b\\Hai Long\x1b[10G\x1b]8;;\x1b\\> Hamburg", "\x1b]2;Hai\x1b\\"} {
		if !strings.Contains(wire.String(), want) {
			t.Errorf("no %q in %q", want, wire.String())
		}
	}
}
