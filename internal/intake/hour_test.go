package intake

import (
	"strings"
	"testing"

	"porthole/internal/model"
)

// hours are times in the hours that clocks leave out or show twice, as their places
// write them, and what becomes of them; empty for what is refused.
var hours = []struct{ port, date, clock, want, says string }{
	{"DEHAM", "2025-03-30", "02:30", "", "no 2025-03-30 02:30 in Europe/Berlin"},
	{"DEHAM", "2025-03-30", "03:00", "2025-03-30T03:00:00+02:00", ""},
	{"DEHAM", "2025-10-26", "02:30", "2025-10-26T02:30:00+02:00", "2025-10-26T02:30:00+02:00 and 2025-10-26T02:30:00+01:00"},
	{"DEHAM", "2025-10-26", "03:00", "2025-10-26T03:00:00+01:00", ""},
	{"USLGB", "2025-03-09", "02:15", "", "no 2025-03-09 02:15 in America/Los_Angeles"},
	{"USLGB", "2025-11-02", "01:15", "2025-11-02T01:15:00-07:00", "2025-11-02T01:15:00-07:00 and 2025-11-02T01:15:00-08:00"},
	{"CLSAI", "2025-09-07", "00:30", "", "no 2025-09-07 00:30 in America/Santiago"},
	{"CLSAI", "2025-04-05", "23:30", "2025-04-05T23:30:00-03:00", "2025-04-05T23:30:00-03:00 and 2025-04-05T23:30:00-04:00"},
	{"VNSGN", "2025-03-30", "02:30", "2025-03-30T02:30:00+07:00", ""},
}

// checkHour says whether a time came out as it should, and was said.
func checkHour(t *testing.T, from, got string, r Report, want, says string) {
	t.Helper()
	said := spoken(r)
	if got != want || (r.RefusedTotal > 0) != (want == "") {
		t.Errorf("%s: it is %q, want %q\n%s", from, got, want, said)
	}
	if says == "" && strings.Contains(said, "the clocks") || !strings.Contains(said, says) {
		t.Errorf("%s: %q is not what is said:\n%s", from, says, said)
	}
}

func TestAnHourThatIsNotThereOrThereTwiceInAList(t *testing.T) {
	for _, c := range hours {
		day := strings.Split(c.date, "-")
		for _, cell := range []string{c.date + " " + c.clock, day[2] + "/" + day[1] + "/" + day[0] + " " + c.clock} {
			h := open(t, "Saigon Tech Export")
			h.take("shipment,partner,pol,pod\nA1,Saigon Tech Export,SGSIN,"+c.port+"\n", Options{Format: CSV})
			r := h.take("shipment,partner,pol,pod,eta\nA1,Saigon Tech Export,SGSIN,"+c.port+","+cell+"\n", Options{Format: CSV, Publish: true})
			checkHour(t, c.port+" "+cell, h.shipment("A1").Facts.ETA.String(), r, c.want, c.says)
		}
	}
}

// A carrier writes local time without an offset, or with a Z behind it.
func TestAnHourThatIsNotThereOrThereTwiceInAMessage(t *testing.T) {
	for _, c := range hours {
		for at, o := range map[string]Options{
			c.date + "T" + c.clock + ":00": {Publish: true}, c.date + "T" + c.clock + ":00Z": {Publish: true, ZIsLocal: true},
		} {
			h := open(t)
			h.take("shipment,partner,pol,pod,booking\nA1,ACME Import,SGSIN,"+c.port+",BK1\n", Options{CreatePartners: true})
			r := h.take("["+call("a", "ARRI", c.port, at, append([]any{"eventClassifierCode", "EST"}, untimed...)...)+"]", o)
			checkHour(t, c.port+" "+at, model.Known(h.shipment("A1")).ETA.String(), r, c.want, c.says)
		}
	}
}

// Taken at its word, Z is UTC, of which every hour is there once.
func TestZAtItsWordIsThereOnce(t *testing.T) {
	for _, c := range hours {
		h := open(t)
		h.take("shipment,partner,pol,pod,booking\nA1,ACME Import,SGSIN,"+c.port+",BK1\n", Options{CreatePartners: true})
		r := h.take("["+call("a", "ARRI", c.port, c.date+"T"+c.clock+":00Z", append([]any{"eventClassifierCode", "EST"}, untimed...)...)+"]", Options{Publish: true})
		if r.RefusedTotal > 0 || strings.Contains(spoken(r), "the clocks") {
			t.Errorf("%s %s: %s", c.port, c.date, spoken(r))
		}
	}
}
