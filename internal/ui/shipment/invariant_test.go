package shipment

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/uitest"
	"porthole/internal/words"
)

// Whatever the record and the window: no row is wider than the window, there
// are no more rows than it has, and nothing but styles is ever sent.
func TestDetailStaysInItsWindow(t *testing.T) {
	keys := []string{"t", "c", "l", "e", "f", "tab", "down", "pgdown", "end", "up", "home", "pgup", "m", "esc"}
	for seed := range uint64(400) {
		r := uitest.Dice{Rand: rand.New(rand.NewPCG(seed, 7))}
		p, later := r.Published(), r.Published()
		p.Ref, later.Ref = sampleText(sailing), sampleText(sailing)
		later.Change = 1
		data := drawerWith(p)
		e := detailEnv(words.Languages()[r.IntN(2)], data)
		e.Theme = theme.For([]colorprofile.Profile{colorprofile.NoTTY, colorprofile.ANSI, colorprofile.TrueColor}[r.IntN(3)], theme.DarkGround)
		width, height := 24+r.IntN(180), 6+r.IntN(50)
		d := openDetail(e, sailing, width, height)
		if r.IntN(2) == 0 {
			d = asideDetail(e, sailing, width, height)
		}
		for range 12 {
			pressDetail(d, keys[r.IntN(len(keys))])
			checkWindow(t, seed, d)
		}
		data.put(later)
		settleDetail(d, d.Update(screen.Refresh{}))
		checkWindow(t, seed, d)
		d.Resize(24+r.IntN(180), 6+r.IntN(50))
		checkWindow(t, seed, d)
	}
}

func checkWindow(t *testing.T, seed uint64, d *Detail) {
	t.Helper()
	lines := d.View()
	if len(lines) > d.wholeHeight {
		t.Fatalf("seed %d: %d rows in a window of %d", seed, len(lines), d.wholeHeight)
	}
	for _, line := range lines {
		if wide := ansi.StringWidth(line); wide > d.wholeWidth {
			t.Fatalf("seed %d: a row of %d cells in a window of %d: %q", seed, wide, d.wholeWidth, line)
		}
		if err := uitest.OnlyStyles(line); err != nil {
			t.Fatalf("seed %d: %v: %q", seed, err, line)
		}
		if strings.Contains(line, "\n") {
			t.Fatalf("seed %d: a row with a line break: %q", seed, line)
		}
	}
}
