package ui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"porthole/internal/model"
	"porthole/internal/sheet"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// theirs is the shipment that the codes of these tests are for.
var theirs = model.Line("SHP/202505/00080", 40)

// one is a shipment out of a room, as its holder may see it.
type one struct {
	*fakeData
	ref model.Text
}

func (o one) Ref() model.Text { return o.ref }

func (o one) Until() time.Time { return stageNow.AddDate(0, 0, 30) }

func (o one) Shipment(ctx context.Context) (model.Published, error) {
	return o.fakeData.Shipment(ctx, o.ref.String())
}

func newHolderStage(t *testing.T, width, height int) *stage {
	t.Helper()
	data := sampleRoom()
	root := New(session.Config{
		Ctx: t.Context(), Single: one{data, theirs}, Forwarder: data.house, Language: words.In(words.English, ict()), Now: func() time.Time { return stageNow },
	})
	return newStageOf(t, root, data, width, height)
}

func TestHolderLooks(t *testing.T) {
	for _, look := range []struct {
		name          string
		width, height int
	}{{"40x12", 40, 12}, {"80x24", 80, 24}, {"120x40", 120, 40}, {"200x50", 200, 50}} {
		t.Run(look.name, func(t *testing.T) {
			s := newHolderStage(t, look.width, look.height)
			golden.RequireEqual(t, []byte(s.screen()))
		})
	}
}

// The holder has never been here: whose page it is, whom to call, until when the
// code holds and that the page is live stand on it, whatever is opened.
func TestAHolderReadsWhosePageItIs(t *testing.T) {
	for _, width := range []int{40, 46, 60, 80, 120, 200} {
		s := newHolderStage(t, width, 30)
		for _, key := range []string{"c", "?", "?", "g"} {
			s.see("Hai Long Logistics", "live", "15 Jun", "+84 28 3820 0000")
			s.press(key)
		}
		if width >= 80 {
			s.see("cs@hailong.example")
		}
	}
}

// Whatever the holder presses or clicks, there is one shipment.
func TestAHolderFindsNothingElse(t *testing.T) {
	s := newHolderStage(t, 120, 40)
	for _, key := range []string{"/", "s", "tab", "left", "enter", "n", "1", "2", "m", "c", "e", "f", "r", "down", "p", "d", "esc", "g", "q", "?", "q"} {
		s.press(key)
		for _, other := range s.data.records {
			if other.Ref != theirs && strings.Contains(s.screen(), other.Ref.String()) {
				t.Fatalf("after %q there is %s", key, other.Ref)
			}
		}
	}
	if s.data.pages != 0 {
		t.Errorf("a list was asked for %d times", s.data.pages)
	}
	s.press("t")
	s.see(theirs.String())
	if strings.Contains(s.screen(), "‹") {
		t.Error("a way back is shown, and there is none")
	}
	s.press("q")
	if !s.quit {
		t.Error("q did not leave")
	}
}

// From the desk to the phone: w shows the link with the code as a QR code where there is
// a page, whole or not at all, and says why there is none.
func TestAHolderTakesThePageToTheirPhone(t *testing.T) {
	const link = "https://track.hailong.example/t#HL-00000-00000-00000-00000-00000"
	picture, err := sheet.Blocks(link, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		width, height int
		page          string
		keyOnly       bool
		see           []string
	}{
		{80, 24, link, false, append([]string{"https://track.hailong.example/t#HL", "Point the camera"}, picture...)},
		{44, 40, link, false, append([]string{"track.hailong.example", "Point the camera"}, picture...)},
		{60, 20, link, false, []string{"https://track.hailong.example/t#HL", "needs a window", "38 × 24"}},
		{80, 24, "", true, []string{"opens with its key only", "A browser has no key", "+84 28 3820 0000"}},
		{80, 24, "", false, []string{"Has it been loaded?"}},
	} {
		data := sampleRoom()
		s := newStageOf(t, New(session.Config{
			Ctx: t.Context(), Single: one{data, theirs}, Forwarder: data.house, Language: words.In(words.English, ict()),
			Now: func() time.Time { return stageNow }, Page: c.page, KeyOnly: c.keyOnly,
		}), data, c.width, c.height)
		s.press("w")
		s.see(c.see...)
		if whole := strings.Contains(s.screen(), picture[0]); whole != slices.Contains(c.see, picture[0]) {
			t.Errorf("%dx%d: a picture: %v", c.width, c.height, whole)
		}
		s.press("w")
		s.see(theirs.String())
	}
}

// A tracking code at the card leads to its shipment, without a list behind it.
func TestATrackingCodeLeadsToItsShipment(t *testing.T) {
	data := sampleRoom()
	var tried []string
	var lost error
	root := NewGuest(session.GuestConfig{
		Ctx: t.Context(), Forwarder: data.house, Language: words.In(words.English, ict()), Now: func() time.Time { return stageNow },
		Try: func(ctx context.Context, code string) (session.Invitation, *session.Config, error) {
			config := session.Config{Ctx: ctx, Single: one{data, theirs}, Forwarder: data.house, Language: words.In(words.English, ict()), Now: func() time.Time { return stageNow }}
			tried = append(tried, code)
			return session.Invitation{}, &config, lost
		},
	})
	s := newStageOf(t, root, data, 80, 24)
	lost = model.NewFault("error.code.replaced", "")
	s.write("hl-2k7q")
	s.press("enter")
	s.see("replaced", "2 attempts")
	lost = nil
	s.press("enter")
	s.see(theirs.String(), "Has it been loaded?")
	if len(tried) != 2 {
		t.Errorf("tried %v", tried)
	}
}
