package access

import (
	"errors"
	"testing"

	"golang.org/x/crypto/ssh"

	"porthole/internal/model"
)

// keyring has one account for every key, or an error.
type keyring struct {
	account model.Account
	err     error
}

func (k keyring) Lookup(string) (model.Account, model.Key, error) {
	return k.account, model.Key{}, k.err
}

// Whoever may not come in is a guest and no more, whatever is known of the key.
func TestIdentify(t *testing.T) {
	public, _, _, _, err := ssh.ParseAuthorizedKey([]byte("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK0wmN/Cr3JXqmLW7u+g9pTh+wyqDHpSQEIQczXkVx9q"))
	if err != nil {
		t.Fatal(err)
	}
	anna := model.Account{Email: "anna@saigontech.example", Role: model.Portal, Partner: "saigon-tech"}
	disabled, nobodys := anna, anna
	disabled.Disabled, nobodys.Partner = true, ""
	for name, c := range map[string]struct {
		keys  keyring
		guest bool
	}{
		"a customer":                     {keyring{account: anna}, false},
		"staff":                          {keyring{account: model.Account{Email: "ops@forwarder.example", Role: model.Operations}}, false},
		"a disabled account":             {keyring{account: disabled}, true},
		"a customer of no partner":       {keyring{account: nobodys}, true},
		"a key that nobody registered":   {keyring{err: model.ErrNotFound}, true},
		"an account of an unknown role":  {keyring{account: model.Account{Email: "x@y.example", Role: "owner"}}, true},
		"an account and an error beside": {keyring{account: anna, err: errors.New("damaged")}, true},
	} {
		p, err := Identify(c.keys, public, "192.0.2.1")
		if err != nil || p.IsGuest() != c.guest || c.guest && (p.Account != "" || p.Partner != "" || p.Role != "") || p.Fingerprint == "" {
			t.Errorf("%s: %+v %v", name, p, err)
		}
	}
	if p, err := Identify(keyring{account: anna, err: model.ErrAway}, public, ""); !errors.Is(err, model.ErrAway) || !p.IsGuest() {
		t.Errorf("a store that cannot be asked: %+v %v", p, err)
	}
}
