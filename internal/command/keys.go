package command

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"porthole/internal/access"
	"porthole/internal/model"
)

// keys lists the keys of whoever is signed in.
func (s *session) keys() *cobra.Command {
	var account string
	cmd := command("keys", exactly(), func(ctx context.Context, _ []string) error {
		keys, err := s.keysOf(ctx, account)
		return list[model.Key, jsonKey]{"keys", s.jsonKey, "command.keys.none", s.tableOfKeys}.print(s, keys, err)
	})
	if s.may(model.ActCustomers) {
		cmd.Flags().StringVar(&account, "account", "", s.Words.Say("command.flag.their_keys"))
	}
	return cmd
}

// keysOf are the own keys, or those of an account that one may change.
func (s *session) keysOf(ctx context.Context, account string) ([]model.Key, error) {
	if account != "" {
		return s.keysOfAccount(ctx, account)
	}
	self, err := s.Store.Self(s.Principal)
	if err != nil {
		return nil, err
	}
	return self.Keys(ctx)
}

func (s *session) jsonKey(k model.Key) jsonKey {
	return jsonKey{
		Fingerprint: k.Fingerprint, Type: k.Type, Label: orNull(k.Label),
		AddedAt: s.clock(k.Added), LastUsedAt: s.clock(k.LastUsed), Current: s.inUse(k.Fingerprint),
	}
}

// inUse says that a key signed this session in.
func (s *session) inUse(fingerprint string) bool {
	return s.Principal.Fingerprint != "" && fingerprint == s.Principal.Fingerprint
}

func (s *session) tableOfKeys(keys []model.Key) error {
	day := func(t time.Time) string { return s.Words.Day(model.Moment(t).In(s.Words.Zone()), s.Now()) }
	return s.table([]column{
		{head: s.Words.Say("command.col.fingerprint")},
		{head: s.Words.Say("command.col.label"), min: 8, keep: 4},
		{head: s.Words.Say("command.col.type"), keep: 1},
		{head: s.Words.Say("command.col.added"), keep: 2},
		{head: s.Words.Say("command.col.used"), keep: 3},
		{head: "", keep: 5},
	}, each(keys, func(k model.Key) []string {
		mark := ""
		if s.inUse(k.Fingerprint) {
			mark = s.Words.Say("command.keys.current")
		}
		return []string{k.Fingerprint, k.Label.String(), k.Type, day(k.Added), day(k.LastUsed), mark}
	}))
}

// keyAdd registers the public key on standard input, to oneself or, for staff
// who may, to another account.
func (s *session) keyAdd() *cobra.Command {
	var account string
	cmd := command("add", exactly(), func(ctx context.Context, _ []string) error {
		key, err := s.readKey()
		if err != nil {
			return err
		}
		owner, err := s.addKey(ctx, account, key)
		if err != nil {
			return err
		}
		return s.done(object{{"account", owner}, {"fingerprint", key.Fingerprint}}, "command.key_add.done", key.Fingerprint, owner)
	})
	if s.may(model.ActCustomers) {
		cmd.Flags().StringVar(&account, "account", "", s.Words.Say("command.flag.account"))
	}
	return cmd
}

// readKey reads the key, and asks for it where a person sits at a terminal.
func (s *session) readKey() (model.Key, error) {
	if s.Terminal {
		if err := s.err.line(s.Words.Say("command.key_add.paste")); err != nil {
			return model.Key{}, err
		}
	}
	return access.ReadKey(s.In)
}

func (s *session) addKey(ctx context.Context, account string, key model.Key) (owner string, err error) {
	if account == "" {
		self, err := s.Store.Self(s.Principal)
		if err != nil {
			return "", err
		}
		key.Account = s.Principal.Account
		return key.Account, naming(self.AddKey(ctx, key), key.Account)
	}
	office, owned, err := s.theirAccount(ctx, account)
	if err != nil {
		return "", err
	}
	key.Account = owned.Email
	return owned.Email, office.AddKey(ctx, owned.Email, key)
}

// keyRemove takes one of the own keys away. The key of this very session stays:
// it may be the only way back in.
func (s *session) keyRemove() *cobra.Command {
	var account string
	cmd := command("remove FINGERPRINT", exactly("FINGERPRINT"), func(ctx context.Context, args []string) error {
		if account != "" {
			return s.removeTheirKey(ctx, account, args[0])
		}
		self, err := s.Store.Self(s.Principal)
		if err != nil {
			return err
		}
		keys, err := self.Keys(ctx)
		if err != nil {
			return err
		}
		fingerprint, err := ownKey(keys, args[0])
		if err != nil {
			return err
		}
		if s.inUse(fingerprint) {
			return model.NewFault("error.key.in_use")
		}
		if err := self.RemoveKey(ctx, fingerprint); err != nil {
			return err
		}
		if len(keys) == 1 {
			if err := s.err.line(s.Words.Say("command.key_remove.last")); err != nil {
				return err
			}
		}
		return s.out.line(s.Words.Say("command.key_remove.done", fingerprint))
	})
	if s.may(model.ActCustomers) {
		cmd.Flags().StringVar(&account, "account", "", s.Words.Say("command.flag.their_keys"))
	}
	return cmd
}

// ownKey finds a key by its fingerprint, with or without the `SHA256:`.
func ownKey(keys []model.Key, typed string) (string, error) {
	wanted := "SHA256:" + strings.TrimRight(strings.TrimPrefix(strings.TrimSpace(typed), "SHA256:"), "=")
	if slices.ContainsFunc(keys, func(k model.Key) bool { return k.Fingerprint == wanted }) {
		return wanted, nil
	}
	return "", model.NewFault("error.unknown_key", model.Line(typed, model.NameCells).String())
}
