package server

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"porthole/internal/words"
)

// A notice stands on one line of the screen, which has 80 columns, or 60 on a
// telephone.
func TestNoticesFit(t *testing.T) {
	for _, language := range []words.Language{words.English, words.Vietnamese} {
		say := words.In(language, nil)
		for _, notice := range []string{say.Say("server.notice.stopping"), say.Say("server.notice.idle", 60)} {
			if width := ansi.StringWidth(notice); width > 58 {
				t.Errorf("%d columns: %s", width, notice)
			}
		}
	}
}

// What is said on the restored terminal ends its lines between words, also on a
// narrow one.
func TestSentencesWrapAtWords(t *testing.T) {
	town := openTown(t, Limits{})
	anna := town.citizen("anna").Open()
	anna.See("I am anna")
	anna.Resize(40, 12)
	anna.See("40 by 12")
	go func() { _ = town.close() }()
	if status := anna.Ended(); status != 1 {
		t.Errorf("status %d", status)
	}
	text := words.In(words.English, nil).Say("server.closed.stopping")
	end := strings.TrimSpace(anna.Text())
	if strings.Join(strings.Fields(end), " ") != text || !strings.Contains(end, "\n") {
		t.Fatalf("the terminal says %q", end)
	}
	for _, line := range strings.Split(anna.Raw(), "\r\n") {
		if said := ansi.Strip(line); strings.Contains(text, said) && len(said) > 40 {
			t.Errorf("a line of %d columns: %s", len(said), said)
		}
	}
}
