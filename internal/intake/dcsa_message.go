package intake

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"porthole/internal/intake/dates"
	"porthole/internal/model"
)

// message is a carrier's event, whichever version of Track & Trace it came in.
type message struct {
	Ref        string           `json:"s"` // the shipment, once it was found
	Path       string           `json:"p"`
	Order      int              `json:"n"` // where in the file
	ID         string           `json:"i"`
	Retracts   string           `json:"x"` // id of the event that is taken back
	Kind       string           `json:"k"`
	Code       string           `json:"c"`
	Classifier model.Classifier `json:"l"`
	At         model.When       `json:"a"`
	Z          bool             `json:"zu"`          // At says Z, see dcsa_z.go
	Hour       model.Remark     `json:"hr,omitzero"` // that clocks show At twice; empty for once
	Carrier    string           `json:"ca"`          // SCAC, where the message names one
	Reported   time.Time        `json:"r"`
	Document   string           `json:"d"` // kind of document of a shipment event
	Refs       []reference      `json:"f"`
	Container  string           `json:"q"`
	Laden      string           `json:"e"` // LADEN, EMPTY, or not said
	Place      model.Place      `json:"o"`
	Facility   string           `json:"y"`
	Mode       string           `json:"m"`
	Phase      string           `json:"h"`
	Vessel     string           `json:"v"`
	Voyage     string           `json:"g"`
	IMO        string           `json:"j"`
	Type       string           `json:"u"` // of the container
	Seal       string           `json:"$"`
	Reason     string           `json:"w"`
	Delay      string           `json:"dl"` // the code of it
	Raw        string           `json:"z"`
	Call       string           `json:"b"`  // id of the vessel's call
	Adopted    bool             `json:"t"`  // of the shipment of its siblings
	ByBox      bool             `json:"bo"` // found by nothing but its container
	Stray      bool             `json:"-"`  // and probably on another voyage of that
}

// reference is a number by which the shipment may be found.
type reference struct {
	Kind  string `json:"k"` // FF, EQ, BKG, TRD
	Value string `json:"v"`
}

// where is the message's place in a report.
func (m message) where(field, value string) Where {
	return Where{Path: m.Path, Field: field, Value: model.Line(value, model.RefCells), order: m.Order}
}

// messageReader reads one message out of its JSON.
type messageReader struct {
	m    message
	top  node
	call node
	zone *time.Location
}

// readMessage reads a message in any of the shapes. What has to be there and
// is not, is refused; where the shapes leave a choice, the first that is there
// counts.
func readMessage(at Where, raw []byte, rawBytes int, zone *time.Location) (message, *Refusal) {
	r := messageReader{m: message{Path: at.Path, Order: at.order}, zone: zone}
	top, ok := readNode(raw)
	if !ok || !top.isMessage() {
		return r.m, &Refusal{Where: r.m.where("", string(raw[:min(len(raw), 80)])), Fault: model.NewFault("import.dcsa.no_event")}
	}
	r.top = flatten(top)
	r.call = r.top.sub("transportcall")
	r.m.Call = bounded(r.call.text("transportcallid", "transportcallreference"))
	r.identity(raw, rawBytes)
	r.references()
	if r.m.Retracts != "" {
		return r.m, nil
	}
	return r.m, r.content()
}

// flatten brings the shapes into one: what 3.0 keeps in metadata and payload,
// or in eventClassification and details, stands beside the rest as in 2.2.
func flatten(top node) node {
	flat := make(node, len(top)+8)
	for _, part := range []node{
		top, top.sub("payload"), top.sub("metadata"), top.sub("eventclassification"), top.sub("equipmentdetails"),
		top.sub("transportdetails"), top.sub("shipmentdetails"),
	} {
		for key, value := range part {
			if _, have := flat[key]; !have {
				flat[key] = value
			}
		}
	}
	return flat
}

// identity reads by which id the event is known, and whether it is taken back.
// An event without an id is known by its content.
func (r *messageReader) identity(raw []byte, rawBytes int) {
	compact := &bytes.Buffer{}
	if json.Compact(compact, raw) != nil {
		compact.Write(raw)
	}
	r.m.Raw = model.Line(string(compact.Bytes()[:min(compact.Len(), rawBytes)]), rawBytes).String()
	r.m.ID = bounded(r.top.text("eventid"))
	r.m.Retracts = bounded(r.top.text("retractedeventid"))
	if r.m.Retracts == "" && r.top.is("isretracted", "retracted") {
		r.m.Retracts = r.m.ID
	}
	if r.m.ID == "" {
		sum := sha256.Sum256(compact.Bytes())
		r.m.ID = "content:" + base64.RawURLEncoding.EncodeToString(sum[:15])
	}
	for _, key := range []string{"eventupdateddatetime", "eventcreateddatetime"} {
		if when, _ := model.ParseWhen(r.top.text(key), r.zone); !when.IsZero() && !isOpenDate(r.top.text(key)) {
			r.m.Reported = when.Instant()
			return
		}
	}
}

// isOpenDate tells 05/06/2025, of which one message does not tell whether the day or the
// month comes first.
func isOpenDate(text string) bool {
	date, ok := dates.Read(text)
	return ok && date.IsOpen()
}

// bounded is an id as it is kept: a carrier's may have up to 500 characters.
func bounded(id string) string { return model.Line(id, 500).String() }

// references collects the numbers by which the shipment may be found.
func (r *messageReader) references() {
	lists := r.top.list("documentreferences", "relateddocumentreferences", "references", "documentreference",
		"additionaldocumentreferences", "shipmentreferences")
	for _, ref := range lists {
		r.refer(ref.text("documentreferencetype", "referencetype", "typecode", "type"),
			ref.text("documentreferencevalue", "referencevalue", "value", "reference"))
	}
	if document := r.top.text("documenttypecode"); document != "" {
		r.refer(document, r.top.text("documentid", "documentreference"))
	}
	r.refer("BKG", r.top.text("carrierbookingreference"))
	r.refer("TRD", r.top.text("transportdocumentreference"))
	if box := r.top.text("equipmentreference"); !isAbsent(box) {
		r.m.Container = model.NormalizeContainer(box).String()
		r.refer("EQ", r.m.Container)
	}
}

func (r *messageReader) refer(kind, value string) {
	kind, known := references[model.Fold(kind)]
	value = model.Line(value, model.NameCells).String()
	if !known || model.Fold(value) == "" || len(r.m.Refs) >= 32 {
		return
	}
	same := func(have reference) bool { return have.Kind == kind && model.Fold(have.Value) == model.Fold(value) }
	if !slices.ContainsFunc(r.m.Refs, same) {
		r.m.Refs = append(r.m.Refs, reference{kind, value})
	}
}

// boxShape is what all numbers of containers have, those included whose fourth letter
// is another one than ISO 6346 has.
var boxShape = regexp.MustCompile(`^[A-Z]{4}[0-9]{7}$`)

// content reads what happened, when and where.
func (r *messageReader) content() *Refusal {
	r.m.Document = documents[model.Fold(r.top.text("documenttypecode"))]
	for _, ref := range r.top.list("documentreference") {
		if r.m.Document == "" {
			r.m.Document = documents[model.Fold(ref.text("typecode", "type"))]
		}
	}
	if refusal := r.classify(); refusal != nil {
		return refusal
	}
	if box := r.m.Container; r.m.Kind == kindEquipment && box != "" && !boxShape.MatchString(box) {
		return &Refusal{Where: r.m.where("equipmentReference", box), Fault: model.NewFault("import.dcsa.container")}
	}
	if r.m.Document == "" && r.top.text("documenttypecode") != "" {
		r.m.Document = "OTHER"
	}
	r.place()
	zone := cmp.Or(r.m.Place.Zone(), r.zone)
	text := r.top.text("eventdatetime")
	when, err := model.ParseWhen(text, zone)
	fault, remark := judgeTime(when, err, "import.dcsa.time")
	if isOpenDate(text) {
		fault = model.NewFault("import.dcsa.time_open")
	}
	if fault != nil {
		return &Refusal{Where: r.m.where("eventDateTime", text), Fault: fault}
	}
	r.m.At, r.m.Hour = when, remark
	r.m.readZ(text)
	r.m.Carrier = model.CarrierCode(r.top.text("carriercode", "carrierscac", "scac", "publishercode"))
	r.m.Laden = strings.ToUpper(r.top.text("emptyindicatorcode", "emptyindicator"))
	r.m.Mode = strings.ToUpper(r.call.text("modeoftransport"))
	r.m.Phase = strings.ToUpper(r.top.text("transportphase", "movementtype"))
	vessel := r.call.sub("vessel", "vesseltransport")
	if name := vessel.text("vesselname", "name"); !isAbsent(name) {
		r.m.Vessel = model.Line(name, model.NameCells).String()
	}
	if voyage := r.voyage(); !isAbsent(voyage) {
		r.m.Voyage = voyage
	}
	r.m.IMO = model.Line(cmp.Or(vessel.text("vesselimonumber", "imonumber", "imo"), r.call.text("vesselimonumber")), model.RefCells).String()
	r.m.Type = model.Line(r.top.text("isoequipmentcode", "equipmentsizetype", "equipmenttype"), model.RefCells).String()
	r.m.Seal = r.seal()
	code := strings.ToUpper(r.top.text("delayreasoncode", "delayreasoncodes"))
	r.m.Reason = model.Line(cmp.Or(r.top.text("changeremark", "vesselschedulechangeremark", "reason"), delayReasons[code]), 4*model.NameCells).String()
	r.m.Delay = model.Line(code, model.RefCells).String()
	return nil
}

// seal is the carrier's own where there are several, else the first one.
func (r *messageReader) seal() string {
	number := ""
	for _, seal := range r.top.list("seals", "seal") {
		text := model.Line(seal.text("sealnumber", "number"), model.RefCells).String()
		if own := carriersSeal[model.Fold(seal.text("sealsource", "source"))]; text != "" && (own || number == "") {
			number = text
		}
	}
	return number
}

// classify reads the kind of event, what happened and how sure it is. Carriers
// swap the fields, so a value counts for what it is and not for where it
// stands.
func (r *messageReader) classify() *Refusal {
	keys := []string{
		"transporteventtypecode", "transporteventtype", "equipmenteventtypecode", "equipmenteventtype",
		"shipmenteventtypecode", "shipmenteventtype", "eventtype", "eventtypecode", "eventclassifiercode", "eventclassifier",
		"documenttypecode",
	}
	for _, key := range keys {
		value := r.top.text(key)
		if known, ok := eventCodes[model.Fold(value)]; ok && r.m.Code == "" {
			r.m.Kind, r.m.Code = known.kind, known.code
		}
		if classifier, ok := model.ParseClassifier(value); ok && r.m.Classifier == "" {
			r.m.Classifier = classifier
		}
		if document, ok := documents[model.Fold(value)]; ok && r.m.Document == "" {
			r.m.Document = document
		}
	}
	if r.m.Code == "" {
		field, value := r.statedType()
		return &Refusal{Where: r.m.where(field, value), Fault: model.NewFault("import.dcsa.code")}
	}
	if r.m.Classifier == "" && r.m.Kind == kindShipment {
		r.m.Classifier = model.Actual // the standard has no other for documents
	}
	if r.m.Classifier == "" {
		value := r.top.text("eventclassifiercode", "eventclassifier")
		return &Refusal{Where: r.m.where("eventClassifierCode", value), Fault: model.NewFault("import.dcsa.classifier")}
	}
	return nil
}

// statedType is what the message says that it is, when that is none of ours.
func (r *messageReader) statedType() (field, value string) {
	fields := []string{
		"transportEventTypeCode", "equipmentEventTypeCode", "shipmentEventTypeCode", "iotEventTypeCode", "reeferEventTypeCode",
		"transportEventType", "equipmentEventType", "shipmentEventType", "iotEventType", "reeferEventType",
		"eventTypeCode", "eventType",
	}
	for _, field := range fields {
		if value := r.top.text(model.Fold(field)); value != "" {
			return field, value
		}
	}
	return "eventType", ""
}

// place reads where it happened: the event's own location before that of the
// vessel's call.
func (r *messageReader) place() {
	spots := []node{r.top.sub("eventlocation"), r.call.sub("location"), r.call, r.top.sub("location"), r.top}
	var code, facility, name string
	for _, spot := range spots {
		if code == "" {
			code, facility = spot.text("unlocationcode"), facilityCode(spot)
		}
		name = cmp.Or(name, spot.text("locationname", "facilityname", "otherfacility"))
		r.m.Facility = cmp.Or(r.m.Facility, facilities[model.Fold(spot.text("facilitytypecode", "facilitytype"))])
	}
	if code == "" {
		r.m.Place = model.ParsePlace(name)
		return
	}
	if facility == "" && model.Fold(code) == model.Fold(cmp.Or(r.call.text("unlocationcode"), code)) {
		facility = facilityCode(r.call)
	}
	r.m.Place = model.ParsePlaceAt(code, facility)
}

func facilityCode(spot node) string {
	return cmp.Or(spot.text("facilitycode"), spot.sub("facility").text("facilitycode"))
}

// voyage is the one that fits the event: out with the export voyage, in with
// the import voyage.
func (r *messageReader) voyage() string {
	of := func(way string) string {
		number := r.call.sub(way+"voyagenumberorreference").text("carriervoyagenumber", "universalvoyagereference")
		return cmp.Or(r.call.text(way+"voyagenumber", "carrier"+way+"voyagenumber"), number)
	}
	export, imported := of("export"), of("import")
	if imported != "" && (export == "" || r.m.Code == "ARRI" || r.m.Code == "DISC") {
		export = imported
	}
	return model.Line(export, model.RefCells).String()
}
