package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

const (
	consignee = "kim@longbeach.example"
	cargo     = "SHP/202505/00080"
	fromHere  = "198.51.100.7:4022"
)

// newCode is a code by a name; its text is as long as a real one.
func newCode(name string) FreshCode {
	plain := "HL-PLAIN-CODE0-" + name
	return FreshCode{Hash: sha256.Sum256([]byte(plain)), Plain: plain}
}

// newTrack is a house whose customer has two shipments, and a code for the first.
func newTrack(t testing.TB) (*house, Link) {
	t.Helper()
	h := newHouse(t)
	check(t, h.office.SetForwarder(ctx, model.Forwarder{Name: text("Hai Long"), Phone: text("+84 28 3823 0000"), Zone: "Asia/Ho_Chi_Minh"}))
	h.put(t, shipment(cargo, "saigon-tech", 9), shipment("SHP/202505/00092", "saigon-tech", 12))
	return h, must(h.office.CreateLink(ctx, LinkDraft{Ref: cargo, To: consignee}, newCode("ONE")))
}

func (h *house) enter(name, fingerprint string) (model.Principal, error) {
	return h.Directory().OpenLink(ctx, newCode(name).Hash, fingerprint, fromHere)
}

// refused fails the test unless the code is turned away with this sentence, and
// with how to reach the house.
func (h *house) refused(t testing.TB, name, fingerprint, key string) {
	t.Helper()
	_, err := h.enter(name, fingerprint)
	var fault *model.Fault
	if !errors.As(err, &fault) || fault.Key != key || fault.Args[len(fault.Args)-1] != "Hai Long · +84 28 3823 0000" {
		t.Errorf("%s: %v, want %s", name, err, key)
	}
}

func TestACodeOpensItsShipmentAndNothingElse(t *testing.T) {
	h, link := newTrack(t)
	p := must(h.enter("ONE", ""))
	if p.IsGuest() || p.IsPortal() || p.IsStaff() || !p.IsHolder() || p.Account != "code "+link.ID {
		t.Fatalf("%+v", p)
	}
	shared := must(h.SharedShipment(p))
	record := must(shared.Shipment(ctx))
	if record.Ref.String() != cargo || shared.Ref() != record.Ref {
		t.Errorf("%s", record.Ref)
	}
	for name, err := range map[string]error{
		"room": errorOf(h.Room(p)), "office": errorOf(h.Office(p)), "self": errorOf(h.Self(p)), "a customer's shared shipment": errorOf(h.SharedShipment(portal("saigon-tech"))),
	} {
		if !errors.Is(err, model.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.reopen(t)
	must(h.enter("ONE", "SHA256:any"))
	list, _, err := h.office.Links(ctx, "shp20250500080", "", 0)
	check(t, err)
	if l := list[0]; l.Uses != 2 || l.From != fromHere || l.First.IsZero() || l.By != admin.Account || l.To != consignee || l.Bound != "" {
		t.Errorf("%+v", l)
	}
	h.sound(t)
}

func errorOf(_ any, err error) error { return err }

// What the holder of a code reads that opens nothing, and what they do not.
func TestCodesThatAreTurnedAway(t *testing.T) {
	for name, c := range map[string]struct {
		fault string
		spoil func(h *house, l Link) error
	}{
		"expired":   {"error.code.expired", func(h *house, _ Link) error { h.clock.advance(40 * 24 * time.Hour); return nil }},
		"withdrawn": {"error.code.withdrawn", func(h *house, l Link) error { return errorOf(h.office.RevokeLink(ctx, l.ID)) }},
		"replaced":  {"error.code.replaced", func(h *house, l Link) error { return errorOf(h.office.RenewLink(ctx, l.ID, 0, newCode("TWO"))) }},
		"moved": {"error.code.withdrawn", func(h *house, _ Link) error {
			s := must(h.office.Shipment(ctx, cargo))
			s.Partner = "mekong-foods"
			h.put(t, s)
			return nil
		}},
		"expired, then renewed": {"error.code.replaced", func(h *house, l Link) error {
			h.clock.advance(40 * 24 * time.Hour)
			return errorOf(h.office.RenewLink(ctx, l.ID, 0, newCode("TWO")))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			h, link := newTrack(t)
			shared := must(h.SharedShipment(must(h.enter("ONE", ""))))
			lost := make(chan string, 8)
			h.OnAccountChange(func(account string) { lost <- account })
			check(t, c.spoil(h, link))
			typed := c.fault
			if typed == "error.code.withdrawn" { // then it is as good as one that never was
				typed = "error.code.unknown"
			}
			h.refused(t, "ONE", "", typed)
			h.refused(t, "UNHEARD", "", "error.code.unknown")
			if _, err := shared.Shipment(ctx); !errors.Is(err, model.NewFault(c.fault)) {
				t.Errorf("an open session reads on: %v", err)
			}
			if c.fault != "error.code.expired" {
				if account := <-lost; account != "code "+link.ID {
					t.Errorf("sessions of %s were told", account)
				}
			}
			if strings.Contains(name, "replaced") || strings.Contains(name, "renewed") {
				must(h.enter("TWO", ""))
			}
			h.reopen(t)
			h.refused(t, "ONE", "", typed)
			h.sound(t)
		})
	}
}

func TestABoundCodeIsForOneKey(t *testing.T) {
	h, _ := newTrack(t)
	must(h.office.CreateLink(ctx, LinkDraft{Ref: cargo, To: consignee, Bind: true}, newCode("BOUND")))
	h.refused(t, "BOUND", "", "error.code.unknown")
	must(h.enter("BOUND", "SHA256:kim"))
	h.refused(t, "BOUND", "SHA256:thief", "error.code.unknown")
	h.refused(t, "BOUND", "", "error.code.unknown")
	must(h.enter("BOUND", "SHA256:kim"))
}

// A clock that is put back, a little or a lot, gives no code its time back.
func TestAClockPutBackRevivesNoCode(t *testing.T) {
	for _, back := range []time.Duration{time.Hour, 60 * 24 * time.Hour} {
		h, _ := newTrack(t)
		h.clock.advance(40 * 24 * time.Hour)
		h.refused(t, "ONE", "", "error.code.expired")
		h.clock.advance(-back)
		h.refused(t, "ONE", "", "error.code.expired")
		h.edit(t, cargo, func(s *model.Shipment) { s.Facts.ETA = model.DayOf(noon.AddDate(0, 0, 90)) })
		h.refused(t, "ONE", "", "error.code.expired")
	}
}

// What is counted for the list of customers goes by the same time.
func TestAClockPutBackCountsNoCodeAgain(t *testing.T) {
	h, _ := newTrack(t)
	count := func() (n int) {
		check(t, h.office.Read(ctx, func(r *Reader) error {
			open, err := r.OpenCodes()
			for _, of := range open {
				n += of
			}
			return err
		}))
		return n
	}
	if n := count(); n != 1 {
		t.Errorf("%d codes are open at first", n)
	}
	h.clock.advance(40 * 24 * time.Hour)
	h.edit(t, cargo, func(s *model.Shipment) { s.Facts.Vessel = model.Line("EVER FORWARD", 40) })
	h.clock.advance(-60 * 24 * time.Hour)
	if n := count(); n != 0 {
		t.Errorf("%d codes are open again", n)
	}
}

func TestHowLongACodeLasts(t *testing.T) {
	h, link := newTrack(t)
	ict := time.FixedZone("ICT", 7*60*60)
	until := func(l Link) string { return l.Expires.In(ict).Format("2006-01-02 15:04") }
	if got := until(link); got != "2025-06-24 23:59" {
		t.Errorf("30 days after the arrival on 25 May: %s", got)
	}
	later := func(day int) string {
		h.edit(t, cargo, func(s *model.Shipment) { s.Facts.ETA = model.DayOf(noon.AddDate(0, 0, day)) })
		list, _, err := h.office.Links(ctx, cargo, "", 0)
		check(t, err)
		return until(list[0])
	}
	for _, c := range []struct {
		day  int
		want string
	}{{20, "2025-07-05 23:59"}, {5, "2025-07-05 23:59"}} {
		if got := later(c.day); got != c.want {
			t.Errorf("the arrival moved to day %d: %s", c.day, got)
		}
	}
	fixed := must(h.office.CreateLink(ctx, LinkDraft{Ref: cargo, To: consignee, Life: 48 * time.Hour}, newCode("FIXED")))
	if !fixed.Expires.Equal(noon.Add(48 * time.Hour)) {
		t.Errorf("asked for 48 hours: %s", fixed.Expires)
	}
	unknown := shipment("SHP/202505/00099", "saigon-tech", 0)
	unknown.Facts.ETA, unknown.Facts.ETD = model.When{}, model.When{}
	old := shipment("SHP/202505/00001", "saigon-tech", -200)
	h.put(t, unknown, old)
	for ref, want := range map[string]string{"SHP/202505/00099": "2025-06-15 23:59", "SHP/202505/00001": "2025-05-23 23:59"} {
		l := must(h.office.CreateLink(ctx, LinkDraft{Ref: ref, To: consignee}, newCode(ref)))
		if got := until(l); got != want {
			t.Errorf("%s until %s, want %s", ref, got, want)
		}
	}
}

// The code is in the file only locked, and in the trail not at all; an earlier
// code of the same recipient keeps their mail going when a later one is revoked.
func TestWhatIsKeptOfACode(t *testing.T) {
	h, first := newTrack(t)
	second := must(h.office.CreateLink(ctx, LinkDraft{Ref: cargo, To: consignee}, newCode("TWO")))
	must(h.office.RevokeLink(ctx, second.ID))
	mailed := func() bool {
		found := false
		check(t, h.view(ctx, func(r engine.Reader) (err error) {
			_, found, err = records.Followers.Get(r, cargo, consignee)
			return err
		}))
		return found
	}
	if !mailed() {
		t.Error("the mail ended with the second code")
	}
	must(h.office.RevokeLink(ctx, first.ID))
	if mailed() {
		t.Error("the mail goes on without a code")
	}
	entries, _, err := h.office.SearchAudit(ctx, AuditQuery{})
	check(t, err)
	if trail := string(must(json.Marshal(entries))); strings.Contains(trail, "PLAIN") || !strings.Contains(trail, "link revoke") {
		t.Error("the trail should have the acts, and not the code")
	}
	check(t, h.Close())
	if bytes.Contains(must(os.ReadFile(h.file)), []byte("HL-PLAIN")) {
		t.Error("the file has a code in it")
	}
	h.open(t)
}

func TestCodesAreReadInParts(t *testing.T) {
	h, _ := newTrack(t)
	for _, name := range []string{"B", "C", "D"} {
		must(h.office.CreateLink(ctx, LinkDraft{Ref: "SHP/202505/00092", To: consignee}, newCode(name)))
	}
	for ref, want := range map[string]string{"": "t4 t3 t2 t1", "SHP/202505/00092": "t4 t3 t2"} {
		got, after := []string{}, ""
		for {
			list, next, err := h.office.Links(ctx, ref, after, 2)
			check(t, err)
			for _, l := range list {
				got = append(got, l.ID)
			}
			if after = next; next == "" {
				break
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %s", ref, got, want)
		}
	}
	if _, _, err := h.office.Links(ctx, "SHP/0", "", 0); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("%v", err)
	}
}

// Whatever happens to other shipments of the same customer, the holder reads
// the same bytes, and is not even woken.
func TestAHolderSeesNothingOfNeighbours(t *testing.T) {
	h, _ := newTrack(t)
	shared := must(h.SharedShipment(must(h.enter("ONE", ""))))
	whole := func() string {
		p := must(shared.Shipment(ctx))
		p.Change = must(shared.Version(ctx))
		return string(must(json.Marshal(p)))
	}
	want := whole()
	rapid.Check(t, func(r *rapid.T) {
		ref := rapid.SampledFrom([]string{"SHP/202505/00092", "SHP/202505/00093"}).Draw(r, "ref")
		partner := rapid.SampledFrom([]string{"saigon-tech", "mekong-foods"}).Draw(r, "partner")
		s, err := h.office.Shipment(ctx, ref)
		if errors.Is(err, model.ErrNotFound) {
			s = shipment(ref, partner, 1)
		}
		s.Partner, s.Facts.Vessel = partner, text(rapid.StringMatching(`CANARY [A-Z]{6}`).Draw(r, "vessel"))
		h.put(t, s)
		if got := whole(); got != want {
			r.Fatalf("it changed:\n%s\n%s", got, want)
		}
	})
	since := must(shared.Version(ctx))
	woken := watched(soon(t), h, "saigon-tech", shared, since)
	h.edit(t, "SHP/202505/00092", func(s *model.Shipment) { s.Partner, s.Facts.Vessel = "saigon-tech", text("ONE NEIGHBOUR") })
	h.edit(t, cargo, func(s *model.Shipment) { s.Facts.Vessel = text("ONE OWN") })
	if version := <-woken; version <= since || version != must(shared.Version(ctx)) {
		t.Errorf("woken at version %d after %d, and not by the own change", version, since)
	}
}
