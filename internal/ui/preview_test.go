package ui

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// lookAs opens the session of anna on her room.
func lookAs(room *fakeData, c *session.Config) func(context.Context, string) (session.Config, error) {
	return func(_ context.Context, account string) (session.Config, error) {
		return session.Config{
			Data: room, Language: words.In(words.Vietnamese, ict()), Now: c.Now, Who: model.Line(account, 60),
		}, nil
	}
}

// lookingAs is a session of customer service that can look as anna.
func lookingAs(t *testing.T, room *fakeData, v *visitor, width, height int) *stage {
	t.Helper()
	d := sampleOffice()
	s := newStaffStage(t, d, model.CS, width, height, func(c *session.Config) {
		c.LookAs = func(_ context.Context, account string) (session.Config, error) {
			if account != "anna@saigon-tech.example" {
				return session.Config{}, model.NewFault("error.unknown_account", account)
			}
			return session.Config{
				Data: room, Visitor: v, Language: words.In(words.Vietnamese, ict()), Now: c.Now,
				Heading: model.Line("Saigon Tech Export", 40), Who: model.Line(account, 60),
			}, nil
		}
	})
	room.stage = s
	s.press("P")
	s.write("anna@saigon-tech.example")
	return s
}

func TestAPreviewIsWhatTheAccountSees(t *testing.T) {
	v := &visitor{last: 3}
	s := lookingAs(t, sampleRoom(), v, 80, 24)
	s.press("enter")
	s.see("Xem như anna@saigon-tech.example", "Saigon Tech Export · anna", "SHP/202505/00110", "Đang vận chuyển")
	s.notSee("• SHP")
	alone := newStage(t, sampleRoom(), 80, 23, inLanguage(words.Vietnamese))
	_, inside, _ := strings.Cut(s.screen(), "\n")
	if want := alone.screen(); inside != want {
		t.Fatalf("the account sees\n%s\nand the preview shows\n%s", want, inside)
	}
	s.press("enter")
	s.see("Xem như anna@saigon-tech.example", "Đã xếp lên tàu chưa?")
	s.press("?")
	s.see("Xem như anna@saigon-tech.example", "Trợ giúp")
	s.press("esc", "esc", "q")
	s.see("need an update", "customer service")
	if s.quit {
		t.Fatal("leaving the preview leaves the session")
	}
	if v.last != 3 || v.language != "" {
		t.Fatalf("the preview was remembered: %+v", v)
	}
}

func TestAPreviewChangesNothing(t *testing.T) {
	v := &visitor{last: 3}
	s := lookingAs(t, sampleRoom(), v, 80, 24)
	s.press("enter", "L", "enter", "esc", "e", "n", "p", "w", "R", "P")
	s.see("Preview as anna@saigon-tech.example", "In Transit")
	s.press("ctrl+c")
	if !s.quit || v.last != 3 || v.language != "" {
		t.Fatalf("left %t, remembered %+v", s.quit, v)
	}
}

func TestAPreviewFollowsItsOwnRoom(t *testing.T) {
	room := sampleRoom()
	s := lookingAs(t, room, &visitor{}, 80, 24)
	s.press("enter")
	room.put(room.records[0])
	s.see("• SHP/202312/00007")
	s.send(resizeTo(120, 40))
	s.see("Xem như anna@saigon-tech.example", "SHP/202312/00007")
	s.send(tea.MouseClickMsg{X: 10, Y: 8, Button: tea.MouseLeft})
	s.see("▎  SHP/202505/00080")
	if err := s.checkSize(120, 40); err != nil {
		t.Fatal(err)
	}
}

func TestAPreviewEndsItsWatch(t *testing.T) {
	room := sampleRoom()
	s := lookingAs(t, room, &visitor{}, 80, 24)
	s.press("enter")
	inner := s.root.top().(*preview).inner
	s.press("q")
	if inner.env.Ctx.Err() == nil {
		t.Fatal("the session that was looked at goes on")
	}
	if s.root.env.Ctx.Err() != nil {
		t.Fatal("the session of the person who looked is over")
	}
}

func TestAnAccountThatIsNotThere(t *testing.T) {
	s := lookingAs(t, sampleRoom(), &visitor{}, 80, 24)
	s.press("backspace", "enter")
	s.see("There is no account “anna@saigon-tech.exampl”.")
	s.press("ctrl+u", "x", "enter")
	s.see("“x” is not a mail address.")
}

func TestTheBannerStandsInASessionOfItsOwn(t *testing.T) {
	v := &visitor{last: 2}
	s := newStage(t, sampleRoom(), 80, 24, withVisitor(v), func(c *session.Config) { c.Preview = c.Who })
	s.see("Preview as anna@saigon-tech.example · read only")
	for _, key := range []string{"enter", "esc", "?", "esc", "g", "esc", "/"} {
		s.press(key)
		s.see("Preview as anna@saigon-tech.example")
		if err := s.checkSize(80, 24); err != nil {
			t.Fatal(err)
		}
	}
	s.press("esc", "q")
	if !s.quit || v.last != 2 {
		t.Fatalf("left %t, remembered %d", s.quit, v.last)
	}
}

// From a shipment T leads to the page as an account could see it on a day, or says why
// there was nothing to see. Leaving it leads back to the shipment.
func TestTheCustomersPageAsOfADay(t *testing.T) {
	for _, role := range []model.Role{model.Operations, model.CS, model.Manager, model.Admin} {
		s := newStaffStage(t, sampleOffice(), role, 80, 24)
		s.press("T")
		s.see("What a customer could see", "Day or time")
		s.write("14/5")
		s.press("enter")
		s.see("anna@", "on 14 May 23:59 ICT", "It has stood so since 02 May", "Has it been loaded?")
		s.notSee("live")
		s.press("e", "w", "q")
		s.notSee("on 14 May 23:59 ICT")
		s.press("T")
		s.write("1/5")
		s.press("enter")
		s.see("Nothing was to be seen.", "was not in Porthole", "it was entered on 02 May 09:30 ICT.")
	}
}
