package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// windows are the sizes in which the main screens are looked at: the smallest that
// is useful, a phone's, the usual ones, and large ones.
var windows = [][2]int{{40, 12}, {46, 20}, {60, 20}, {80, 24}, {120, 40}, {160, 50}, {200, 60}}

// The main screens in every window and language: a file for each screen and
// language, with all windows below one another.
func TestMainScreensLook(t *testing.T) {
	customer := func(keys ...string) func(*testing.T, int, int, words.Language) *stage {
		return func(t *testing.T, width, height int, in words.Language) *stage {
			s := newStage(t, fullRoom(), width, height, inLanguage(in), withVisitor(&visitor{last: 6}))
			s.press(keys...)
			return s
		}
	}
	screens := map[string]func(*testing.T, int, int, words.Language) *stage{
		"list":     customer("down"),
		"shipment": customer("enter"),
		"voyage":   customer("enter", "l"),
		"map":      customer("enter", "m"),
		"help":     customer("?"),
		"guest": func(t *testing.T, width, height int, in words.Language) *stage {
			root := NewGuest(session.GuestConfig{
				Ctx: t.Context(), Language: words.In(in, ict()), Forwarder: sampleRoom().house, Now: func() time.Time { return stageNow },
			})
			return newStageOf(t, root, nil, width, height)
		},
	}
	for name, open := range screens {
		for _, language := range words.Languages() {
			t.Run(name+"_"+string(language), func(t *testing.T) {
				var b strings.Builder
				for _, size := range windows {
					s := open(t, size[0], size[1], language)
					fmt.Fprintf(&b, "%d×%d\n%s\n", size[0], size[1], s.screen())
					if err := s.checkSize(size[0], size[1]); err != nil {
						t.Error(err)
					}
				}
				golden.RequireEqual(t, []byte(b.String()))
			})
		}
	}
}

// fullRoom is the sample room, of which the latest shipment has all that a shipment
// can have.
func fullRoom() *fakeData {
	data := sampleRoom()
	p := &data.records[len(data.records)-1]
	at := func(day, hour, minute int) model.When {
		return model.Moment(time.Date(2025, 5, day, hour, minute, 0, 0, ict()))
	}
	text := func(s string) model.Text { return model.Line(s, 80) }
	saigon, singapore := model.ParsePlace("Cat Lai"), model.ParsePlace("SGSIN")
	event := func(m model.Milestone, when model.When, place model.Place, boxes ...string) {
		for _, box := range append(boxes, "")[:max(1, len(boxes))] {
			p.Timeline = append(p.Timeline, model.PublishedEvent{
				ID: string(m) + box, Milestone: m, Classifier: model.Actual, At: when, Place: place, Container: text(box), Said: when.Instant(),
			})
		}
	}
	event(model.BookingConfirmed, at(2, 9, 10), model.Place{})
	event(model.EmptyPickedUp, at(7, 15, 40), model.Place{}, "ONEU6507410", "ONEU8363919")
	event(model.Stuffed, at(8, 11, 5), model.ParsePlace("Thu Duc"))
	event(model.GateIn, at(9, 18, 22), saigon)
	event(model.Loaded, at(10, 1, 20), saigon)
	event(model.Departed, at(10, 6, 0), saigon)
	event(model.TSArrived, at(12, 22, 0), singapore)
	event(model.TSDeparted, at(15, 4, 30), singapore)
	p.ATD, p.ETA = at(10, 6, 0), model.Day(2025, 6, 4)
	p.Ledger = []model.PublishedLine{
		{Kind: model.KindETA, PublishedAt: at(2, 10, 0).Instant(), To: model.Day(2025, 6, 1)},
		{Kind: model.KindETA, PublishedAt: at(14, 10, 0).Instant(), From: model.Day(2025, 6, 1), To: p.ETA, Reason: text("Port congestion in Singapore")},
	}
	p.Legs = []model.Leg{
		{Mode: model.Sea, From: saigon, To: singapore, Vessel: text("WAN HAI 317"), Voyage: text("S221"), ETD: p.ETD, ATD: p.ATD, ETA: at(12, 20, 0), ATA: at(12, 22, 0)},
		{Mode: model.Sea, From: singapore, To: p.POD, Vessel: p.Vessel, Voyage: p.Voyage, ETD: at(15, 4, 0), ATD: at(15, 4, 30), ETA: p.ETA},
	}
	for _, number := range []string{"ONEU6507410", "ONEU8363919"} {
		p.Containers = append(p.Containers, model.PublishedContainer{Number: text(number), Type: text("45G1"), Seal: text("VN204881")})
	}
	p.References = model.References{HBL: text("HLHBL2500080"), MBL: text("ONEY888641728"), Booking: text("BKG3541860"), PO: []model.Text{text("PO-6700")}}
	p.Notes = []model.PublishedNote{{At: at(14, 11, 0).Instant(), Text: text("Customs asks for the packing list, please mail it to docs@hai-long.example.")}}
	return data
}
