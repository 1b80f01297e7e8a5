package ui

import (
	"context"
	"errors"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// subscriber is a visitor who can be mailed.
type subscriber struct {
	visitor
	has  model.Notices
	fail error
}

func (s *subscriber) Notices(context.Context) (model.Notices, error) { return s.has, s.fail }

func (s *subscriber) SetNotices(_ context.Context, n model.Notices) error {
	if s.fail == nil {
		s.has = n
	}
	return s.fail
}

func TestNoticesLook(t *testing.T) {
	for _, look := range []struct {
		name          string
		language      words.Language
		width, height int
	}{
		{"40x12", words.English, 40, 12},
		{"80x24", words.English, 80, 24},
		{"120x40", words.English, 120, 40},
		{"200x50", words.English, 200, 50},
		{"80x24_vi", words.Vietnamese, 80, 24},
	} {
		t.Run(look.name, func(t *testing.T) {
			v := &subscriber{has: model.Notices{Level: model.NoticesETA, Days: 2}}
			s := newStage(t, sampleRoom(), look.width, look.height, inLanguage(look.language), withVisitor(v))
			s.press("m")
			golden.RequireEqual(t, []byte(s.screen()))
		})
	}
}

func TestNoticesAreChosenWithAFewKeys(t *testing.T) {
	v := &subscriber{}
	s := newStage(t, sampleRoom(), 80, 24, withVisitor(v))
	s.press("m")
	s.see("Mail me", "▸ Nothing", "anna@saigon-tech.example")
	s.press("down", "down")
	s.see("▸ A changed ETA only", "By more than")
	s.press("tab", "backspace")
	s.write("3")
	s.press("tab", "right")
	s.see("One mail a day")
	s.press("enter")
	if want := (model.Notices{Level: model.NoticesETA, Days: 3, Digest: true}); v.has != want {
		t.Fatalf("saved %+v", v.has)
	}
	s.see("SHP/202505/00080", "Saved.")
	s.press("m", "up", "up", "enter")
	if v.has != (model.Notices{}) {
		t.Fatalf("turned off: %+v", v.has)
	}
	s.press("m", "down", "esc")
	if v.has != (model.Notices{}) {
		t.Fatalf("left without saving: %+v", v.has)
	}
}

func TestNoticesSayWhatWentWrong(t *testing.T) {
	v := &subscriber{fail: errors.New("disk")}
	s := newStage(t, sampleRoom(), 80, 24, withVisitor(v))
	s.press("m")
	s.see("could not be fetched", "Press r")
	v.fail = nil
	s.press("r")
	s.see("Mail me")
	v.fail = model.NewFault("error.store_full")
	s.press("down", "enter")
	s.see("It could not be saved.")
	v.fail = nil
	s.press("down", "tab")
	s.press("backspace")
	s.write("99")
	s.press("enter")
	s.see("99 days is not between 0 and 60")
}

// Staff and previews have no mail to choose.
func TestNoticesAreForCustomersThemselves(t *testing.T) {
	v := &subscriber{}
	for name, o := range map[string]option{
		"nobody":  func(c *session.Config) { c.Visitor = nil },
		"preview": func(c *session.Config) { c.Preview = model.Line("anna@saigon-tech.example", 60) },
	} {
		s := newStage(t, sampleRoom(), 80, 24, withVisitor(v), o)
		s.press("m")
		if len(s.root.stack) != 1 {
			t.Errorf("%s: a screen has opened", name)
		}
	}
	c := session.Config{Visitor: v, Data: sampleRoom(), Role: model.CS, Language: words.In(words.English, nil), Now: stageNow.Local}
	if New(c).env.Noticer != nil {
		t.Error("staff can choose mail")
	}
}

func TestNoticesKeepTheirSize(t *testing.T) {
	for width := 1; width < 130; width += 7 {
		for height := 1; height < 30; height += 3 {
			v := &subscriber{has: model.Notices{Level: model.NoticesETA}}
			s := newStage(t, sampleRoom(), 80, 24, withVisitor(v))
			s.press("m")
			s.root.resize(width, height)
			if err := s.checkSize(width, height); err != nil {
				t.Fatalf("%d×%d: %v", width, height, err)
			}
		}
	}
}
