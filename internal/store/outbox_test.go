package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

const (
	anna = "anna@saigon-tech.example"
	binh = "binh@saigon-tech.example"
	chi  = "chi@mekong-foods.example"
)

// office with customers who may ask for mail.
func newPost(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.Outbox().SetDelay(2 * time.Minute)
	for email, slug := range map[string]string{anna: "saigon-tech", binh: "saigon-tech", chi: "mekong-foods"} {
		must(h.office.AddAccount(ctx, model.Account{Email: email, Partner: slug}))
	}
	return h
}

// asks has an account ask for notices.
func (h *house) asks(t testing.TB, email, slug string, n model.Notices) {
	t.Helper()
	self := must(h.Self(model.Principal{Account: email, Role: model.Portal, Partner: slug}))
	check(t, self.SetNotices(ctx, n))
}

// reschedule publishes another ETA, some days after noon.
func (h *house) reschedule(t testing.TB, ref string, day int) {
	t.Helper()
	h.edit(t, ref, func(s *model.Shipment) {
		to := model.DayOf(noon.AddDate(0, 0, day))
		stamp := model.Stamp{At: h.clock.now(), By: ops.Account}
		s.Ledger = append(s.Ledger, model.LedgerEntry{
			Kind: model.KindETA, From: s.Facts.ETA, To: to, Reason: text("Congestion"), Recorded: stamp, Published: stamp,
		})
		s.Facts.ETA = to
	})
}

// mailed notes that customers were mailed an ETA of noon.
func (h *house) mailed(t testing.TB, ref string) {
	t.Helper()
	check(t, h.do(ctx, admin, "mail", func(tx *records.Tx) error {
		s, err := records.Shipment(tx, ref)
		check(t, err)
		eta := records.MailedETA{At: tx.Now, ETA: model.DayOf(noon)}
		return errors.Join(tx.Audit(model.ActMail, ref, ""), records.Mailed.Put(tx, eta, ref), lists.PutSchedule(tx, s))
	}))
}

// brief is a letter as these tests need it: to whom, about what.
func brief(e model.Errand) model.Letter {
	var told []string
	for _, item := range e.Items {
		line := item.Now.Ref.String()
		for _, one := range item.News() {
			line += " " + string(one.Kind)
			if one.Kind == model.NewsETA {
				line += " " + one.Old.String() + ">" + one.New.String()
			}
		}
		told = append(told, line)
	}
	return model.Letter{MessageID: e.ID, Subject: string(e.Kind), Text: strings.Join(told, "; ")}
}

// claims takes everything that is due, and says it was sent.
func (h *house) claims(t testing.TB) map[string][]string {
	t.Helper()
	got := map[string][]string{}
	for {
		e, ok, err := h.Outbox().Claim(ctx, brief)
		check(t, err)
		if !ok {
			return got
		}
		got[e.To] = append(got[e.To], e.Letter.Text)
		check(t, h.Outbox().Sent(ctx, e.ID))
	}
}

func (h *house) waiting(t testing.TB) []model.Outgoing {
	t.Helper()
	return must(h.office.Outbox(ctx, "", 0)).Mail
}

func TestNobodyIsMailedWhoHasNotAsked(t *testing.T) {
	h := newPost(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 5))
	h.reschedule(t, "SHP/1", 8)
	if list := h.waiting(t); len(list) != 0 {
		t.Fatalf("waits: %v", list)
	}
}

func TestAChangeIsMailedToThoseWhoAskedAndToNobodyElse(t *testing.T) {
	h := newPost(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 5))
	h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesAll})
	h.asks(t, binh, "saigon-tech", model.Notices{Level: model.NoticesKey})
	h.asks(t, chi, "mekong-foods", model.Notices{Level: model.NoticesAll})
	h.reschedule(t, "SHP/1", 8)
	if got := h.claims(t); len(got) != 0 {
		t.Fatalf("before the delay: %v", got)
	}
	h.clock.advance(2 * time.Minute)
	want := "SHP/1 eta 2025-05-21>2025-05-24"
	got := h.claims(t)
	if len(got) != 2 || len(got[anna]) != 1 || got[anna][0] != want || len(got[binh]) != 1 || got[binh][0] != want {
		t.Fatalf("got %v", got)
	}
	m, found, err := h.office.Mailed(ctx, "SHP/1")
	if err != nil || !found || m.ETA.String() != "2025-05-24" {
		t.Fatalf("mailed %v %v %v", m, found, err)
	}
	h.sound(t)
}

func TestChangesOfOneShipmentBecomeOneMailOverAllOfThem(t *testing.T) {
	h := newPost(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 5))
	h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesAll})
	h.reschedule(t, "SHP/1", 8)
	h.clock.advance(time.Minute)
	h.reschedule(t, "SHP/1", 10)
	h.clock.advance(time.Minute)
	got := h.claims(t)
	if len(got[anna]) != 1 || got[anna][0] != "SHP/1 eta 2025-05-21>2025-05-26" {
		t.Fatalf("got %v", got)
	}
	h.reschedule(t, "SHP/1", 12)
	h.reschedule(t, "SHP/1", 10)
	h.clock.advance(2 * time.Minute)
	if got := h.claims(t); len(got) != 0 || len(h.waiting(t)) != 0 {
		t.Fatalf("a change that was taken back is mailed: %v", got)
	}
}

func TestSmallChangesOfTheETAAddUp(t *testing.T) {
	h := newPost(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 5))
	h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesETA, Days: 2})
	for day, mails := range map[int]int{6: 0, 7: 0} {
		h.reschedule(t, "SHP/1", day)
		h.clock.advance(2 * time.Minute)
		if got := h.claims(t); len(got) != mails {
			t.Fatalf("day %d: %v", day, got)
		}
	}
	h.reschedule(t, "SHP/1", 8)
	h.clock.advance(2 * time.Minute)
	got := h.claims(t)
	if len(got[anna]) != 1 || got[anna][0] != "SHP/1 eta 2025-05-21>2025-05-24" {
		t.Fatalf("got %v", got)
	}
}

func TestADigestGathersADay(t *testing.T) {
	h := newPost(t)
	check(t, h.office.SetForwarder(ctx, model.Forwarder{Name: text("Hai Long"), Zone: "Asia/Ho_Chi_Minh"}))
	h.put(t, shipment("SHP/1", "saigon-tech", 5), shipment("SHP/2", "saigon-tech", 6))
	h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesAll, Digest: true})
	h.reschedule(t, "SHP/1", 8)
	h.clock.advance(time.Hour)
	h.reschedule(t, "SHP/2", 9)
	h.sound(t)
	at, waits, err := h.Outbox().Next(ctx)
	if err != nil || !waits || !at.Equal(time.Date(2025, 5, 17, 1, 0, 0, 0, time.UTC)) {
		t.Fatalf("next %v %v %v", at, waits, err)
	}
	h.clock.advance(at.Sub(h.clock.now()))
	got := h.claims(t)
	want := "SHP/1 eta 2025-05-21>2025-05-24; SHP/2 eta 2025-05-22>2025-05-25"
	if len(got[anna]) != 1 || got[anna][0] != want {
		t.Fatalf("got %v", got)
	}
}

func TestManyChangesAtOnceAreOneMail(t *testing.T) {
	h := newPost(t)
	h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesAll})
	for _, ref := range strings.Fields("A B C D E F G") {
		h.put(t, shipment("SHP/"+ref, "saigon-tech", 5))
	}
	h.clock.advance(2 * time.Minute)
	got := h.claims(t)
	if len(got[anna]) != 1 || strings.Count(got[anna][0], "SHP/") != 7 {
		t.Fatalf("got %v", got)
	}
}

// Whoever may not see a shipment any more is not mailed about it, even when the
// mail was settled before.
func TestMailToWhoMayNotHaveItIsNotSent(t *testing.T) {
	loses := map[string]func(h *house){
		"disabled":    func(h *house) { check(t, h.office.DisableAccount(ctx, anna)) },
		"moved":       func(h *house) { check(t, h.office.MoveAccount(ctx, anna, "mekong-foods")) },
		"turned off":  func(h *house) { h.asks(t, anna, "saigon-tech", model.Notices{}) },
		"handed over": func(h *house) { h.edit(t, "SHP/1", func(s *model.Shipment) { s.Partner = "mekong-foods" }) },
	}
	for name, lose := range loses {
		for _, settled := range []bool{false, true} {
			h := newPost(t)
			h.put(t, shipment("SHP/1", "saigon-tech", 5))
			h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesAll})
			h.reschedule(t, "SHP/1", 8)
			h.clock.advance(2 * time.Minute)
			if settled {
				_, ok, err := h.Outbox().Claim(ctx, brief)
				if !ok || err != nil {
					t.Fatalf("%s: %v %v", name, ok, err)
				}
			}
			lose(h)
			h.clock.advance(time.Hour)
			if got := h.claims(t); len(got) != 0 || len(h.waiting(t)) != 0 {
				t.Errorf("%s, settled %v: sent %v", name, settled, got)
			}
		}
	}
}

func TestASettledMailStaysTheSameAndNewsGoIntoAnother(t *testing.T) {
	h := newPost(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 5))
	h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesAll})
	h.reschedule(t, "SHP/1", 8)
	h.clock.advance(2 * time.Minute)
	first, _, err := h.Outbox().Claim(ctx, brief)
	check(t, err)
	h.reopen(t) // the process was killed while it was sending
	h.reschedule(t, "SHP/1", 12)
	h.clock.advance(time.Hour)
	again, ok, err := h.Outbox().Claim(ctx, brief)
	check(t, err)
	if !ok || again.ID != first.ID || again.Letter != first.Letter || !again.Again || first.Again {
		t.Fatalf("first %+v, again %+v", first, again)
	}
	check(t, h.Outbox().Sent(ctx, again.ID))
	if got := h.claims(t); len(got[anna]) != 1 || got[anna][0] != "SHP/1 eta 2025-05-24>2025-05-28" {
		t.Fatalf("then %v", got)
	}
}

func TestARefusedMailIsTriedAgainWithWhatHasChangedMeanwhile(t *testing.T) {
	h := newPost(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 5))
	h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesAll})
	h.reschedule(t, "SHP/1", 8)
	h.clock.advance(2 * time.Minute)
	e, _, err := h.Outbox().Claim(ctx, brief)
	check(t, err)
	h.reschedule(t, "SHP/1", 12) // while the server thinks about it
	check(t, h.Outbox().Refused(ctx, e, text("451 greylisted"), false, true))
	list := h.waiting(t)
	h.sound(t)
	if len(list) != 1 || list[0].State != model.OutgoingWaiting || list[0].Trouble.String() != "451 greylisted" {
		t.Fatalf("waits: %+v", list)
	}
	h.clock.advance(time.Minute)
	if got := h.claims(t); len(got[anna]) != 1 || got[anna][0] != "SHP/1 eta 2025-05-21>2025-05-28" {
		t.Fatalf("got %v", got)
	}
}

func TestAMailThatIsRefusedForGoodWaitsForAPerson(t *testing.T) {
	h := newPost(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 5))
	h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesAll})
	h.reschedule(t, "SHP/1", 8)
	h.clock.advance(2 * time.Minute)
	e, _, err := h.Outbox().Claim(ctx, brief)
	check(t, err)
	check(t, h.Outbox().Refused(ctx, e, text("550 no such user"), true, true))
	h.sound(t)
	h.clock.advance(100 * 24 * time.Hour)
	if got := h.claims(t); len(got) != 0 {
		t.Fatalf("tried again: %v", got)
	}
	check(t, h.office.RetryMail(ctx, e.ID))
	if got := h.claims(t); len(got[anna]) != 1 {
		t.Fatalf("after retry: %v", got)
	}
	if err := h.office.DropMail(ctx, e.ID); !isNotFound(err) {
		t.Fatalf("drop of what is gone: %v", err)
	}
}

func isNotFound(err error) bool { return err != nil && strings.Contains(err.Error(), "not_found") }

func TestResendTellsThePresentStateAndWhatWasMailedBefore(t *testing.T) {
	h := newPost(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 5))
	if _, err := h.office.ResendMail(ctx, "SHP/1"); err == nil {
		t.Fatal("resent to nobody")
	}
	h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesETA, Days: 5})
	to, err := h.office.ResendMail(ctx, "SHP/1")
	check(t, err)
	if len(to) != 1 || to[0] != anna {
		t.Fatalf("to %v", to)
	}
	if got := h.claims(t); len(got[anna]) != 1 || got[anna][0] != "SHP/1" {
		t.Fatalf("got %v", got)
	}
	h.reschedule(t, "SHP/1", 8)
	must(h.office.ResendMail(ctx, "SHP/1"))
	if got := h.claims(t); len(got[anna]) != 1 || got[anna][0] != "SHP/1 eta 2025-05-21>2025-05-24" {
		t.Fatalf("got %v", got)
	}
}

// The code is in the one mail that brings it, and nowhere in the store's file,
// not even in pages that were let go of.
func TestACodeIsInItsMailAlone(t *testing.T) {
	const code, consignee = "HL-7K3QX-CANARY-9ZTQM-4W8RB", "warehouse@consignee.example"
	h := newPost(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 5))
	draft := LinkDraft{Ref: "SHP/1", To: consignee, Language: "vi", Life: 30 * 24 * time.Hour}
	must(h.office.CreateLink(ctx, draft, FreshCode{Hash: sha256.Sum256([]byte(code)), Plain: code}))
	e, ok, err := h.Outbox().Claim(ctx, func(e model.Errand) model.Letter {
		if e.Kind != model.LetterCode || e.Language != "vi" || !e.CodeSent.IsZero() || len(e.Items) != 1 {
			t.Errorf("errand %+v", e)
		}
		return brief(e)
	})
	check(t, err)
	if !ok || e.Code != code || e.To != consignee {
		t.Fatalf("envelope %+v", e)
	}
	check(t, h.Outbox().Sent(ctx, e.ID))
	h.reschedule(t, "SHP/1", 8)
	h.clock.advance(2 * time.Minute)
	later, ok, err := h.Outbox().Claim(ctx, func(e model.Errand) model.Letter {
		if !e.ByCode || !e.CodeSent.Equal(noon) {
			t.Errorf("later errand %+v", e)
		}
		return brief(e)
	})
	check(t, err)
	if !ok || later.Code != "" {
		t.Fatalf("later %+v", later)
	}
	check(t, h.Outbox().Sent(ctx, later.ID))
	check(t, h.Close())
	raw, err := os.ReadFile(filepath.Join(h.folder, fileName))
	check(t, err)
	if bytes.Contains(raw, []byte("CANARY")) {
		t.Error("the code is in the file")
	}
}

func TestTheMailToACodeEndsWithIt(t *testing.T) {
	const consignee = "warehouse@consignee.example"
	queue := func(h *house, name string) {
		must(h.office.CreateLink(ctx, LinkDraft{Ref: "SHP/1", To: consignee, Life: 30 * 24 * time.Hour}, newCode(name)))
	}
	ends := map[string]func(h *house){
		"stopped":     func(h *house) { must(h.office.RevokeLink(ctx, "t1")) },
		"expired":     func(h *house) { h.clock.advance(31 * 24 * time.Hour) },
		"handed over": func(h *house) { h.edit(t, "SHP/1", func(s *model.Shipment) { s.Partner = "mekong-foods" }) },
	}
	for name, end := range ends {
		h := newPost(t)
		h.put(t, shipment("SHP/1", "saigon-tech", 5))
		queue(h, "ONE")
		h.reschedule(t, "SHP/1", 8)
		end(h)
		h.clock.advance(2 * time.Minute)
		if got := h.claims(t); len(got) != 0 || len(h.waiting(t)) != 0 {
			t.Errorf("%s: %v, waits %v", name, got, h.waiting(t))
		}
	}
	h := newPost(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 5))
	queue(h, "ONE")
	queue(h, "TWO")
	if got := h.claims(t); len(got[consignee]) != 1 {
		t.Errorf("renewed before it was sent: %v", got)
	}
}
