package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"porthole/internal/model"
)

// The web door's column in the table of roles and acts: whoever comes through it is the
// holder of a code, whose only acts are to look and to use the code. Nothing that a
// browser can send does anything else, and no other handle is given for its cookie.
func TestThePageLooksAndDoesNothingElse(t *testing.T) {
	h := open(t)
	plain, id := h.code(false)
	cookie := h.enter(plain)
	who, known := h.opened(cookie[len(cookieName)+1:])
	if !known || who.Role != model.Holder || who.Account != "code "+id || who.Partner != "" {
		t.Fatalf("%+v", who)
	}
	acts := map[model.Act]bool{model.ActView: true, model.ActCode: true}
	for act := model.ActView; model.Admin.May(act) || model.Portal.May(act) || model.Holder.May(act); act++ {
		if who.Role.May(act) != acts[act] {
			t.Errorf("act %d: %v", act, !acts[act])
		}
	}
	_, office := h.Store.Office(who)
	_, room := h.Store.Room(who)
	_, self := h.Store.Self(who)
	for name, err := range map[string]error{"the office": office, "a customer's room": room, "an account": self} {
		if !errors.Is(err, model.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	before, uses := h.trail(), h.link(id).Uses
	allowed := map[string]int{
		"GET /t": 200, "HEAD /t": 200, "GET /t/shipment.ics": 200, "HEAD /t/shipment.ics": 200, "POST /t/leave": 303, "GET /": 303, "HEAD /": 303,
		"GET /robots.txt": 200, "HEAD /robots.txt": 200, "POST /t": 403, // a form without a code
	}
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"} {
		for _, path := range []string{
			"/t", "/t/leave", "/t/shipment.ics", "/", "/robots.txt", "/t/" + id, "/t/shipments", "/t/links", "/t/event", "/t/note", "/t/keys",
			"/shipments", "/audit", "/settings", "/backup", "/metrics", "/t/../audit", "/t/events/x", "/t?ref=" + other, "/t/shipment.ics?ref=" + other,
		} {
			answer := h.ask(method, path, "ref="+other+"&text=x&publish=1", "Cookie", cookie)
			bare, _, _ := strings.Cut(path, "?")
			want, may := allowed[method+" "+bare]
			if text := body(t, answer); may && answer.StatusCode != want || !may && answer.StatusCode < http.StatusMultipleChoices || strings.Contains(text, other) || strings.Contains(text, "CANARY") {
				t.Errorf("%s %s: %d", method, path, answer.StatusCode)
			}
		}
	}
	if after := h.trail(); after != before || h.link(id).Uses != uses {
		t.Errorf("something was done: %d entries, %d before", after, before)
	}
}

// trail is how many acts are on record.
func (h *house) trail() uint64 {
	h.t.Helper()
	n, _, err := h.office.VerifyAudit(h.t.Context())
	check(h.t, err)
	return n
}
