package intake

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"porthole/internal/intake/workbook"
	"porthole/internal/model"
	"porthole/internal/words"
)

// many is a list of so many shipments.
func many(n int) string {
	var b strings.Builder
	b.WriteString("shipment,partner\n")
	for i := range n {
		b.WriteString("A" + workbook.PlainNumber(float64(i)) + ",Saigon Tech Export\n")
	}
	return b.String()
}

func TestBatchesAddUp(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	l := usual()
	l.batch = 3
	transactions := 0
	write := func(ctx context.Context, verb string, fn func(d desk) error) error {
		transactions++
		return h.write()(ctx, verb, fn)
	}
	r, err := run(t.Context(), write, strings.NewReader(many(10)), Options{}, l)
	if err != nil || transactions != 4 {
		t.Errorf("%v, %d transactions", err, transactions)
	}
	want(t, r, 10, 0, 0)
}

// picky is a desk that refuses one shipment.
type picky struct {
	desk
	err error
}

func (p picky) Put(s model.Shipment) (bool, error) {
	if s.Ref.String() == "A4" {
		return false, p.err
	}
	return p.desk.Put(s)
}

func pickyHouse(h *house, err error) writeFunc {
	return func(ctx context.Context, verb string, fn func(d desk) error) error {
		return h.write()(ctx, verb, func(d desk) error { return fn(picky{d, err}) })
	}
}

func TestOneShipmentThatTheStoreRefusesIsRefusedAlone(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r, err := run(t.Context(), pickyHouse(h, model.NewFault("error.edited_meanwhile", "A4", "anna", "today")), strings.NewReader(many(10)), Options{}, usual())
	if err != nil {
		t.Fatal(err)
	}
	want(t, r, 9, 0, 1)
	if h.has("A4") || !h.has("A3") || !h.has("A9") || r.Refused[0].Row != 6 {
		t.Errorf("%+v", r.Refused)
	}
}

func TestAStoreThatFailsEndsTheImport(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	full := errors.New("disk full")
	l := usual()
	l.batch = 2
	r, err := run(t.Context(), pickyHouse(h, full), strings.NewReader(many(10)), Options{}, l)
	if !errors.Is(err, full) || r.Taken != 4 || !h.has("A3") || h.has("A4") || h.has("A5") {
		t.Errorf("%v, %d taken", err, r.Taken)
	}
}

func TestAnImportThatIsStoppedSaysWhatIsIn(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	ctx, cancel := context.WithCancel(t.Context())
	l := usual()
	l.batch = 2
	o := Options{Progress: func(done, total int64) {
		if total > 0 && done >= 4 {
			cancel()
		}
	}}
	r, err := run(ctx, h.write(), strings.NewReader(many(10)), o, l)
	message, hint, known := words.In(words.English, nil).Explain(err)
	if !errors.Is(err, context.Canceled) || !known || !strings.Contains(message, "4 rows") || hint == "" {
		t.Errorf("%v: %q %q", err, message, hint)
	}
	if !r.Stopped || r.Taken != 4 || !h.has("A3") || h.has("A4") || r.OK() {
		t.Errorf("%+v", r)
	}
}

func TestAnInputThatFailsWritesNothing(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	torn := errors.New("connection lost")
	in := io.MultiReader(strings.NewReader(many(1000)), failing{torn})
	for _, format := range []string{CSV, XLSX, DCSA} {
		if _, err := Run(t.Context(), h.office, in, Options{Format: format}); !errors.Is(err, torn) {
			t.Errorf("%s: %v", format, err)
		}
		in = failing{torn}
	}
	if h.has("A0") {
		t.Error("half of the file is in")
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestCostsAreBoundedBeforeTheyAreSpent(t *testing.T) {
	cases := []struct {
		name, text, fault string
		set               func(l *limits)
	}{
		{"bytes", many(1000), "error.import.too_large", func(l *limits) { l.fileBytes = 1 << 10 }},
		{"rows", many(11), "error.import.too_many_rows", func(l *limits) { l.rows = 10 }},
		{"messages", strings.Repeat(gateIn()+"\n", 11), "error.import.too_many_rows", func(l *limits) { l.rows = 10 }},
	}
	for _, c := range cases {
		h := open(t, "Saigon Tech Export")
		l := usual()
		c.set(&l)
		_, err := run(t.Context(), h.write(), strings.NewReader(c.text), Options{}, l)
		if !errors.Is(err, model.NewFault(c.fault)) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	h := open(t, "Saigon Tech Export")
	l := usual()
	l.shipment, l.remarks = 5, 3
	text := many(2) + strings.Repeat("A0,Saigon Tech Export\n", 9) + strings.Repeat("A5,Nobody\n", 4)
	r, err := run(t.Context(), h.write(), strings.NewReader(text), Options{}, l)
	if err != nil || r.Taken != 1 || r.RefusedRows() != 14 || len(r.Refused) != 3 || r.RefusedTotal < 4 {
		t.Errorf("%v %+v", err, r)
	}
}

func TestTheReportIsJSONAsScriptsReadIt(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	said := func(r Report) string {
		text, err := json.Marshal(r.Say(words.In(words.English, nil)))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	got := said(h.take("shipment,partner\nA1,Saigon Tech Export\n", Options{DryRun: true}))
	if got != `{"rows":1,"taken":1,"unchanged":0,"refused":[],"refused_total":0,"refused_rows":0,"warnings":[],"warnings_total":0,"dates_without_reason":0,"dry_run":true,`+
		`"headings":[{"heading":"shipment","columns":["shipment"]},{"heading":"partner","columns":["partner"]}],"dates":[],"numbers":[],"zone":"UTC",`+
		`"samples":[{"row":2,"values":[{"column":"shipment","value":"A1"},{"column":"partner","value":"Saigon Tech Export"}]}]}` {
		t.Error(got)
	}
	got = said(h.take("shipment,partner\nA1,Saigon Tech Export\n", Options{}))
	if got != `{"rows":1,"taken":1,"unchanged":0,"refused":[],"refused_total":0,"refused_rows":0,"warnings":[],"warnings_total":0,"dates_without_reason":0,"dry_run":false}` {
		t.Error(got)
	}
	got = said(h.take("shipment,partner,eta\nA1,Saigon Tech Export,\x1b[31mnever\n", Options{}))
	if !strings.Contains(got, `{"row":2,"field":"eta","value":"never","reason":"This is not a date. Write it with its year, as 25/05/2025 or 2025-05-25, a time as 2025-05-25 14:30, and a zone as -07:00."}`) {
		t.Error(got)
	}
}

func TestProgressIsToldToTheEnd(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	var last, total int64
	h.take(many(3000)+"A1\n,\n", Options{DryRun: true, Progress: func(done, all int64) {
		if all > 0 && (done < last || done > all) {
			t.Errorf("%d after %d of %d", done, last, all)
		}
		if all > 0 {
			last, total = done, all
		}
	}})
	if last != total || total != 3001 {
		t.Errorf("%d of %d", last, total)
	}
}

// Whatever rows a list has, in whatever order: the second time nothing in it is
// news, nothing is half in, and the dry run foretold it.
func TestTwiceIsOnce(t *testing.T) {
	cell := func(rt *rapid.T, name string, values ...string) string {
		return rapid.SampledFrom(values).Draw(rt, name)
	}
	rapid.Check(t, func(rt *rapid.T) {
		h := open(t, "Saigon Tech Export", "Mekong Foods JSC")
		h.t = t
		rows := []string{"shipment;partner;status;load;etd;eta;atd;packages;weight_kg;container;po"}
		for range rapid.IntRange(1, 12).Draw(rt, "rows") {
			rows = append(rows, strings.Join([]string{
				cell(rt, "ref", "A1", "A2", "a2", "A3", ""),
				cell(rt, "partner", "Saigon Tech Export", "saigon-tech-export", "Mekong Foods JSC", "Nobody", ""),
				cell(rt, "status", "", "draft", "Confirmed", "in_transit", "done", "cancelled", "lost"),
				cell(rt, "load", "", "FCL", "LCL"),
				cell(rt, "etd", "", "10/05/2025", "2025-05-11", "45790"),
				cell(rt, "eta", "", "25/05/2025", "2025-05-26 14:00", "soon"),
				cell(rt, "atd", "", "11/05/2025"),
				cell(rt, "packages", "", "12", "1.200"), cell(rt, "weight", "", "12,5", "1.200,25"),
				cell(rt, "container", "", "ONEU6507410", "ONEU 836391-9", "x"), cell(rt, "po", "", "P1", "P1, P2"),
			}, ";"))
		}
		text := strings.Join(rows, "\r\n")
		dry := h.take(text, Options{DryRun: true})
		once := h.take(text, Options{})
		if dry.Taken != once.Taken || dry.Unchanged != once.Unchanged || reasons(dry) != reasons(once) {
			rt.Errorf("the dry run said\n%s\nand then\n%s", spoken(dry), spoken(once))
		}
		twice := h.take(text, Options{})
		if twice.Taken != 0 || twice.Unchanged != once.Taken+once.Unchanged || reasons(twice) != reasons(once) {
			rt.Errorf("%s\nfirst %d taken, then %d\n%s", text, once.Taken, twice.Taken, spoken(twice))
		}
		if !slices.IsSortedFunc(once.Refused, func(a, b Refusal) int { return a.Row - b.Row }) {
			rt.Errorf("not in the order of the file:\n%s", spoken(once))
		}
	})
}

// Whatever a carrier answers, in whatever order, with and without ids and
// times of reporting: asking again brings nothing new.
func TestAskingACarrierTwiceIsAskingOnce(t *testing.T) {
	text := func(rt *rapid.T, name string, values ...string) any {
		if value := rapid.SampledFrom(values).Draw(rt, name); value != "" {
			return value
		}
		return nil
	}
	rapid.Check(t, func(rt *rapid.T) {
		h := open(t, "Saigon Tech Export")
		h.take("shipment,partner,pol,pod,etd,eta,booking\nS1,Saigon Tech Export,VNSGN,USLGB,10/05/2025,25/05/2025,BKG3541860\n", Options{})
		var list []string
		for range rapid.IntRange(1, 12).Draw(rt, "messages") {
			kind := rapid.SampledFrom([]string{"TRANSPORT", "EQUIPMENT"}).Draw(rt, "kind")
			code, key := "GTIN", "equipmentEventTypeCode"
			if kind == "TRANSPORT" {
				code, key = rapid.SampledFrom([]string{"ARRI", "DEPA"}).Draw(rt, "code"), "transportEventTypeCode"
			}
			list = append(list, gateIn("equipmentEventTypeCode", nil, "eventType", kind, key, code,
				"eventID", text(rt, "id", "", "a", "b", "c"),
				"retractedEventID", text(rt, "retracts", "", "", "", "", "a"),
				"eventCreatedDateTime", text(rt, "created", "", "2025-05-08T00:00:00Z", "2025-05-09T00:00:00Z", "2025-05-10T00:00:00Z"),
				"eventClassifierCode", text(rt, "classifier", "PLN", "EST", "EST", "ACT"),
				"eventDateTime", text(rt, "at", "2025-05-25T10:00:00Z", "2025-05-27T10:00:00Z", "2025-05-29T10:00:00Z"),
				"eventLocation", map[string]any{"UNLocationCode": text(rt, "place", "VNSGN", "USLGB", "SGSIN")}))
		}
		answer := "[" + strings.Join(list, ",\n") + "]"
		publish := rapid.Bool().Draw(rt, "publish")
		dry := h.take(answer, Options{DryRun: true, Publish: publish})
		once := h.take(answer, Options{Publish: publish})
		if dry.Taken != once.Taken || reasons(dry) != reasons(once) {
			rt.Errorf("the dry run said\n%s\nand then\n%s", spoken(dry), spoken(once))
		}
		if twice := h.take(answer, Options{Publish: publish}); twice.Taken != 0 || reasons(twice) != reasons(once) {
			rt.Errorf("%s\nfirst %d taken, then %d\n%s", answer, once.Taken, twice.Taken, spoken(twice))
		}
	})
}

// failsAt is the house's transactions, of which the nth and those after it fail.
func failsAt(h *house, n int, err error) writeFunc {
	batch := 0
	return func(ctx context.Context, verb string, fn func(d desk) error) error {
		if batch++; batch < n {
			return h.write()(ctx, verb, fn)
		}
		return h.write()(ctx, verb, func(d desk) error {
			if failed := fn(d); failed != nil {
				return failed
			}
			return err
		})
	}
}

func TestAStoreThatFailsInTheMiddleSaysWhatIsIn(t *testing.T) {
	full, broken := model.NewFault("error.store_full"), errors.New("input/output error")
	lists := map[string]string{
		"one row each": many(10),
		"rows apart":   many(10) + "A9,Saigon Tech Export\nA0,Saigon Tech Export\n", // of the last and of the first
	}
	for name, list := range lists {
		rows := strings.Count(list, "\n") - 1
		for n := 1; n <= 5; n++ {
			for _, cause := range []error{full, broken} {
				h := open(t, "Saigon Tech Export")
				l := usual()
				l.batch = 2
				r, err := run(t.Context(), failsAt(h, n, cause), strings.NewReader(list), Options{}, l)
				in := 0
				for h.has("A" + workbook.PlainNumber(float64(in))) {
					in++
				}
				if in != 2*(n-1) || !errors.Is(err, cause) || !r.Stopped || r.OK() || r.RefusedRows() != 0 || r.Rows != rows {
					t.Errorf("%s, batch %d: %d shipments are in, %v, %+v", name, n, in, err, r)
				}
				if r.Next.Row != in+2 || r.Taken+r.Left != rows || r.Taken < in {
					t.Errorf("%s, batch %d: %d taken, %d left, from row %d on", name, n, r.Taken, r.Left, r.Next.Row)
				}
				message, hint, _ := words.In(words.English, nil).For(model.Principal{Account: "ops@demo.example", Role: model.Operations}).Explain(err)
				if told := strings.Contains(message, "rows were taken before and stay"); told != (n > 1 && cause == full) || told && hint == "" {
					t.Errorf("%s, batch %d: %q %q", name, n, message, hint)
				}
				again := h.take(list, Options{})
				want(t, again, r.Left, r.Taken, 0)
			}
		}
	}
}

func TestADryRunThatFailsSaysNothingOfWhatIsIn(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	l := usual()
	l.batch = 2
	broken := errors.New("input/output error")
	r, err := run(t.Context(), pickyHouse(h, broken), strings.NewReader(many(10)), Options{DryRun: true}, l)
	if !errors.Is(err, broken) || r.Stopped {
		t.Errorf("%v %+v", err, r)
	}
}

func TestMessagesThatAStoreDidNotTakeAreNamed(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	h.take("shipment,partner,pol,pod,booking\nS1,Saigon Tech Export,VNSGN,USLGB,BK1\nS2,Saigon Tech Export,VNSGN,USLGB,BK2\n", Options{})
	of := func(booking, id string) string {
		return gateIn("eventID", id, "documentReferences", []any{map[string]any{"documentReferenceType": "BKG", "documentReferenceValue": booking}})
	}
	l := usual()
	l.batch = 1
	answer := "[" + of("BK1", "a") + "," + of("BK2", "b") + "," + of("BK1", "c") + "]"
	r, err := run(t.Context(), failsAt(h, 5, model.NewFault("error.store_full")), strings.NewReader(answer), Options{}, l)
	message, _, _ := words.In(words.English, nil).For(model.Principal{Account: "ops@demo.example", Role: model.Operations}).Explain(err)
	if r.Left != 1 || r.Next.Path != "$[1]" || !strings.Contains(message, "from $[1] on") {
		t.Errorf("%q %+v", message, r)
	}
}
