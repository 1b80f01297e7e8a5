package term

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"
)

func newGuard() *guard { return &guard{} }

// said puts messages into one line to compare.
func said(msgs []tea.Msg) string {
	words := make([]string, len(msgs))
	for i, m := range msgs {
		switch m := m.(type) {
		case tea.PasteMsg:
			words[i] = fmt.Sprintf("paste %q", m.Content)
		case Loss:
			words[i] = fmt.Sprintf("loss %d %d", m.Bytes, m.Controls)
		case tea.MouseMsg:
			words[i] = fmt.Sprintf("%s@%d,%d", m, m.Mouse().X, m.Mouse().Y)
		case fmt.Stringer:
			words[i] = m.String()
		default:
			words[i] = fmt.Sprintf("%T", m)
		}
	}
	return strings.Join(words, " ")
}

func TestWhatBytesSay(t *testing.T) {
	long := strings.Repeat("9;", 200)
	for _, c := range []struct{ name, in, want string }{
		{"letters", "aB1", "a B 1"},
		{"controls", "\r\t\x7f\x03\x00 ", "enter tab backspace ctrl+c ctrl+space space"},
		{"Vietnamese", "ảđ", "ả đ"},
		{"arrows", "\x1b[A\x1bOB\x1b[1;5C", "up down ctrl+right"},
		{"function keys", "\x1bOP\x1b[15~\x1b[3~\x1b[Z", "f1 f5 delete shift+tab"},
		{"alt", "\x1bx\x1b\r\x1bé", "alt+x alt+enter alt+é"},
		{"two escapes", "\x1b\x1b[A", "esc up"},
		{"mouse", "\x1b[<0;5;6M\x1b[<0;5;6m\x1b[<65;1;1M", "left@4,5 left@4,5 wheeldown@0,0"},
		{"old mouse", "\x1b[M !!a", "left@0,0 a"},
		{"old mouse far to the right", "\x1b[M \x90!a", "a"},
		{"mouse out of this world", "\x1b[<0;99999;1Ma", "a"},
		{"focus", "\x1b[I\x1b[O", ""},
		{"kitty", "\x1b[97;5u\x1b[13u", "ctrl+a enter"},
		{"paste", "\x1b[200~one\rtwo\x1b[201~x", `paste "one\ntwo" x`},
		{"paste with an escape in it", "\x1b[200~a\x1b[20\x1b[31mb\x1b[201~", `paste "a[20[31mb" loss 0 2`},
		{"paste with half an end", "\x1b[200~\x1b\x1b[201~", `paste "" loss 0 1`},
		{"paste of bad bytes", "\x1b[200~\xff\u009bé\x00\x7f\t\x1b[201~", `paste "é\t" loss 0 3`},
		{"background", "\x1b]11;rgb:0000/0000/0000\x1b\\", "#000000"},
		{"background with BEL", "\x1b]11;#ffffff\x07", "#ffffff"},
		{"background of no colour", "\x1b]11;nonsense\x07x", "x"},
		{"C1, raw and encoded", "a\x9b\x85\u009b\u0085b", "a b"},
		{"sequence begun by a raw C1", "\x9b2Jx", "2 J x"},
		{"bad UTF-8", "a\xc3b\xff\xe1\xbbc\xed\xa0\x80d", "a b c d"},
		{"replacement character", "a\ufffdb", "a b"},
		{"sizes come from the channel", "\x1b[8;999;999t\x1b[48;9;9;9;9tx", "x"},
		{"key records are not asked for", "\x1b[65;30;97;1;0;65535_x", "x"},
		{"clipboard", "\x1b]52;c;c2VjcmV0\x07x", "x"},
		{"capabilities", "\x1bP1+r524742\x1b\\x", "x"},
		{"graphics", "\x1b_Gi=1;OK\x1b\\x", "x"},
		{"cancelled", "\x1b]0;abc\x18x\x1b[12\x1ay", "x y"},
		{"interrupted by another", "\x1b]0;abc\x1b[A", "up"},
		{"interrupted by a key", "\x1b[1;\rx", "enter x"},
		{"Linux console", "\x1b[[Ax", "x"},
		{"too long", "\x1b[" + long + "Ax\x1b]0;" + long + "\x07y\x1bP" + long + "\x1b\\z", "x y z"},
		{"control by number", "\x1b[155u\x1b[97;1;27u\x1b[27;1;155~", "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := said(newGuard().feed([]byte(c.in))); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			g, msgs := newGuard(), []tea.Msg(nil)
			for i := range len(c.in) {
				msgs = append(msgs, g.feed([]byte{c.in[i]})...)
			}
			if got := said(msgs); got != c.want {
				t.Errorf("byte by byte %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestWhatIsPendingBecomesAKey(t *testing.T) {
	for in, want := range map[string]string{
		"\x1b": "esc", "\x1b[": "alt+[", "\x1bO": "alt+shift+o", "\x1b]": "alt+]", "\x1b]\x1b": "alt+] esc", "\x1b[1": "", "a": "a",
	} {
		g := newGuard()
		msgs := g.feed([]byte(in))
		if got := said(append(msgs, g.flush()...)); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestLimitsOfAPaste(t *testing.T) {
	g := newGuard()
	msgs := g.feed([]byte(pasteStart))
	for range 1 << 10 {
		msgs = append(msgs, g.feed([]byte(strings.Repeat("ế", 100)))...)
	}
	if len(msgs) > 0 || cap(g.paste.content) > 16<<10 {
		t.Fatalf("%d messages and %d bytes kept of a paste that goes on", len(msgs), cap(g.paste.content))
	}
	msgs = g.feed([]byte(pasteEnd + "x"))
	got, ok := msgs[0].(tea.PasteMsg)
	if !ok || len(got.Content) > 4<<10 || len(got.Content) < 4<<10-3 || !utf8.ValidString(got.Content) {
		t.Errorf("the paste has %d bytes", len(got.Content))
	}
	if loss, ok := msgs[1].(Loss); !ok || len(got.Content)+loss.Bytes < 300<<10-3 {
		t.Errorf("nothing says what was cut: %+v", msgs[1])
	}
	if said(msgs[2:]) != "x" {
		t.Errorf("after the paste: %s", said(msgs[2:]))
	}
}

// Whoever may paste more gets all of it, and is told of what is no text.
func TestALongPaste(t *testing.T) {
	g := newGuard()
	g.paste.limit = 64 << 10
	msgs := g.feed([]byte(pasteStart + strings.Repeat("row\x1b\n", 10<<10) + pasteEnd))
	if got, _ := msgs[0].(tea.PasteMsg); len(got.Content) != 40<<10 || len(msgs) != 2 || msgs[1] != (Loss{Controls: 10 << 10}) {
		t.Errorf("%d bytes, and then %v", len(got.Content), msgs[1:])
	}
	msgs = g.feed([]byte(pasteStart + strings.Repeat("x", 65<<10) + pasteEnd))
	if got, _ := msgs[0].(tea.PasteMsg); len(got.Content) != 64<<10 || msgs[1] != (Loss{Bytes: 1 << 10}) {
		t.Errorf("%d bytes, and then %v", len(got.Content), msgs[1:])
	}
}

// sound fails when a message holds what a guard must have kept out.
func sound(t interface{ Fatalf(string, ...any) }, msgs []tea.Msg) {
	for _, msg := range msgs {
		var text string
		switch m := msg.(type) {
		case tea.KeyPressMsg:
			text = m.Text + m.String()
		case tea.PasteMsg:
			text = strings.NewReplacer("\n", "", "\t", "").Replace(m.Content)
		}
		for _, r := range text {
			if unicode.IsControl(r) || r == utf8.RuneError {
				t.Fatalf("%U in %#v", r, msg)
			}
		}
		if _, loss := msg.(Loss); !loss && reflect.TypeOf(msg).PkgPath() != "charm.land/bubbletea/v2" {
			t.Fatalf("%T is no message of Bubble Tea", msg)
		}
	}
}

// TestHowItIsCutDoesNotMatter: the network may split input anywhere.
func TestHowItIsCutDoesNotMatter(t *testing.T) {
	parts := []string{
		"a", "\x1b[A", "\x1b", "\x1b[", "1;5", "M", "~", "200~", pasteStart, pasteEnd, "\x1b]11;", "rgb:1/2/3", "\x07", "\x1b\\",
		"\x1bP", "\x1b_", "\x1bO", "\x18", "\x9b", "\x90", "\xc2", "\x9b", "\xe1\xba\xa3", "\xff", "é", "👍🏽", "\x1b[<0;1;1M", ";", "\r", "\x1b[M", "u",
	}
	rapid.Check(t, func(t *rapid.T) {
		in := []byte(strings.Join(rapid.SliceOf(rapid.SampledFrom(parts)).Draw(t, "in"), ""))
		whole := newGuard()
		want := whole.feed(in)
		sound(t, want)
		g := newGuard()
		var got []tea.Msg
		for rest := in; len(rest) > 0; {
			n := rapid.IntRange(1, min(4, len(rest))).Draw(t, "n")
			// A character that is cut stays whole; a cluster of several may be cut.
			got = append(got, g.feed(rest[:n])...)
			rest = rest[n:]
		}
		if a, b := joined(said(got)), joined(said(want)); a != b {
			t.Fatalf("%q\ncut   %s\nwhole %s", in, a, b)
		}
	})
}

// joined undoes the only difference that cutting may make: a cluster of several
// characters is several keys when it comes in pieces.
func joined(s string) string { return strings.ReplaceAll(s, "👍 🏽", "👍🏽") }

// A sequence that goes on and on takes no more memory than the longest that is one, and is
// nothing when it ends; the key behind it is one.
func TestASequenceThatGoesOnAndOn(t *testing.T) {
	g, head := newGuard(), "\x1b["
	for range 1000 {
		if got := g.feed([]byte(head + strings.Repeat("1;", 50))); len(got) > 0 {
			t.Fatalf("it is %s", said(got))
		}
		if cap(g.seq) > 2*maxSequence {
			t.Fatalf("it takes %d bytes", cap(g.seq))
		}
		head = ""
	}
	if got := said(g.feed([]byte("Hj"))); got != "j" {
		t.Errorf("at its end there is %s", got)
	}
}

func FuzzGuard(f *testing.F) {
	for _, s := range []string{
		"\x1b[A\x1b[200~x\x1b[201~", "\x9b\x9b\x9b", "\x1bP\x1b\x1b]", "\x1b[65;30;97;1;0;65535_", "\x1b[155;1;155u",
		"\x1b]11;rgb:////\x07", "\x1b[M\xff\xff\xff", "\x1b_G\x1b\\", "\xf0\x9f\x91\x8d\xf0", "\x1bP>|\x1b\\\x1bP!|zz\x1b\\",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		g := newGuard()
		msgs := append(g.feed(in), g.flush()...)
		sound(t, msgs)
		if len(msgs) > 2*len(in)+1 {
			t.Fatalf("%d bytes became %d messages", len(in), len(msgs))
		}
		if len(g.seq) > maxSequence || len(g.paste.content) > maxPaste {
			t.Fatalf("kept %d and %d bytes", len(g.seq), len(g.paste.content))
		}
	})
}

// BenchmarkGuard shows that a sequence which never ends costs as much per byte as
// any other input.
func BenchmarkGuard(b *testing.B) {
	for name, s := range map[string]string{
		"keys": "j", "unterminated": "\x1b]0;" + strings.Repeat("x", 1020), "escapes": "\x1b",
	} {
		b.Run(name, func(b *testing.B) {
			in := []byte(strings.Repeat(s, 1024/len(s)))
			g := newGuard()
			b.SetBytes(int64(len(in)))
			for b.Loop() {
				g.feed(in)
			}
		})
	}
}
