package notify

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/notify/mailtest"
	"porthole/internal/store"
)

var all = model.Notices{Level: model.NoticesAll}

func TestTwoSubscribersGetOneMailEachAloneInIt(t *testing.T) {
	h, server := newHouse(t), mailtest.New(t)
	h.asks(anna, "", all)
	h.asks(binh, "vi", model.Notices{Level: model.NoticesKey})
	h.sending(settingsFor(server))
	h.edit(func(s *model.Shipment) {
		s.Notes = append(s.Notes, model.Note{ID: "n1", At: h.now(), Text: text("CANARYNOTE")})
		s.Events = append(s.Events, model.Event{
			ID: "e1", Milestone: model.GateIn, Classifier: model.Actual, At: model.Moment(h.now()), Internal: text("CANARYEVENT"),
		})
	})
	h.reschedule(26, "Congestion")
	h.reschedule(28, "Congestion at <Long Beach> & more")
	h.nudge(0)
	got := server.Wait(2)
	h.until("sent", empty)
	if len(server.Mails()) != 2 {
		t.Fatalf("%d mails", len(server.Mails()))
	}
	byTo := map[string]mailtest.Opened{}
	for _, m := range got {
		o := mailtest.Open(t, m)
		if len(m.To) != 1 || o.Header.Get("To") != "<"+m.To[0]+">" || o.Header.Get("Cc")+o.Header.Get("Bcc") != "" {
			t.Errorf("to %v, header %q", m.To, o.Header.Get("To"))
		}
		if strings.Contains(m.Data, "CANARY") {
			t.Error("something internal is in a mail")
		}
		byTo[m.To[0]] = o
	}
	for _, want := range []string{
		"ETA: 25 May → 28 May (3 days later). Reason: Congestion at <Long Beach> & more", "Has it been loaded?", "When will it arrive?",
		"\nssh track.hailong.example\n", "As of 16 May 12:00 ICT.", "Hai Long Logistics",
	} {
		if !strings.Contains(byTo[anna].Text, want) {
			t.Errorf("the mail lacks %q:\n%s", want, byTo[anna].Text)
		}
	}
	if o := byTo[anna]; o.Subject != ref+": ETA 28 May, was 25 May" || !strings.Contains(o.HTML, "&lt;Long Beach&gt; &amp; more") {
		t.Errorf("subject %q\n%s", o.Subject, o.HTML)
	}
	if o := byTo[binh]; !strings.Contains(o.Text, "ETA: 25/05 → 28/05 (trễ 3 ngày). Lý do") || !strings.Contains(o.Subject, "trước là") {
		t.Errorf("subject %q\n%s", o.Subject, o.Text)
	}
}

// What a mail server does to mail, what is in the outbox then, and how often the
// mail has come in the end.
func TestWhateverTheServerDoesNothingIsLost(t *testing.T) {
	faults := []struct {
		to, trouble string
		state       model.OutgoingState
		copies      int
	}{
		{"grey@saigon-tech.example", "451", model.OutgoingWaiting, 1},
		{"cut@saigon-tech.example", "", model.OutgoingSending, 1},
		{"deaf@saigon-tech.example", "", model.OutgoingSending, 2},
		{"gone@saigon-tech.example", "550", model.OutgoingFailed, 0},
	}
	for _, fault := range faults {
		t.Run(fault.to, func(t *testing.T) {
			h, server := newHouse(t), mailtest.New(t)
			h.asks(fault.to, "", all)
			h.sending(settingsFor(server))
			h.reschedule(28, "Congestion")
			h.nudge(0)
			h.until("refused", func(p store.Post) bool {
				return p.Total == 1 && p.Mail[0].State == fault.state && !p.Mail[0].Trouble.IsZero() &&
					strings.Contains(p.Mail[0].Trouble.String(), fault.trouble)
			})
			if fault.copies == 0 {
				return
			}
			h.nudge(time.Minute)
			h.until("sent", empty)
			got := server.Wait(fault.copies)
			if len(got) != fault.copies {
				t.Fatalf("%d copies", len(got))
			}
			for _, m := range got {
				if m.Data != got[0].Data {
					t.Errorf("the copies differ:\n%s\n%s", m.Data, got[0].Data)
				}
			}
		})
	}
}

func TestMailWaitsForAServerThatIsStopped(t *testing.T) {
	h, server := newHouse(t), mailtest.New(t)
	server.Stop()
	h.asks(anna, "", all)
	h.sending(settingsFor(server))
	h.reschedule(28, "Congestion")
	h.nudge(0)
	h.until("noticed", func(p store.Post) bool { return p.Total == 1 && !p.Server.Trouble.IsZero() })
	h.reschedule(30, "More congestion")
	server.Start()
	h.nudge(0)
	h.until("sent", empty)
	h.until("well again", func(p store.Post) bool { return p.Server.Trouble.IsZero() })
	got := server.Wait(1)
	if o := mailtest.Open(t, got[0]); len(got) != 1 || !strings.Contains(o.Text, "ETA: 25 May → 30 May (5 days later)") {
		t.Fatalf("%d mails\n%s", len(got), o.Text)
	}
}

func TestARefusedSenderIsNoFaultOfTheMail(t *testing.T) {
	h, server := newHouse(t), mailtest.NewWith(t, mailtest.Options{RefuseSender: true})
	h.asks(anna, "", all)
	h.sending(settingsFor(server))
	h.reschedule(28, "Congestion")
	h.nudge(0)
	h.until("noticed", func(p store.Post) bool {
		return p.Total == 1 && p.Mail[0].State == model.OutgoingWaiting && strings.Contains(p.Server.Trouble.String(), "550")
	})
}

func TestTheConnectionIsEncryptedAndSignedIn(t *testing.T) {
	for name, implicit := range map[string]bool{"starttls": false, "implicit": true} {
		t.Run(name, func(t *testing.T) {
			shows, trusts := mailtest.Certificate(t)
			encryption := STARTTLS
			if implicit {
				encryption = Implicit
			}
			h, server := newHouse(t), mailtest.NewWith(t, mailtest.Options{TLS: shows, Implicit: implicit})
			s := settingsFor(server)
			s.Host, s.Encryption, s.TLS, s.User, s.Password = "localhost", encryption, trusts, mailtest.User, mailtest.Password
			h.asks(anna, "", all)
			h.sending(s)
			h.reschedule(28, "Congestion")
			h.nudge(0)
			if m := server.Wait(1)[0]; !m.TLS || m.User != mailtest.User {
				t.Errorf("tls %v, user %q", m.TLS, m.User)
			}
			h.until("sent", empty)
		})
	}
}

func TestNothingGoesOutWithoutTheEncryptionThatWasAskedFor(t *testing.T) {
	h, server := newHouse(t), mailtest.New(t) // it knows no STARTTLS
	s := settingsFor(server)
	s.Encryption = STARTTLS
	h.asks(anna, "", all)
	h.sending(s)
	h.reschedule(28, "Congestion")
	h.nudge(0)
	h.until("noticed", func(p store.Post) bool { return p.Total == 1 && !p.Server.Trouble.IsZero() })
	if len(server.Mails()) != 0 {
		t.Error("it went out in the clear")
	}
}

func TestACodeIsOnALineOfItsOwnInOneMailOnly(t *testing.T) {
	const code = "HL-7K3QX-9ZTQM-4W8RB-2M7HC-J5T0V"
	h, server := newHouse(t), mailtest.New(t)
	h.sending(settingsFor(server))
	draft := store.LinkDraft{Ref: ref, To: consignee, Life: 30 * 24 * time.Hour}
	_, err := h.office.CreateLink(t.Context(), draft, store.FreshCode{Hash: sha256.Sum256([]byte(code)), Plain: code})
	h.check(err)
	first := mailtest.Open(t, server.Wait(1)[0])
	if !strings.Contains(first.Text, "\n"+code+"\n") || !strings.Contains(first.Text, "\nssh track@track.hailong.example\n") ||
		!strings.Contains(first.HTML, ">"+code+"<") || strings.Contains(first.Subject, code) {
		t.Errorf("the mail with the code:\n%s", first.Text)
	}
	h.until("sent", empty)
	h.reschedule(28, "Congestion")
	h.nudge(0)
	later := mailtest.Open(t, server.Wait(2)[1])
	if strings.Contains(later.Text+later.HTML, code) || !strings.Contains(later.Text, "Your code was mailed to you on 16 May.") {
		t.Errorf("the later mail:\n%s", later.Text)
	}
}

// Somebody between us and the mail server answers without an end.
func TestAMailServerThatTalksOnIsHungUpOn(t *testing.T) {
	shows, trusts := mailtest.Certificate(t)
	for _, encryption := range []Encryption{STARTTLS, Implicit} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close()
		port := listener.Addr().(*net.TCPAddr).Port
		if encryption == Implicit {
			listener = tls.NewListener(listener, shows)
		}
		go func() {
			conn, err := listener.Accept()
			for err == nil {
				_, err = conn.Write([]byte("220-" + strings.Repeat("x", 500) + "\r\n"))
			}
			_ = conn.Close()
		}()
		s := Settings{Host: "localhost", Port: port, Encryption: encryption, TLS: trusts, From: "track@hailong.example", Timeout: 30 * time.Second}
		if _, err := s.dial(t.Context()); !errors.Is(err, errTalkative) {
			t.Errorf("%s: %v", encryption, err)
		}
	}
}

// A mail server that refuses a mail may quote it. What it said is kept and logged, the
// code is not.
func TestACodeThatTheServerQuotesIsNotKept(t *testing.T) {
	const code = "HL-7K3QX-9ZTQM-4W8RB-2M7HC-J5T0V"
	if said := plainly(errors.New("550 spam: "+code+", affected "+consignee), code).String(); said != "550 spam: …" {
		t.Errorf("%q", said)
	}
}

func TestAHeaderCannotBeSmuggledIn(t *testing.T) {
	h, server := newHouse(t), mailtest.New(t)
	h.check(h.office.SetForwarder(t.Context(), model.Forwarder{
		Name: text("Hai Long\r\nBcc: eve@evil.example"), Mail: text("ops@hailong.example\r\nBcc: eve@evil.example"),
	}))
	h.asks(anna, "", all)
	h.sending(settingsFor(server))
	h.reschedule(28, "x\r\n.\r\nMAIL FROM:<eve@evil.example>\r\nBcc: eve@evil.example")
	h.nudge(0)
	m := server.Wait(1)[0]
	o := mailtest.Open(t, m)
	if len(m.To) != 1 || len(o.Header["Bcc"]) != 0 || len(o.Header["Subject"]) != 1 || o.Header.Get("Reply-To") != "" {
		t.Errorf("header %v", o.Header)
	}
}

// A mail server that takes the connection and never says a word holds nobody up
// when the program ends.
func TestASilentMailServerIsNotWaitedFor(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	taken := make(chan net.Conn, 1)
	go func() {
		if conn, err := listener.Accept(); err == nil {
			taken <- conn
		}
	}()
	t.Cleanup(func() { _ = listener.Close() })
	ctx, cancel := context.WithCancel(t.Context())
	s := Settings{
		Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, From: "track@hailong.example", Encryption: Plain,
		PublicHost: "track.hailong.example", Timeout: time.Hour,
	}
	ended := make(chan error, 1)
	go func() {
		_, err := s.dial(ctx)
		ended <- err
	}()
	conn := <-taken
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	_ = conn.Close()
}
