package web

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"porthole/internal/access"
	"porthole/internal/desk"
	"porthole/internal/model"
	"porthole/internal/store"
)

func TestMain(m *testing.M) {
	if code := m.Run(); code != 0 {
		os.Exit(code)
	}
	goleak.VerifyTestMain(done{})
}

type done struct{}

func (done) Run() int { return 0 }

const (
	cargo = "SHP/202505/00080"
	other = "SHP/202505/00092"
	out   = "198.51.100.7:4022"
)

// house is a site over a store with two shipments of one customer, and a clock that
// the test moves. Its door has no limits: those are SSH's.
type house struct {
	*Site
	t      testing.TB
	clock  atomic.Int64
	office *store.Office
	desk   *desk.Desk
	tried  atomic.Int64
}

func (h *house) now() time.Time { return time.Unix(0, h.clock.Load()).UTC() }

// FollowOnWeb implements Door.
func (h *house) FollowOnWeb(addr netip.Addr, typed string) (model.Principal, error) {
	h.tried.Add(1)
	code, err := access.ParseCode(typed)
	if err != nil {
		return model.Principal{}, err
	}
	return h.Store.Directory().OpenLink(context.Background(), code.Hash(), store.Browser, "web "+addr.String())
}

func open(t testing.TB) *house {
	t.Helper()
	h := &house{t: t}
	h.clock.Store(time.Date(2025, 5, 16, 2, 0, 0, 0, time.UTC).UnixNano())
	st, err := store.Open(t.TempDir(), store.Options{Now: h.now})
	check(t, err)
	t.Cleanup(func() { _ = st.Close() })
	h.office, err = st.Office(model.Principal{Account: "admin@house.example", Role: model.Admin})
	check(t, err)
	h.desk = desk.New(h.office)
	check(t, h.office.SetForwarder(t.Context(), model.Forwarder{Name: line("Hai Long"), Phone: line("+84 28 3823 0000"), Zone: "Asia/Ho_Chi_Minh"}))
	h.put(shipment(cargo, "ONE HANNOVER"), shipment(other, "CANARY"))
	h.Site, err = New(Options{Store: st, Door: h, Now: h.now, SSH: "ssh track@portal.example", PerOrigin: 8})
	check(t, err)
	return h
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func line(text string) model.Text { return model.Line(text, 200) }

func shipment(ref, vessel string) model.Shipment {
	return model.Shipment{Ref: line(ref), Partner: "saigon-tech", Facts: model.Facts{
		Status: model.Confirmed, Mode: model.Sea, Load: model.FCL, POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB"),
		ETD: model.Day(2025, 5, 20), ETA: model.Day(2025, 6, 5), Vessel: line(vessel),
	}}
}

func (h *house) put(all ...model.Shipment) {
	h.t.Helper()
	check(h.t, h.office.Write(h.t.Context(), "test", func(w *store.Writer) error {
		if _, err := w.AddPartner("saigon-tech", line("Saigon Tech Export")); err != nil && !errors.Is(err, model.NewFault("error.partner_exists")) {
			return err
		}
		for _, s := range all {
			if there, err := w.Shipment(s.Ref.String()); err == nil {
				there.Facts = s.Facts
				s = there
			}
			if _, err := w.Put(s); err != nil {
				return err
			}
		}
		return nil
	}))
}

// code makes a tracking code for the cargo.
func (h *house) code(bind bool) (plain, id string) {
	h.t.Helper()
	made, l, err := h.desk.CreateLink(h.t.Context(), store.LinkDraft{Ref: cargo, To: "kim@longbeach.example", Bind: bind})
	check(h.t, err)
	return made.Code, l.ID
}

// link is the record of the code, as staff read it.
func (h *house) link(id string) store.Link {
	h.t.Helper()
	list, _, err := h.desk.Links(h.t.Context(), "", "", 0)
	check(h.t, err)
	for _, l := range list {
		if l.ID == id {
			return l
		}
	}
	h.t.Fatalf("no link %s", id)
	return store.Link{}
}

// ask makes a request, with pairs of header names and values.
func (h *house) ask(method, path, form string, headers ...string) *http.Response {
	h.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form))
	r.RemoteAddr = out
	if form != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.Handler().ServeHTTP(w, r)
	return w.Result()
}

func body(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	check(t, err)
	return string(b)
}

// post tries a code.
func (h *house) post(code string) *http.Response {
	return h.ask("POST", "/t", url.Values{"code": {code}}.Encode())
}

// enter opens the shipment and gives the cookie as a header.
func (h *house) enter(code string) (cookie string) {
	h.t.Helper()
	answer := h.post(code)
	if answer.StatusCode != http.StatusSeeOther || len(answer.Cookies()) != 1 {
		h.t.Fatalf("%d %s", answer.StatusCode, body(h.t, answer))
	}
	return cookieName + "=" + answer.Cookies()[0].Value
}

// see is the page of whoever has the cookie.
func (h *house) see(cookie string, headers ...string) (int, string) {
	h.t.Helper()
	answer := h.ask("GET", "/t", "", append(headers, "Cookie", cookie)...)
	return answer.StatusCode, body(h.t, answer)
}

// serve listens on the loopback, and gives the address.
func (h *house) serve() string {
	h.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(h.t, err)
	h.t.Cleanup(h.Serve(listener))
	return listener.Addr().String()
}
