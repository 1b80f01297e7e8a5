package term

import (
	"fmt"
	"io"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// listView is a list as the customer's screen has it, 80×24, with one row chosen.
func listView(selected int) tea.View {
	var b strings.Builder
	muted, accent, off := "\x1b[38;2;128;134;148m", "\x1b[1;38;2;96;165;250m", "\x1b[m"
	b.WriteString(" " + accent + "HAI LONG" + off + strings.Repeat(" ", 39) + muted + "Saigon Tech Export · anna ● live" + off + "\n")
	b.WriteString(" " + accent + "All 14" + off + muted + "   Active 6   Attention 1   Done 6                             / to search" + off + "\n")
	b.WriteString(muted + strings.Repeat("─", 80) + off + "\n")
	b.WriteString(muted + "   SHIPMENT          ROUTE                    ETD    ETA        STATUS" + off + "\n")
	for i := range 15 {
		line := fmt.Sprintf("SHP/202505/%05d  %-24s %02d May %02d May     ", 80+4*i, "Cat Lai → Long Beach", 1+i, 15+i)
		if i == selected {
			b.WriteString("\x1b[48;2;30;41;59m" + accent + " ▎ " + line + "\x1b[38;2;74;222;128m▸ In Transit \x1b[m\n")
		} else {
			b.WriteString("   " + line + "\x1b[38;2;74;222;128m▸ In Transit" + off + "\n")
		}
	}
	b.WriteString(muted + strings.Repeat("─", 80) + off + "\n")
	fmt.Fprintf(&b, " SHP/202505/%05d   Cat Lai %s●━━━━━━━━━━━━◐%s┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄○ Long Beach\n", 80+4*selected, accent, off)
	fmt.Fprintf(&b, " Left Cat Lai %02d May, on board ONE HANNOVER 042E. Due %02d May, as first planned.\n", 1+selected, 15+selected)
	b.WriteString("\n" + muted + " ↵ open   / search   s sort   tab filter   ? help   q quit" + off)
	v := tea.NewView(b.String())
	v.AltScreen = true
	return v
}

// BenchmarkKeyPress is one move of the selection: what a key costs on the way out.
func BenchmarkKeyPress(b *testing.B) {
	views := [2]tea.View{listView(3), listView(4)}
	count := &counter{}
	s := NewScreen(count, colorprofile.TrueColor)
	s.Resize(80, 24)
	_ = s.Draw(views[0])
	count.n = 0
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_ = s.Draw(views[(i+1)%2])
	}
	b.ReportMetric(float64(count.n)/float64(b.N), "wire-B/op")
}

// BenchmarkFullRepaint is the first frame and the one after a change of size.
func BenchmarkFullRepaint(b *testing.B) {
	v := listView(3)
	count := &counter{}
	s := NewScreen(count, colorprofile.TrueColor)
	s.Resize(80, 24)
	b.ReportAllocs()
	for b.Loop() {
		s.stale = true
		_ = s.Draw(v)
	}
	b.ReportMetric(float64(count.n)/float64(b.N), "wire-B/op")
}

type counter struct{ n int }

func (c *counter) Write(p []byte) (int, error) {
	c.n += len(p)
	return len(p), nil
}

// TestKeyPressIsSmall keeps a move of the selection to an eighth of what the whole
// screen costs on the wire.
func TestKeyPressIsSmall(t *testing.T) {
	count := &counter{}
	s := NewScreen(count, colorprofile.TrueColor)
	s.Resize(80, 24)
	draw(t, s, listView(3))
	full := count.n
	count.n = 0
	draw(t, s, listView(4))
	if count.n == 0 || count.n*100 > full*12 {
		t.Errorf("a key press wrote %d bytes, a full repaint %d", count.n, full)
	}
	t.Logf("key press %d bytes, full repaint %d", count.n, full)
}

// TestDrawingHardlyAllocates guards what keeps thousands of sessions cheap.
func TestDrawingHardlyAllocates(t *testing.T) {
	views := [2]tea.View{listView(3), listView(4)}
	s := NewScreen(io.Discard, colorprofile.ANSI256)
	s.Resize(80, 24)
	i := 0
	n := testing.AllocsPerRun(200, func() {
		i++
		_ = s.Draw(views[i%2])
	})
	if n > 3 {
		t.Errorf("%v allocations for one key press", n)
	}
}
