package notify

import (
	"context"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

var all = model.Notices{Level: model.NoticesAll}

func TestTwoSubscribersGetOneMailEachAloneInIt(t *testing.T) {
	h, server := newHouse(t), newMailServer(t)
	h.asks(anna, "", all)
	h.asks(binh, "vi", model.Notices{Level: model.NoticesKey})
	h.sending(server.settings())
	h.edit(func(s *model.Shipment) {
		s.Notes = append(s.Notes, model.Note{ID: "n1", At: h.now(), Text: text("CANARYNOTE")})
		s.Events = append(s.Events, model.Event{
			ID: "e1", Milestone: model.GateIn, Classifier: model.Actual, At: model.Moment(h.now()), Internal: text("CANARYEVENT"),
		})
	})
	h.reschedule(26, "Congestion")
	h.reschedule(28, "Congestion at <Long Beach> & more")
	h.nudge(0)
	got := server.wait(2)
	h.until("sent", empty)
	if len(server.mails()) != 2 {
		t.Fatalf("%d mails", len(server.mails()))
	}
	byTo := map[string]opened{}
	for _, m := range got {
		o := open(t, m)
		if len(m.To) != 1 || o.header.Get("To") != "<"+m.To[0]+">" || o.header.Get("Cc")+o.header.Get("Bcc") != "" {
			t.Errorf("to %v, header %q", m.To, o.header.Get("To"))
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
		if !strings.Contains(byTo[anna].text, want) {
			t.Errorf("the mail lacks %q:\n%s", want, byTo[anna].text)
		}
	}
	if o := byTo[anna]; o.subject != ref+": ETA 28 May, was 25 May" || !strings.Contains(o.html, "&lt;Long Beach&gt; &amp; more") {
		t.Errorf("subject %q\n%s", o.subject, o.html)
	}
	if o := byTo[binh]; !strings.Contains(o.text, "ETA: 25/05 → 28/05 (trễ 3 ngày). Lý do") || !strings.Contains(o.subject, "trước là") {
		t.Errorf("subject %q\n%s", o.subject, o.text)
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
			h, server := newHouse(t), newMailServer(t)
			h.asks(fault.to, "", all)
			h.sending(server.settings())
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
			got := server.wait(fault.copies)
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
	h, server := newHouse(t), newMailServer(t)
	server.stop()
	h.asks(anna, "", all)
	h.sending(server.settings())
	h.reschedule(28, "Congestion")
	h.nudge(0)
	h.until("noticed", func(p store.Post) bool { return p.Total == 1 && !p.Standing.Trouble.IsZero() })
	h.reschedule(30, "More congestion")
	server.start()
	h.nudge(0)
	h.until("sent", empty)
	h.until("well again", func(p store.Post) bool { return p.Standing.Trouble.IsZero() })
	got := server.wait(1)
	if o := open(t, got[0]); len(got) != 1 || !strings.Contains(o.text, "ETA: 25 May → 30 May (5 days later)") {
		t.Fatalf("%d mails\n%s", len(got), o.text)
	}
}

func TestARefusedSenderIsNoFaultOfTheMail(t *testing.T) {
	h, server := newHouse(t), newMailServer(t, "--refuse-sender")
	h.asks(anna, "", all)
	h.sending(server.settings())
	h.reschedule(28, "Congestion")
	h.nudge(0)
	h.until("noticed", func(p store.Post) bool {
		return p.Total == 1 && p.Mail[0].State == model.OutgoingWaiting && strings.Contains(p.Standing.Trouble.String(), "550")
	})
}

func TestTheConnectionIsEncryptedAndSignedIn(t *testing.T) {
	for name, implicit := range map[string]bool{"starttls": false, "implicit": true} {
		t.Run(name, func(t *testing.T) {
			cert, key, trust := certificate(t)
			args := []string{"--cert", cert, "--key", key}
			encryption := STARTTLS
			if implicit {
				args, encryption = append(args, "--implicit"), Implicit
			}
			h, server := newHouse(t), newMailServer(t, args...)
			s := server.settings()
			s.Host, s.Encryption, s.TLS, s.User, s.Password = "localhost", encryption, trust, "porthole", "correct horse"
			h.asks(anna, "", all)
			h.sending(s)
			h.reschedule(28, "Congestion")
			h.nudge(0)
			if m := server.wait(1)[0]; !m.TLS || m.User != "porthole" {
				t.Errorf("tls %v, user %q", m.TLS, m.User)
			}
			h.until("sent", empty)
		})
	}
}

func TestNothingGoesOutWithoutTheEncryptionThatWasAskedFor(t *testing.T) {
	h, server := newHouse(t), newMailServer(t) // it knows no STARTTLS
	s := server.settings()
	s.Encryption = STARTTLS
	h.asks(anna, "", all)
	h.sending(s)
	h.reschedule(28, "Congestion")
	h.nudge(0)
	h.until("noticed", func(p store.Post) bool { return p.Total == 1 && !p.Standing.Trouble.IsZero() })
	if len(server.mails()) != 0 {
		t.Error("it went out in the clear")
	}
}

func TestACodeIsOnALineOfItsOwnInOneMailOnly(t *testing.T) {
	const code = "HL-7K3QX-9ZTQM-4W8RB-2M7HC-J5T0V"
	h, server := newHouse(t), newMailServer(t)
	h.sending(server.settings())
	h.check(h.office.Write(context.Background(), "link create", func(w *store.Writer) error {
		return w.QueueCode(ref, consignee, code, "", noon.AddDate(0, 0, 30))
	}))
	first := open(t, server.wait(1)[0])
	if !strings.Contains(first.text, "\n"+code+"\n") || !strings.Contains(first.text, "\nssh track@track.hailong.example\n") ||
		!strings.Contains(first.html, ">"+code+"<") || strings.Contains(first.subject, code) {
		t.Errorf("the mail with the code:\n%s", first.text)
	}
	h.until("sent", empty)
	h.reschedule(28, "Congestion")
	h.nudge(0)
	later := open(t, server.wait(2)[1])
	if strings.Contains(later.text+later.html, code) || !strings.Contains(later.text, "Your code was mailed to you on 16 May.") {
		t.Errorf("the later mail:\n%s", later.text)
	}
}

func TestAHeaderCannotBeSmuggledIn(t *testing.T) {
	h, server := newHouse(t), newMailServer(t)
	h.check(h.office.SetForwarder(t.Context(), model.Forwarder{
		Name: text("Hai Long\r\nBcc: eve@evil.example"), Mail: text("ops@hailong.example\r\nBcc: eve@evil.example"),
	}))
	h.asks(anna, "", all)
	h.sending(server.settings())
	h.reschedule(28, "x\r\n.\r\nMAIL FROM:<eve@evil.example>\r\nBcc: eve@evil.example")
	h.nudge(0)
	m := server.wait(1)[0]
	o := open(t, m)
	if len(m.To) != 1 || len(o.header["Bcc"]) != 0 || len(o.header["Subject"]) != 1 || o.header.Get("Reply-To") != "" {
		t.Errorf("header %v", o.header)
	}
}
