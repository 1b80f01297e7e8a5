package theme

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
)

func TestWithoutColoursThereAreNone(t *testing.T) {
	for _, ground := range []Ground{UnknownGround, DarkGround, LightGround} {
		th := newTheme(colorprofile.ASCII, ground)
		for _, s := range []Style{th.Accent, th.Muted, th.Late, th.Delivered, th.Attention, th.Selected.Text, th.Border, th.Chart.Land, th.Chart.Sailed, th.Chart.Ship, th.Chart.Passage} {
			if strings.Contains(s.On, "3") || strings.Contains(s.On, "4") {
				t.Errorf("a style without colours has one: %q", s.On)
			}
		}
	}
}
