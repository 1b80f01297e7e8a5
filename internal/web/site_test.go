package web

import (
	"bufio"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/store"
)

// A program that looks for bad links opens what is in a mail, again and again and with
// whatever it has found. It uses nothing up, and learns nothing.
func TestAHundredLooksOfAScannerSpendNothing(t *testing.T) {
	h := open(t)
	plain, id := h.code(false)
	for i := range 100 {
		for _, path := range []string{"/t", "/t?code=" + plain, "/t/" + plain, "/t/events", "/t/shipment.ics", "/"} {
			answer := h.ask([]string{"GET", "HEAD"}[i%2], path, "", "Referer", "https://mail.example/"+plain)
			if text := body(t, answer); strings.Contains(text, cargo) || strings.Contains(text, plain) || len(answer.Cookies()) > 0 {
				t.Fatalf("%s tells of the shipment: %s", path, text)
			}
		}
	}
	if l := h.link(id); l.Uses != 0 || h.tried.Load() != 0 {
		t.Errorf("used %d times, tried %d times", l.Uses, h.tried.Load())
	}
}

func TestACodeOpensItsShipmentInABrowser(t *testing.T) {
	h := open(t)
	plain, id := h.code(false)
	answer := h.post(" " + strings.ToLower(plain) + "\n")
	if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != "t" {
		t.Fatalf("%d to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
	cookie := answer.Cookies()[0]
	if cookie.Name != "__Host-porthole" || !cookie.HttpOnly || !cookie.Secure || cookie.SameSite != http.SameSiteLaxMode ||
		cookie.MaxAge != 86400 || cookie.Path != "/" || cookie.Domain != "" {
		t.Errorf("the cookie is %s", cookie)
	}
	if strings.Contains(cookie.Value, plain[3:8]) || cookie.Value == h.post(plain).Cookies()[0].Value {
		t.Error("the cookie is not random")
	}
	status, page := h.see(cookie.Name + "=" + cookie.Value)
	for _, text := range []string{cargo, "ONE HANNOVER", "Has it been loaded?", "05 Jun", "Hai Long", "ssh track@portal.example"} {
		if !strings.Contains(page, text) {
			t.Errorf("there is no %q on the page", text)
		}
	}
	if status != http.StatusOK || strings.Contains(page, "CANARY") || strings.Contains(page, other) || strings.Contains(page, plain[3:8]) {
		t.Errorf("%d, or something is there that is not to be", status)
	}
	if l := h.link(id); l.Uses != 2 || !strings.HasPrefix(l.From, "web 198.51.100.7") {
		t.Errorf("used %d times, from %q", l.Uses, l.From)
	}
	calendar := body(t, h.ask("GET", "/t/shipment.ics", "", "Cookie", cookie.Name+"="+cookie.Value))
	if !strings.Contains(calendar, "BEGIN:VCALENDAR\r\n") || !strings.Contains(calendar, cargo) {
		t.Errorf("the calendar is %q", calendar)
	}
}

// Until when each container is free stands beside it, and what is not known is said.
func TestThePageSaysUntilWhenItIsFree(t *testing.T) {
	h := open(t)
	seven := 7
	s := shipment(cargo, "ONE HANNOVER")
	s.Facts.Containers = []model.Container{
		{Number: line("ONEU6507410"), Free: model.FreeTime{Demurrage: model.Terms{Days: &seven}, Storage: model.Terms{Last: model.Day(2025, 5, 18)}, CustomsHold: line("X-ray")}},
		{Number: line("ONEU8363919")},
	}
	h.put(s)
	plain, _ := h.code(false)
	_, page := h.see(h.enter(plain))
	for _, text := range []string{"Until 18 May: 3 days left.", "<th scope=\"col\">Free until</th>", "<td>18 May</td></tr>", ">Line: demurrage 7 days", "Customs hold: X-ray</td>", "<td>not known</td>"} {
		if !strings.Contains(page, text) {
			t.Errorf("there is no %q on the page", text)
		}
	}
}

// What opens nothing has one answer, whatever it is; what its holder can mend is said.
func TestWhatIsSaidOfACodeThatOpensNothing(t *testing.T) {
	h := open(t)
	known, id := h.code(false)
	bound, _ := h.code(true)
	for name, c := range map[string]struct{ code, says string }{
		"incomplete": {known[:12], "The end of the code is missing"},
		"mistyped":   {known[:len(known)-1] + "*", "There is a slip in the code"},
		"nothing":    {"", "The end of the code is missing"},
		"bound":      {bound, "This code opens with its key only"},
	} {
		if answer := h.post(c.code); answer.StatusCode != http.StatusForbidden || !strings.Contains(body(t, answer), c.says) {
			t.Errorf("%s: %d", name, answer.StatusCode)
		}
	}
	_, err := h.desk.RevokeLink(t.Context(), id)
	check(t, err)
	moved := shipment("SHP/202505/00100", "CANARY")
	h.put(moved)
	gone, _, err := h.desk.CreateLink(t.Context(), store.LinkDraft{Ref: "SHP/202505/00100", To: "kim@longbeach.example"})
	check(t, err)
	check(t, h.office.Write(t.Context(), "test", func(w *store.Writer) error {
		if _, err := w.AddPartner("mekong-foods", line("Mekong Foods")); err != nil {
			return err
		}
		s, err := w.Shipment("SHP/202505/00100")
		if err == nil {
			s.Partner = "mekong-foods"
			_, err = w.Put(s)
		}
		return err
	}))
	never, err := access.NewCode(rand.Reader)
	check(t, err)
	want := h.post(never.Plain())
	text := body(t, want)
	for name, code := range map[string]string{"withdrawn": known, "of another customer now": gone.Code} {
		if answer := h.post(code); body(t, answer) != text || answer.StatusCode != want.StatusCode || !reflect.DeepEqual(answer.Header, want.Header) {
			t.Errorf("%s: it can be told from one that never was", name)
		}
	}
	if !strings.Contains(text, "does not open anything, or does no longer") {
		t.Error(text)
	}
}

// A page that is open ends when its code does, and says why.
func TestAnOpenPageEndsWithItsCode(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(h *house, id string) error
		says string
	}{
		"withdrawn": {func(h *house, id string) error { _, err := h.desk.RevokeLink(h.t.Context(), id); return err }, "was withdrawn"},
		"renewed":   {func(h *house, id string) error { _, _, err := h.desk.RenewLink(h.t.Context(), id, 0); return err }, "was replaced by a newer one"},
		"expired":   {func(h *house, _ string) error { h.clock.Add(int64(23 * time.Hour)); return nil }, "expired"},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			plain, id := h.code(false)
			if name == "expired" {
				var err error
				var made model.Handed
				made, _, err = h.desk.RenewLink(t.Context(), id, time.Hour)
				plain = made.Code
				check(t, err)
			}
			cookie := h.enter(plain)
			check(t, c.end(h, id))
			status, page := h.see(cookie)
			if status != http.StatusForbidden || strings.Contains(page, cargo) || !strings.Contains(page, c.says) || !strings.Contains(page, "Hai Long") {
				t.Errorf("%d %s", status, page)
			}
			if answer := h.ask("GET", "/t/events", "", "Cookie", cookie); answer.StatusCode != http.StatusNoContent {
				t.Errorf("events: %d", answer.StatusCode)
			}
			if answer := h.ask("GET", "/t/shipment.ics", "", "Cookie", cookie); answer.StatusCode != http.StatusForbidden {
				t.Errorf("calendar: %d", answer.StatusCode)
			}
		})
	}
}

// listen reads the events of an open page.
func (h *house) listen(addr, cookie string) (*bufio.Reader, *http.Response) {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), "GET", "http://"+addr+"/t/events", http.NoBody)
	check(h.t, err)
	r.Header.Set("Cookie", cookie)
	answer, err := http.DefaultClient.Do(r)
	check(h.t, err)
	h.t.Cleanup(func() { _ = answer.Body.Close(); http.DefaultClient.CloseIdleConnections() })
	return bufio.NewReader(answer.Body), answer
}

// told reads up to an event.
// told waits until a page is told to look again. It is told when something happens, and
// not at the next beat, which is a comment.
func told(t *testing.T, events *bufio.Reader) {
	t.Helper()
	for text := ""; text != "event: change\n"; {
		var err error
		text, err = events.ReadString('\n')
		check(t, err)
		if text == ":\n" {
			t.Fatal("nothing is told before the next beat")
		}
	}
}

func TestAnOpenPageHearsOfChanges(t *testing.T) {
	h := open(t)
	plain, id := h.code(false)
	cookie := h.enter(plain)
	before := h.ask("GET", "/t", "", "Cookie", cookie).Header.Get("ETag")
	if answer := h.ask("GET", "/t", "", "Cookie", cookie, "If-None-Match", before); answer.StatusCode != http.StatusNotModified || body(t, answer) != "" {
		t.Errorf("nothing has changed: %d", answer.StatusCode)
	}
	events, _ := h.listen(h.serve(), cookie)
	_, err := events.ReadString('\n')
	check(t, err)
	h.put(shipment(other, "CANARY MOVED")) // nobody's who looks here
	h.put(shipment(cargo, "ONE HANOI"))
	told(t, events)
	answer := h.ask("GET", "/t", "", "Cookie", cookie, "If-None-Match", before)
	if text := body(t, answer); answer.StatusCode != http.StatusOK || !strings.Contains(text, "ONE HANOI") {
		t.Errorf("the change is not on the page: %d", answer.StatusCode)
	}
	_, _, err = h.desk.RenewLink(t.Context(), id, 0)
	check(t, err)
	told(t, events)
	if rest, err := io.ReadAll(events); err != nil || strings.TrimSpace(string(rest)) != "data:" {
		t.Errorf("it goes on: %q %v", rest, err)
	}
	if open := h.Open(); open != 0 {
		t.Errorf("%d pages are counted", open)
	}
}

// interrupted is an answer of which something happens as soon as a part is sent.
type interrupted struct {
	*httptest.ResponseRecorder
	then func()
}

// Flush implements [http.Flusher].
func (i interrupted) Flush() { i.then() }

// The story: the code is taken away while its page is being told of something else. The
// page must hear of the end: it would go on showing the shipment otherwise.
func TestAnEndIsToldWhateverIsBeingSaid(t *testing.T) {
	h := open(t)
	plain, id := h.code(false)
	r := httptest.NewRequest(http.MethodGet, "/t/events", http.NoBody)
	r.RemoteAddr = out
	r.Header.Set("Cookie", h.enter(plain))
	end := sync.OnceFunc(func() {
		_, err := h.desk.RevokeLink(t.Context(), id)
		check(t, err)
	})
	w := interrupted{httptest.NewRecorder(), end}
	h.Handler().ServeHTTP(w, r)
	if !strings.HasSuffix(w.Body.String(), change) {
		t.Errorf("the page hears %q and nothing of the end", w.Body)
	}
}

// broken is a door in which something goes wrong.
type broken struct{}

// FollowOnWeb implements Door.
func (broken) FollowOnWeb(netip.Addr, string) (model.Principal, error) { panic("CANARY") }

func TestAPanicEndsOneRequest(t *testing.T) {
	h := open(t)
	var reported error
	h.Door, h.Report = broken{}, func(err error) string { reported = err; return "4711" }
	answer := h.post("anything")
	if text := body(t, answer); answer.StatusCode != http.StatusInternalServerError || !strings.Contains(text, "4711") || strings.Contains(text, "CANARY") {
		t.Errorf("%d %s", answer.StatusCode, text)
	}
	if reported == nil || !strings.Contains(reported.Error(), "CANARY") {
		t.Errorf("the log has %v", reported)
	}
	if status, _ := h.see(""); status != http.StatusOK {
		t.Errorf("the next one is answered %d", status)
	}
}

func TestThePortalsPauseHoldsForThePage(t *testing.T) {
	h := open(t)
	plain, _ := h.code(false)
	cookie := h.enter(plain)
	check(t, h.office.Pause(t.Context(), "saigon-tech", line("checking")))
	status, page := h.see(cookie)
	if status != http.StatusServiceUnavailable || strings.Contains(page, cargo) || !strings.Contains(page, "paused for a while") {
		t.Errorf("%d %s", status, page)
	}
}

func TestTheLanguageIsTheBrowsersOrTheOneChosen(t *testing.T) {
	h := open(t)
	plain, _ := h.code(false)
	cookie := h.enter(plain)
	for _, c := range []struct{ path, accept, says string }{
		{"/t", "vi-VN,vi;q=0.9,en;q=0.8", "Hàng đang ở đâu?"},
		{"/t", "fr, en;q=0.5", "Where is it now?"},
		{"/t", "", "Where is it now?"},
		{"/t?lang=vi", "en", "Hàng đang ở đâu?"},
		{"/t?lang=xx", "vi", "Hàng đang ở đâu?"},
	} {
		if page := body(t, h.ask("GET", c.path, "", "Cookie", cookie, "Accept-Language", c.accept)); !strings.Contains(page, c.says) {
			t.Errorf("%s %q: not %q", c.path, c.accept, c.says)
		}
	}
	answer := h.ask("POST", "/t?lang=vi", url.Values{"code": {plain}}.Encode())
	if to := answer.Header.Get("Location"); to != "t?lang=vi" {
		t.Errorf("the language is lost: %q", to)
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	h := open(t)
	for _, answer := range []*http.Response{
		h.ask("GET", "/t", ""), h.post("x"), h.ask("GET", "/nowhere", ""), h.ask("DELETE", "/t", ""), h.ask("GET", "/t/shipment.ics", ""),
		h.ask("POST", "/t/leave", "", "Sec-Fetch-Site", "cross-site"),
	} {
		for name, value := range map[string]string{
			"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "X-Content-Type-Options": "nosniff",
		} {
			if got := answer.Header.Get(name); got != value {
				t.Errorf("%s: %q", name, got)
			}
		}
		policy := answer.Header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none';") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("the policy is %q", policy)
		}
		if answer.Header.Get("Strict-Transport-Security") != "" {
			t.Error("HSTS without TLS")
		}
	}
}

func TestAPostFromElsewhereIsRefused(t *testing.T) {
	h := open(t)
	plain, _ := h.code(false)
	form := url.Values{"code": {plain}}.Encode()
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
		if answer := h.ask("POST", "/t", form, headers...); answer.StatusCode != http.StatusForbidden || len(answer.Cookies()) > 0 {
			t.Errorf("%v: %d", headers, answer.StatusCode)
		}
	}
	if answer := h.ask("POST", "/t", "code="+strings.Repeat("x", 5000)); answer.StatusCode == http.StatusSeeOther || h.tried.Load() > 1 {
		t.Errorf("5 kB of body: %d", answer.StatusCode)
	}
}

// A cookie that was made up, cut, or made for something else is as good as none.
func TestOnlyASealedCookieIsOne(t *testing.T) {
	h := open(t)
	plain, id := h.code(false)
	cookie := h.enter(plain)
	stale := h.sealed(id, h.now().Add(-time.Second))
	foreign, err := New(Options{Store: h.Store, Door: h, Now: h.now})
	check(t, err)
	for _, value := range []string{
		"", "x", cookie[len(cookieName)+1 : len(cookie)-1], stale,
		foreign.sealed(id, h.now().Add(time.Hour)), plain, id,
	} {
		status, page := h.see(cookieName + "=" + value)
		if status != http.StatusOK || strings.Contains(page, cargo) || !strings.Contains(page, "<form") {
			t.Errorf("%q: %d", value, status)
		}
	}
	h.clock.Add(int64(25 * time.Hour))
	if _, page := h.see(cookie); strings.Contains(page, cargo) {
		t.Error("the cookie is good for longer than a day")
	}
}

func TestWhoIsBelievedForWhomTheyAsk(t *testing.T) {
	h := open(t)
	h.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	for _, c := range []struct{ peer, told, want string }{
		{"198.51.100.7:1", "", "198.51.100.7"},
		{"198.51.100.7:1", "203.0.113.9", "198.51.100.7"}, // it is not trusted
		{"10.0.0.1:1", "203.0.113.9", "203.0.113.9"},
		{"10.0.0.1:1", "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"}, // the first was made up
		{"10.0.0.1:1", "nonsense", "10.0.0.1"},
		{"[::ffff:10.0.0.1]:1", "2001:db8::1", "2001:db8::1"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), "GET", "http://evil.example/t", http.NoBody)
		check(t, err)
		r.RemoteAddr = c.peer
		r.Header.Set("X-Forwarded-For", c.told)
		r.Header.Set("X-Forwarded-Proto", "https")
		addr, encrypted := h.client(r)
		if addr.String() != c.want || encrypted != strings.Contains(c.peer, "10.0.0.1") {
			t.Errorf("%+v: %s %v", c, addr, encrypted)
		}
	}
}

// Whoever opens many connections and says nothing takes up their own places only.
func TestTheSlowTakeUpTheirOwnPlaces(t *testing.T) {
	c := newCrowd(10, 3)
	slow, quick, self := netip.MustParseAddr("2001:db8::1"), netip.MustParseAddr("2001:db8:1::1"), netip.MustParseAddr("127.0.0.1")
	for i := range 5 {
		if in := c.enter(netip.MustParseAddr(fmt.Sprintf("2001:db8::%x", i+1))); in != (i < 3) {
			t.Errorf("connection %d of a network: %v", i, in)
		}
	}
	if !c.enter(quick) {
		t.Error("another is kept out")
	}
	for range 6 {
		if !c.enter(self) {
			t.Error("a tunnel's users are taken for one")
		}
	}
	if c.enter(self) {
		t.Error("there is no limit in all")
	}
	c.leave(slow)
	if !c.enter(slow) {
		t.Error("a place that was left is not given again")
	}
}

// A client that goes on sending its headers is cut off, and so is one whose headers
// have no end.
func TestHeadersAreBoundedInTimeAndSize(t *testing.T) {
	h := open(t)
	conn, err := net.Dial("tcp", h.serve())
	check(t, err)
	defer func() { _ = conn.Close() }()
	_, err = fmt.Fprintf(conn, "GET /t HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n", strings.Repeat("x", 20<<10))
	check(t, err)
	status, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil || !strings.Contains(status, "431") {
		t.Errorf("%q %v", status, err)
	}
}

// What others write is text on the page, in every field of it.
func TestHostileTextIsText(t *testing.T) {
	h := open(t)
	const bad = `"><script>alert(1)</script><img src=x onerror=y>'`
	s := shipment(cargo, bad)
	s.Facts.Carrier, s.Facts.Voyage = line(bad), line(bad)
	s.Facts.References = model.References{HBL: line(bad), MBL: line(bad), Booking: line(bad), PO: []model.Text{line(bad)}}
	s.Facts.Pickup, s.Facts.Dropoff, s.Facts.POL = model.Place{Name: line(bad)}, model.Place{Name: line(bad)}, model.Place{Name: line(bad)}
	s.Facts.Cargo.Commodity = line(bad)
	h.put(s)
	check(t, h.office.SetForwarder(t.Context(), model.Forwarder{Name: line(bad), Phone: line(bad), Mail: line("javascript:alert(1)")}))
	plain, _ := h.code(false)
	_, page := h.see(h.enter(plain), "Host", "evil.example")
	if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img") || strings.Contains(page, "evil.example") ||
		strings.Contains(page, `href="javascript`) || !strings.Contains(page, "&lt;script&gt;alert(1)") {
		t.Error(page)
	}
	if n := strings.Count(page, "<script>"); n != 1 {
		t.Errorf("%d scripts", n)
	}
}

func TestThePageIsSmallAndAsksNobodyElse(t *testing.T) {
	h := open(t)
	plain, _ := h.code(false)
	cookie := h.enter(plain)
	_, page := h.see(cookie)
	if len(page) > 15<<10 {
		t.Errorf("%d bytes", len(page))
	}
	for _, from := range []string{"http://", "https://", "src=", "url(", "@import"} {
		if strings.Contains(page, from) {
			t.Errorf("it asks for something: %s", from)
		}
	}
	packed := h.ask("GET", "/t", "", "Cookie", cookie, "Accept-Encoding", "gzip")
	if text := body(t, packed); packed.Header.Get("Content-Encoding") != "gzip" || len(text) > 6<<10 {
		t.Errorf("packed it has %d bytes", len(text))
	}
	if !slices.Contains(packed.Header.Values("Vary"), "Cookie, Accept-Language, Accept-Encoding") {
		t.Error("a cache in front may take one for another")
	}
}

func TestLeavingForgetsTheCookie(t *testing.T) {
	h := open(t)
	answer := h.ask("POST", "/t/leave", "")
	if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != "../t" || answer.Cookies()[0].MaxAge >= 0 {
		t.Errorf("%d %v", answer.StatusCode, answer.Cookies())
	}
}
