package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/notify/mailtest"
	"porthole/internal/server/sshtest"
)

// consignee is somebody with a tracking code, OpenSSH, and a key that is nobody's
// here.
type consignee struct {
	*colleague
	helper string // answers ssh's prompts, as somebody at a terminal would
}

func newConsignee(t *testing.T, addr string) *consignee {
	t.Helper()
	c := &consignee{newColleague(t).reach(addr), filepath.Join(t.TempDir(), "answer")}
	if err := os.WriteFile(c.helper, []byte("#!/bin/sh\nprintf '%s\\n' \"$CODE\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return c
}

// tracks runs `ssh track@HOST COMMAND` and answers the prompt with the code.
func (c *consignee) tracks(code string, args ...string) (out, message string, status int) {
	c.t.Helper()
	cmd := c.ssh.Command(append([]string{"-o", "NumberOfPasswordPrompts=1", "track@127.0.0.1"}, args...)...)
	for i, arg := range cmd.Args {
		cmd.Args[i] = strings.Replace(arg, "LogLevel=ERROR", "LogLevel=INFO", 1) // as people have it: what the server says is shown
	}
	cmd.Env = append(cmd.Env, "SSH_ASKPASS="+c.helper, "SSH_ASKPASS_REQUIRE=force", "DISPLAY=:0", "CODE="+code)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if failed := (*exec.ExitError)(nil); !errors.As(err, &failed) {
			c.t.Fatal(err)
		}
	}
	return stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
}

// made is a tracking code as `link create --json` prints it.
type made struct{ ID, Code, Ref, To string }

func (p *post) link(line string) (m made) {
	p.t.Helper()
	if err := json.Unmarshal([]byte(run0(p.t, p.admin(), line+" --json")), &m); err != nil {
		p.t.Fatal(err)
	}
	return m
}

// A consignee without an account is mailed a code, pastes the line and the code,
// and sees that shipment and nothing else; the code is renewed, and the old one
// says so; the new one is withdrawn, and the open screen closes.
func TestAConsigneeFollowsOneShipment(t *testing.T) {
	p := openPost(t)
	run0(t, p.admin(), "import - --format csv", strings.ReplaceAll(twoShipments, "00080", "00081"))
	first := p.link("link create SHP/202505/00080 --to kim@longbeach.example")
	mail := mailtest.Open(t, p.server.Wait(1)[0])
	if !strings.Contains(mail.HTML, `aria-label="ssh -p 2222 track@track.forwarder.example"`) {
		t.Error("the mail has no QR code of the line to paste")
	}
	if !strings.Contains(mail.Text, "\n"+first.Code+"\n") || !strings.Contains(mail.Text, "ssh -p 2222 track@track.forwarder.example") {
		t.Errorf("the mail:\n%s", mail.Text)
	}
	kim := newConsignee(t, p.house.addr)
	out, message, status := kim.tracks(first.Code, "shipment", "--json")
	var record struct{ Ref string }
	if err := json.Unmarshal([]byte(out), &record); err != nil || status != 0 || record.Ref != "SHP/202505/00080" {
		t.Fatalf("%d %v\n%s%s", status, err, out, message)
	}
	if !strings.Contains(message, "Paste the code") || !strings.Contains(message, "Hãy dán mã") {
		t.Errorf("the prompt says %q", message)
	}
	screen := kim.ssh.Start("track@127.0.0.1")
	screen.See("Code")
	screen.Press(first.Code, "\r")
	screen.See("SHP/202505/00080", "Has it been loaded?")
	screen.Press("/", "?", "q", "\t", "t")
	renewed := p.link("link renew " + first.ID)
	if status := screen.Ended(); status != 1 || !strings.Contains(screen.Text(), "tracking code of this session has ended") {
		t.Errorf("%d\n%s", status, screen.Text())
	}
	for _, foreign := range []string{"00081", "00099", "Mekong", "Saigon"} {
		if strings.Contains(screen.Raw()+out+message, foreign) {
			t.Errorf("the consignee received %s", foreign)
		}
	}
	if _, message, status := kim.tracks(first.Code, "shipment"); status == 0 || !strings.Contains(message, "replaced by a newer one") {
		t.Errorf("the old code: %d %s", status, message)
	}
	if _, message, status := kim.tracks(renewed.Code, "whoami"); status != 0 {
		t.Errorf("the new code: %d %s", status, message)
	}
	run0(t, p.admin(), "link revoke "+renewed.ID)
	if _, message, _ := kim.tracks(renewed.Code, "shipment"); !strings.Contains(message, "does not open anything") {
		t.Errorf("%s", message)
	}
	trail := run0(t, p.admin(), "audit --json --limit 500") + run0(t, p.admin(), "links --json")
	p.house.stop(syscall.SIGTERM)
	for _, code := range []string{first.Code, renewed.Code} {
		for _, part := range strings.Split(code, "-")[1:] {
			if strings.Contains(p.house.stderr.String()+trail, part) {
				t.Errorf("%s is in the log or the trail", part)
			}
		}
	}
}

// nobodys is a code in the right form that was never made.
const nobodys = "SA7KJ-W85P5-H8C92-41KT1-S3SX6"

// Whoever guesses reads one and the same sentence, and has three attempts.
func TestGuessingLearnsNothing(t *testing.T) {
	p := openPost(t)
	made := p.link("link create SHP/202505/00080 --to kim@longbeach.example")
	other := p.link("link create SHP/202505/00080 --to kim@longbeach.example --bind")
	kim := newConsignee(t, p.house.addr)
	for name, c := range map[string]struct{ code, want string }{
		"cut off":          {made.Code[:20], "The end of the code is missing"},
		"a slip":           {made.Code[:4] + flip(made.Code[4]) + made.Code[5:], "There is a slip in the code"},
		"nobody's":         {"HL-" + nobodys, "does not open anything"},
		"another's, bound": {other.Code, ""},
	} {
		_, message, status := kim.tracks(c.code, "shipment")
		if (c.want != "") != (status != 0) || !strings.Contains(message, c.want) {
			t.Errorf("%s: %d %s", name, status, message)
		}
	}
	thief := newConsignee(t, p.house.addr)
	thief.tracks("", "whoami") // so that the host is known
	_, message, status := thief.tracks(other.Code, "shipment")
	_, unknown, _ := thief.tracks("HL-"+nobodys, "shipment")
	if status == 0 || message != unknown {
		t.Errorf("a bound code with another key:\n%s\na code that there is not:\n%s", message, unknown)
	}
	if got := strings.Count(message, "does not open anything"); got != 3 {
		t.Errorf("%d attempts on one connection", got)
	}
}

// shows has their ssh offer somebody's public key, of which they have not the
// private half, in place of their own.
func (c *consignee) shows(key gossh.PublicKey) {
	c.t.Helper()
	args := c.ssh.Command().Args
	file := args[slices.Index(args, "-i")+1]
	if err := os.WriteFile(file, gossh.MarshalAuthorizedKey(key), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

// impostor shows somebody else's key and signs with their own.
type impostor struct {
	gossh.Signer
	shown gossh.PublicKey
}

// PublicKey implements [gossh.Signer].
func (i impostor) PublicKey() gossh.PublicKey { return i.shown }

// A code that belongs to the first key is bound by nobody who only shows one,
// whether they sign with another or do not sign at all: the next who holds a key
// has it.
func TestAKeyThatIsOnlyShownBindsNothing(t *testing.T) {
	p := openPost(t)
	made := p.link("link create SHP/202505/00080 --to kim@longbeach.example --bind")
	kim, thief := newConsignee(t, p.house.addr), newConsignee(t, p.house.addr)
	shown := sshtest.NewKey(t).PublicKey()
	config := sshtest.Config("track")
	config.Auth = []gossh.AuthMethod{gossh.PublicKeys(impostor{sshtest.NewKey(t), shown}), gossh.KeyboardInteractive(
		func(_, _ string, questions []string, _ []bool) ([]string, error) {
			return slices.Repeat([]string{made.Code}, len(questions)), nil
		})}
	if client, err := gossh.Dial("tcp", p.house.addr, config); err == nil {
		_ = client.Close()
		t.Error("somebody is let in who signs with another key than the one they show")
	}
	thief.shows(shown)
	if out, _, status := thief.tracks(made.Code, "shipment"); status == 0 {
		t.Errorf("a key that was only shown opens a code that needs one: %s", out)
	}
	if _, message, status := kim.tracks(made.Code, "shipment"); status != 0 {
		t.Errorf("the code was bound by a key that did not sign: %s", message)
	}
}

func flip(c byte) string {
	if c == 'A' {
		return "B"
	}
	return "A"
}
