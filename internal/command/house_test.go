package command

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/words"
)

var ict = time.FixedZone("ICT", 7*60*60)

// noon is the clock of these tests.
var noon = time.Date(2025, 5, 16, 12, 0, 0, 0, ict)

// house is a forwarder with two customers.
type house struct {
	t     *testing.T
	store *store.Store
	width int
	local bool
	lang  words.Language
	with  func(*Deps)   // what else a run gets; may be nil
	later time.Duration // by which the clock has gone on since noon
}

// People of the house.
var (
	anna  = model.Principal{Account: "anna@saigontech.example", Role: model.Portal, Partner: "saigon-tech"}
	binh  = model.Principal{Account: "binh@mekong.example", Role: model.Portal, Partner: "mekong-foods"}
	ops   = model.Principal{Account: "ops@hailong.example", Role: model.Operations}
	cs    = model.Principal{Account: "cs@hailong.example", Role: model.CS}
	boss  = model.Principal{Account: "boss@hailong.example", Role: model.Manager}
	admin = model.Principal{Account: "admin@hailong.example", Role: model.Admin}
)

func everybody() map[string]model.Principal {
	return map[string]model.Principal{
		"guest": {}, "portal": anna, "operations": ops, "cs": cs, "manager": boss, "admin": admin,
	}
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, lang: words.English}
	s, err := store.Open(t.TempDir(), store.Options{Now: h.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	h.store = s
	seed := []model.Key{newKey(t, admin.Account)}
	if _, err := s.Directory().SeedAdmins(t.Context(), seed); err != nil {
		t.Fatal(err)
	}
	h.must(admin, "settings set name=Hai Long Logistics phone=+84 28 3823 0000 mail=ops@hailong.example zone=Asia/Ho_Chi_Minh")
	h.must(admin, "partner add saigon-tech --name Saigon Tech Export")
	h.must(admin, "partner add mekong-foods --name Mekong Foods JSC")
	h.must(admin, "account add "+anna.Account+" --partner saigon-tech")
	h.must(admin, "account add "+binh.Account+" --partner mekong-foods")
	for _, p := range []model.Principal{ops, cs, boss} {
		h.must(admin, "account add "+p.Account+" --role "+string(p.Role))
	}
	return h
}

func (h *house) now() time.Time { return noon.Add(h.later) }

func newKey(t *testing.T, account string) model.Key {
	t.Helper()
	key, _ := publicKey(t)
	return model.Key{Fingerprint: ssh.FingerprintSHA256(key), Account: account, Type: key.Type()}
}

// publicKey is a new key, and its line in a .pub file.
func publicKey(t *testing.T) (ssh.PublicKey, string) {
	t.Helper()
	pub, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewPublicKey(pub)
	if err != nil {
		t.Fatal(err)
	}
	return key, strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key))) + " anna@laptop\n"
}

// result is what a command gave.
type result struct {
	out, err string
	exit     int
}

// run types a line, as it arrives through ssh: split at spaces.
func (h *house) run(p model.Principal, line string) result {
	h.t.Helper()
	return h.feed(p, "", strings.Fields(line)...)
}

// feed runs a command with something on its standard input.
func (h *house) feed(p model.Principal, in string, args ...string) result {
	h.t.Helper()
	var out, errs bytes.Buffer
	exit := Run(h.t.Context(), h.deps(p, in, &out, &errs), args)
	return result{out.String(), errs.String(), exit}
}

func (h *house) deps(p model.Principal, in string, out, errs *bytes.Buffer) Deps {
	d := Deps{
		Store: h.store, Principal: p, Words: words.In(h.lang, ict), Now: h.now,
		In: strings.NewReader(in), Out: out, Err: errs, Width: h.width, Local: h.local,
	}
	if h.with != nil {
		h.with(&d)
	}
	return d
}

// atTerminal answers what is asked with one line.
func (h *house) atTerminal(p model.Principal, answer, line string) result {
	h.t.Helper()
	was := h.with
	h.with = func(d *Deps) { d.Terminal = true }
	defer func() { h.with = was }()
	return h.feed(p, answer+"\n", strings.Fields(line)...)
}

// must runs a line that has to succeed and gives what it printed.
func (h *house) must(p model.Principal, line string) string {
	h.t.Helper()
	got := h.run(p, line)
	if got.exit != ExitDone {
		h.t.Fatalf("%s: exit %d, %s%s", line, got.exit, got.out, got.err)
	}
	return got.out
}

// put writes a shipment into the office.
func (h *house) put(shipments ...model.Shipment) {
	h.t.Helper()
	office, err := h.store.Office(ops)
	if err != nil {
		h.t.Fatal(err)
	}
	err = office.Write(h.t.Context(), "test", func(w *store.Writer) error {
		for _, s := range shipments {
			s.FactsAt = w.Now()
			if _, err := w.Put(s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

func line(text string) model.Text { return model.Line(text, 200) }

// many are plain shipments of a partner, numbered from 1; no number is another
// partner's too.
func many(partner string, count int) []model.Shipment {
	var list []model.Shipment
	for i := range count {
		list = append(list, model.Shipment{
			Ref: line(fmt.Sprintf("SHP/%s/%05d", partner, i+1)), Partner: partner,
			Facts: model.Facts{Status: model.Confirmed, Mode: model.Sea, ETD: model.Day(2025, 6, 1+i%28)},
		})
	}
	return list
}

// laptops is Anna's shipment, with everything in it that there can be.
func laptops() model.Shipment {
	packages, weight, volume := 420, 18250.5, 61.25
	catLai, longBeach := model.ParsePlace("Cat Lai"), model.ParsePlace("USLGB")
	stamp := model.Stamp{At: noon.AddDate(0, 0, -14), By: ops.Account}
	at := func(day, hour int) model.When { return model.Moment(time.Date(2025, 5, day, hour, 20, 0, 0, ict)) }
	box := line("ONEU6507410")
	s := model.Shipment{
		Ref: line("SHP/202505/00080"), Partner: "saigon-tech",
		Facts: model.Facts{
			Status: model.Confirmed, Mode: model.Sea, Load: model.FCL, Direction: model.Export,
			POL: catLai, POD: longBeach, ETD: model.Day(2025, 5, 10), ETA: model.Day(2025, 5, 25),
			Cargo: model.Cargo{Packages: &packages, WeightKg: &weight, VolumeCbm: &volume, Commodity: line("=Laptops, \"new\"")},
			References: model.References{
				HBL: line("HLHBL2500080"), Booking: line("BKG123"), PO: []model.Text{line("PO-6700"), line("PO-6701")},
			},
			Carrier: line("ONEY"), Vessel: line("ONE HANNOVER"), Voyage: line("042E"),
			Containers: []model.Container{{Number: box, Type: line("45G1"), Seal: line("HL1")}, {Number: line("TLLU1234560")}},
			Legs:       []model.Leg{{Mode: model.Sea, From: catLai, To: longBeach, Vessel: line("ONE HANNOVER"), ETD: at(10, 6)}},
		},
		Internal: model.Internal{BuyRate: line("USD 1234 SECRETRATE"), Remarks: line("SECRETREMARK")},
		Events: []model.Event{
			{ID: "e1", Milestone: model.Loaded, Classifier: model.Actual, At: at(10, 1), Place: catLai, Recorded: stamp, Published: stamp, Internal: line("SECRETEVENT")},
			{ID: "e2", Milestone: model.GateIn, Classifier: model.Actual, At: at(9, 18), Place: catLai, Container: box, Recorded: stamp, Published: stamp, Text: line("All in")},
			{ID: "e3", Milestone: model.Discharged, Classifier: model.Actual, At: at(16, 1), Recorded: stamp, Text: line("SECRETUNPUBLISHED")},
		},
		Ledger: []model.LedgerEntry{
			{Kind: model.KindETA, To: model.Day(2025, 5, 22), Recorded: stamp, Published: stamp},
			{Kind: model.KindETA, From: model.Day(2025, 5, 22), To: model.Day(2025, 5, 25), Reason: line("Port congestion"), Recorded: stamp, Published: model.Stamp{At: noon.AddDate(0, 0, -2)}},
		},
		Notes: []model.Note{
			{ID: "n1", At: noon.AddDate(0, 0, -1), By: ops.Account, Text: line("Documents are ready."), ForCustomer: true},
			{ID: "n2", At: noon, By: ops.Account, Text: line("SECRETNOTE")},
		},
	}
	return s
}
