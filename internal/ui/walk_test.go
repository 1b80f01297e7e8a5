package ui

import (
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
)

// Whatever is pressed, clicked and resized, on whichever page: every screen stays in
// its window.
func TestAWalkThroughAllScreensStaysInTheWindow(t *testing.T) {
	keys := strings.Fields("down up enter esc q tab shift+tab J K m l c g G home end pgdown ctrl+d ctrl+u ? / s S 1 2 L f e R right left o y x space")
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 7))
		var s *stage
		w, h := 120, 40
		switch seed % 3 {
		case 0:
			s = newStage(t, manyShipments(230), w, h, withVisitor(&visitor{last: 100}))
		case 1:
			s = newStaffStage(t, sampleOffice(), model.Operations, w, h)
		case 2:
			s = newStage(t, fullRoom(), w, h)
		}
		for i := range 250 {
			if s.quit {
				break
			}
			switch n := r.IntN(10); {
			case n == 0:
				w, h = 30+r.IntN(200), 8+r.IntN(60)
				s.send(tea.WindowSizeMsg{Width: w, Height: h})
			case n == 1:
				s.send(tea.MouseClickMsg{X: r.IntN(w), Y: r.IntN(h), Button: tea.MouseLeft})
			case n == 2:
				s.send(tea.MouseWheelMsg{X: r.IntN(w), Y: r.IntN(h), Button: tea.MouseWheelDown})
			case n == 3 && s.data != nil && i%7 == 0:
				if len(s.data.records) > 0 {
					s.data.put(s.data.records[r.IntN(len(s.data.records))])
					s.tick()
				}
			default:
				k := keys[r.IntN(len(keys))]
				if k == "q" && len(s.root.stack) == 1 && !s.root.writing() {
					continue
				}
				s.press(k)
			}
			if err := s.checkSize(w, h); err != nil {
				t.Fatalf("seed %d step %d: %v\n%s", seed, i, err, s.screen())
			}
		}
	}
}
