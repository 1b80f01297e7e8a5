package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"syscall"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/notify"
	"porthole/internal/server/sshtest"
	"porthole/internal/store"
)

// namedDays are the days of May 2025 that a text names, in words or in figures. The
// DTSTART of a calendar entry is no such day: it is an instant, and in UTC.
var namedDays = regexp.MustCompile(`\b(\d{1,2}) May (?:2025|’25)|2025-05-(\d\d)T?`)

// says checks that a text names these days of May 2025 and no other.
func says(t *testing.T, output, text string, days ...string) {
	t.Helper()
	var named []string
	for _, found := range namedDays.FindAllStringSubmatch(text, -1) {
		named = append(named, found[1]+found[2])
	}
	slices.Sort(named)
	if named = slices.Compact(named); !slices.Equal(named, days) {
		t.Errorf("%s names %v of May, want %v:\n%s", output, named, days, text)
	}
}

// A departure from Ho Chi Minh City and an arrival in Long Beach half an hour
// before and after midnight, in UTC and by the clocks of the ports: whoever reads
// of it, wherever, reads the day that it was there, which is often not that of UTC.
func TestEveryOutputNamesTheDayOfThePlace(t *testing.T) {
	o, days := openAYearLater(t), map[string][]string{}
	for i, c := range []struct{ left, leftDay, came, cameDay string }{
		{"2025-05-10T16:30:00Z", "10", "2025-05-25T06:30:00Z", "24"}, // 23:30 at the port
		{"2025-05-10T17:30:00Z", "11", "2025-05-25T07:30:00Z", "25"}, // 00:30 at the port
		{"2025-05-10T23:30", "10", "2025-05-24T23:30", "24"},
		{"2025-05-11T00:30", "11", "2025-05-25T00:30", "25"},
		{"2025-05-10T23:30:00Z", "11", "2025-05-24T23:30:00Z", "24"},
		{"2025-05-11T00:30:00Z", "11", "2025-05-25T00:30:00Z", "24"},
	} {
		t.Run(c.left+" "+c.came, func(t *testing.T) {
			v := o.voyage(t, i)
			v.plan(c.left, c.came)
			v.printed(c.leftDay, c.cameDay)
			v.happens(c.left, c.came, c.leftDay, c.cameDay)
			v.printed(c.leftDay, c.cameDay)
			v.drawn(c.leftDay, c.cameDay)
			days[v.email] = []string{c.leftDay, c.cameDay}
		})
	}
	o.stop(syscall.SIGTERM)
	mailed(t, o.dir, days)
}

// mailed checks the mails that wait for the customers of a closed house.
func mailed(t *testing.T, dir string, days map[string][]string) {
	t.Helper()
	s, err := store.Open(dir, store.Options{Now: func() time.Time { return time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for range days {
		e, claimed, err := s.Outbox().Claim(t.Context(), func(e model.Errand) model.Letter {
			l := notify.Compose(e, notify.Settings{PublicHost: "HOST", From: "track@forwarder.example"})
			says(t, "the mail", l.Subject+"\n"+l.Text, days[e.To]...)
			says(t, "the mail in HTML", l.HTML, days[e.To]...)
			return l
		})
		if err != nil || !claimed {
			t.Fatalf("no mail waits: %v", err)
		}
		if err := s.Outbox().Sent(t.Context(), e.ID); err != nil {
			t.Fatal(err)
		}
	}
}

// openAYearLater opens a house in which every day of 2025 is named with its year.
func openAYearLater(t *testing.T) *office {
	t.Helper()
	signer, file := newAdmin(t, "boss@forwarder.example")
	o := &office{dir: filepath.Join(t.TempDir(), "data"), signer: signer}
	o.house = open(t, "--addr", "127.0.0.1:0", "--data", o.dir, "--admin-key", file, "--clock", "2026-02-01T09:00:00+07:00")
	return o
}

// voyage is one shipment, of a customer who has no other.
type voyage struct {
	t           *testing.T
	ref, email  string
	slug        string
	admin, anna *sshtest.Client
}

func (o *office) voyage(t *testing.T, n int) voyage {
	t.Helper()
	v := voyage{t: t, slug: fmt.Sprintf("customer-%d", n), ref: fmt.Sprintf("DAY/%d", n)}
	v.email, v.admin = v.slug+"@customers.example", sshtest.Dial(t, o.addr, "x", o.signer)
	key := sshtest.NewKey(t)
	run0(t, v.admin, "partner add "+v.slug+" --name "+v.slug)
	run0(t, v.admin, "account add "+v.email+" --partner "+v.slug)
	run0(t, v.admin, "key add --account "+v.email, publicLine(key, "laptop"))
	v.anna = sshtest.Dial(t, o.addr, "x", key)
	run0(t, v.anna, "notices all")
	return v
}

// plan imports the shipment with its times as those of its plan.
func (v voyage) plan(etd, eta string) {
	v.t.Helper()
	run0(v.t, v.admin, "import - --format csv --publish",
		fmt.Sprintf("shipment,partner,mode,pol,pod,etd,eta\n%s,%s,sea,VNSGN,USLGB,%s,%s\n", v.ref, v.slug, etd, eta))
}

// happens reports the departure and the arrival, of each of which the customer has a
// line of a watch.
func (v voyage) happens(left, came string, days ...string) {
	v.t.Helper()
	watch := v.anna.Start("watch " + v.ref)
	watch.See("Waiting for changes.")
	for _, event := range []string{"departed --at " + left, "arrived --at " + came} {
		run0(v.t, v.admin, "event post "+v.ref+" "+event+" --publish")
	}
	watch.See("departed", "arrived")
	says(v.t, "watch", watch.Text(), days...)
}

// printed checks what commands print to the customer and to the office.
func (v voyage) printed(days ...string) {
	v.t.Helper()
	for _, line := range []string{"shipments", "shipments --json", "shipments --csv", "shipment " + v.ref, "shipment " + v.ref + " --json"} {
		says(v.t, line, run0(v.t, v.anna, line), days...)
		line = "preview " + v.email + " " + line
		says(v.t, line, run0(v.t, v.admin, line), days...)
	}
	says(v.t, "ics", run0(v.t, v.anna, "ics "+v.ref), days[1]) // it describes the arrival
	says(v.t, "the office's shipment", run0(v.t, v.admin, "shipment "+v.ref), days...)
	review, _, _ := v.admin.Run("review " + v.ref) // its status is that of its checks
	says(v.t, "review", review, days...)
}

// drawn checks the screens: the list, and the header, the answers and the timeline
// of the detail, as the customer sees them and as the office does in a preview.
func (v voyage) drawn(days ...string) {
	v.t.Helper()
	for who, look := range map[string]*sshtest.Person{"the customer's": v.anna.Open(), "a preview's": v.admin.Start("preview " + v.email)} {
		look.See(v.ref)
		says(v.t, who+" list", look.Text(), days...)
		look.Press("\r")
		look.See("When will it arrive?")
		says(v.t, who+" detail", look.Text(), days...)
		look.Resize(120, 60)
		look.See("Vessel departed")
		says(v.t, who+" wide detail", look.Text(), days...)
		look.HangUp()
	}
}
