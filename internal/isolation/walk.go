package isolation

import (
	"context"
	"strings"

	"porthole/internal/model"
)

// panes are those of a shipment: the key of each, its name in the catalogue,
// and what of the shipment stands there and nowhere else.
var panes = []struct {
	key, name string
	shows     kind
}{
	{"c", "detail.pane.containers", kindContainer},
	{"l", "detail.pane.legs", kindLeg},
	{"e", "detail.pane.ledger", kindLedger},
	{"f", "detail.pane.facts", kindBooking},
	{"t", "detail.pane.timeline", kindEvent},
}

// shipments goes through the list by number and looks at one shipment after
// the other, those whose turn it is.
func (w *walk) shipments(ctx context.Context) (bool, error) {
	page, err := w.room.Page(ctx, model.Query{Sort: model.ByRef, Reverse: true, Limit: min(w.screens, model.MaxPage)})
	if err != nil || len(page.Rows) == 0 {
		return err == nil, err
	}
	if sorted, err := w.sorted(ctx, page.Rows); err != nil || !sorted {
		return false, err
	}
	owners := map[string]int{}
	for _, one := range w.company.planted {
		owners[one.ref] = one.owner
	}
	down := ""
	for i, row := range page.Rows {
		ref := row.Ref.String()
		number, known := owners[ref]
		if !known || i < everyTurn || i%turns == w.turn%turns {
			w.g.press(down)
			down = ""
			if !w.shipment(planted{ref, number}, known) {
				return false, nil
			}
		}
		down += "j"
	}
	return true, nil
}

// sorted has the list in the order of numbers, the highest first. It waits for the
// rows of each order on the way: those of another may look as if they were the last.
func (w *walk) sorted(ctx context.Context, rows []model.Row) (bool, error) {
	for _, order := range []model.Sort{model.ByETD, model.ByETA, model.ByRef} {
		page, err := w.room.Page(ctx, model.Query{Sort: order, Limit: len(rows)})
		if err != nil {
			return false, err
		}
		sorted, inOrder := holds(w.say.Say("list.sort."+string(order))), w.begins(page.Rows)
		if !w.see("by "+string(order), "s", func(screen string) bool { return sorted(screen) && inOrder(screen) }) {
			return false, nil
		}
	}
	return w.see("by ref", "S", w.begins(rows)), nil
}

// begins is that the list begins with these rows, as far as their numbers are whole.
func (w *walk) begins(rows []model.Row) func(screen string) bool {
	return func(screen string) bool {
		shown, last := w.refsOn(screen), -1
		for _, row := range rows[:min(len(rows), 3)] {
			ref := row.Ref.String()
			if len(ref) > shortRef {
				continue
			}
			at := standsAt(screen, ref)
			if at <= last {
				return false
			}
			last = at
			if !recognised(ref) {
				continue
			}
			if len(shown) == 0 || shown[0] != ref {
				return false
			}
			shown = shown[1:]
		}
		return true
	}
}

// shipment looks at all panes of the shipment under the cursor, and comes back.
// One that was not planted counts as seen when its number is there.
func (w *walk) shipment(one planted, known bool) bool {
	shows := func(k kind, pane string) func(screen string) bool {
		name := strings.ToUpper(w.say.Say(pane))
		return func(screen string) bool {
			there := standsAt(screen, one.ref) >= 0
			if known {
				there = w.find.has([]byte(screen), one.owner, k)
			}
			return there && strings.Contains(screen, name)
		}
	}
	if w.wide && !w.seen("shipment", shows(kindEvent, "detail.pane.timeline")) {
		return false
	}
	if !w.see("shipment", "\r", shows(kindEvent, "detail.pane.timeline")) || !w.whole() {
		return false
	}
	for _, pane := range panes {
		if !w.see(strings.TrimPrefix(pane.name, "detail."), pane.key, shows(pane.shows, pane.name)) || !w.whole() {
			return false
		}
	}
	return w.see("list", "q", holds(w.say.Say("list.sort.ref")))
}

// whole scrolls to the end of a pane that goes on under the window, and back.
func (w *walk) whole() bool {
	const most = 50
	for range most {
		rest := below.FindString(w.last)
		if rest == "" {
			break
		}
		if !w.see("the rest", "\x1b[6~", func(screen string) bool { return below.FindString(screen) != rest }) {
			return false
		}
	}
	w.g.press("\x1b[H")
	return true
}
