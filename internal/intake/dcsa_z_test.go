package intake

import (
	"strings"
	"testing"

	"porthole/internal/model"
)

// untimed leaves out when a message was made, as many carriers do.
var untimed = []any{"eventCreatedDateTime", nil}

func departureAt(id, at string) string { return call(id, "DEPA", "VNSGN", at, untimed...) }

// A carrier's Z is taken at its word, and said where something contradicts it.
func TestZIsContradicted(t *testing.T) {
	for name, c := range map[string]struct{ messages, says string }{
		"by the offset in the id": {departureAt("ACT2025-05-10T20:00:00:00+07:00", "2025-05-10T20:00:00Z"), "+07:00"},
		"by an order that is impossible": {
			lift("a", "LOAD", "VNSGN", "2025-05-10T18:00:00Z", untimed...) + "," + departureAt("b", "2025-05-10T20:00:00+07:00"), "impossible order",
		},
		"by what is known of the port across the sea": {
			call("a", "ARRI", "USLGB", "2025-05-14T08:00:00-07:00", untimed...) + "," + lift("b", "DISC", "USLGB", "2025-05-14T12:00:00Z", untimed...), "impossible order",
		},
		"by the future":                        {departureAt("a", "2025-05-16T06:00:00Z"), "not happened yet"},
		"by the future, as an offset of zero":  {departureAt("a", "2025-05-16T06:00:00+00:00"), "not happened yet"},
		"by nothing":                           {departureAt("a", "2025-05-10T20:00:00Z"), ""},
		"by nothing: the id has the same time": {departureAt("x2025-05-11T03:00:00+07:00", "2025-05-10T20:00:00Z"), ""},
		"by nothing: it has an offset":         {departureAt("x2025-05-10T20:00:00+07:00", "2025-05-10T20:00:00+07:00"), ""},
		"by nothing: steps that were swapped": {
			lift("a", "LOAD", "VNSGN", "2025-05-10T12:30:00Z", untimed...) + "," + departureAt("b", "2025-05-10T12:00:00Z"), "",
		},
	} {
		got := spoken(wayHouse(t).take("["+c.messages+"]", Options{Publish: true}))
		if c.says == "" && strings.Contains(got, "z-is-local") || c.says != "" && !strings.Contains(got, c.says) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Who knows better says so, for the file or for the carrier, and what was taken at
// its word before is taken back.
func TestZIsReadAsLocalTime(t *testing.T) {
	said := "[" + departureAt("a", "2025-05-10T20:00:00Z") + "]"
	atd := func(h *house) string { return model.Shown(h.shipment(wayRef)).ATD.String() }
	h := wayHouse(t)
	h.take(said, Options{Publish: true})
	if got := atd(h); got != "2025-05-11T03:00:00+07:00" {
		t.Errorf("at its word it is %s", got)
	}
	want(t, h.take(said, Options{Publish: true, ZIsLocal: true}), 1, 0, 0)
	if got := atd(h); got != "2025-05-10T20:00:00+07:00" {
		t.Errorf("for the file it is %s", got)
	}
	want(t, h.take(said, Options{Publish: true, ZIsLocal: true}), 0, 1, 0)

	h = wayHouse(t)
	if err := h.office.SetCarrier(t.Context(), model.CarrierSetting{Code: "MSCU", ZIsLocal: true}); err != nil {
		t.Fatal(err)
	}
	h.take("shipment,partner,carrier\nA1,ACME Import,MSC\n", Options{})
	h.take(said, Options{Publish: true})
	if got := atd(h); got != "2025-05-10T20:00:00+07:00" {
		t.Errorf("for the carrier of the shipment it is %s", got)
	}
}

// A date without a time comes as a midnight with Z, and stays a date.
func TestAMidnightWithZIsADate(t *testing.T) {
	for at, want := range map[string]string{
		"2025-05-27T00:00:00Z": "2025-05-27", "2025-05-27T00:00:00.000Z": "2025-05-27", "2025-05-27T00:00Z": "2025-05-27",
		"2025-05-27T00:00:00+00:00": "2025-05-27", "2025-05-27T00:00:00.000+0000": "2025-05-27", "2025-05-27T00:30:00+00:00": "2025-05-26T17:30:00-07:00",
		"2025-05-27T00:30:00Z": "2025-05-26T17:30:00-07:00", "2025-05-27T00:00:00-07:00": "2025-05-27T00:00:00-07:00",
	} {
		h := wayHouse(t)
		h.take("["+call("a", "ARRI", "USLGB", at, append([]any{"eventClassifierCode", "EST"}, untimed...)...)+"]", Options{Publish: true})
		if got := model.Shown(h.shipment(wayRef)).ETA.String(); got != want {
			t.Errorf("%s is %s, want %s", at, got, want)
		}
	}
}
