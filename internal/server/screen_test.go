package server

import "testing"

// slow is a screen that takes its time to take a size.
type slow func(width, height int)

func (s slow) Resize(width, height int) { s(width, height) }

// A window that changes while its screen is made: were the newer size told to the
// screen before the older one, the screen would stay drawn at that.
func TestAScreenHasTheNewestSize(t *testing.T) {
	v := &visit{size: size{defaultWidth, defaultHeight}}
	v.fit(slow(func(width, height int) {
		if (size{width, height}) != v.size {
			t.Errorf("it was given %d by %d", width, height)
		}
		if v.mu.TryLock() {
			v.mu.Unlock()
			t.Error("the window can change before the screen has its size")
		}
	}))
}
