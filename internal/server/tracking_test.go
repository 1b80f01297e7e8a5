package server

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"net"
	"net/netip"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/desk"
	"porthole/internal/model"
	"porthole/internal/server/sshtest"
	"porthole/internal/store"
	"porthole/internal/words"
)

// harbour is a server over a real store with two shipments of one customer, and
// a clock that the test moves.
type harbour struct {
	*Server
	t      *testing.T
	addr   string
	clock  atomic.Int64
	log    *journal
	desk   *desk.Desk
	office *store.Office
}

const cargo = "SHP/202505/00080"

func (h *harbour) now() time.Time { return time.Unix(0, h.clock.Load()).UTC() }

func openHarbour(t *testing.T, limits Limits) *harbour {
	t.Helper()
	limits.Sweep = 5 * time.Millisecond
	limits.DrainNotice, limits.DrainCommands, limits.Drain = 20*time.Millisecond, 100*time.Millisecond, 500*time.Millisecond
	h := &harbour{t: t, log: &journal{}}
	h.clock.Store(time.Date(2025, 5, 16, 9, 0, 0, 0, time.UTC).UnixNano())
	st, err := store.Open(t.TempDir(), store.Options{Now: h.now})
	if err != nil {
		t.Fatal(err)
	}
	if h.office, err = st.Office(model.Principal{Account: "ops@house.example", Role: model.Operations}); err != nil {
		t.Fatal(err)
	}
	h.desk = desk.New(h.office)
	h.fill(st)
	log := slog.New(slog.NewTextHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if h.Server, err = New(Options{Store: st, HostKey: sshtest.NewKey(t), Limits: limits, Now: h.now, Log: log, Web: "https://track.hailong.example"}); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.addr = listener.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(ctx, listener) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("serving: %v", err)
		}
		_ = st.Close()
	})
	return h
}

func (h *harbour) fill(st *store.Store) {
	h.t.Helper()
	house := model.Forwarder{Name: model.Line("Hai Long", 40), Phone: model.Line("+84 28 3823 0000", 40)}
	admin, err := st.Office(model.Principal{Account: "admin@house.example", Role: model.Admin})
	if err != nil {
		h.t.Fatal(err)
	}
	if err := admin.SetForwarder(h.t.Context(), house); err != nil {
		h.t.Fatal(err)
	}
	err = h.office.Write(h.t.Context(), "test", func(w *store.Writer) error {
		if _, err := w.AddPartner("saigon-tech", model.Line("Saigon Tech Export", 40)); err != nil {
			return err
		}
		for ref, vessel := range map[string]string{cargo: "ONE HANNOVER", "SHP/202505/00092": "CANARY"} {
			s := model.Shipment{Ref: model.Line(ref, 40), Partner: "saigon-tech", Facts: model.Facts{
				Status: model.Confirmed, Mode: model.Sea, ETA: model.Day(2025, 5, 25), Vessel: model.Line(vessel, 40),
			}}
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

// code makes a tracking code for the cargo.
func (h *harbour) code(life time.Duration) (plain, id string) {
	h.t.Helper()
	made, l, err := h.desk.CreateLink(h.t.Context(), store.LinkDraft{Ref: cargo, To: "kim@longbeach.example", Life: life})
	if err != nil {
		h.t.Fatal(err)
	}
	return made.Code, l.ID
}

// track signs in as track and answers the prompt with each code in turn.
func (h *harbour) track(codes ...string) (client *gossh.Client, told string, err error) {
	h.t.Helper()
	config := sshtest.Config("track")
	var banners bytes.Buffer
	config.BannerCallback = func(message string) error { banners.WriteString(message); return nil }
	config.Auth = []gossh.AuthMethod{gossh.KeyboardInteractive(func(_, _ string, questions []string, echo []bool) ([]string, error) {
		if len(questions) != 1 || !echo[0] || len(codes) == 0 {
			return make([]string, len(questions)), nil
		}
		code := codes[0]
		codes = codes[1:]
		return []string{code}, nil
	})}
	client, err = gossh.Dial("tcp", h.addr, config)
	if err == nil {
		h.t.Cleanup(func() { _ = client.Close() })
	}
	return client, banners.String(), err
}

func stranger(t *testing.T) string {
	t.Helper()
	code, err := access.NewCode(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return code.Plain()
}

// A code that opened a session leads on to a phone, wherever it was typed; one that is
// bound to a key says that a browser has none.
func TestASessionShowsTheLinkOfItsCode(t *testing.T) {
	h := openHarbour(t, Limits{})
	plain, _ := h.code(0)
	handed, _, err := h.desk.CreateLink(t.Context(), store.LinkDraft{Ref: cargo, To: "kim@longbeach.example", Bind: true})
	if err != nil {
		t.Fatal(err)
	}
	bound := handed.Code
	atPrompt, _, err := h.track(plain)
	if err != nil {
		t.Fatal(err)
	}
	for code, client := range map[string]*sshtest.Client{plain: sshtest.Dial(t, h.addr, "anybody"), bound: sshtest.Dial(t, h.addr, "anybody", sshtest.NewKey(t)), "": sshtest.On(t, atPrompt)} {
		screen := client.Open()
		if code != "" {
			screen.See("Code")
			screen.Press(code, "\r")
		}
		screen.See("Has it been loaded?")
		screen.Press("w")
		if code == bound {
			screen.See("opens with its key only")
			continue
		}
		screen.See("https://track.hailong.example/t#HL-", plain[len(plain)-11:])
	}
	if text := h.log.String(); strings.Contains(text, plain[3:8]) || strings.Contains(text, bound[3:8]) {
		t.Error("a code is in the log")
	}
}

// A session that came with a code ends with it, in whichever way that ends, and
// says so.
func TestASessionEndsWithItsCode(t *testing.T) {
	for name, end := range map[string]func(h *harbour, id string) error{
		"withdrawn": func(h *harbour, id string) error { _, err := h.desk.RevokeLink(h.t.Context(), id); return err },
		"replaced":  func(h *harbour, id string) error { _, _, err := h.desk.RenewLink(h.t.Context(), id, 0); return err },
		"expired":   func(h *harbour, _ string) error { h.clock.Add(int64(3 * time.Hour)); return nil },
		"moved": func(h *harbour, _ string) error {
			return h.office.Write(h.t.Context(), "test", func(w *store.Writer) error {
				if _, err := w.AddPartner("mekong-foods", model.Line("Mekong Foods", 40)); err != nil {
					return err
				}
				s, err := w.Shipment(cargo)
				if err != nil {
					return err
				}
				s.Partner = "mekong-foods"
				_, err = w.Put(s)
				return err
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := openHarbour(t, Limits{})
			plain, id := h.code(2 * time.Hour)
			client, _, err := h.track(plain)
			if err != nil {
				t.Fatal(err)
			}
			atCard := sshtest.Dial(t, h.addr, "anybody").Open()
			atCard.See("Code")
			atCard.Press(plain, "\r")
			atPrompt := sshtest.On(t, client).Open()
			for _, screen := range []*sshtest.Person{atCard, atPrompt} {
				screen.See(cargo, "Has it been loaded?")
			}
			if err := end(h, id); err != nil {
				t.Fatal(err)
			}
			for _, screen := range []*sshtest.Person{atCard, atPrompt} {
				if status := screen.Ended(); status != 1 || !strings.Contains(screen.Text(), "code of this session has ended") {
					t.Errorf("%d\n%s", status, screen.Text())
				}
				if strings.Contains(screen.Raw(), "CANARY") || strings.Contains(screen.Raw(), "00092") {
					t.Error("there is something of another shipment")
				}
			}
			if text := h.log.String(); strings.Contains(text, plain[3:8]) || strings.Contains(text, plain[len(plain)-5:]) {
				t.Error("the code is in the log")
			}
		})
	}
}

// lender is a backend whose codes are good for longer than those who have them know.
type lender struct {
	*stage
	now, until time.Time
	asked      int
}

func (h *lender) over(p model.Principal) bool { return !h.now.Before(p.Until) }

func (h *lender) current(p model.Principal) (model.Principal, bool) {
	h.asked++
	p.Until = h.until
	return p, h.now.Before(h.until)
}

// A code that goes on for longer is looked up once when its first time is over,
// and ends its session when the second is.
func TestACodeThatGoesOn(t *testing.T) {
	now := time.Now()
	h := &lender{stage: newStage(), now: now, until: now.Add(time.Hour)}
	s := &Server{backend: h, registry: newRegistry(DefaultLimits())}
	l, who := &link{}, model.Principal{Account: "code t1", Role: model.Holder, Link: "t1", Until: now}
	s.registry.enter(l, who, now)
	v := &visit{link: l, who: who}
	v.ctx, v.end = context.WithCancelCause(t.Context())
	s.registry.open(v, nil)
	for range 10 {
		s.outlived()
	}
	if v.ctx.Err() != nil || h.asked != 1 {
		t.Errorf("looked up %d times; %v", h.asked, context.Cause(v.ctx))
	}
	h.now = h.until
	if s.outlived(); endingOf(v.ctx) != endCode {
		t.Errorf("the session ended because %v", context.Cause(v.ctx))
	}
}

// At the prompt for a code nobody is known yet: what is wrong with the server's
// file is an error of ours, with a number that is in the log and whom to ask.
func TestThePromptForACodeTellsNothingOfTheServersFile(t *testing.T) {
	h := openHarbour(t, Limits{})
	said := h.refusal(model.NewFault("error.store_damaged", "/srv/porthole/porthole.db"))
	if strings.Contains(said, "porthole.db") || strings.Contains(said, "restore") || !strings.Contains(said, "+84 28 3823 0000") {
		t.Error(said)
	}
	id := regexp.MustCompile(`\b[0-9a-f]{8}\b`).FindString(said)
	if text := h.log.String(); id == "" || !strings.Contains(text, "id="+id) || !strings.Contains(text, "porthole.db") {
		t.Errorf("%q is not in the log:\n%s", id, text)
	}
}

// The screens speak to whose they are: what a preview is given for its customer
// was made for somebody of the staff.
func TestScreensSpeakToWhoseTheyAre(t *testing.T) {
	h := openHarbour(t, Limits{})
	sessions := Sessions{Store: h.store, Now: h.now}
	staff := model.Principal{Account: "cs@house.example", Role: model.CS}
	for name, c := range map[string]struct {
		who   model.Principal
		known bool
	}{
		"staff":    {staff, true},
		"customer": {model.Principal{Account: "anna@saigontech.example", Role: model.Portal, Partner: "saigon-tech", Previewer: staff.Account}, false},
	} {
		config, err := sessions.Config(t.Context(), c.who, words.In(words.English, nil).For(staff))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, known := config.Language.Explain(model.NewFault("error.store_full")); known != c.known {
			t.Errorf("%s is told of the disk: %v", name, known)
		}
	}
}

// A connection has three attempts, at the prompt and at the card together; a
// right code after them is not looked at.
func TestAttemptsAtACodeAreCounted(t *testing.T) {
	h := openHarbour(t, Limits{})
	plain, _ := h.code(0)
	if _, told, err := h.track(stranger(t), plain[:9], stranger(t), plain); err == nil || strings.Count(told, "does not open anything") != 2 {
		t.Errorf("%v\n%s", err, told)
	}
	client, _, err := h.track(stranger(t), stranger(t), "")
	if err != nil {
		t.Fatal(err)
	}
	card := sshtest.On(t, client).Open()
	card.See("Code")
	card.Press(stranger(t), "\r")
	card.See("2 attempts are left")
	card.Press("\x15", plain, "\r")
	card.See("Too many codes were tried", "+84 28 3823 0000")
}

// Whoever guesses is refused for a while, and guesses are bounded in all.
func TestGuessesAreCharged(t *testing.T) {
	h := openHarbour(t, Limits{Exempt: []netip.Prefix{}, CodesPerMinute: 1})
	plain, _ := h.code(0)
	_, told, err := h.track(stranger(t), stranger(t), plain)
	if err == nil || !strings.Contains(told, "Too many codes were tried") {
		t.Errorf("in all: %v\n%s", err, told)
	}
	if _, _, err := h.track(plain); err == nil {
		t.Error("the origin comes in at once")
	}
	now := time.Now()
	tries := newCodeTries(60)
	for range 60 {
		if !tries.may(now) {
			t.Fatal("too few")
		}
		tries.wrong()
	}
	if tries.may(now) || !tries.may(now.Add(2*time.Second)) {
		t.Error("they should come back with time, and not before")
	}
}

// The holder of a code has its commands, and a key that is offered too changes
// nothing: not even an administrator's.
func TestACodeIsNotJoinedWithAKey(t *testing.T) {
	h := openHarbour(t, Limits{})
	key := sshtest.NewKey(t)
	admin := model.Key{Account: "boss@house.example", Fingerprint: access.Fingerprint(key.PublicKey()), Type: key.PublicKey().Type()}
	if _, err := h.store.Directory().SeedAdmins(t.Context(), []model.Key{admin}); err != nil {
		t.Fatal(err)
	}
	plain, _ := h.code(0)
	config := sshtest.Config("track", key)
	config.Auth[1] = gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
		return []string{plain}[:len(questions)], nil
	})
	client, err := gossh.Dial("tcp", h.addr, config)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	holder := sshtest.On(t, client)
	if out, _, status := holder.Run("whoami --json"); status != 0 || !strings.Contains(out, `"role":"holder"`) || strings.Contains(out, "boss") {
		t.Errorf("%d %s", status, out)
	}
	for line, want := range map[string]int{"shipment": 0, "shipment SHP/202505/00092": 3, "shipments": 2, "accounts": 2, "keys": 2} {
		if out, message, status := holder.Run(line); status != want || strings.Contains(out+message, "CANARY") {
			t.Errorf("%s: %d %s%s", line, status, out, message)
		}
	}
}

// The sessions that one code opens are counted, whichever way it was typed.
func TestACodeHasNoMoreSessionsThanAnAccount(t *testing.T) {
	h := openHarbour(t, Limits{SessionsPerAccount: 2})
	plain, id := h.code(0)
	client, _, err := h.track(plain)
	if err != nil {
		t.Fatal(err)
	}
	atCard := func() *sshtest.Person {
		card := sshtest.Dial(t, h.addr, "anybody").Open()
		card.See("Code")
		card.Press(plain, "\r")
		return card
	}
	first := sshtest.On(t, client).Open()
	first.See(cargo)
	second := atCard()
	second.See(cargo)
	atCard().See("2 sessions open already")
	if _, err := client.NewSession(); err == nil || !strings.Contains(err.Error(), "2 sessions open already") {
		t.Errorf("by the code's own way in: %v", err)
	}
	second.Press("q")
	second.Ended()
	for {
		h.registry.mu.Lock()
		open := h.registry.sessions[model.HolderAccount(id)]
		h.registry.mu.Unlock()
		if open == 1 {
			break
		}
	}
	atCard().See(cargo)
}
