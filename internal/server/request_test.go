package server

import (
	"fmt"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

func TestSizesAreClamped(t *testing.T) {
	for in, want := range map[[2]uint32]size{
		{80, 24}: {80, 24}, {0, 0}: {80, 24}, {0, 50}: {80, 50}, {120, 0}: {120, 24},
		{1, 1}: {1, 1}, {400, 150}: {400, 150}, {401, 151}: {400, 150},
		{1 << 31, 1<<32 - 1}: {400, 150},
	} {
		if got := clampSize(in[0], in[1]); got != want {
			t.Errorf("%v becomes %v, want %v", in, got, want)
		}
	}
}

func TestTerminalTypes(t *testing.T) {
	for in, want := range map[string]string{
		"xterm-256color": "xterm-256color", "tmux-256color": "tmux-256color", "vt100": "vt100", "xterm.js+mouse": "xterm.js+mouse",
		"": fallbackTerm, "../../etc/passwd": fallbackTerm, "/dev/tty": fallbackTerm, "a b": fallbackTerm,
		"x\x1b[2J": fallbackTerm, "x\n": fallbackTerm, ".hidden": fallbackTerm, "ü": fallbackTerm,
		strings.Repeat("x", 64): strings.Repeat("x", 64), strings.Repeat("x", 65): fallbackTerm,
	} {
		payload := gossh.Marshal(struct {
			Term       string
			W, H, X, Y uint32
			Modes      string
		}{in, 100, 40, 0, 0, "\x00"})
		got, s, ok := parsePty(payload)
		if !ok || got != want || s != (size{100, 40}) {
			t.Errorf("TERM %q becomes %q (%v, %v), want %q", in, got, s, ok, want)
		}
	}
}

func TestEnvironment(t *testing.T) {
	variable := func(name, value string) []byte {
		return gossh.Marshal(struct{ Name, Value string }{name, value})
	}
	var e environ
	for name, value := range map[string]string{
		"PATH": "/tmp", "TERM": "xterm", "TMUX": "/tmp/x,1,0", "TERMINFO": "/tmp", "LD_PRELOAD": "x", "lang": "vi",
		"LC_": "x", "LC_ALL=x": "y", "SSH_TTY": "x", "GODEBUG": "x", "TERM_PROGRAM": "x", "LANG": "vi\nx",
		"LC_ALL": strings.Repeat("x", 256), "LC_CTYPE": "ü", "TZ": "\x00", "NO_COLOR": "\x1b",
	} {
		if e.add(variable(name, value)) {
			t.Errorf("%s=%q was taken", name, value)
		}
	}
	if len(e) != 0 {
		t.Fatalf("kept %q", e)
	}
	for _, v := range [][2]string{{"LANG", "vi_VN.UTF-8"}, {"LC_ALL", ""}, {"COLORTERM", "truecolor"}, {"NO_COLOR", "1"}, {"TZ", "Asia/Ho_Chi_Minh"}} {
		if !e.add(variable(v[0], v[1])) {
			t.Errorf("%v was dropped", v)
		}
	}
	if e.add(variable("LANG", "en_GB")); e[0] != "LANG=en_GB" || len(e) != 5 {
		t.Errorf("a name that comes again: %q", e)
	}
	for i := range 100 {
		e.add(variable("LC_"+string(rune('A'+i%26))+string(rune('A'+i/26)), fmt.Sprint(i)))
	}
	if len(e) != maxEnviron {
		t.Errorf("%d variables are kept", len(e))
	}
}

func FuzzRequests(f *testing.F) {
	f.Add("pty-req", gossh.Marshal(struct {
		Term       string
		W, H, X, Y uint32
		Modes      string
	}{"xterm", 80, 24, 0, 0, "\x00"}))
	f.Add("env", gossh.Marshal(struct{ Name, Value string }{"LANG", "vi"}))
	f.Fuzz(func(t *testing.T, kind string, payload []byte) {
		v := &visit{size: size{80, 24}, started: strings.HasPrefix(kind, "s")}
		if kind == "shell" || kind == "exec" {
			return // these start something
		}
		v.started = false
		v.handle(kind, payload)
		if w := v.window(); w.width < 1 || w.width > maxWidth || w.height < 1 || w.height > maxHeight {
			t.Errorf("a window of %v", w)
		}
		if v.pty && !termShape.MatchString(v.term) {
			t.Errorf("TERM %q", v.term)
		}
	})
}
