package ui

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/words"
)

// nasty are texts that break what is not careful: wide, combining, long, empty,
// and full of what a terminal obeys.
var nasty = []string{
	"", "x", "Cat Lai", "長榮海運股份有限公司", "Công ty TNHH Gỗ Đại Phát", "👨‍👩‍👧‍👦🇻🇳", "e\u0301\u0301\u0301\u0301",
	"\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\u009b2J", "a\rb\nc\td", "\u202eevil\u202c", strings.Repeat("W", 90),
	strings.Repeat("word ", 60), "line\nline\n\nline", "\u00a0\u00a0\u00a0", "｢full｣width", "ONEU6507410", "SHP/202505/00080",
}

type dice struct{ *rand.Rand }

func (r dice) text() model.Text { return model.Lines(nasty[r.IntN(len(nasty))], model.NoteCells) }

func (r dice) place() model.Place {
	known := []string{"Cat Lai", "USLGB", "SGSIN", "NLRTM"}
	switch r.IntN(4) {
	case 0:
		return model.Place{}
	case 1:
		return model.Place{Code: r.text(), Name: r.text(), Terminal: r.text()}
	default:
		return model.ParsePlace(known[r.IntN(len(known))])
	}
}

func (r dice) time() time.Time { return detailNow.Add(time.Duration(r.IntN(8000)-4000) * time.Hour) }

func (r dice) when() model.When {
	switch r.IntN(3) {
	case 0:
		return model.When{}
	case 1:
		return model.DayOf(r.time())
	default:
		return model.Moment(r.time())
	}
}

func (r dice) published() model.Published {
	all := model.Milestones()
	p := model.Published{
		Ref: r.text(), Status: model.Statuses()[r.IntN(5)], Mode: model.Sea, Load: []model.Load{"", model.FCL, model.LCL}[r.IntN(3)],
		Direction: []model.Direction{"", model.Export}[r.IntN(2)], POL: r.place(), POD: r.place(), Pickup: r.place(), Dropoff: r.place(),
		ETD: r.when(), ETA: r.when(), ATD: r.when(), ATA: r.when(), Carrier: r.text(), Vessel: r.text(), IMO: r.text(), Voyage: r.text(),
		References: model.References{HBL: r.text(), MBL: r.text(), Booking: r.text()}, Cargo: model.Cargo{Commodity: r.text()}, UpdatedAt: r.time(),
	}
	for range r.IntN(4) {
		p.References.PO = append(p.References.PO, r.text())
		p.Legs = append(p.Legs, model.Leg{Mode: model.Sea, From: r.place(), To: r.place(), Vessel: r.text(), ETD: r.when(), ATA: r.when()})
		p.Notes = append(p.Notes, model.PublishedNote{At: r.time(), Text: r.text()})
		p.Ledger = append(p.Ledger, model.PublishedLine{
			Kind: []model.DateKind{model.KindETA, model.KindETD}[r.IntN(2)], PublishedAt: r.time(), From: r.when(), To: r.when(), Reason: r.text(),
		})
	}
	for range r.IntN(9) {
		e := model.PublishedEvent{
			Milestone: all[r.IntN(len(all))], Classifier: []model.Classifier{model.Actual, model.Estimated}[r.IntN(2)], At: r.when(),
			Place: r.place(), Container: r.text(), Vessel: r.text(), Text: r.text(), Said: r.time(),
		}
		p.Timeline = append(p.Timeline, e)
		p.Containers = append(p.Containers, model.PublishedContainer{
			Number: r.text(), Type: r.text(), Seal: r.text(),
			Milestones: []model.ContainerMilestone{{Milestone: e.Milestone, Classifier: e.Classifier, At: e.At, Place: e.Place}},
		})
	}
	return p
}

// Whatever the record and the window: no row is wider than the window, there
// are no more rows than it has, and nothing but styles is ever sent.
func TestDetailStaysInItsWindow(t *testing.T) {
	keys := []string{"t", "c", "l", "e", "f", "tab", "down", "pgdown", "end", "up", "home", "pgup"}
	for seed := range uint64(400) {
		r := dice{rand.New(rand.NewPCG(seed, 7))}
		p, later := r.published(), r.published()
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

func checkWindow(t *testing.T, seed uint64, d *detail) {
	t.Helper()
	lines := d.View()
	if len(lines) > d.height {
		t.Fatalf("seed %d: %d rows in a window of %d", seed, len(lines), d.height)
	}
	for _, line := range lines {
		if wide := ansi.StringWidth(line); wide > d.width {
			t.Fatalf("seed %d: a row of %d cells in a window of %d: %q", seed, wide, d.width, line)
		}
		if err := onlyStyles(line); err != nil {
			t.Fatalf("seed %d: %v: %q", seed, err, line)
		}
		if strings.Contains(line, "\n") {
			t.Fatalf("seed %d: a row with a line break: %q", seed, line)
		}
	}
}
