package term

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

func TestNoColourThatTheTerminalHasNot(t *testing.T) {
	t.Parallel()
	const content = "\x1b[1;38;2;255;0;0;48;5;208mred\x1b[m \x1b[4;92mgreen\x1b[m"
	for profile, want := range map[colorprofile.Profile]string{
		colorprofile.TrueColor: "\x1b[1;38;2;255;0;0;48;5;208mred\x1b[5G\x1b[0;4;92mgreen\x1b[m",
		colorprofile.ANSI256:   "\x1b[1;48;5;208mred\x1b[5G\x1b[0;4;92mgreen\x1b[m",
		colorprofile.ANSI:      "\x1b[1mred \x1b[0;4;92mgreen\x1b[m",
		colorprofile.ASCII:     "\x1b[1mred \x1b[0;4mgreen\x1b[m",
		colorprofile.NoTTY:     "red green",
	} {
		var wire bytes.Buffer
		s := NewScreen(&wire, profile)
		s.Resize(9, 1)
		draw(t, s, tea.View{Content: content})
		_, got, _ := strings.Cut(wire.String(), "\x1b[2J")
		got = strings.TrimSuffix(got, syncEnd)
		if got != want {
			t.Errorf("%v\ngot  %q\nwant %q", profile, got, want)
		}
	}
}

// TestTheEnvironmentDecides: the client's, and never that of this process. The first
// view is in the colours that there are.
func TestTheEnvironmentDecides(t *testing.T) {
	t.Setenv("COLORTERM", "truecolor")
	t.Setenv("NO_COLOR", "1")
	colours := regexp.MustCompile(`\x1b\[38;([25]);|\x1b\[(9)1m`)
	for name, c := range map[string]struct {
		env  []string
		want string
	}{
		"24 bits":    {[]string{"TERM=xterm-256color", "COLORTERM=truecolor"}, "2"},
		"256":        {[]string{"TERM=xterm-256color"}, "5"},
		"16":         {[]string{"TERM=xterm"}, "9"},
		"NO_COLOR":   {[]string{"TERM=xterm-256color", "NO_COLOR=1"}, ""},
		"dumb":       {[]string{"TERM=dumb"}, ""},
		"no TERM":    {nil, ""},
		"known name": {[]string{"TERM=xterm-kitty"}, "2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in, keys := io.Pipe()
			defer keys.Close()
			var wire bytes.Buffer
			red := "not told what colours there are"
			root := &model{
				view: func(*model) string { return red + "red" },
				update: func(_ *model, msg tea.Msg) tea.Cmd {
					switch msg := msg.(type) {
					case tea.WindowSizeMsg:
						return tea.Quit
					case tea.ColorProfileMsg:
						red = map[colorprofile.Profile]string{
							colorprofile.TrueColor: "\x1b[38;2;255;0;0m", colorprofile.ANSI256: "\x1b[38;5;196m", colorprofile.ANSI: "\x1b[91m",
						}[msg.Profile]
					}
					return nil
				},
			}
			s := New(root, in, &wire, Options{Width: 9, Height: 2, Environ: c.env})
			if err := s.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			got := ""
			if m := colours.FindStringSubmatch(wire.String()); m != nil {
				got = m[1] + m[2]
			}
			if got != c.want || strings.Contains(wire.String(), "not told") {
				t.Errorf("colour of kind %q, want %q: %q", got, c.want, wire.String())
			}
		})
	}
}
