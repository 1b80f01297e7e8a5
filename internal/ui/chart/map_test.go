package chart_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"porthole/internal/sea"
	"porthole/internal/ui/chart"
)

// picture is a grid as text, one line a row.
func picture(g chart.Grid) string {
	var b strings.Builder
	for y := range g.Height {
		line := make([]rune, 0, g.Width)
		for _, cell := range g.Row(y) {
			line = append(line, max(cell.Rune, ' '))
		}
		b.WriteString(strings.TrimRight(string(line), " ") + "\n")
	}
	return b.String()
}

// voyage is a map of the way between ports, a share of it gone.
func voyage(t testing.TB, share float64, ports ...string) chart.Map {
	t.Helper()
	way, ok := sea.Between(ports...)
	if !ok {
		t.Fatalf("no way between %v", ports)
	}
	return chart.Map{
		Way: way, Ports: ports, Miles: share * way.Miles(), Ship: "estimated",
		Name: func(passage string) string { return passage },
	}
}

func TestMapLooks(t *testing.T) {
	for name, m := range map[string]chart.Map{
		"pacific": voyage(t, 0.35, "VNSGN", "USLGB"),
		"suez":    voyage(t, 0.6, "VNHPH", "DEHAM"),
		"over":    voyage(t, 0.2, "VNVUT", "SGSIN", "USNYC"),
		"short":   voyage(t, 0.5, "VNHPH", "HKHKG"),
		"south":   voyage(t, 0, "CNSHA", "BRSSZ"),
	} {
		for _, size := range []struct {
			name          string
			width, height int
		}{{"46x16", 46, 16}, {"80x22", 80, 22}, {"160x48", 160, 48}} {
			t.Run(name+"/"+size.name, func(t *testing.T) { golden.RequireEqual(t, []byte(picture(m.Draw(size.width, size.height)))) })
		}
	}
	plain := voyage(t, 0.35, "VNSGN", "USLGB")
	plain.Plain = true
	t.Run("plain", func(t *testing.T) { golden.RequireEqual(t, []byte(picture(plain.Draw(80, 22)))) })
}

// Without colours and with them, both ends and the ship can be seen and read on
// every map that has room for their names.
func TestEveryMapNamesItsPortsAndTheShip(t *testing.T) {
	for _, ports := range [][]string{
		{"VNSGN", "USLGB"}, {"VNHPH", "CNSHA"}, {"VNDAD", "JPTYO"}, {"VNSGN", "SGSIN", "NLRTM"}, {"NZAKL", "CLVAP"}, {"USLAX", "USNYC"},
	} {
		m := voyage(t, 0.5, ports...)
		text := picture(m.Draw(60, 18))
		for _, name := range append(ports, "estimated", "◐") {
			if !strings.Contains(text, name) {
				t.Errorf("%v: no %q on the map:\n%s", ports, name, text)
			}
		}
	}
}

// BenchmarkMap draws the Pacific: go test -bench Map ./internal/ui/chart
func BenchmarkMap(b *testing.B) {
	m := voyage(b, 0.35, "VNSGN", "USLGB")
	for b.Loop() {
		m.Draw(120, 40)
	}
}
