package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/notify/mailtest"
	"porthole/internal/server"
	"porthole/internal/server/sshtest"
)

// post is a forwarder with mail, two customers of one company, and a third of
// another.
type post struct {
	t      *testing.T
	server *mailtest.Server
	args   []string
	house  *house
	boss   gossh.Signer
	people map[string]gossh.Signer
}

func openPost(t *testing.T) *post {
	t.Helper()
	p := &post{t: t, server: mailtest.New(t), people: map[string]gossh.Signer{}}
	var file string
	p.boss, file = newAdmin(t, "boss@forwarder.example")
	p.args = []string{
		"--addr", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "data"), "--admin-key", file,
		"--smtp-host", "127.0.0.1", "--smtp-port", strconv.Itoa(p.server.Port), "--smtp-tls", "none",
		"--smtp-from", "track@forwarder.example", "--public-host", "track.forwarder.example:2222", "--mail-delay", "0s",
	}
	p.house = open(t, p.args...)
	admin := p.admin()
	run0(t, admin, `partner add saigon-tech --name "Saigon Tech Export"`)
	run0(t, admin, `partner add mekong-foods --name "Mekong Foods"`)
	for email, slug := range map[string]string{
		"anna@saigontech.example": "saigon-tech", "binh@saigontech.example": "saigon-tech", "chi@mekong.example": "mekong-foods",
	} {
		key := sshtest.NewKey(t)
		p.people[email] = key
		run0(t, admin, "account add "+email+" --partner "+slug)
		run0(t, admin, "key add --account "+email, publicLine(key, "laptop"))
	}
	run0(t, admin, "import - --format csv", fmt.Sprintf(oneShipment, "25/05/2125"))
	return p
}

func (p *post) admin() *sshtest.Client { return sshtest.Dial(p.t, p.house.addr, "x", p.boss) }

func (p *post) as(email string) *sshtest.Client {
	return sshtest.Dial(p.t, p.house.addr, "x", p.people[email])
}

// A date is changed over ssh, and those who asked for it, and nobody else, have a
// mail about it.
func TestAChangedDateIsMailedToThoseWhoAsked(t *testing.T) {
	p := openPost(t)
	for email := range p.people {
		run0(t, p.as(email), "notices key")
	}
	run0(t, p.admin(), "reschedule SHP/202505/00080 --eta 2125-05-28 --reason Congestion --publish --json")
	got := map[string]mailtest.Opened{}
	for _, m := range p.server.Wait(2) {
		if len(m.To) != 1 {
			t.Errorf("to %v", m.To)
		}
		got[m.To[0]] = mailtest.Open(t, m)
	}
	for _, email := range []string{"anna@saigontech.example", "binh@saigontech.example"} {
		if text := got[email].Text; !strings.Contains(text, "25 May 2125 → 28 May 2125 (3 days later). Reason: Congestion") ||
			!strings.Contains(text, "\nssh -p 2222 track.forwarder.example\n") {
			t.Errorf("to %s:\n%s", email, text)
		}
	}
	if list := p.server.Mails(); len(list) != 2 {
		t.Errorf("%d mails", len(list))
	}
	if code := p.house.stop(syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d\n%s", code, p.house.stderr)
	}
}

// Somebody who was invited has nothing but the mail: the server is known by the
// fingerprint in it, and the code in it lets them in. Asked for twice under one id, as
// after a lost answer, it is mailed once.
func TestSomebodyComesInWithNothingButTheMail(t *testing.T) {
	p := openPost(t)
	const dung = "dung@saigontech.example"
	run0(t, p.admin(), "account add "+dung+" --partner saigon-tech")
	run0(t, p.admin(), "invite "+dung+" --mail --language vi --id 7")
	if out, message, status := p.admin().Run("invite " + dung + " --mail --language vi --id 7"); status != 0 || out != "" || !strings.Contains(message, "done already") {
		t.Errorf("it is done twice: %d %s %s", status, out, message)
	}
	text := mailtest.Open(t, p.server.Wait(1)[0]).Text
	key, err := server.HostKey(p.args[3])
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "\n"+gossh.FingerprintSHA256(key.PublicKey())+"\n") || !strings.Contains(text, "\nssh://invite@track.forwarder.example:2222\n") {
		t.Errorf("the mail:\n%s", text)
	}
	code := regexp.MustCompile(`(?m)^HL(-[0-9A-Z]{5}){5}$`).FindString(text)
	newColleague(t).reach(p.house.addr).redeems(code, "Saigon Tech Export").See("SHP/202505/00080")
	list := run0(t, p.admin(), "mail list "+dung+" --json")
	if len(p.server.Mails()) != 1 || !strings.Contains(list, `"state":"sent"`) || strings.Contains(list+run0(t, p.admin(), "audit --json"), code[3:8]) {
		t.Errorf("%d mails\n%s", len(p.server.Mails()), list)
	}
}

// The program is killed as soon as a change is acknowledged, again and again:
// each change is mailed in the end.
func TestAnAcknowledgedChangeIsMailedAlthoughTheProgramIsKilled(t *testing.T) {
	p := openPost(t)
	run0(t, p.as("anna@saigontech.example"), "notices all")
	kills := 0
	for day := 26; day < 31; day++ {
		run0(t, p.admin(), fmt.Sprintf("reschedule SHP/202505/00080 --eta 2125-05-%d --reason Congestion --publish", day))
		p.house.stop(syscall.SIGKILL)
		kills++
		p.house = open(t, p.args...)
	}
	run0(t, p.admin(), "outbox retry all")
	last := "28 May"
	for seen := 1; !strings.Contains(last, "30 May 2125"); seen++ {
		last = mailtest.Open(t, p.server.Wait(seen)[seen-1]).Subject
	}
	copies := map[string]int{}
	for _, m := range p.server.Mails() {
		copies[mailtest.Open(t, m).Header.Get("Message-Id")]++
	}
	repeated := len(p.server.Mails()) - len(copies)
	if repeated > kills {
		t.Errorf("%d mails came again, with %d kills", repeated, kills)
	}
}

// Without a mail server nothing is lost, and the outbox says why.
func TestMailWaitsUntilThereIsAServer(t *testing.T) {
	p := openPost(t)
	p.house.stop(syscall.SIGTERM)
	with := p.args
	p.args = p.args[:6]
	p.house = open(t, p.args...)
	run0(t, p.as("anna@saigontech.example"), "notices all")
	run0(t, p.admin(), "reschedule SHP/202505/00080 --eta 2125-05-28 --reason Congestion --publish")
	out, message, status := p.admin().Run("outbox")
	if status != 0 || !strings.Contains(out, "anna@saigontech.example") || !strings.Contains(message, "--smtp-host") {
		t.Errorf("%d\n%s\n%s", status, out, message)
	}
	p.house.stop(syscall.SIGTERM)
	p.house = open(t, with...)
	run0(t, p.admin(), "outbox retry all")
	if m := p.server.Wait(1)[0]; m.To[0] != "anna@saigontech.example" {
		t.Errorf("to %v", m.To)
	}
}

func TestFlagsOfTheMail(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	refuses(t, 2, "--smtp-from", "--data", dir, "--smtp-host", "mail.example")
	refuses(t, 2, "starttls", "--data", dir, "--smtp-host", "mail.example", "--smtp-from", "a@b.example", "--smtp-tls", "maybe")
	refuses(t, 2, "PORTHOLE_SMTP_PASSWORD", "--data", dir, "--smtp-host", "mail.example", "--smtp-from", "a@b.example", "--smtp-user", "u")
	refuses(t, 2, "host", "--data", dir, "--public-host", "a; rm -rf b")
	refuses(t, 2, "port", "--data", dir, "--smtp-host", "mail.example", "--smtp-from", "a@b.example", "--smtp-port", "x")
}

// A server that was first started without a mail server, and then with one, says
// of the outbox what is so now, before any mail is sent.
func TestTheOutboxSaysWhatThisServerDoes(t *testing.T) {
	boss, file := newAdmin(t, "boss@forwarder.example")
	data := filepath.Join(t.TempDir(), "data")
	args := []string{"--addr", "127.0.0.1:0", "--data", data, "--admin-key", file}
	mail := []string{"--smtp-host", "127.0.0.1", "--smtp-port", "1", "--smtp-tls", "none", "--smtp-from", "track@forwarder.example"}
	for _, round := range []struct {
		args []string
		set  string
	}{{args, `"set":false`}, {append(args, mail...), `"set":true`}, {args, `"set":false`}} {
		h := open(t, round.args...)
		if got := run0(t, sshtest.Dial(t, h.addr, "x", boss), "outbox --json"); !strings.Contains(got, round.set) {
			t.Errorf("want %s in %s", round.set, got)
		}
		h.stop(syscall.SIGTERM)
	}
}
