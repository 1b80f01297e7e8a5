package live

import "testing"

// A room that nobody watches any more costs nothing.
func TestTheFeedForgetsWhoLeaves(t *testing.T) {
	f := NewFeed()
	_, leave := f.Listen("saigon-tech")
	woken, again := f.Listen("saigon-tech")
	if n := f.Waiting("saigon-tech"); n != 2 {
		t.Errorf("%d wait", n)
	}
	leave()
	f.Announce("saigon-tech")
	<-woken
	again()
	if len(f.rooms) != 0 {
		t.Errorf("%d rooms are still watched", len(f.rooms))
	}
}
