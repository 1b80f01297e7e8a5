package isolation

import (
	"context"
	"maps"
	"strconv"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store"
)

// A number over a list tells of shipments too: one that is too high says that
// somebody else has some.

// lister is what can be listed.
type lister interface {
	Page(ctx context.Context, q model.Query) (model.Page, error)
}

// tally counts the rows under each tab, one by one.
func tally(ctx context.Context, room lister) (model.Counts, error) {
	counts := model.Counts{}
	for _, tab := range model.Tabs() {
		counts[tab] = 0
		err := everyRow(ctx, room, tab, func(model.Row) error {
			counts[tab]++
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// miscounted are the tabs of a room whose number is not that of their rows.
func miscounted(ctx context.Context, room *store.Room) ([]find, error) {
	have, err := room.Counts(ctx)
	if err != nil {
		return nil, err
	}
	want, err := tally(ctx, room)
	if err != nil {
		return nil, err
	}
	var found []find
	for _, tab := range model.Tabs() {
		if have[tab] != want[tab] {
			told := string(tab) + " " + strconv.Itoa(have[tab]) + ", rows " + strconv.Itoa(want[tab])
			found = append(found, find{foundCounts, string(tab), model.Line(told, model.RefCells)})
		}
	}
	return found, nil
}

// counted has the tabs on the screen say how many shipments are under them.
// Others may change something of the partner's meanwhile; then it is counted
// again.
func (w *walk) counted(ctx context.Context) (bool, error) {
	want, err := tally(ctx, w.room)
	for err == nil {
		screen, ok := w.g.until(w.limit(), w.counts(want))
		w.last = screen
		w.findings.probed(0)
		if ok {
			return true, nil
		}
		before := want
		if want, err = tally(ctx, w.room); err != nil {
			break
		}
		if maps.Equal(before, want) {
			w.findings.leak(w.account.Email, w.window+": tabs", find{foundCounts, "", model.Line(tabLine(screen), model.NameCells)})
			return true, nil // the rest can be seen all the same
		}
	}
	return false, err
}

// counts is that the tabs have these numbers.
func (w *walk) counts(want model.Counts) func(screen string) bool {
	return func(screen string) bool {
		line := tabLine(screen) + " "
		for _, tab := range model.Tabs() {
			if tab.Rare() && want[tab] == 0 {
				continue
			}
			if !strings.Contains(line, w.say.Say("list.tab."+string(tab))+" "+w.say.Count(want[tab])+" ") {
				return false
			}
		}
		return true
	}
}

// tabLine is the line of a list's screen on which the tabs stand.
func tabLine(screen string) string {
	_, rest, _ := strings.Cut(screen, "\n")
	line, _, _ := strings.Cut(rest, "\n")
	return line
}
