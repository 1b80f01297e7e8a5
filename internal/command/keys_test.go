package command

import (
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/model"
)

func TestAKeyIsAddedListedUsedAndRemoved(t *testing.T) {
	h := newHouse(t)
	key, line := publicKey(t)
	fingerprint := ssh.FingerprintSHA256(key)
	if got := h.feed(ops, line, "key", "add", "--account", anna.Account); got.exit != ExitDone || !strings.Contains(got.out, fingerprint) {
		t.Fatalf("%+v", got)
	}
	who, _ := access.Identify(h.store.Directory(), key, "192.0.2.1")
	if who.Account != anna.Account || who.Partner != anna.Partner || who.Fingerprint != fingerprint {
		t.Fatalf("the key signs in as %+v", who)
	}
	second, secondLine := publicKey(t)
	if got := h.feed(who, secondLine, "key", "add"); got.exit != ExitDone {
		t.Fatalf("%+v", got)
	}
	if got := h.must(who, "keys"); strings.Count(got, "SHA256:") != 2 || !strings.Contains(got, "in use") || !strings.Contains(got, "anna@laptop") {
		t.Error(got)
	}
	if got := h.run(who, "key remove "+fingerprint); got.exit != ExitFailed || !strings.Contains(got.err, "another") {
		t.Errorf("the key in use: %+v", got)
	}
	bare := strings.TrimPrefix(ssh.FingerprintSHA256(second), "SHA256:")
	h.must(who, "key remove "+bare)
	if got, _ := access.Identify(h.store.Directory(), second, ""); !got.IsGuest() {
		t.Errorf("a removed key signs in as %+v", got)
	}
}

func TestNobodyRemovesSomebodyElsesKey(t *testing.T) {
	h := newHouse(t)
	key, line := publicKey(t)
	h.feed(ops, line, "key", "add", "--account", anna.Account)
	for _, who := range []model.Principal{binh, ops, admin} {
		foreign := h.run(who, "key remove "+ssh.FingerprintSHA256(key))
		if foreign.exit != ExitNotFound {
			t.Errorf("%s: %+v", who.Role, foreign)
		}
	}
	if p, err := access.Identify(h.store.Directory(), key, ""); err != nil || p.IsGuest() {
		t.Error("the key is gone")
	}
}

// Whoever could add a key to an administrator's account would be administrator.
func TestOperationsStayOutOfTheStaffsAccounts(t *testing.T) {
	h := newHouse(t)
	for _, target := range []model.Principal{admin, boss, cs, ops} {
		_, line := publicKey(t)
		if got := h.feed(ops, line, "key", "add", "--account", target.Account); got.exit != ExitFailed || !strings.Contains(got.err, "role") {
			t.Errorf("a key for %s: %+v", target.Account, got)
		}
		if got := h.run(ops, "account disable "+target.Account); got.exit != ExitFailed {
			t.Errorf("disabling %s: %+v", target.Account, got)
		}
	}
	_, line := publicKey(t)
	if got := h.feed(admin, line, "key", "add", "--account", boss.Account); got.exit != ExitDone {
		t.Errorf("an administrator may not: %+v", got)
	}
}

func TestADisabledAccountIsAGuest(t *testing.T) {
	h := newHouse(t)
	key, line := publicKey(t)
	h.feed(ops, line, "key", "add", "--account", anna.Account)
	h.must(ops, "account disable "+anna.Account)
	disabled, _ := access.Identify(h.store.Directory(), key, "192.0.2.1")
	stranger, _ := publicKey(t)
	unknown, _ := access.Identify(h.store.Directory(), stranger, "192.0.2.1")
	disabled.Fingerprint, unknown.Fingerprint = "", ""
	if disabled != unknown || !disabled.IsGuest() {
		t.Errorf("%+v and %+v", disabled, unknown)
	}
	if got := h.must(ops, "accounts"); !strings.Contains(got, "disabled") {
		t.Error(got)
	}
}

func TestAKeyIsRefusedInWords(t *testing.T) {
	h := newHouse(t)
	_, line := publicKey(t)
	for sent, says := range map[string]string{
		"":                                      ".pub",
		"-----BEGIN OPENSSH PRIVATE KEY-----\n": "private",
		line + line:                             "one key",
	} {
		got := h.feed(anna, sent, "key", "add")
		if got.exit != ExitFailed || !strings.Contains(got.err, says) {
			t.Errorf("%q: %+v", sent, got)
		}
	}
	if got := h.must(anna, "keys --json"); got != `{"keys":[]}`+"\n" {
		t.Error(got)
	}
}
