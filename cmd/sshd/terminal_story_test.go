package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
)

// client is one of the demo's people with the ssh of their machine.
func (h *house) client(folder, name string) *sshtest.OpenSSH {
	h.t.Helper()
	raw, err := os.ReadFile(filepath.Join(folder, "demo-keys", name))
	if err != nil {
		h.t.Fatal(err)
	}
	private, err := gossh.ParseRawPrivateKey(raw)
	if err != nil {
		h.t.Fatal(err)
	}
	return sshtest.NewOpenSSH(h.t, h.addr, private)
}

// beyondASCII is the first character of text that is not ASCII, with what is round it.
func beyondASCII(text string) string {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return text[max(0, i-20):min(len(text), i+20)]
		}
	}
	return ""
}

const inC = "SetEnv=LC_ALL=C"

// Whoever's terminal does not show UTF-8 reads plain signs and names without
// accents, on the screens and in commands; data stays what it is.
func TestATerminalWithoutUTF8(t *testing.T) {
	dir := t.TempDir()
	h := open(t, "--demo", "--addr", "127.0.0.1:0", "--data", dir)
	ssh := h.client(dir, "saigon-tech")
	screen := ssh.Start("-o", inC, "127.0.0.1")
	screen.See("Cat Lai > Long Beach", "enter open")
	screen.Press("/", "00080", "\r")
	screen.See("1 found")
	screen.Press("\r")
	screen.See("Has it been loaded?")
	screen.Press("m")
	screen.See("needs a terminal that shows UTF-8")
	screen.Press("m", "f", "l", "e", "c", "?", "G", "q", "L")
	screen.See("Da xep len tau chua?") // Vietnamese, as it is written without its marks
	screen.Press("y")
	screen.See("Da chep SHP/202505/00080")
	if found := beyondASCII(screen.Raw()); found != "" {
		t.Errorf("the screens show %q", found)
	}
	if copied := base64.StdEncoding.EncodeToString([]byte("SHP/202505/00080")); !strings.Contains(screen.Raw(), "\x1b]52;c;"+copied+"\x1b\\") {
		t.Error("nothing was copied")
	}
	screen.Press("q", "q")
	screen.Ended()
	for _, line := range [][]string{{"shipments"}, {"shipment", "SHP/202505/00080"}, {"help"}, {"nonsense"}, {"shipment", "SHP/ê"}} {
		out, message, _ := ssh.Run(append([]string{"-o", "SetEnv=LC_ALL=vi_VN", "127.0.0.1"}, line...)...)
		if found := beyondASCII(out + message); found != "" || out+message == "" {
			t.Errorf("%v prints %q", line, found)
		}
	}
	data := []string{"-o", inC, "127.0.0.1", "shipments", "--json"}
	plain, _, _ := ssh.Run(data...)
	rich, _, _ := ssh.Run("127.0.0.1", "shipments", "--json")
	if plain != rich {
		t.Error("the same data differs by the locale")
	}
	h.stop(syscall.SIGTERM)
}

// A terminal that can do nothing but lines gets lines, and runs commands.
func TestATerminalOfLines(t *testing.T) {
	dir := t.TempDir()
	h := open(t, "--demo", "--addr", "127.0.0.1:0", "--data", dir)
	ssh := h.client(dir, "saigon-tech").With("TERM=dumb")
	lines := ssh.Start("127.0.0.1")
	lines.See("SHP/202505/00080", "q leaves.\n>")
	lines.Press("shipmemt\x7f\x7f\x7fent SHP/202505/00080\r")
	lines.See("The original bill of lading left")
	lines.Press("\r", "nonsense\r")
	lines.See("nonsense")
	lines.Press("whoami\r")
	lines.See("saigon-tech@demo.example")
	lines.Press("q\r")
	if status := lines.Ended(); status != 0 {
		t.Errorf("left with %d", status)
	}
	if strings.ContainsRune(lines.Raw(), '\x1b') {
		t.Errorf("an escape sequence came: %q", lines.Raw())
	}
	for _, end := range []string{"\x03", "\x04"} {
		again := ssh.Start("127.0.0.1")
		again.See("q leaves.\n>")
		again.Press(end)
		again.Ended()
	}
	guest := newColleague(t).reach(h.addr).ssh.With("TERM=dumb").Start("127.0.0.1")
	if status := guest.Ended(); status != 1 || !strings.Contains(guest.Text(), "track@HOST") || strings.ContainsRune(guest.Raw(), '\x1b') {
		t.Errorf("a guest leaves with %d\n%q", status, guest.Raw())
	}
	h.stop(syscall.SIGTERM)
}

// What a terminal can do beside showing a screen reaches it over ssh: a number on
// the clipboard, links, and a bell for what changes; and nothing of it unasked.
func TestATerminalThatCanDoMore(t *testing.T) {
	dir := t.TempDir()
	h := open(t, "--demo", "--addr", "127.0.0.1:0", "--data", dir)
	screen := h.client(dir, "saigon-tech").Start("127.0.0.1")
	screen.See("SHP/202505/00080", "live")
	if raw := screen.Raw(); strings.Contains(raw, "\x1b]52") || strings.ContainsRune(raw, '\a') {
		t.Errorf("something was done to the terminal unasked: %q", raw)
	}
	screen.Press("y")
	screen.See("Copied SHP/202505/00080")
	screen.Press("y")
	screen.See("Copied HBL")
	screen.Press("?", "\x1b[F")
	screen.See("Questions?")
	screen.Press("q", "M")
	screen.See("M takes it back")
	screen.Press("M")
	screen.See("The mouse works here again")
	screen.Press("B")
	screen.See("The bell rings from now on")
	run0(t, h.as(dir, "ops"), "reschedule SHP/202505/00080 --eta 2025-05-29 --reason Congestion --publish")
	screen.See("29 May")
	screen.Press("q")
	screen.Ended()
	raw := screen.Raw()
	for what, want := range map[string]string{
		"the number": "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte("SHP/202505/00080")) + "\x1b\\",
		"the mail":   "\x1b]8;;mailto:", "the telephone": "\x1b]8;;tel:+84",
		"the mouse is let go": "\x1b[?1002l", "the bell": "\a\x1b]9;Hai Long Logistics: SHP/202505/00080 has changed\x1b\\",
	} {
		if !strings.Contains(raw, want) {
			t.Errorf("%s: no %q", what, want)
		}
	}
	h.stop(syscall.SIGTERM)
}
