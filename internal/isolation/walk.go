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
func (w *walk) shipments(context.Context) (bool, error) {
	last := min(len(w.company.planted), w.screens)
	if last == 0 {
		return true, nil
	}
	if !w.sorted() {
		return false, nil
	}
	down := ""
	for i, one := range w.company.planted[:last] {
		if i < everyTurn || i%turns == w.turn%turns {
			w.g.press(down)
			down = ""
			if !w.shipment(one) {
				return false, nil
			}
		}
		down += "j"
	}
	return true, nil
}

// sorted has the list in the order of numbers, the highest first.
func (w *walk) sorted() bool {
	for _, order := range []model.Sort{model.ByETD, model.ByETA, model.ByRef} {
		if !w.see("by "+string(order), "s", holds(w.say.Say("list.sort."+string(order)))) {
			return false
		}
	}
	return w.see("by ref", "S", func(screen string) bool {
		shown := w.refsOn(screen)
		for i, ref := range w.company.refs[:min(len(w.company.refs), 3)] {
			if len(ref) <= shortRef && (i >= len(shown) || shown[i] != ref) {
				return false
			}
		}
		return true
	})
}

// shipment looks at all panes of the shipment under the cursor, and comes back.
func (w *walk) shipment(one planted) bool {
	if w.wide && !w.seen("shipment", w.shows(one, kindEvent, "detail.pane.timeline")) {
		return false
	}
	if !w.see("shipment", "\r", w.shows(one, kindEvent, "detail.pane.timeline")) || !w.whole() {
		return false
	}
	for _, pane := range panes {
		if !w.see(strings.TrimPrefix(pane.name, "detail."), pane.key, w.shows(one, pane.shows, pane.name)) || !w.whole() {
			return false
		}
	}
	return w.see("list", "q", holds(w.say.Say("list.sort.ref")))
}

// shows is that the open pane is that one and stands filled.
func (w *walk) shows(one planted, k kind, pane string) func(screen string) bool {
	name := strings.ToUpper(w.say.Say(pane))
	return func(screen string) bool {
		return strings.Contains(screen, name) && w.find.has([]byte(screen), one.owner, k)
	}
}

// whole scrolls to the end of a pane that goes on under the window, and back.
func (w *walk) whole() bool {
	const most = 50
	for range most {
		screen, _ := w.g.until(func(string) bool { return true })
		rest := below.FindString(screen)
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
