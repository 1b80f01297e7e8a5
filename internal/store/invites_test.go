package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"porthole/internal/model"
)

const day = 24 * time.Hour

var guestKey = model.Key{Fingerprint: "SHA256:" + strings.Repeat("g", 43), Type: "ssh-ed25519", Label: text("laptop")}

// code is what a hash stands for in these tests.
func code(name string) CodeHash { return sha256.Sum256([]byte(name)) }

// invited is a house with an account that is invited under the code "first".
func invited(t *testing.T) (*house, *Directory) {
	t.Helper()
	h := newHouse(t)
	must(h.office.AddAccount(ctx, model.Account{Email: "anna@saigon.example", Partner: "saigon-tech"}))
	check(t, h.office.SetForwarder(ctx, model.Forwarder{Name: text("Hai Long"), Mail: text("ops@hailong.example"), Zone: "Asia/Ho_Chi_Minh"}))
	must(h.office.AddInvitation(ctx, "anna@saigon.example", code("first"), 144*time.Hour))
	return h, h.Directory()
}

func faultOf(t *testing.T, err error) model.Fault {
	t.Helper()
	var fault *model.Fault
	if !errors.As(err, &fault) {
		t.Fatalf("%v is no fault", err)
	}
	return *fault
}

func TestAnInvitationRegistersOneKeyOnce(t *testing.T) {
	h, dir := invited(t)
	asked := must(dir.Invitation(ctx, code("first")))
	if asked.Email != "anna@saigon.example" || asked.Partner.Name != text("saigon-tech Ltd") {
		t.Errorf("the question is %+v", asked)
	}
	account := must(dir.Redeem(ctx, code("first"), guestKey, "192.0.2.9"))
	if account.Email != "anna@saigon.example" || account.Partner != "saigon-tech" {
		t.Errorf("the account is %+v", account)
	}
	if _, k, err := dir.Lookup(guestKey.Fingerprint); err != nil || k.Label != guestKey.Label {
		t.Errorf("the key is %+v, %v", k, err)
	}
	other := guestKey
	other.Fingerprint = "SHA256:" + strings.Repeat("o", 43)
	h.reopen(t)
	_, err := h.Directory().Redeem(ctx, code("first"), other, "192.0.2.10")
	if f := faultOf(t, err); f.Key != "error.code.used" || f.Args[0] != "Hai Long · ops@hailong.example" {
		t.Errorf("a second use: %v", err)
	}
	if _, err := h.Directory().Invitation(ctx, code("first")); faultOf(t, err).Key != "error.code.used" {
		t.Errorf("a question about a used code: %v", err)
	}
	list, next, err := h.office.Invitations(ctx, "", 0)
	check(t, err)
	if len(list) != 1 || next != "" || list[0].UsedBy != guestKey.Fingerprint || list[0].By != admin.Account {
		t.Errorf("the list is %+v", list)
	}
	entries, _, err := h.office.SearchAudit(ctx, AuditQuery{Search: "invite redeem anna"})
	check(t, err)
	if len(entries) != 1 || entries[0].Remote != "192.0.2.9" || entries[0].Detail != guestKey.Fingerprint {
		t.Errorf("the trail has %+v", entries)
	}
	h.sound(t)
}

func TestOfManyWhoRedeemAtOnceOneSucceeds(t *testing.T) {
	_, dir := invited(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for i := range 8 {
		wg.Go(func() {
			k := guestKey
			k.Fingerprint = "SHA256:" + strings.Repeat(string(rune('a'+i)), 43)
			_, err := dir.Redeem(ctx, code("first"), k, "")
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
			} else if !errors.Is(err, errUsed) {
				t.Errorf("%v", err)
			}
		})
	}
	wg.Wait()
	if won != 1 {
		t.Errorf("%d keys were registered", won)
	}
}

// What a code opens no longer, or never did. None of the answers has the code.
func TestCodesThatOpenNothing(t *testing.T) {
	for name, c := range map[string]struct {
		fault string
		spoil func(t *testing.T, h *house)
		code  string
	}{
		"never made":          {"error.code.unknown", func(*testing.T, *house) {}, "second"},
		"expired":             {"error.code.expired", func(_ *testing.T, h *house) { h.clock.advance(144 * time.Hour) }, "first"},
		"the account is gone": {"error.code.unknown", func(t *testing.T, h *house) { check(t, h.office.DisableAccount(ctx, "anna@saigon.example")) }, "first"},
		"revoked": {"error.code.unknown", func(t *testing.T, h *house) {
			list, _, err := h.office.Invitations(ctx, "", 0)
			check(t, err)
			check(t, h.office.RevokeInvitation(ctx, list[0].ID))
		}, "first"},
	} {
		t.Run(name, func(t *testing.T) {
			h, dir := invited(t)
			c.spoil(t, h)
			_, err := dir.Invitation(ctx, code(c.code))
			if f := faultOf(t, err); f.Key != c.fault {
				t.Errorf("the question: %v", err)
			}
			_, err = dir.Redeem(ctx, code(c.code), guestKey, "")
			if f := faultOf(t, err); f.Key != c.fault {
				t.Errorf("the use: %v", err)
			}
			if _, _, err := dir.Lookup(guestKey.Fingerprint); !errors.Is(err, ErrUnknown) {
				t.Errorf("the key was registered: %v", err)
			}
			h.sound(t)
		})
	}
}

func TestAnExpiredCodeSaysWhenAndWhomToAsk(t *testing.T) {
	h, dir := invited(t)
	h.clock.advance(10 * day)
	_, err := dir.Redeem(ctx, code("first"), guestKey, "")
	if f := faultOf(t, err); !slices.Equal(f.Args, []any{"2025-05-22", "Hai Long · ops@hailong.example"}) {
		t.Errorf("%v", err)
	}
}

// A clock that is put back, by however much and in whichever way, opens no code
// that has expired; and a code that was made afterwards works.
func TestAClockPutBackOpensNoExpiredCode(t *testing.T) {
	for name, c := range map[string]struct {
		back  time.Duration
		after func(t *testing.T, h *house, dir *Directory) // while the code is expired
	}{
		"an hour, after a write":   {time.Hour, someWrite},
		"a week, after a write":    {7 * day, someWrite},
		"a year, after a write":    {366 * day, someWrite},
		"an hour, after a try":     {time.Hour, someTry},
		"a week, after a try":      {7 * day, someTry},
		"a week, after a question": {7 * day, someQuestion},
	} {
		t.Run(name, func(t *testing.T) {
			h, dir := invited(t)
			h.clock.advance(144*time.Hour + time.Minute)
			c.after(t, h, dir)
			h.clock.advance(-c.back)
			h.reopen(t)
			for range 2 { // once before anything is written in the old time, once after
				if _, err := h.Directory().Redeem(ctx, code("first"), guestKey, ""); faultOf(t, err).Key != "error.code.expired" {
					t.Fatalf("put back: %v", err)
				}
				someWrite(t, h, dir)
			}
			must(h.office.AddInvitation(ctx, "anna@saigon.example", code("second"), time.Hour))
			must(h.Directory().Redeem(ctx, code("second"), guestKey, ""))
			h.sound(t)
		})
	}
}

func someWrite(t *testing.T, h *house, _ *Directory) {
	t.Helper()
	check(t, h.office.SetForwarder(ctx, model.Forwarder{Name: text("Hai Long " + h.clock.now().String())}))
}

func someTry(t *testing.T, _ *house, dir *Directory) {
	t.Helper()
	_, err := dir.Redeem(ctx, code("first"), guestKey, "")
	faultOf(t, err)
}

func someQuestion(t *testing.T, _ *house, dir *Directory) {
	t.Helper()
	_, err := dir.Invitation(ctx, code("first"))
	faultOf(t, err)
}

// A key that cannot be registered leaves the code as it was.
func TestAKeyOfSomebodyElseDoesNotUseUpTheCode(t *testing.T) {
	h, dir := invited(t)
	must(h.office.AddAccount(ctx, model.Account{Email: "bao@mekong.example", Partner: "mekong-foods"}))
	check(t, h.office.AddKey(ctx, "bao@mekong.example", guestKey))
	if _, err := dir.Redeem(ctx, code("first"), guestKey, ""); !errors.Is(err, ErrKeyTaken) {
		t.Fatalf("%v", err)
	}
	must(dir.Invitation(ctx, code("first")))
}

// Neither the file nor the audit trail has a code, and a disabled account gets
// none.
func TestTheCodeItselfIsNowhere(t *testing.T) {
	h, dir := invited(t)
	must(dir.Redeem(ctx, code("first"), guestKey, ""))
	check(t, h.office.DisableAccount(ctx, "anna@saigon.example"))
	_, err := h.office.AddInvitation(ctx, "anna@saigon.example", code("second"), day)
	if f := faultOf(t, err); f.Key != "error.account_disabled" {
		t.Errorf("%v", err)
	}
	check(t, h.Close())
	file := must(os.ReadFile(h.file))
	hash := code("first")
	if !bytes.Contains(file, hash[:]) || bytes.Contains(file, []byte(`"first"`)) {
		t.Error("the file should have the hash, and nothing else of the code")
	}
	if err := context.Cause(ctx); err != nil {
		t.Fatal(err)
	}
}
