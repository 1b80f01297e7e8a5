package shipment

import (
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
)

// ledgerOf is the pane of the ETA for a shipment with these lines.
func ledgerOf(t *testing.T, width int, lines ...model.PublishedLine) string {
	t.Helper()
	p := sailingToLongBeach()
	p.Ledger = lines
	d := openDetail(detailEnv(words.English, drawerWith(p)), sailing, width, 60)
	pressDetail(d, "e")
	return seen(d)
}

func TestTheSlipShowsADateThatWasTakenBackAsNotHolding(t *testing.T) {
	first := model.PublishedLine{Kind: model.KindETA, PublishedAt: sampleTime(5, 2, 10, 0), To: sampleDay(5, 25)}
	wrong := model.PublishedLine{
		Kind: model.KindETA, PublishedAt: sampleTime(5, 8, 10, 0), From: sampleDay(5, 25), To: sampleDay(5, 30), WithdrawnAt: sampleTime(5, 12, 9, 0),
	}
	back := model.PublishedLine{Kind: model.KindETA, PublishedAt: sampleTime(5, 12, 9, 0), From: sampleDay(5, 30), To: sampleDay(5, 25), Withdrawal: true}
	text := strings.Split(ledgerOf(t, 100, first, wrong, back), "\n")
	step := slices.IndexFunc(text, func(line string) bool {
		return strings.Contains(line, "30 May  ") && strings.Contains(line, "┄┄┄")
	})
	if step < 0 || !strings.Contains(text[step], "withdrawn on 12 May") || !strings.Contains(text[step+1], "25 May") || !strings.Contains(text[step+1], "━━━") {
		t.Errorf("the date that was taken back does not show as such:\n%s", strings.Join(text, "\n"))
	}
}

func TestThereIsNoSlipWithoutAHistoryOrWithoutRoom(t *testing.T) {
	first := model.PublishedLine{Kind: model.KindETA, PublishedAt: sampleTime(5, 2, 10, 0), To: sampleDay(5, 25)}
	later := model.PublishedLine{Kind: model.KindETA, PublishedAt: sampleTime(5, 8, 10, 0), From: sampleDay(5, 25), To: sampleDay(5, 30)}
	for name, text := range map[string]string{"one date": ledgerOf(t, 100, first), "narrow": ledgerOf(t, 50, first, later)} {
		if lower := text[strings.Index(text, "ETA   Facts")+1:]; strings.Contains(lower, "━━━") {
			t.Errorf("%s: a slip is drawn:\n%s", name, text)
		}
	}
	if text := ledgerOf(t, 100, first, later); !strings.Contains(text, "┗━") {
		t.Errorf("two dates, and no slip:\n%s", text)
	}
}

func TestTheMapShowsTheShipOnlyWhileItIsUnderWay(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*model.Published)
		text   string
		ship   bool
	}{
		"under way": {func(*model.Published) {}, "nautical miles to go", true},
		"not left":  {func(p *model.Published) { p.ATD = model.When{} }, "nautical miles, an estimate", false},
		"arrived":   {func(p *model.Published) { p.ATA = sampleDay(5, 15) }, "nautical miles, an estimate", false},
		"by air":    {func(p *model.Published) { p.Mode = model.Air }, "does not go by sea", false},
		"no code":   {func(p *model.Published) { p.POD = model.ParsePlace("Atlantis") }, "There is no map", false},
		"one port":  {func(p *model.Published) { p.POD = p.POL }, "There is no map", false},
	} {
		p := sailingToLongBeach()
		c.change(&p)
		d := openDetail(detailEnv(words.English, drawerWith(p)), sailing, 100, 30)
		pressDetail(d, "m")
		see(t, d, c.text)
		if strings.Contains(seen(d), "estimated") != c.ship {
			t.Errorf("%s: the ship is shown: %t, want %t\n%s", name, !c.ship, c.ship, seen(d))
		}
	}
}

func TestTheMapClosesByItsKeyByEscAndByAPane(t *testing.T) {
	for _, key := range []string{"m", "esc", "tab", "c"} {
		d := openDetail(detailEnv(words.English, drawerWith(sailingToLongBeach())), sailing, 100, 30)
		pressDetail(d, "m")
		see(t, d, "nautical miles")
		if !pressDetail(d, key) {
			t.Errorf("%s was not used", key)
		}
		seeNot(t, d, "nautical miles")
		see(t, d, "Has it been loaded?")
	}
}

// The map is kept while nothing changes that it shows.
func TestTheMapIsDrawnOnce(t *testing.T) {
	d := openDetail(detailEnv(words.English, drawerWith(sailingToLongBeach())), sailing, 100, 30)
	pressDetail(d, "m")
	d.View()
	drawn := d.drawing
	if d.View(); d.drawing != drawn {
		t.Error("drawn again without a change")
	}
	d.Resize(110, 30)
	if d.View(); d.drawing == drawn {
		t.Error("not drawn again in another size")
	}
}
