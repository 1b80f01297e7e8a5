package ui

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// Texts that no customer may ever read.
const (
	secretRate = "USD 1,850 per 40HC all in"
	secretNote = "Carrier rolled us once, watch the cut-off"
)

// sampleOffice is an office in which most kinds of need occur.
func sampleOffice() *fakeDesk {
	at := func(day, hour, minute int) time.Time { return time.Date(2025, 5, day, hour, minute, 0, 0, ict()) }
	box := func(s *model.Shipment, numbers ...string) {
		for _, n := range numbers {
			s.Facts.Containers = append(s.Facts.Containers, model.Container{Number: model.Line(n, 40), Type: model.Line("45G1", 10)})
		}
	}
	return newFakeDesk(
		inStore("SHP/202505/00080", "saigon-tech", func(s *model.Shipment) {
			box(s, "ONEU6507410", "ONEU8363919")
			s.Internal = model.Internal{BuyRate: model.Line(secretRate, 80), Remarks: model.Line("Ask for two days of free time", 80)}
			s.Notes = []model.Note{{ID: "n1", At: at(8, 9, 0), By: "olga@hailong.example", Text: model.Line(secretNote, 200)}}
			report(s, model.BookingConfirmed, at(2, 9, 10), "", true)
			report(s, model.EmptyPickedUp, at(7, 15, 40), "Cat Lai", true)
			report(s, model.Stuffed, at(8, 11, 5), "Thu Duc", true)
			report(s, model.GateIn, at(9, 18, 22), "Cat Lai", true)
			report(s, model.Loaded, at(10, 1, 20), "Cat Lai", false)
		}),
		inStore("SHP/202505/00084", "mekong-foods", func(s *model.Shipment) {
			s.Facts.POL, s.Facts.POD = model.ParsePlace("VNHPH"), model.ParsePlace("CNSHA")
			s.Facts.ETA = model.Day(2025, 5, 14)
			report(s, model.BookingConfirmed, at(2, 9, 10), "", true)
			report(s, model.Departed, at(10, 6, 0), "VNHPH", true)
		}),
		inStore("SHP/202505/00092", "dai-phat", func(s *model.Shipment) {
			s.Facts.POD, s.Facts.ETA = model.ParsePlace("NLRTM"), model.Day(2025, 6, 14)
			s.Facts.ETD = model.Day(2025, 5, 20)
			report(s, model.BookingConfirmed, at(3, 9, 10), "", true)
		}),
		inStore("SHP/202505/00096", "saigon-tech", func(s *model.Shipment) {
			s.Facts.ETD, s.Facts.ETA = model.Day(2025, 5, 19), model.Day(2025, 6, 2)
			s.FactsAt = at(15, 9, 0)
			report(s, model.BookingConfirmed, at(15, 9, 10), "", true)
		}),
	)
}

// newStaffStage begins a session of somebody of the staff.
func newStaffStage(t *testing.T, d *fakeDesk, role model.Role, width, height int, options ...option) *stage {
	t.Helper()
	c := session.Config{
		Ctx: t.Context(), Data: d.hall, Language: words.In(words.English, ict()), Forwarder: d.hall.house,
		Who: model.Line("olga@hailong.example", 60), Now: func() time.Time { return stageNow }, Desk: d, Office: newFakeOffice(d), Role: role,
	}
	for _, o := range options {
		o(&c)
	}
	return newStageOf(t, New(c), d.hall, width, height)
}

// manyNeeds is an office with n shipments that need an update.
func manyNeeds(n int) *fakeDesk {
	records := make([]model.Shipment, n)
	for i := range records {
		records[i] = inStore(fmt.Sprintf("SHP/202505/%05d", i+1), "saigon-tech", func(*model.Shipment) {})
	}
	return newFakeDesk(records...)
}

func resizeTo(width, height int) tea.Msg { return tea.WindowSizeMsg{Width: width, Height: height} }
