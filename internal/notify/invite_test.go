package notify

import (
	"crypto/sha256"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/notify/mailtest"
	"porthole/internal/store"
)

const secret = "HL-7K3QX-9ZTQM-4W8RB-2M7HC-J5T0V"

func fresh() store.FreshCode {
	return store.FreshCode{Hash: sha256.Sum256([]byte(secret)), Plain: secret}
}

// invites makes an account and an invitation to it that is mailed.
func (h *house) invites(language string) store.Invitation {
	h.t.Helper()
	_, err := h.office.AddAccount(h.t.Context(), model.Account{Email: anna, Partner: "saigon-tech"})
	h.check(err)
	i, err := h.office.Invite(h.t.Context(), model.InvitationDraft{Email: anna, Life: 6 * 24 * time.Hour, Mail: true, Language: language}, fresh())
	h.check(err)
	return i
}

func (h *house) settings(server *mailtest.Server) Settings {
	s := settingsFor(server)
	s.PublicHost, s.PublicWeb, s.Fingerprint = "track.hailong.example:2222", "https://track.example", fingerprint
	return s
}

// Everything that somebody needs who comes in for the first time is in one mail, in
// their language, and the code is nowhere else.
func TestAnInvitationComesByMailWithAllThatIsNeeded(t *testing.T) {
	for language, want := range map[string][]string{
		"":   {"invites you to see the shipments of Saigon Tech Export", "The code ends on 22 May.", "Windows", "macOS", "Phone", "port 2222"},
		"vi": {"mời bạn theo dõi các lô hàng của Saigon Tech Export", "Windows", "macOS", "Điện thoại", "cổng 2222"},
	} {
		h, server := newHouse(t), mailtest.New(t)
		h.invites(language)
		h.sending(h.settings(server))
		o := mailtest.Open(t, server.Wait(1)[0])
		for _, want := range append(want,
			"\nssh -p 2222 invite@track.hailong.example\n", "\n"+secret+"\n", "\n"+fingerprint+"\n", "\nssh-keygen -t ed25519\n",
			"\nssh://invite@track.hailong.example:2222\n", "\nssh -p 2222 track.hailong.example\n") {
			if !strings.Contains(o.Text, want) {
				t.Errorf("%s: the mail lacks %q:\n%s", language, want, o.Text)
			}
		}
		if !strings.Contains(o.HTML, `href="ssh://invite@track.hailong.example:2222"`) || !strings.Contains(o.HTML, ">"+secret+"<") || strings.Contains(o.Text+o.HTML, "https://") {
			t.Errorf("%s", o.HTML)
		}
		if strings.Contains(o.Subject, secret) || o.Header.Get("List-Unsubscribe")+o.Header.Get("References") != "" {
			t.Errorf("header %v", o.Header)
		}
		h.until("sent", empty)
		entries, _, err := h.office.SearchAudit(t.Context(), store.AuditQuery{Latest: true, Limit: 50})
		h.check(err)
		trail := ""
		for _, e := range entries {
			trail += e.Verb + " " + e.Subject + " " + e.Detail + "\n"
		}
		if !strings.Contains(trail, "by mail to "+anna) || !strings.Contains(trail, "mail "+anna+" m1 to "+anna+" sent") || strings.Contains(trail, secret[3:8]) {
			t.Errorf("the trail has:\n%s", trail)
		}
	}
}

// The mail is not sent when its code lets nobody in any more.
func TestAnInvitationThatIsClosedIsNotMailed(t *testing.T) {
	for name, shut := range map[string]func(h *house, i store.Invitation) error{
		"revoked":  func(h *house, i store.Invitation) error { return h.office.RevokeInvitation(t.Context(), i.ID) },
		"disabled": func(h *house, _ store.Invitation) error { return h.office.DisableAccount(t.Context(), anna) },
		"expired":  func(h *house, _ store.Invitation) error { h.advance(7 * 24 * time.Hour); return nil },
		"used": func(h *house, _ store.Invitation) error {
			_, err := h.store.Directory().Redeem(t.Context(), fresh().Hash, model.Key{Fingerprint: fingerprint, Type: "ssh-ed25519"}, "")
			return err
		},
	} {
		h, server := newHouse(t), mailtest.New(t)
		h.check(shut(h, h.invites("")))
		h.sending(h.settings(server))
		h.until(name, empty)
		if got := server.Mails(); len(got) != 0 {
			t.Errorf("%s: %d mails", name, len(got))
		}
	}
}

// A tracking code comes with a link for browsers, unless it is bound to a key.
func TestATrackingCodeComesByMailWithAllThatIsNeeded(t *testing.T) {
	for _, bound := range []bool{false, true} {
		h, server := newHouse(t), mailtest.New(t)
		_, err := h.office.CreateLink(t.Context(), store.LinkDraft{Ref: ref, To: consignee, Bind: bound}, fresh())
		h.check(err)
		h.sending(h.settings(server))
		o := mailtest.Open(t, server.Wait(1)[0])
		for _, want := range []string{
			"\nssh -p 2222 track@track.hailong.example\n", "\n" + secret + "\n", "\n" + fingerprint + "\n", "\nssh://track@track.hailong.example:2222\n", "Windows", "macOS",
		} {
			if !strings.Contains(o.Text, want) {
				t.Errorf("the mail lacks %q:\n%s", want, o.Text)
			}
		}
		if link := "\nhttps://track.example/t#" + secret + "\n"; strings.Contains(o.Text, link) == bound {
			t.Errorf("bound %t:\n%s", bound, o.Text)
		}
	}
}

// A code that is handed on by hand is in no mail, and nothing is mailed to its holder.
func TestACodeCanGoWithoutAMail(t *testing.T) {
	h := newHouse(t)
	l, err := h.office.CreateLink(t.Context(), store.LinkDraft{Ref: ref, To: consignee, Unmailed: true}, fresh())
	h.check(err)
	_, err = h.office.RenewLink(t.Context(), l.ID, 0, store.FreshCode{Hash: sha256.Sum256([]byte("2")), Plain: "2"})
	h.check(err)
	h.reschedule(28, "Congestion")
	if post := h.outbox(); !empty(post) {
		t.Errorf("%+v", post)
	}
}

// Programs show the mails about one shipment together, answer none of them by
// themselves, and find how to end them.
func TestMailsOfAShipmentAreOneThread(t *testing.T) {
	h, server := newHouse(t), mailtest.New(t)
	h.asks(binh, "", all)
	h.sending(h.settings(server))
	_, err := h.office.CreateLink(t.Context(), store.LinkDraft{Ref: ref, To: consignee}, fresh())
	h.check(err)
	server.Wait(1)
	h.reschedule(28, "Congestion")
	h.nudge(0)
	roots, ids := map[string]bool{}, map[string]bool{}
	for _, m := range server.Wait(3) {
		o := mailtest.Open(t, m)
		roots[o.Header.Get("References")], ids[o.Header.Get("Message-Id")] = true, true
		ends := "<mailto:ops@hailong.example?subject=unsubscribe%20" + strings.ReplaceAll(m.To[0], "@", "%40")
		if m.To[0] == consignee {
			ends += "%20SHP%2F202505%2F00080"
		}
		for name, want := range map[string]string{
			"In-Reply-To": o.Header.Get("References"), "List-Unsubscribe": ends + ">",
			"X-Auto-Response-Suppress": "All", "Auto-Submitted": "auto-generated",
		} {
			if got := o.Header.Get(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
	}
	if len(roots) != 1 || roots[""] || len(ids) != 3 {
		t.Errorf("roots %v, ids %v", roots, ids)
	}
}
