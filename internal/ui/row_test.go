package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"porthole/internal/model"
	"porthole/internal/words"
)

func testLook(language words.Language, profile colorprofile.Profile, on ground) *Look {
	return &Look{words: words.In(language, ict()), theme: themeFor(profile, on), now: func() time.Time { return stageNow }}
}

func TestFormatRow(t *testing.T) {
	look := testLook(words.English, colorprofile.ASCII, unknownGround)
	rows := sampleRoom().rows(model.Query{})
	c := columnsFor(look, 80, widestOf(rows))
	for _, tt := range []struct {
		ref  string
		f    flags
		want string
	}{
		{"SHP/202505/00092", flags{}, "   SHP/202505/00092  Cat Lai → Rotterdam       08 May  14 Jun +3d  ▸ In Transit "},
		{"SHP/202505/00092", flags{fresh: justNow}, " • SHP/202505/00092  Cat Lai → Rotterdam       08 May  14 Jun +3d  ▸ In Transit "},
		{"SHP/202505/00080", flags{selected: true}, "▎  SHP/202505/00080  Cat Lai → Long Beach      10 May  25 May      ▸ In Transit "},
		{"SHP/202505/00099", flags{}, "   SHP/202505/00099  Hai Phong → Los Angeles   12 May  03 Jun      ! Confirmed  "},
		{"SHP/202505/00110", flags{}, "   SHP/202505/00110  Cat Lai → Sydney          –       –           · Draft      "},
		{"SHP/202312/00007", flags{}, "   SHP/202312/00007  Cat Lai → Rotterdam       Dec’23  Jan’24      ✓ Done       "},
	} {
		for i := range rows {
			if rows[i].Ref.String() != tt.ref {
				continue
			}
			if got := ansi.Strip(formatRow(&rows[i], c, look, stageNow, tt.f)); got != tt.want {
				t.Errorf("\n%q, want\n%q", got, tt.want)
			}
		}
	}
}

// A row is exactly as wide as its column, in one line and in two.
func TestRowsAreExactlyAsWideAsTheirColumns(t *testing.T) {
	rows := sampleRoom().rows(model.Query{})
	for _, language := range words.Languages() {
		look := testLook(language, colorprofile.TrueColor, darkGround)
		for width := 30; width <= 200; width++ {
			c := columnsFor(look, width, widestOf(rows))
			for i := range rows {
				f := flags{selected: i == 1, fresh: freshness(i % 3)}
				lines := formatEntry(&rows[i], c, look, stageNow, f)
				all := lines[:]
				if width >= mediumWidth {
					all = append(all, formatRow(&rows[i], c, look, stageNow, f))
				}
				for _, line := range all {
					if got := ansi.StringWidth(line); got != width {
						t.Fatalf("%s: %d cells, want %d: %q", language, got, width, ansi.Strip(line))
					}
				}
			}
		}
	}
}

func BenchmarkFormatRow(b *testing.B) {
	look := testLook(words.English, colorprofile.TrueColor, darkGround)
	rows := sampleRoom().rows(model.Query{})
	c := columnsFor(look, 80, widestOf(rows))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		formatRow(&rows[i%len(rows)], c, look, stageNow, flags{})
	}
}

// BenchmarkKey is what a key press costs in a list of the reference size: update
// and view.
func BenchmarkKey(b *testing.B) {
	data := manyShipments(40)
	e := Config{Data: data, Language: words.In(words.English, ict()), Now: func() time.Time { return stageNow }}
	root := New(e)
	root.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	root.Update(greeted{version: 40, lastSeen: 40})
	l := root.stack[0].(*list)
	root.Update(l.load(loadFresh)())
	keys := []tea.KeyPressMsg{{Code: tea.KeyDown}, {Code: tea.KeyDown}, {Code: tea.KeyUp}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		root.Update(keys[i%len(keys)])
		if root.View().Content == "" {
			b.Fatal("nothing is drawn")
		}
	}
}
