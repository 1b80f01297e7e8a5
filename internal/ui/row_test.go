package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/session"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

func testLook(language words.Language, profile colorprofile.Profile, on theme.Ground) *widget.Look {
	return &widget.Look{Words: words.In(language, ict()), Theme: theme.For(profile, on), Now: func() time.Time { return stageNow }}
}

func TestFormatRow(t *testing.T) {
	look := testLook(words.English, colorprofile.ASCII, theme.UnknownGround)
	rows := sampleRoom().rows(model.Query{})
	c := parts.ColumnsFor(look, 80, parts.ExtentOf(rows), stageNow)
	for _, tt := range []struct {
		ref  string
		f    parts.Flags
		want string
	}{
		{"SHP/202505/00092", parts.Flags{}, "   SHP/202505/00092  Cat Lai → Rotterdam    08 May     14 Jun +3d  ▸ In Transit "},
		{"SHP/202505/00092", parts.Flags{Fresh: parts.JustNow}, " • SHP/202505/00092  Cat Lai → Rotterdam    08 May     14 Jun +3d  ▸ In Transit "},
		{"SHP/202505/00080", parts.Flags{Selected: true}, "▎  SHP/202505/00080  Cat Lai → Long Beach   10 May     25 May      ▸ In Transit "},
		{"SHP/202505/00099", parts.Flags{}, "   SHP/202505/00099  Hai Phong → Los Ange…  12 May     03 Jun      ! Confirmed  "},
		{"SHP/202505/00110", parts.Flags{}, "   SHP/202505/00110  Cat Lai → Sydney       –          –           · Draft      "},
		{"SHP/202312/00007", parts.Flags{}, "   SHP/202312/00007  Cat Lai → Rotterdam    01 Dec ’23 09 Jan ’24  ✓ Done       "},
	} {
		for i := range rows {
			if rows[i].Ref.String() != tt.ref {
				continue
			}
			if got := ansi.Strip(parts.FormatRow(&rows[i], c, look, stageNow, tt.f)); got != tt.want {
				t.Errorf("\n%q, want\n%q", got, tt.want)
			}
		}
	}
}

// arrivedRow was given for 22 May, then for 26 May, and arrived on 25 May.
func arrivedRow() model.Row {
	return model.Row{
		Ref: model.Line("SHP/202505/00080", 40), Status: model.InTransit, POL: model.ParsePlace("Cat Lai"), POD: model.ParsePlace("USLGB"),
		ETD: model.Day(2025, 5, 10), ATD: model.Day(2025, 5, 10), FirstETA: model.Day(2025, 5, 22), ETA: model.Day(2025, 5, 26), ATA: model.Day(2025, 5, 25),
	}
}

// The list says that a shipment has arrived, and when, at every width; the days
// beside the ATA are those by which it came late.
func TestAnArrivedShipmentIsSaidToHaveArrivedAtEveryWidth(t *testing.T) {
	rows := []model.Row{arrivedRow()}
	for _, language := range words.Languages() {
		look := testLook(language, colorprofile.ASCII, theme.UnknownGround)
		day, slip, word := look.Words.Day(rows[0].ATA, stageNow), parts.Slip(look, &look.Theme.Ink, 3).Text, "● "+look.Say("status.arrived")
		for width := widget.FloorWidth; width <= 200; width++ {
			c := parts.ColumnsFor(look, width, parts.ExtentOf(rows), stageNow)
			lines := parts.FormatEntry(&rows[0], c, look, stageNow, parts.Flags{})
			two, one := ansi.Strip(lines[0]+lines[1]), ""
			if width >= widget.MediumWidth {
				one = ansi.Strip(parts.FormatRow(&rows[0], c, look, stageNow, parts.Flags{}))
			}
			for _, line := range []string{two, one} {
				if line == "" {
					continue
				}
				if !strings.Contains(line, day) || !strings.Contains(line, widget.Clip(word, c.Status)) && width >= 40 {
					t.Errorf("%s %d: %q", language, width, line)
				}
				if told := strings.Contains(line, day+" "+slip); told != (line == two || c.Actual == 0) {
					t.Errorf("%s %d: the slip is told: %v in %q", language, width, told, line)
				}
				if strings.Contains(line, parts.Slip(look, &look.Theme.Ink, 4).Text) || strings.Contains(line, look.Say("status.in_transit")) {
					t.Errorf("%s %d: %q tells what was expected", language, width, line)
				}
			}
		}
	}
}

// A day of another year keeps its day and has its year, wherever it stands.
func TestADayOfAnotherYearIsWhole(t *testing.T) {
	row := arrivedRow()
	row.Status, row.ATA, row.ETD, row.ATD = model.Confirmed, model.When{}, model.Day(2025, time.December, 20), model.When{}
	row.FirstETA, row.ETA = model.Day(2026, time.January, 9), model.Day(2026, time.January, 11)
	rows := []model.Row{row}
	for language, want := range map[words.Language]string{words.English: "11 Jan ’26 +2d", words.Vietnamese: "11/01/26 +2n"} {
		look := testLook(language, colorprofile.ASCII, theme.UnknownGround)
		for _, now := range []time.Time{stageNow, time.Date(2025, 12, 28, 9, 0, 0, 0, ict())} { // far away, and near
			for width := widget.FloorWidth; width <= 200; width++ {
				c := parts.ColumnsFor(look, width, parts.ExtentOf(rows), now)
				lines := parts.FormatEntry(&row, c, look, now, parts.Flags{})
				if !strings.Contains(ansi.Strip(lines[1]), want) {
					t.Errorf("%s %d: %q", language, width, ansi.Strip(lines[1]))
				}
				if line := ansi.Strip(parts.FormatRow(&row, c, look, now, parts.Flags{})); width >= widget.MediumWidth && !strings.Contains(line, want) {
					t.Errorf("%s %d: %q", language, width, line)
				}
			}
		}
	}
}

// A row is exactly as wide as its column, in one line and in two.
func TestRowsAreExactlyAsWideAsTheirColumns(t *testing.T) {
	rows := append(sampleRoom().rows(model.Query{}), arrivedRow())
	for _, language := range words.Languages() {
		look := testLook(language, colorprofile.TrueColor, theme.DarkGround)
		for width := 30; width <= 200; width++ {
			c := parts.ColumnsFor(look, width, parts.ExtentOf(rows), stageNow)
			for i := range rows {
				f := parts.Flags{Selected: i == 1, Fresh: parts.Freshness(i % 3)}
				lines := parts.FormatEntry(&rows[i], c, look, stageNow, f)
				all := lines[:]
				if width >= widget.MediumWidth {
					all = append(all, parts.FormatRow(&rows[i], c, look, stageNow, f))
				}
				if width >= 56 {
					paired := parts.FormatPaired(&rows[i], parts.PairedFor(look, width, parts.ExtentOf(rows), stageNow), look, stageNow, f)
					all = append(all, paired[:]...)
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

// The list of a wide window leaves out nothing that the list of a narrower one has.
func TestTheListBesideAShipmentHasAllDatesAndTheProgress(t *testing.T) {
	row := sampleRoom().rows(model.Query{})[2]
	row.Steps, row.StepsDone = 10, 5
	row.ATA = model.Day(2025, time.June, 13)
	for _, year := range []int{2025, 2026} { // this year, and another one
		now := time.Date(year, 5, 16, 9, 0, 0, 0, ict())
		for _, language := range words.Languages() {
			look := testLook(language, colorprofile.ASCII, theme.UnknownGround)
			for width := 120; width <= 200; width++ {
				c := parts.PairedFor(look, widget.LayoutOf(width, 40).List, parts.ExtentOf([]model.Row{row}), now)
				lines := parts.FormatPaired(&row, c, look, now, parts.Flags{})
				first, second := ansi.Strip(lines[0]), ansi.Strip(lines[1])
				for text, line := range map[string]string{
					row.Ref.String(): first, parts.ShortDay(look, row.ETD, now): first, parts.ShortDay(look, row.ATD, now): first,
					parts.ShortDay(look, row.ETA, now): second, parts.ShortDay(look, row.ATA, now): second, "━┄": second,
				} {
					if !strings.Contains(line, text) {
						t.Errorf("%s at %d in %d: no %q in %q", language, width, year, text, line)
					}
				}
			}
		}
	}
}

func BenchmarkFormatRow(b *testing.B) {
	look := testLook(words.English, colorprofile.TrueColor, theme.DarkGround)
	rows := sampleRoom().rows(model.Query{})
	c := parts.ColumnsFor(look, 80, parts.ExtentOf(rows), stageNow)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		parts.FormatRow(&rows[i%len(rows)], c, look, stageNow, parts.Flags{})
	}
}

// BenchmarkKey is what a key press costs in a list of the reference size: update
// and view.
func BenchmarkKey(b *testing.B) {
	data := manyShipments(40)
	e := session.Config{Data: data, Language: words.In(words.English, ict()), Now: func() time.Time { return stageNow }}
	root := New(e)
	root.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	root.greeted(40, 40, time.Time{}, nil)
	root.Update(root.top().Open()())
	keys := []tea.KeyPressMsg{{Code: tea.KeyDown}, {Code: tea.KeyDown}, {Code: tea.KeyUp}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		root.Update(keys[i%len(keys)])
		if root.View().Content == "" {
			b.Fatal("nothing is drawn")
		}
	}
}
