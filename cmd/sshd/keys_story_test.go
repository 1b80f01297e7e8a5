package main

import (
	"context"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/server/sshtest"
	"porthole/internal/store"
)

const anna = "anna@saigontech.example"

// office is a house with an administrator, two customers, and one shipment of
// each.
type office struct {
	*house
	dir    string
	signer gossh.Signer
	admin  *sshtest.Client
}

func openOffice(t *testing.T) *office {
	t.Helper()
	signer, file := newAdmin(t, "boss@forwarder.example")
	o := &office{dir: filepath.Join(t.TempDir(), "data"), signer: signer}
	o.house = open(t, "--addr", "127.0.0.1:0", "--data", o.dir, "--admin-key", file, "--clock", "2025-05-16T09:00:00+07:00")
	o.admin = sshtest.Dial(t, o.addr, "x", signer)
	for _, line := range []string{
		`partner add saigon-tech --name "Saigon Tech Export"`, `partner add mekong-foods --name "Mekong Foods"`,
		"account add " + anna + " --partner saigon-tech",
	} {
		run0(t, o.admin, line)
	}
	run0(t, o.admin, "import - --format csv", twoShipments)
	return o
}

// enrol registers a key to anna.
func (o *office) enrol(key gossh.Signer) {
	o.t.Helper()
	run0(o.t, o.admin, "key add --account "+anna, publicLine(key, "laptop"))
}

// code invites anna.
func (o *office) code() string {
	o.t.Helper()
	lines := strings.Fields(run0(o.t, o.admin, "invite "+anna))
	return lines[len(lines)-1]
}

// People have several keys, and their client offers them one after the other:
// whichever is registered lets them in, whatever came before it.
func TestOneOfSeveralKeysIsRegistered(t *testing.T) {
	o := openOffice(t)
	other, own := newColleague(t), newColleague(t)
	o.enrol(own.signer)
	if out := run0(t, sshtest.Dial(t, o.addr, "x", other.signer, own.signer), "whoami --json"); !strings.Contains(out, anna) {
		t.Errorf("with two keys: %s", out)
	}
	block, err := gossh.MarshalPrivateKey(own.private, "")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "second")
	if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	client := sshtest.NewOpenSSH(t, o.addr, other.private, "-i", file)
	if out, message, status := client.Run("127.0.0.1", "whoami --json"); status != 0 || !strings.Contains(out, anna) {
		t.Errorf("OpenSSH with two keys: %d %s%s", status, out, message)
	}
}

// Somebody comes with a key that nobody knows and no user name, ends at the card,
// and redeems an invitation with the key that they proved to hold: it is that one
// which is registered. When the account is disabled, the session that began as a
// guest's ends at once.
func TestAStrangerBecomesACustomerAndIsShutOut(t *testing.T) {
	o := openOffice(t)
	stranger := newColleague(t).reach(o.addr)
	card := stranger.ssh.Start("127.0.0.1")
	card.See("Your key is not registered here", gossh.FingerprintSHA256(stranger.signer.PublicKey()))
	card.Press(o.code(), "\r")
	card.See("This invites "+anna, "Saigon Tech Export")
	card.Press("y")
	card.See("You are in")
	card.Press("\r")
	card.See("SHP/202505/00080")
	if out := stranger.does("whoami --json"); !strings.Contains(out, anna) {
		t.Errorf("signing in again: %s", out)
	}
	run0(t, o.admin, "account disable "+anna)
	if status := card.Ended(); status != 1 || !strings.Contains(card.Text(), "no longer registered") {
		t.Errorf("%d\n%s", status, card.Text())
	}
	again := stranger.ssh.Start("127.0.0.1")
	again.See("Code")
	again.SeeNo("SHP/202505/00080")
}

// The card knows the key of who asked for it although they could sign in, and
// says so of no other key.
func TestTheCardForARegisteredKey(t *testing.T) {
	o := openOffice(t)
	known, unknown := sshtest.NewKey(t), sshtest.NewKey(t)
	o.enrol(known)
	sshtest.Dial(t, o.addr, "invite", known).Open().See("Your key is registered here already")
	for name, keys := range map[string][]gossh.Signer{"another key": {unknown}, "no key": nil} {
		card := sshtest.Dial(t, o.addr, "invite", keys...).Open()
		card.See("Code")
		if strings.Contains(card.Raw(), "registered here already") {
			t.Errorf("%s: %s", name, card.Text())
		}
	}
	_, message, status := sshtest.Dial(t, o.addr, "invite", known).Run("")
	if status != 1 || strings.Contains(message, "not registered") {
		t.Errorf("without a terminal: %d %s", status, message)
	}
}

// Customer service looks as a customer, from within a command: the customer's
// own screens with a banner, and nothing of it is remembered as their visit.
func TestAPreviewOnTheScreen(t *testing.T) {
	o := openOffice(t)
	key := sshtest.NewKey(t)
	o.enrol(key)
	look := o.admin.Start("preview " + anna)
	look.See("Preview as "+anna, "SHP/202505/00080", "Saigon Tech Export")
	look.Resize(120, 40)
	look.See("Preview as "+anna, "Has it been loaded?")
	look.Press("\r")
	look.See("Preview as " + anna)
	look.Resize(80, 24)
	look.Press("?")
	look.See("Preview as " + anna)
	if strings.Contains(look.Raw(), "00099") || strings.Contains(look.Raw(), "Mekong") {
		t.Error("the preview shows another customer's")
	}
	look.Press("q", "q", "q")
	if status := look.Ended(); status != 0 {
		t.Errorf("status %d", status)
	}
	if strings.Contains(look.Text(), "SHP/") {
		t.Errorf("the terminal was not restored:\n%s", look.Text())
	}
	if out := run0(t, o.admin, "audit --json"); !strings.Contains(out, `"preview"`) {
		t.Errorf("the trail: %s", out)
	}
	if seen := o.lastSeen(); seen != 0 {
		t.Errorf("the preview counts as a visit: %d", seen)
	}
	o.house = open(t, "--addr", "127.0.0.1:0", "--data", o.dir)
	visit := sshtest.Dial(t, o.addr, "x", key).Open()
	visit.See("SHP/202505/00080")
	visit.Press("q")
	visit.Ended()
	if seen := o.lastSeen(); seen == 0 {
		t.Error("a visit of their own is not remembered")
	}
}

// lastSeen closes the house and reads what it remembers of anna's last visit.
func (o *office) lastSeen() uint64 {
	o.t.Helper()
	if code := o.stop(syscall.SIGTERM); code != 0 {
		o.t.Errorf("exit code %d", code)
	}
	st, err := store.Open(o.dir, store.Options{})
	if err != nil {
		o.t.Fatal(err)
	}
	defer st.Close() //nolint:errcheck // it was only read
	self, err := st.Self(model.Principal{Account: anna, Role: model.Portal, Partner: "saigon-tech"})
	if err != nil {
		o.t.Fatal(err)
	}
	seen, err := self.LastSeen(context.Background())
	if err != nil {
		o.t.Fatal(err)
	}
	return seen
}

// The check of isolation is a command like any other, and passes on the demo.
func TestTheDemoIsIsolated(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	h := open(t, "--demo", "--addr", "127.0.0.1:0", "--data", dir)
	out, message, status := h.as(dir, "manager").Run("check isolation --json")
	if status != 0 || !strings.Contains(out, `"passed":true`) || !strings.Contains(out, `"leaks":[]`) {
		t.Errorf("%d %s%s", status, out, message)
	}
}

// Nobody has said yet whose house it is: the screens are Porthole's, in the zone
// of Vietnam, and the house's name stands on them once.
func TestAHouseWithoutSettings(t *testing.T) {
	o := openOffice(t)
	key := sshtest.NewKey(t)
	o.enrol(key)
	screen, desk := sshtest.Dial(t, o.addr, "x", key).Open(), sshtest.Dial(t, o.addr, "x", o.signer).Open()
	screen.See("Porthole", "Saigon Tech Export")
	desk.See("Porthole", "admin")
	if out := run0(t, o.admin, "settings --json"); !strings.Contains(out, `"zone":"Asia/Ho_Chi_Minh"`) {
		t.Errorf("settings: %s", out)
	}
	run0(t, o.admin, "settings set name='Hai Long Logistics'")
	screen, desk = sshtest.Dial(t, o.addr, "x", key).Open(), sshtest.Dial(t, o.addr, "x", o.signer).Open()
	screen.See("Hai Long Logistics", "SHP/202505/00080")
	desk.See("Hai Long Logistics", "SHP/202505/00080")
	if text := desk.Text(); strings.Count(text, "Hai Long Logistics") != 1 || strings.Contains(text, "Porthole") {
		t.Errorf("the staff's screen:\n%s", text)
	}
}
