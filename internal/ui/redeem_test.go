package ui

import (
	"context"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// reception is where invitations are asked about and accepted.
type reception struct {
	asked    []string
	accepted int
	err      error // of the question
	refuse   error // of the yes
}

const anyKey = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"

func newInviteStage(t *testing.T, o *reception, change func(*session.GuestConfig), language words.Language, width, height int) *stage {
	t.Helper()
	c := session.GuestConfig{
		Ctx: t.Context(), Forwarder: newFakeData().house, Language: words.In(language, ict()), Fingerprint: anyKey,
		Now: func() time.Time { return stageNow },
		Try: func(_ context.Context, code string) (session.Invitation, *session.Config, error) {
			o.asked = append(o.asked, code)
			return session.Invitation{Email: model.Line("anna@saigon-tech.example", 60), Partner: model.Line("Saigon Tech Export", 40)}, nil, o.err
		},
		Accept: func(context.Context) error {
			o.accepted++
			return o.refuse
		},
	}
	if change != nil {
		change(&c)
	}
	return newStageOf(t, NewGuest(c), nil, width, height)
}

func TestInvitationLooks(t *testing.T) {
	keyless := func(c *session.GuestConfig) { c.Fingerprint = "" }
	for _, look := range []struct {
		name          string
		change        func(*session.GuestConfig)
		language      words.Language
		width, height int
		keys          []string
	}{
		{"question_40x12", nil, words.English, 40, 12, nil},
		{"question_80x24", nil, words.English, 80, 24, nil},
		{"question_80x24_vi", nil, words.Vietnamese, 80, 24, nil},
		{"question_120x40", nil, words.English, 120, 40, nil},
		{"question_200x50", nil, words.English, 200, 50, nil},
		{"done_80x24", nil, words.English, 80, 24, []string{"y"}},
		{"keyless_80x24", keyless, words.English, 80, 24, nil},
		{"keyless_80x24_vi", keyless, words.Vietnamese, 80, 24, nil},
	} {
		t.Run(look.name, func(t *testing.T) {
			s := newInviteStage(t, &reception{}, look.change, look.language, look.width, look.height)
			s.write("HL-1")
			s.press("enter")
			s.press(look.keys...)
			golden.RequireEqual(t, []byte(s.screen()))
		})
	}
}

func TestNoKeyIsRegisteredWithoutAYes(t *testing.T) {
	o := &reception{}
	s := newInviteStage(t, o, nil, words.English, 80, 24)
	s.write("hl-abc")
	s.press("enter")
	s.see("This invites anna@saigon-tech.example to see the", "shipments of Saigon Tech Export.", anyKey, "y registers it")
	s.press("enter", "x", "q")
	s.press("n")
	if o.accepted != 0 || len(o.asked) != 1 || o.asked[0] != "HL-ABC" {
		t.Fatalf("asked %q, accepted %d", o.asked, o.accepted)
	}
	s.see("invitation or tracking code")
	s.write("hl-abc")
	s.press("enter", "y")
	if o.accepted != 1 {
		t.Fatal("a yes registers nothing")
	}
	s.see("The key is registered.", "Sign in again with the same key")
	s.press("enter")
	if !s.quit {
		t.Fatal("the card does not close")
	}
}

func TestWhoeverAcceptedGoesOnAsTheAccount(t *testing.T) {
	for _, role := range []model.Role{"", model.Operations} {
		d, room := sampleOffice(), sampleRoom()
		s := newInviteStage(t, &reception{}, func(c *session.GuestConfig) {
			c.Enter = func(ctx context.Context) (session.Config, error) {
				config := session.Config{Ctx: ctx, Data: room, Language: words.In(words.English, ict()), Now: func() time.Time { return stageNow }}
				if role != "" {
					config.Data, config.Desk, config.Role = d.hall, d, role
				}
				return config, nil
			}
		}, words.English, 80, 24)
		room.stage, d.hall.stage = s, s
		s.write("HL-1")
		s.press("enter", "y")
		s.see("You are in: press enter.")
		s.press("enter")
		if role == "" {
			s.see("SHP/202505/00080", "● live", "All 9")
		} else {
			s.see("2 shipments need an update", "operations")
		}
		s.press("down", "q")
		if !s.quit {
			t.Fatal("q does not leave")
		}
	}
}

func TestEveryBadCodeHasItsOwnWords(t *testing.T) {
	for key, want := range map[string]string{
		"error.code.incomplete": "The end of the code is missing: copy the whole line.", "error.code.mistyped": "There is a slip in the code.",
		"error.code.unknown": "This code does not open anything",
	} {
		s := newInviteStage(t, &reception{err: model.NewFault(key, "")}, nil, words.English, 80, 24)
		s.write("HL-1")
		s.press("enter")
		s.see(want, "2 attempts are left.")
	}
}

func TestADateInAnErrorIsWrittenAsTheLanguageDoes(t *testing.T) {
	for language, want := range map[words.Language]string{words.English: "02 May", words.Vietnamese: "02/05"} {
		for _, expired := range []any{model.Day(2025, 5, 2), time.Date(2025, 5, 2, 9, 0, 0, 0, ict())} {
			s := newInviteStage(t, &reception{err: model.NewFault("error.code.expired", expired, "")}, nil, language, 80, 24)
			s.write("HL-1")
			s.press("enter")
			s.see(want)
			s.notSee("2025")
		}
	}
}

func TestAYesThatCannotBeKept(t *testing.T) {
	o := &reception{refuse: model.NewFault("error.key_taken")}
	s := newInviteStage(t, o, nil, words.English, 80, 24)
	s.write("HL-1")
	s.press("enter", "y")
	s.see("This key is registered to another account.", "2 attempts are left.")
}

func TestWithoutAKeyNothingIsAsked(t *testing.T) {
	o := &reception{}
	s := newInviteStage(t, o, func(c *session.GuestConfig) { c.Fingerprint = "" }, words.English, 80, 24)
	s.write("HL-1")
	s.press("enter")
	s.see("Your client showed no key", "ssh-keygen -t ed25519", "with the same code")
	s.press("y")
	if o.accepted != 0 || !s.quit {
		t.Fatalf("accepted %d, left %t", o.accepted, s.quit)
	}
}
