package ui

import (
	"context"
	"math/rand/v2"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/ui/uitest"
	"porthole/internal/words"
)

// shipmentOf is an office record with anything in it that a store could hold.
func shipmentOf(r uitest.Dice, ref string) model.Shipment {
	p := r.Published()
	s := model.Shipment{
		Ref: model.Line(ref, 40), Partner: []string{"saigon-tech", "mekong-foods", "dai-phat"}[r.IntN(3)], Created: r.Time(), FactsAt: r.Time(),
		Internal: model.Internal{BuyRate: r.Text(), Remarks: r.Text()},
		Facts: model.Facts{
			Status: p.Status, Mode: p.Mode, Load: p.Load, Direction: p.Direction, POL: p.POL, POD: p.POD, Pickup: p.Pickup, Dropoff: p.Dropoff,
			ETD: p.ETD, ETA: p.ETA, ATD: p.ATD, ATA: p.ATA, Cargo: p.Cargo, References: p.References, Carrier: p.Carrier,
			Vessel: p.Vessel, Voyage: p.Voyage, Legs: p.Legs,
		},
	}
	for _, box := range p.Containers {
		s.Facts.Containers = append(s.Facts.Containers, model.Container{Number: box.Number, Type: box.Type, Seal: box.Seal})
	}
	for _, e := range p.Timeline {
		published := model.Stamp{}
		if r.IntN(2) == 0 {
			published = stamp()
		}
		draft := model.EventDraft{
			Milestone: e.Milestone, Classifier: e.Classifier, At: e.At, Place: e.Place, Container: e.Container, Text: e.Text, Internal: r.Text(),
		}
		model.Record(&s, eventOf(draft), stamp(), published)
	}
	for range r.IntN(4) {
		_ = addNote(r.Text(), r.IntN(2) == 0)(&s)
	}
	if len(s.Events) > 0 && r.IntN(2) == 0 {
		why := stamp()
		why.Why = r.Text()
		_ = model.WithdrawEvent(&s, s.Events[0].ID, why)
	}
	return s
}

// Whatever the records, the window and the keys: no row of the staff's screens
// is wider than the window, there are no more rows than it has, and nothing but
// styles is ever sent.
func TestTheOfficeStaysInItsWindow(t *testing.T) {
	if testing.Short() {
		t.Skip("with -short: it draws some thousand screens")
	}
	keys := []string{
		"e", "r", "n", "v", "p", "w", "k", "y", "f", "tab", "down", "up", "enter", "enter", "esc", "left", "right", "end", "pgdown", "home",
		"R", "P", "?", "L", "x", "/",
	}
	roles := []model.Role{model.Operations, model.Admin, model.Manager, model.CS}
	for seed := range uint64(400) {
		r := uitest.Dice{Rand: rand.New(rand.NewPCG(seed, 11))}
		d := newFakeDesk(shipmentOf(r, "SHP/1"), shipmentOf(r, "SHP/2"), shipmentOf(r, "長榮海運股份有限公司長榮海運"), shipmentOf(r, "SHP/4"))
		width, height := 30+r.IntN(180), 8+r.IntN(50)
		s := newStaffStage(t, d, roles[r.IntN(4)], width, height, inLanguage(words.Languages()[r.IntN(2)]), func(c *session.Config) {
			c.LookAs = func(context.Context, string) (session.Config, error) {
				return session.Config{Data: d.hall, Language: c.Language, Now: c.Now, Who: r.Text()}, nil
			}
		})
		s.send(profileOf(r.IntN(5)))
		for range 25 {
			switch r.IntN(6) {
			case 0:
				width, height = 30+r.IntN(180), 8+r.IntN(50)
				s.send(resizeTo(width, height))
			case 1:
				s.send(tea.PasteMsg{Content: uitest.Nasty[r.IntN(len(uitest.Nasty))]})
			case 2:
				s.send(tea.MouseClickMsg{X: r.IntN(width), Y: r.IntN(height), Button: tea.MouseLeft})
			}
			key := keys[r.IntN(len(keys))]
			s.press(key)
			if err := s.checkSize(width, height); err != nil {
				t.Fatalf("seed %d, after %s: %v\n%s", seed, key, err, s.screen())
			}
		}
	}
}
