package ui

import (
	"fmt"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// The mouse is let go, which is said as long as it is so, and taken back.
func TestTheMouseIsLetGo(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	for _, want := range []tea.MouseMode{tea.MouseModeNone, tea.MouseModeCellMotion} {
		s.press("M")
		if got := s.root.View().MouseMode; got != want {
			t.Errorf("mouse mode %v, want %v", got, want)
		}
		if want == tea.MouseModeNone {
			s.press("down", "enter")
			s.see("M takes it back")
		}
	}
	s.see("The mouse works here again")
	s.press("down")
	s.notSee("M takes it back", "works here again")
	s.press("?", "end", "pgup")
	s.see("let the mouse go")
}

// The bell is rung for those who have asked for it, with what has changed.
func TestTheBellRingsForChanges(t *testing.T) {
	room := sampleRoom()
	s := newStage(t, room, 80, 24)
	_, calls := listened(s)
	change := func() {
		s.tick()
		room.put(room.records[1])
	}
	change()
	if len(*calls) > 0 {
		t.Fatalf("called without being asked to: %q", *calls)
	}
	s.press("B")
	s.see("The bell rings from now on")
	change()
	if want := []string{"Hai Long Logistics: SHP/202504/00068 has changed"}; !slices.Equal(*calls, want) {
		t.Errorf("called by %q", *calls)
	}
	s.press("B")
	s.see("silent again")
	change()
	if len(*calls) != 1 {
		t.Errorf("called by %q", *calls)
	}
}

func TestWhatLeadsSomewhere(t *testing.T) {
	room := withNumbers()
	s := newStage(t, room, 80, 24)
	house := "[[cs@hailong.example mailto:cs@hailong.example] [+84 28 3820 0000 tel:+842838200000]"
	if got := fmt.Sprint(s.root.Links()); got != house+"]" {
		t.Errorf("links %s", got)
	}
	s.press("enter")
	if got := fmt.Sprint(s.root.Links()); got != house+" [Ocean Network Express (ONEY) https://www.one-line.com]]" {
		t.Errorf("links of a shipment %s", got)
	}
	if again := s.root.Links(); &again[0] != &s.root.Links()[0] {
		t.Error("the links are made anew for each frame")
	}
}
