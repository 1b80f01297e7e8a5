package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
)

// colleague is somebody with a key of their own, who uses OpenSSH and nothing
// else.
type colleague struct {
	t       *testing.T
	private ed25519.PrivateKey
	signer  gossh.Signer
	ssh     *sshtest.OpenSSH
}

func newColleague(t *testing.T) *colleague {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return &colleague{t: t, private: private, signer: signer}
}

// reach has them use the house at that address.
func (c *colleague) reach(addr string) *colleague {
	c.t.Helper()
	c.ssh = sshtest.NewOpenSSH(c.t, addr, c.private)
	return c
}

// does runs a command, which must succeed.
func (c *colleague) does(line string, input ...string) string {
	c.t.Helper()
	cmd := c.ssh.Command("127.0.0.1", line)
	cmd.Stdin = strings.NewReader(strings.Join(input, ""))
	var message strings.Builder
	cmd.Stderr = &message
	out, err := cmd.Output()
	if err != nil {
		c.t.Fatalf("%s: %v\n%s%s", line, err, out, message.String())
	}
	return string(out)
}

// asks runs a command that prints JSON, and reads one of its fields.
func (c *colleague) asks(line, field string) string {
	c.t.Helper()
	out := c.does(line + " --json")
	var fields map[string]any
	if err := json.Unmarshal([]byte(out), &fields); err != nil {
		c.t.Fatalf("%s: %v\n%s", line, err, out)
	}
	value, _ := fields[field].(string)
	return value
}

// redeems types a code at the card, says yes, and goes in.
func (c *colleague) redeems(code, what string) *sshtest.Terminal {
	c.t.Helper()
	card := c.ssh.Start("invite@127.0.0.1")
	card.See("Code")
	card.Press(code, "\r")
	card.See(what, gossh.FingerprintSHA256(c.signer.PublicKey()))
	card.Press("y")
	card.See("You are in")
	card.Press("\r")
	return card
}

const twoShipments = "shipment,partner,status,mode,load,direction,pol,pod,etd,eta,vessel,voyage,hbl,container,container_type\n" +
	"SHP/202505/00080,Saigon Tech Export,confirmed,sea,FCL,export,VNSGN,USLGB,16/05/2025,02/06/2025,ONE HANNOVER,042E,HLHBL1,ONEU6507410,45G1\n" +
	"SHP/202505/00099,Mekong Foods,confirmed,sea,FCL,export,VNSGN,DEHAM,20/05/2025,25/06/2025,EVER FORWARD,11E,HLHBL2,EITU3307123,22G1\n"

// How staff keep it current and decide what can be seen, with OpenSSH as the
// only client: invitations are redeemed, milestones posted and published, a date
// moves for a reason, and the customer's open screen follows. What is internal
// is nowhere in what the customer's session received.
func TestStaffKeepItCurrent(t *testing.T) {
	boss := newColleague(t)
	file := filepath.Join(t.TempDir(), "id.pub")
	if err := os.WriteFile(file, []byte(publicLine(boss.signer, "boss@forwarder.example")), 0o600); err != nil {
		t.Fatal(err)
	}
	h := open(t, "--addr", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "data"), "--admin-key", file,
		"--clock", "2025-05-16T21:00:00+07:00")
	boss.reach(h.addr)
	for _, line := range []string{
		"partner add saigon-tech --name 'Saigon Tech Export'", "partner add mekong-foods --name 'Mekong Foods'",
		"account add anna@saigontech.example --partner saigon-tech", "account add binh@mekong.example --partner mekong-foods",
		"account add ops@forwarder.example --role operations", "account add lan@forwarder.example --role manager",
	} {
		boss.does(line)
	}
	boss.does("import - --format csv", twoShipments)

	anna, ops, lan := newColleague(t).reach(h.addr), newColleague(t).reach(h.addr), newColleague(t).reach(h.addr)
	screen := anna.redeems(boss.asks("invite anna@saigontech.example", "code"), "Saigon Tech Export")
	screen.See("SHP/202505/00080", "02 Jun")
	ops.redeems(boss.asks("invite ops@forwarder.example", "code"), "ops@forwarder.example").See("2 shipments need an update")
	lan.redeems(boss.asks("invite lan@forwarder.example", "code"), "lan@forwarder.example").See("SHP/202505/00099")
	page := anna.ssh.Start("127.0.0.1")
	page.See("SHP/202505/00080")
	page.Press("\r")
	page.See("Has it been loaded?")
	if screen := page.Text(); strings.Contains(screen, "ONE HANNOVER 042E departed") {
		t.Errorf("before anything happened:\n%s", screen)
	}

	const ref = "SHP/202505/00080"
	hidden := ops.asks("event post "+ref+" customs_cleared --at '15/05/2025 10:00' --text CANARYTEXT --internal CANARYNOTE", "id")
	ops.does("note add " + ref + " CANARYREMARK buy rate USD 900")
	for step, at := range map[string]string{"booking_confirmed": "02/05/2025 09:00", "empty_picked_up": "12/05/2025 10:00", "stuffed": "13/05/2025 16:00"} {
		ops.does("event post " + ref + " " + step + " --at '" + at + "' --publish")
	}
	gate := ops.asks("event post "+ref+" gate_in --at '16/05/2025 08:00' --internal CANARYGATE", "id")
	ops.does("event publish " + ref + " " + gate)
	page.See("In the terminal at Cat Lai")
	ops.does("event post " + ref + " loaded --at '16/05/2025 15:00' --internal CANARYLOAD --publish")
	page.See("On board since 16 May 15:00 ICT")
	ops.does("event post " + ref + " departed --at '16/05/2025 20:00' --publish")
	page.See("16 May 20:00 ICT  Vessel departed")
	ops.does("reschedule " + ref + " --eta 05/06/2025 --reason 'Port congestion' --publish")
	page.See("05 Jun")
	screen.See("05 Jun", "+3d")

	told := anna.does("shipment "+ref+" --json") + anna.does("shipment "+ref) + anna.does("shipments --csv")
	if !strings.Contains(told, "Port congestion") || !strings.Contains(told, `"milestone":"departed"`) {
		t.Errorf("the customer is told\n%s", told)
	}
	for name, raw := range map[string]string{"list": screen.Raw(), "page": page.Raw(), "commands": told} {
		for _, inside := range []string{"CANARY", "USD 900", "00099", "Mekong", "customs_cleared"} {
			if strings.Contains(raw, inside) {
				t.Errorf("%s is in the bytes of the %s", inside, name)
			}
		}
	}
	ops.does("event withdraw " + ref + " " + hidden + " --reason 'CANARYREASON, another file'")
	if office := ops.does("events " + ref + " --json"); !strings.Contains(office, "CANARYTEXT") || !strings.Contains(office, "CANARYREASON") {
		t.Errorf("the office does not have its own event: %s", office)
	}
	if review := lan.does("review " + ref + " --json"); strings.Count(review, `"passed":true`) != 6 {
		t.Errorf("the checkpoint: %s", review)
	}
	if report := lan.does("check isolation --json"); !strings.Contains(report, `"passed":true`) {
		t.Errorf("isolation: %s", report)
	}
	lan.does("audit verify")
}
