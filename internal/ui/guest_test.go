package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// door is where codes are tried.
type door struct {
	tried []string
	err   error
}

func (d *door) try(_ context.Context, code string) (session.Invitation, *session.Config, error) {
	d.tried = append(d.tried, code)
	return session.Invitation{}, nil, d.err
}

func newGuestStage(t *testing.T, d *door, language words.Language, width, height int) *stage {
	t.Helper()
	root := NewGuest(session.GuestConfig{
		Now: func() time.Time { return stageNow },
		Ctx: t.Context(), Forwarder: newFakeData().house, Language: words.In(language, ict()), Try: d.try,
		Fingerprint: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
	})
	return newStageOf(t, root, nil, width, height)
}

func TestGuestLooks(t *testing.T) {
	for _, look := range []struct {
		name          string
		language      words.Language
		width, height int
	}{
		{"30x8", words.English, 30, 8},
		{"80x24", words.English, 80, 24},
		{"80x24_vi", words.Vietnamese, 80, 24},
	} {
		t.Run(look.name, func(t *testing.T) {
			s := newGuestStage(t, &door{}, look.language, look.width, look.height)
			golden.RequireEqual(t, []byte(s.screen()))
		})
	}
}

// At every width the card's sentences are broken between words only.
func TestTheGuestCardBreaksBetweenWords(t *testing.T) {
	for width := 40; width <= 200; width++ {
		for _, language := range words.Languages() {
			s := newGuestStage(t, &door{}, language, width, 24)
			text := strings.Join(strings.Fields(strings.ReplaceAll(s.screen(), "│", " ")), " ")
			say := words.In(language, ict())
			for _, want := range []string{say.Say("guest.what", "Hai Long Logistics"), say.Say("guest.do"), "+84 28 3820 0000", "cs@hailong.example"} {
				if !strings.Contains(text, want) {
					t.Fatalf("%d cells, %s: no %q in\n%s", width, language, want, s.screen())
				}
			}
		}
	}
}

func TestATypedCodeIsTried(t *testing.T) {
	d := &door{err: model.NewFault("error.code.unknown", "")}
	s := newGuestStage(t, d, words.English, 80, 24)
	s.press("enter")
	if len(d.tried) != 0 {
		t.Fatal("an empty field was tried")
	}
	s.write("hl-2k7q? L")
	s.press("backspace", "backspace")
	s.see("HL-2K7Q")
	s.press("enter")
	if len(d.tried) != 1 || d.tried[0] != "HL-2K7Q" {
		t.Fatalf("tried %q", d.tried)
	}
	s.press("enter", "enter")
	s.see("Goodbye.")
	s.tick()
	if !s.quit {
		t.Fatal("the card does not close by itself")
	}
}

func TestThreeAttemptsAreAll(t *testing.T) {
	d := &door{err: model.NewFault("error.code.incomplete")}
	s := newGuestStage(t, d, words.English, 80, 24)
	s.write("HL-1")
	s.press("enter")
	s.see("The end of the code is missing: copy the whole line.", "2 attempts are left.")
	s.press("enter")
	s.see("One attempt is left.")
	s.press("enter")
	s.see("That was the last attempt for now. Connect again", "Goodbye.")
	s.notSee("send", "new code")
	s.press("q")
	if len(d.tried) != 3 || !s.quit {
		t.Fatalf("%d tried, left %t", len(d.tried), s.quit)
	}
}

func TestTheCardSpeaksBothLanguages(t *testing.T) {
	s := newGuestStage(t, &door{}, words.English, 80, 24)
	s.press("ctrl+l")
	s.see("Nhập mã")
}

// Whatever is typed or pasted, the card stays in its window and shows no escape
// of anybody else's, and what is tried is bounded.
func TestNothingTypedBreaksTheCard(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := &door{err: errLost}
		s := newGuestStage(t, d, words.English, 80, 24)
		for range rapid.IntRange(1, 6).Draw(r, "steps") {
			width, height := rapid.IntRange(1, 150).Draw(r, "width"), rapid.IntRange(1, 50).Draw(r, "height")
			s.send(tea.WindowSizeMsg{Width: width, Height: height})
			s.send(tea.PasteMsg{Content: rapid.String().Draw(r, "paste") + strings.Repeat("A", rapid.IntRange(0, 99).Draw(r, "more"))})
			s.press(rapid.SampledFrom([]string{"enter", "é", "\x1b", "backspace", "ctrl+w", "esc"}).Draw(r, "key"))
			if err := s.checkSize(width, height); err != nil {
				r.Fatal(err)
			}
			if c := s.root.View().Cursor; c != nil && (c.X >= width || c.Y >= height) {
				r.Fatalf("the cursor is at %d, %d in %d × %d", c.X, c.Y, width, height)
			}
		}
		for _, code := range d.tried {
			if len(code) > 48 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789- ") != "" {
				r.Fatalf("tried %q", code)
			}
		}
	})
}
