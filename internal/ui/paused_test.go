package ui

import (
	"testing"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// While the house shows a customer nothing, nothing of what stood on the screen stays,
// whatever is pressed; it comes back by itself.
func TestAPausedPortalShowsOneCard(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {60, 20}, {34, 8}} {
		data := sampleRoom()
		s := newStage(t, data, size[0], size[1])
		s.press("enter")
		data.broken(model.NewFault(model.ErrPaused.Key, "Hai Long Logistics · +84 28 3820 0000"))
		data.ring()
		for _, key := range []string{"", "enter", "tab", ":", "esc", "?", "q", "y", "m", "/", "esc", "r"} {
			if key != "" {
				s.press(key)
			}
			s.notSee("SHP/", "Cat Lai")
			if err := s.checkSize(size[0], size[1]); err != nil {
				t.Fatal(err)
			}
		}
		s.see("paused", "+84 28")
		data.broken(nil)
		s.tick()
		s.see("SHP/202505/00080")
		s.notSee("paused")
	}
}

// In a preview the card stands under the banner, and the staff's own screens go on.
func TestAPreviewOfAPausedPortal(t *testing.T) {
	room := sampleRoom()
	s := newStaffStage(t, sampleOffice(), model.Manager, 80, 24, func(c *session.Config) {
		c.LookAs = lookAs(room, c)
	})
	room.stage = s
	room.broken(model.NewFault(model.ErrPaused.Key, "+84 28 3820 0000"))
	s.press("P")
	s.write("anna@saigon-tech.example")
	s.press("enter")
	s.see("Xem như anna@saigon-tech.example", "tạm dừng", "+84 28 3820 0000")
	s.press("q")
	s.see("not ready")
}

func TestThePauseInVietnamese(t *testing.T) {
	data := sampleRoom()
	data.broken(model.NewFault(model.ErrPaused.Key, ""))
	s := newStage(t, data, 80, 24, inLanguage(words.Vietnamese), func(c *session.Config) { c.Forwarder = data.house })
	s.see("tạm dừng", "+84 28 3820 0000")
}
