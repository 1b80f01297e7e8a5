package shipment

import (
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/uitest"
	"porthole/internal/words"
)

// What is added may need wider columns: then it alone is marked, not every line
// that was moved or broken elsewhere for it.
func TestOnlyWhatChangedIsMarkedWhenColumnsGrow(t *testing.T) {
	cases := []struct {
		tabs   int // to the pane
		change func(*model.Published)
		marked []string
	}{
		{0, func(p *model.Published) {
			p.Timeline = append(p.Timeline, model.PublishedEvent{
				ID: "new", Milestone: model.TSDischarged, Classifier: model.Actual, At: model.Moment(uitest.Now()),
				Text: sampleText("Lifted without damage"),
			})
		}, []string{"transshipment", "Lifted without"}},
		{1, func(p *model.Published) {
			box := &p.Containers[0]
			box.Milestones = append(slices.Clone(box.Milestones), model.ContainerMilestone{
				Milestone: model.GateOut, Classifier: model.Actual, At: sampleDay(5, 15),
			})
		}, []string{"ONEU 650741 0", "last: Gate out"}},
		{3, func(p *model.Published) {
			p.Ledger = append(p.Ledger, model.PublishedLine{
				Kind: model.KindETA, PublishedAt: uitest.Now(), From: sampleDay(5, 25), To: sampleDay(6, 28), Reason: sampleText("Port congestion"),
			})
		}, []string{"Port congestion", "ETA"}},
		{4, func(p *model.Published) { p.IMO = sampleText("9702144") }, []string{"IMO"}},
	}
	for _, width := range []int{80, 100} {
		for _, c := range cases {
			data := drawerWith(sailingToLongBeach())
			d := openDetail(detailEnv(words.English, data), sailing, width, 60)
			for range c.tabs {
				pressDetail(d, "tab")
			}
			p := sailingToLongBeach()
			p.Containers = slices.Clone(p.Containers)
			p.Change = 8
			c.change(&p)
			data.put(p)
			settleDetail(d, d.Update(screen.Refresh{}))
			lines := strings.Split(seen(d), "\n")
			bar := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "───") })
			marked := 0
			for _, line := range lines[bar:] {
				if !strings.HasPrefix(line, " • ") {
					continue
				}
				marked++
				if !slices.ContainsFunc(c.marked, func(text string) bool { return strings.Contains(line, text) }) {
					t.Errorf("pane %d, %d columns: marked without having changed: %q\n%s", c.tabs, width, line, seen(d))
				}
			}
			if marked == 0 {
				t.Errorf("pane %d, %d columns: nothing is marked:\n%s", c.tabs, width, seen(d))
			}
		}
	}
}
