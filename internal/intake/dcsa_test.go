package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"porthole/internal/model"
	"porthole/internal/words"
)

const demoRef = "SHP/202505/00080"

// carrierHouse has the sample list, and so the demo's shipment: Cat Lai to
// Long Beach, booking BKG3541860, ETD 10 May, ETA 25 May.
func carrierHouse(t *testing.T) *house {
	t.Helper()
	h := open(t, customers...)
	h.take(sample(t, "shipments.csv"), Options{})
	return h
}

// gateIn is a plain message in the shape of 2.2; edits change or remove keys.
func gateIn(edits ...any) string {
	m := map[string]any{
		"eventID": "e-1", "eventType": "EQUIPMENT", "eventClassifierCode": "ACT", "equipmentEventTypeCode": "GTIN",
		"eventCreatedDateTime": "2025-05-09T19:00:00+07:00", "eventDateTime": "2025-05-09T18:22:00+07:00",
		"equipmentReference": "ONEU6507410", "emptyIndicatorCode": "LADEN",
		"eventLocation":      map[string]any{"UNLocationCode": "VNSGN", "facilityCode": "CATLAI"},
		"transportCall":      map[string]any{"modeOfTransport": "VESSEL", "facilityTypeCode": "POTE"},
		"documentReferences": []any{map[string]any{"documentReferenceType": "BKG", "documentReferenceValue": "BKG3541860"}},
	}
	for i := 0; i < len(edits); i += 2 {
		key := edits[i].(string)
		if edits[i+1] == nil {
			delete(m, key)
			continue
		}
		m[key] = edits[i+1]
	}
	text, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// arrival is an estimate of the arrival in Long Beach.
func arrival(id, at, created string) string {
	return gateIn("eventID", id, "eventType", "TRANSPORT", "transportEventTypeCode", "ARRI", "equipmentEventTypeCode", nil,
		"eventClassifierCode", "EST", "eventDateTime", at, "eventCreatedDateTime", created,
		"eventLocation", map[string]any{"UNLocationCode": "USLGB"}, "changeRemark", "Port congestion")
}

func TestAMessageBecomesAMilestone(t *testing.T) {
	h := carrierHouse(t)
	want(t, h.take("["+gateIn()+"]", Options{Name: "answer.json"}), 1, 0, 0)
	s := h.shipment(demoRef)
	e := s.Events[0]
	if e.Milestone != model.GateIn || e.Classifier != model.Actual || e.Place.Short() != "Cat Lai" || e.Container.String() != "ONEU6507410" {
		t.Errorf("%+v", e)
	}
	if e.At.String() != "2025-05-09T18:22:00+07:00" || e.Origin.Kind != "dcsa" || !strings.Contains(e.Origin.Raw, "GTIN") {
		t.Errorf("at %v, origin %+v", e.At, e.Origin)
	}
	if len(model.Publish(s).Timeline) != 0 {
		t.Error("it is seen before anybody published it")
	}
	want(t, h.take("["+gateIn()+"]", Options{Publish: true}), 1, 0, 0)
	if p := model.Publish(h.shipment(demoRef)); len(p.Timeline) != 1 {
		t.Errorf("published: %+v", p.Timeline)
	}
}

// The same message in every shape, spelling and damage that occurs.
func TestTheSameMessageInManyShapes(t *testing.T) {
	beta := `{"metadata":{"eventID":"e-1","eventCreatedDateTime":"2025-05-09T19:00:00+07:00","eventType":"EQUIPMENT"},"payload":
		{"eventClassifierCode":"ACT","eventDateTime":"2025-05-09T18:22:00+07:00","equipmentEventTypeCode":"GTIN","equipmentReference":"ONEU6507410",
		"emptyIndicatorCode":"LADEN","location":{"UNLocationCode":"VNSGN"},"facilityTypeCode":"POTE",
		"relatedDocumentReferences":[{"type":"BKG","value":"BKG3541860"}]}}`
	january := `{"eventID":"e-1","eventDateTime":"2025-05-09T18:22:00+07:00","eventUpdatedDateTime":"2025-05-09T19:00:00+07:00",
		"eventLocation":{"UNLocationCode":"VNSGN","facilityTypeCode":"POTE"},
		"eventClassification":{"eventTypeCode":"EQUIPMENT","eventClassifierCode":"ACT","equipmentEventTypeCode":"GTIN"},
		"shipmentDetails":{"documentReference":{"typeCode":"BKG","reference":"BKG3541860"}},
		"equipmentDetails":{"equipmentReference":"ONEU6507410","emptyIndicatorCode":"LADEN"}}`
	june := `{"eventID":"e-1","eventDateTime":"2025-05-09T18:22:00+07:00","eventUpdatedDateTime":"2025-05-09T19:00:00+07:00",
		"eventLocation":{"UNLocationCode":"VNSGN","facilityType":"PORT_TERMINAL"},
		"eventClassification":{"eventType":"EQUIPMENT","eventClassifier":"ACTUAL","equipmentEventType":"GATED_IN"},
		"shipmentDetails":{"documentReference":{"type":"BOOKING","reference":"BKG3541860"},
			"shipmentReferences":[{"type":"FREIGHT_FORWARDERS_REFERENCE","reference":"SHP/202505/00080"}]},
		"equipmentDetails":{"equipmentReference":"ONEU6507410","emptyIndicator":"LADEN"}}`
	cases := map[string]string{
		"2.2 array":               "[" + gateIn() + "]",
		"alone":                   gateIn(),
		"under events":            `{"feedbackElements":[{"severity":"INFO"}],"events":[` + gateIn() + `]}`,
		"one per line":            gateIn() + "\n" + gateIn() + "\n",
		"with a byte order mark":  "\xEF\xBB\xBF[" + gateIn() + "]",
		"3.0 Beta 1":              "[" + beta + "]",
		"3.0 January 2026":        `{"events":[` + january + `]}`,
		"3.0 June 2026":           `{"events":[` + june + `]}`,
		"no id":                   gateIn("eventID", nil),
		"another case of keys":    strings.NewReplacer("eventID", "eventId", "UNLocationCode", "unLocationCode").Replace(gateIn()),
		"nulls":                   strings.Replace(gateIn("eventCreatedDateTime", nil), "{", `{"references":null,"seals":null,"carrierBookingReference":null,`, 1),
		"type and code swapped":   gateIn("eventType", "GTIN", "equipmentEventTypeCode", "EQUIPMENT"),
		"classifier in the type":  gateIn("eventType", "ACT", "eventClassifierCode", "EQUIPMENT"),
		"found by the container":  gateIn("documentReferences", nil),
		"a container with spaces": gateIn("equipmentReference", "ONEU 650741-0"),
		"emptiness not said":      gateIn("emptyIndicatorCode", nil),
		"the port by its name":    gateIn("eventLocation", map[string]any{"locationName": "Cảng Cát Lái"}),
		"a terminal's own code":   gateIn("eventLocation", map[string]any{"UNLocationCode": "vncli"}),
	}
	for name, text := range cases {
		h := carrierHouse(t)
		r := h.take(text, Options{Format: DCSA})
		if r.Taken != 1 || r.RefusedTotal > 0 {
			t.Errorf("%s: %d taken\n%s", name, r.Taken, spoken(r))
			continue
		}
		events := h.shipment(demoRef).Events
		if len(events) != 1 || events[0].Milestone != model.GateIn || events[0].Place.Code.String() != "VNSGN" {
			t.Errorf("%s: %+v", name, events)
		}
		if again := h.take(text, Options{Format: DCSA}); again.Taken > 0 || again.Unchanged != again.Rows {
			t.Errorf("%s, again: %d taken", name, again.Taken)
		}
	}
}

func TestANewArrivalChangesTheETA(t *testing.T) {
	h := carrierHouse(t)
	text := "[" + arrival("b", "2025-05-29T08:00:00-07:00", "2025-05-15T00:00:00Z") + "," +
		arrival("a", "2025-05-27T08:00:00-07:00", "2025-05-14T00:00:00Z") + "]"
	want(t, h.take(text, Options{}), 2, 0, 0)
	s := h.shipment(demoRef)
	if eta := model.Known(s).ETA.String(); eta != "2025-05-29T08:00:00-07:00" || len(model.Publish(s).Ledger) != 2 {
		t.Errorf("the office knows %s, customers have %d lines", eta, len(model.Publish(s).Ledger))
	}
	last := s.Ledger[len(s.Ledger)-1]
	if last.Reason.String() != "Port congestion" || last.From.Date() != model.Day(2025, 5, 27) || s.Events[1].Milestone != model.ETAChanged {
		t.Errorf("%+v", last)
	}
	want(t, h.take(text, Options{}), 0, 2, 0)
	h.take(text, Options{Publish: true})
	if days, _ := model.RowOf(model.Publish(h.shipment(demoRef))).Slip(); days != 4 {
		t.Errorf("the slip that customers see is %d days", days)
	}
}

func TestADepartureBeforeTheLoadingIsPutInOrder(t *testing.T) {
	h := carrierHouse(t)
	depa := gateIn("eventID", "d", "eventType", "TRANSPORT", "equipmentEventTypeCode", nil, "transportEventTypeCode", "DEPA", "eventDateTime", "2025-05-10T06:00:00+07:00")
	load := gateIn("eventID", "l", "equipmentEventTypeCode", "LOAD", "eventDateTime", "2025-05-10T01:20:00+07:00")
	want(t, h.take("["+depa+","+load+"]", Options{Publish: true}), 2, 0, 0)
	p := model.Publish(h.shipment(demoRef))
	if p.Timeline[0].Milestone != model.Loaded || p.Timeline[1].Milestone != model.Departed || p.ATD.String() != "2025-05-10T06:00:00+07:00" {
		t.Errorf("%+v", p.Timeline)
	}
}

func TestRepeatsCollapse(t *testing.T) {
	h := carrierHouse(t)
	other := gateIn("eventID", "e-2", "documentReferences", nil)
	want(t, h.take("["+gateIn()+","+other+","+gateIn()+","+gateIn("eventID", nil)+"]", Options{}), 1, 3, 0)
	want(t, h.take("["+other+"]", Options{DryRun: true}), 0, 1, 0)
}

func TestRetractions(t *testing.T) {
	back := map[string]string{
		"3.0 Beta 1, of nothing but the event": `{"metadata":{"eventID":"x","eventType":"EQUIPMENT","retractedEventID":"e-1"}}`,
		"3.0 with a flag":                      `{"eventID":"e-1","isRetracted":true}`,
	}
	for name, text := range back {
		h := carrierHouse(t)
		want(t, h.take("["+text+","+gateIn()+"]", Options{Publish: true}), 2, 0, 0)
		if p := model.Publish(h.shipment(demoRef)); len(p.Timeline) != 0 {
			t.Errorf("%s: still seen", name)
		}
		want(t, h.take("["+text+","+gateIn()+"]", Options{Publish: true}), 0, 2, 0)
		r := h.take("["+text+"]", Options{})
		if reasons(r) != "import.dcsa.retracts_whose" {
			t.Errorf("%s, alone: %s", name, reasons(r))
		}
	}
	h := carrierHouse(t)
	h.take("["+gateIn()+"]", Options{Publish: true})
	r := h.take("["+gateIn("eventID", "y", "retractedEventID", "e-1")+"]", Options{})
	want(t, r, 1, 0, 0)
	if remarks(r) != "remark.import.retracted_published" {
		t.Errorf("remarked %q", remarks(r))
	}
}

func TestRefusalsNameThePath(t *testing.T) {
	h := carrierHouse(t)
	bad := gateIn("eventClassifierCode", nil)
	cases := map[string]string{
		"[" + gateIn() + "," + bad + "]":       "$[1]",
		`{"events":[` + bad + `]}`:             "$.events[0]",
		bad:                                    "$",
		gateIn() + "\n" + bad:                  "$[1]",
		`{"a b":{"value":[` + bad + `]}}`:      "$.a b.value[0]",
		gateIn() + "\nnonsense\n" + bad + "\n": "$[1]",
	}
	for text, path := range cases {
		r := h.take(text, Options{DryRun: true, Format: DCSA})
		if r.RefusedTotal == 0 || r.Refused[0].Path != path {
			t.Errorf("%s:\n%s", text, spoken(r))
		}
	}
	line := h.take("["+bad+"]", Options{DryRun: true}).Say(words.In(words.Vietnamese, nil)).Refused[0]
	if line.Field != "eventClassifierCode" || !strings.Contains(line.Reason, "kế hoạch") {
		t.Errorf("%+v", line)
	}
}

func TestAnAnswerThatBreaksOffIsTakenUpToThere(t *testing.T) {
	h := carrierHouse(t)
	text := "[" + gateIn() + "," + gateIn("eventID", "e-2", "equipmentReference", "ONEU8363919")
	for _, cut := range []string{text[:len(text)-40], text + ","} {
		r := h.take(cut, Options{DryRun: true})
		if r.Taken == 0 || reasons(r) != "import.json" {
			t.Errorf("%d taken, %s", r.Taken, reasons(r))
		}
	}
	_, err := Run(t.Context(), h.office, strings.NewReader("{not json"), Options{})
	if !errors.Is(err, model.NewFault("error.import.json")) {
		t.Errorf("%v", err)
	}
}

// What does not fit into memory is read piece by piece, with the same result.
func TestALargeAnswerIsReadAsAStream(t *testing.T) {
	h := carrierHouse(t)
	var list []string
	for n := range 200 {
		list = append(list, gateIn("eventID", fmt.Sprint("e-", n), "eventDateTime", time.Date(2025, 5, 9, 0, 31*n, 0, 0, time.UTC).Format(time.RFC3339)))
	}
	l := usual()
	l.valueBytes, l.batch, l.batchItems = 2<<10, 3, 7
	for _, text := range []string{
		"[" + strings.Join(list, ",") + "]",
		`{"meta":{"page":1},"events":[` + strings.Join(list, ",") + `],"next":null}`,
		`{"a":{"value":[` + strings.Join(list, ",") + `]}}`,
	} {
		o := Options{DryRun: true}
		r, err := run(t.Context(), h.write(), iotest.HalfReader(strings.NewReader(text)), o, l)
		if err != nil {
			t.Fatal(err)
		}
		want(t, r, 200, 0, 0)
	}
	r, err := run(t.Context(), h.write(), strings.NewReader("["+list[0]+`,{"eventID":"`+strings.Repeat("x", 100<<10)+`"}]`), Options{}, l)
	if err != nil || reasons(r) != "import.value_too_large" || r.Taken != 1 {
		t.Errorf("%v, %s", err, reasons(r))
	}
}

// The published examples come through: none of them is of a shipment here, so
// every one of them is refused for that, or for what it is.
func TestThePublishedSamplesAreRead(t *testing.T) {
	h := carrierHouse(t)
	for name, rows := range map[string]int{"tnt-220.json": 7, "tnt-300-january.json": 5, "tnt-300-beta.json": 11} {
		r := h.take(sample(t, name), Options{})
		want(t, r, 0, 0, rows)
		for _, f := range r.Refused {
			switch f.Fault.Key {
			case "import.dcsa.no_shipment", "import.dcsa.code", "import.dcsa.no_reference", "import.dcsa.retracts_whose":
			default:
				t.Errorf("%s %s: %s", name, f.Path, f.Fault)
			}
		}
	}
}

// The 2.2 sample, with a shipment that it is about.
func TestThePublishedSampleIsTaken(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	h.take("shipment,partner,pol,pod,booking,load\nS1,Saigon Tech Export,VNSGN,FRPAR,ABC123123123,FCL\n", Options{})
	r := h.take(sample(t, "tnt-220.json"), Options{Publish: true})
	want(t, r, 1, 1, 5)
	if got := reasons(r); got != "import.dcsa.no_shipment import.dcsa.empty import.dcsa.not_tracked import.dcsa.empty import.dcsa.no_shipment" {
		t.Errorf("refused:\n%s", spoken(r))
	}
	if ata := model.Shown(h.shipment("S1")).ATA.String(); ata != "2021-01-09T14:12:56+01:00" {
		t.Errorf("ATA %s", ata)
	}
}

func FuzzDCSA(f *testing.F) {
	f.Add(gateIn())
	f.Add("[" + arrival("a", "2025-05-27", "x") + "]")
	f.Add(`{"events":[{"eventClassification":{"eventType":"TRANSPORT"}}]}`)
	f.Add(gateIn() + "\n{]\n" + gateIn())
	f.Fuzz(func(t *testing.T, text string) {
		l := usual()
		l.valueBytes = 512
		s := model.Shipment{Ref: model.Line("S1", model.RefCells), Facts: model.Facts{POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB")}}
		w := walker{limits: l, broken: func(string, *model.Fault) {}, each: func(path string, raw json.RawMessage) error {
			m, refusal := readMessage(Where{Path: path}, raw, l.rawBytes, time.UTC)
			if refusal == nil && m.Retracts == "" {
				if m.At.IsZero() || m.Code == "" || m.Classifier == "" || len(m.Raw) > 4*l.rawBytes {
					t.Errorf("%s became %+v", raw, m)
				}
				r := newReports("S1", []message{m, m}, true)
				var out outcome
				for _, m := range r.list {
					r.message(&s, m, newWay(s, r.list), model.Stamp{At: time.Unix(1747360800, 0)}, &out)
				}
				if out.taken > 1 {
					t.Errorf("%s was taken twice", raw)
				}
			}
			return nil
		}}
		w.in = newPeeker(text)
		if err := w.walk(); err != nil && !errors.Is(err, errBroken) {
			t.Errorf("%q: %v", text, err)
		}
	})
}

// Of a date in figures one message does not tell the order, and a guess is not taken.
func TestATimeThatIsReadInTwoWaysIsRefused(t *testing.T) {
	for at, reason := range map[string]string{"05/06/2025 10:00": "import.dcsa.time_open", "05-06-2025": "import.dcsa.time_open", "25/05/2025 10:00": "", "2025-06-05T10:00:00-07:00": ""} {
		if r := carrierHouse(t).take("["+arrival("a", at, "2025-05-13T00:00:00Z")+"]", Options{Publish: true}); reasons(r) != reason {
			t.Errorf("%s: %s", at, spoken(r))
		}
	}
}

// Answers have one time of making for all of their events, and then two estimates that
// differ by days cannot be ordered.
func TestTwoEstimatesOfOneMomentAreRemarked(t *testing.T) {
	const made = "2025-05-13T00:00:00Z"
	for second, said := range map[string]bool{"2025-06-02T10:00:00-07:00": true, "2025-05-30T16:00:00-07:00": false} {
		h := carrierHouse(t)
		r := h.take("["+arrival("a", "2025-05-30T10:00:00-07:00", made)+","+arrival("b", second, made)+"]", Options{Publish: true})
		if strings.Contains(remarks(r), "remark.import.at_once") != said || model.Publish(h.shipment(demoRef)).ETA.String() != "2025-05-30T10:00:00-07:00" {
			t.Errorf("%s: %s", second, spoken(r))
		}
	}
}
