package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"porthole/internal/server/sshtest"
)

// clerk is somebody of the office at their screen, whose keys are counted.
type clerk struct {
	*sshtest.Terminal
	keys int
}

// press presses keys.
func (c *clerk) press(keys ...string) {
	c.keys += len(keys)
	c.Press(keys...)
}

// write types a text, a key for each letter.
func (c *clerk) write(text string) {
	c.keys += utf8.RuneCountInString(text)
	c.Press(text)
}

// paste pastes, as a terminal marks it; that is one key.
func (c *clerk) paste(text string) {
	c.keys++
	c.Press("\x1b[200~" + text + "\x1b[201~")
}

// The keys of a terminal that have no letter.
const (
	enter = "\r"
	tab   = "\t"
	down  = "\x1b[B"
	up    = "\x1b[A"
)

// officeDay is a day at the office, with what each act of it cost.
type officeDay struct {
	t    *testing.T
	cost map[string]int
}

// does has somebody do an act, and notes its keys.
func (d officeDay) does(c *clerk, act string, do func()) {
	d.t.Helper()
	before, began := c.keys, time.Now()
	do()
	d.cost[act] = c.keys - before
	d.t.Logf("%s: %d keys, %.1f s", act, d.cost[act], time.Since(began).Seconds())
}

// documented are the keys of each act as docs/office.md has them.
func documented(t *testing.T) map[string]int {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "office.md"))
	if err != nil {
		t.Fatal(err)
	}
	cost := map[string]int{}
	for _, row := range regexp.MustCompile(`(?m)^\| ([a-z][^|]*) \| (\d+) \|`).FindAllStringSubmatch(string(page), -1) {
		cost[row[1]], _ = strconv.Atoi(row[2])
	}
	return cost
}

// dayRows are ten shipments as a spreadsheet has them.
func dayRows() string {
	rows := "Shipment #\tCustomer\tstatus\tmode\tload\tdirection\tpol\tpod\tetd\teta\tvessel\tvoyage\tcontainer\n"
	for i := range 10 {
		rows += fmt.Sprintf("DAY/%d\tMekong Foods JSC\tdraft\tsea\tFCL\texport\tVNSGN\tUSLGB\t%d/05/2025\t%d/06/2025\tEVER FORWARD\t11E\t\n", i, 17+i, 10+i)
	}
	return rows
}

// A day at the office, and nobody leaves the screens: a list is imported, twenty
// milestones are posted, three dates change, a vessel sails, two customers are added and
// invited, a consignee gets a code; a manager looks a customer through before it goes
// live, stops what customers see, and lets it go on. OpenSSH is the only client, and the
// keys of each act are those that docs/office.md promises.
func TestADayAtTheOffice(t *testing.T) {
	boss := newColleague(t)
	file := filepath.Join(t.TempDir(), "id.pub")
	if err := os.WriteFile(file, []byte(publicLine(boss.signer, "boss@forwarder.example")), 0o600); err != nil {
		t.Fatal(err)
	}
	h := open(t, "--addr", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "data"), "--admin-key", file, "--clock", "2025-05-16T21:00:00+07:00")
	boss.reach(h.addr)
	boss.does("partner add mekong-foods --name 'Mekong Foods JSC'")
	sits := func(account, as string) *clerk {
		c := newColleague(t).reach(h.addr)
		boss.does("account add " + account + " " + as)
		boss.does("key add --account "+account, publicLine(c.signer, "laptop"))
		return &clerk{Terminal: c.ssh.Start("127.0.0.1")}
	}
	ops, lan := sits("ops@forwarder.example", "--role operations"), sits("lan@forwarder.example", "--role manager")
	customer := sits("binh@mekong.example", "--partner mekong-foods")
	d := officeDay{t, map[string]int{}}

	ops.See("need an update")
	d.does(ops, "import a list", func() {
		ops.press("i")
		ops.See("paste the rows here")
		ops.paste(dayRows())
		ops.See("11 lines")
		ops.press(enter)
		ops.See("10 rows: 10 taken", "dry run")
		ops.press("y")
		ops.SeeNo("dry run")
		ops.See("10 rows: 10 taken")
		ops.press(enter)
	})
	customer.See("DAY/0", "DAY/9", "10 Jun")

	d.does(ops, "post and publish twenty milestones", func() {
		ops.press(tab)
		ops.See("All 10")
		ops.press("s") // by ETD: what is posted stays in its place
		for i := range 10 {
			for range 2 {
				ops.press("e")
				ops.See("Post an event", fmt.Sprintf("DAY/%d", i), "Milestone")
				ops.press(enter)
				ops.See("What the customer will see")
				ops.press("p")
				ops.See(fmt.Sprintf("DAY/%d: published.", i))
			}
			if i < 9 {
				ops.press(down)
			}
		}
	})
	d.does(ops, "reschedule three shipments", func() {
		for i := 9; i > 6; i-- {
			ops.press("r")
			ops.See("Reschedule", fmt.Sprintf("DAY/%d", i))
			ops.write("30/6")
			ops.press(tab)
			ops.write("Congestion")
			ops.press(enter)
			ops.See("What the customer will see")
			ops.press("p")
			ops.See(fmt.Sprintf("DAY/%d: published.", i))
			if i > 7 {
				ops.press(up)
			}
		}
	})
	customer.See("30 Jun")
	d.does(ops, "post a vessel's departure", func() {
		ops.press("v")
		ops.See("EVER FORWARD", "11E", "Vessel departed")
		ops.press(enter)
		ops.See("10 shipments")
		ops.press("p")
		ops.See("The voyage is posted and published.")
	})
	customer.See("In Transit")
	d.does(ops, "give a consignee a code", func() {
		ops.press("H")
		ops.See("New tracking code", "DAY/7")
		ops.write("kim@longbeach.example")
		ops.press(enter)
		ops.See("track@", "kim@longbeach.example")
		ops.press(enter)
	})
	d.does(ops, "add and invite two customers", func() {
		ops.See("All 10")
		ops.press("q")
		ops.See("need an update")
		ops.press("f")
		ops.See("Customers")
		for _, c := range [][2]string{{"An Phat", "an@anphat.example"}, {"Sao Mai", "mai@saomai.example"}} {
			ops.press("n")
			ops.See("New customer")
			ops.write(c[0])
			ops.press(enter)
			ops.See("New account")
			ops.write(c[1])
			ops.press(enter)
			ops.See("mailed to "+c[1], "invite@")
			ops.press(enter)
			ops.See("Customers", c[0])
		}
	})

	lan.See("of 10")
	d.does(lan, "review a customer before it goes live", func() {
		lan.press("f", "/")
		lan.write("mek")
		lan.press(enter, enter) // faster than anything is looked up
		lan.See("Reviews · Mekong Foods JSC", "10 of 10 not ready")
		lan.press(enter)
		lan.See("DAY/0", "final checkpoint")
		lan.press("q")
		lan.See("of 10")
	})
	d.does(lan, "pause the portal for a customer", func() {
		lan.press("f", "/")
		lan.write("mek")
		lan.press(enter, "Z")
		lan.See("Pause the portal")
		lan.write("A wrong ETA")
		lan.press(enter)
		lan.See("paused")
	})
	customer.SeeNo("DAY/0")
	d.does(lan, "let it go on", func() {
		lan.press("Z", enter)
		lan.SeeNo("paused ·")
	})
	customer.See("DAY/0")

	for act, keys := range documented(t) {
		if d.cost[act] != keys {
			t.Errorf("%q took %d keys, docs/office.md says %d", act, d.cost[act], keys)
		}
		delete(d.cost, act)
	}
	if len(d.cost) > 0 {
		t.Errorf("docs/office.md does not have %v", d.cost)
	}
	if trail := boss.does("audit --limit 200"); strings.Count(trail, "event post") < 20 {
		t.Errorf("the trail of the day:\n%s", trail)
	}
}
