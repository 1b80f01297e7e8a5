package command

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
)

// pasted runs a command that a diagnosis or a review names, with what is left for the
// person to fill in.
func (h *house) pasted(t *testing.T, mend string) {
	t.Helper()
	fill := strings.NewReplacer("TEXT", "Because of it", "TIME", "2025-05-15", "'", "")
	if got := h.run(admin, fill.Replace(mend)+yes(mend)); got.exit != ExitDone {
		t.Errorf("%s: %+v", mend, got)
	}
}

// yes answers the questions of what is published.
func yes(mend string) string {
	if strings.HasPrefix(mend, "event p") || strings.HasPrefix(mend, "reschedule") {
		return " --yes"
	}
	return ""
}

// Every mend that the doctor names works when it is pasted, and what it mends is not
// found any more.
func TestTheDoctorsMendsWork(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	other := laptops()
	other.Ref, other.Events = line("SHP/202505/00081"), nil
	h.put(other)
	h.must(anna, "notices all")
	h.must(ops, "mail resend SHP/202505/00080")
	h.mailed(t)
	h.must(anna, "notices off")
	h.must(ops, "reschedule SHP/202505/00080 --eta 2025-06-09 --reason Late berth --publish --yes")
	h.must(ops, "link create SHP/202505/00081 --to "+anna.Account+" --expires 1d")
	h.later = 48 * time.Hour
	h.must(boss, "portal pause --reason We check")
	h.must(admin, "account disable "+anna.Account)
	tried := map[string]bool{}
	for range 30 {
		var told struct {
			Findings []struct {
				Check, Mend string
				OK          bool
			}
		}
		if err := json.Unmarshal([]byte(h.must(admin, "doctor "+anna.Account+" --json")), &told); err != nil {
			t.Fatal(err)
		}
		open := ""
		for _, f := range told.Findings {
			if open == "" && !f.OK && !tried[f.Mend] {
				open = f.Mend
			}
		}
		if open == "" {
			break
		}
		tried[open] = true
		h.pasted(t, open)
		h.mailed(t)
	}
	for _, want := range []string{"account enable", "portal resume", "invite", "event publish", "link renew", "mail notices", "mail resend"} {
		found := false
		for mend := range tried {
			found = found || strings.HasPrefix(mend, want)
		}
		if !found {
			t.Errorf("no mend was %s: %v", want, tried)
		}
	}
	for _, check := range []string{"paused", "disabled", "events", "code", "eta"} {
		if raw := h.must(admin, "doctor "+anna.Account+" --json"); strings.Contains(raw, `{"check":"`+check+`","ok":false`) {
			t.Errorf("%s is not mended: %s", check, raw)
		}
	}
}

// mailed sends what is due.
func (h *house) mailed(t *testing.T) {
	t.Helper()
	h.later += time.Hour
	for {
		e, ok, err := h.store.Outbox().Claim(t.Context(), func(model.Errand) model.Letter { return model.Letter{MessageID: "x"} })
		if err != nil || !ok {
			return
		}
		if err := h.store.Outbox().Sent(t.Context(), e.ID); err != nil {
			t.Fatal(err)
		}
	}
}

// What fails in a review has a mend for each reason, and it works when it is pasted;
// whoever publishes nothing is offered to keep an event back.
func TestTheReviewsMendsWork(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.must(ops, "reschedule SHP/202505/00080 --eta 2025-06-09 --reason Late berth")
	if got := h.run(boss, "review SHP/202505/00080").out; !strings.Contains(got, "operations: ssh HOST event publish SHP/202505/00080") ||
		!strings.Contains(got, "      ssh HOST event hold SHP/202505/00080") {
		t.Error(got)
	}
	var told jsonReview
	if err := json.Unmarshal([]byte(h.run(ops, "review SHP/202505/00080 --json").out), &told); err != nil {
		t.Fatal(err)
	}
	for _, p := range told.Points {
		if p.Passed {
			continue
		}
		for _, d := range append([]jsonDefect{{p.Reason, p.Mend}}, p.Also...) {
			if d.Mend == nil {
				t.Errorf("%s: nothing mends %q", p.Point, d.Reason)
				continue
			}
			h.pasted(t, *d.Mend)
		}
	}
}
