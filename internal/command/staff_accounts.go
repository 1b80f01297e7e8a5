package command

import (
	"context"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/store"
)

// accountMove links a customer's account to another partner. Its open sessions
// end, and what it sees from then on is the new partner's.
func (s *session) accountMove() *cobra.Command {
	var partner string
	cmd := command("move EMAIL --partner SLUG", exactly("EMAIL"), func(ctx context.Context, args []string) error {
		if partner == "" {
			return usage("error.usage.missing", "--partner SLUG", "account move")
		}
		slug, err := model.ParseSlug(partner)
		if err != nil {
			return err
		}
		office, account, err := s.theirAccount(ctx, args[0])
		if err != nil {
			return err
		}
		if err := office.MoveAccount(ctx, account.Email, slug); err != nil {
			return naming(err, slug)
		}
		return s.out.line(s.Words.Say("command.account_move.done", account.Email, slug))
	})
	cmd.Flags().StringVar(&partner, "partner", "", s.Words.Say("command.flag.partner"))
	return cmd
}

// accountEnable opens a disabled account again, with the keys that it has.
func (s *session) accountEnable() *cobra.Command {
	return command("enable EMAIL", exactly("EMAIL"), s.withAccount(func(ctx context.Context, office *store.Office, account model.Account) error {
		if err := office.EnableAccount(ctx, account.Email); err != nil {
			return err
		}
		return s.out.line(s.Words.Say("command.account_enable.done", account.Email))
	}))
}

// keysOfAccount are the keys of somebody else's account.
func (s *session) keysOfAccount(ctx context.Context, typed string) ([]model.Key, error) {
	office, account, err := s.theirAccount(ctx, typed)
	if err != nil {
		return nil, err
	}
	return office.Keys(ctx, account.Email)
}

// removeTheirKey takes a key from somebody else's account; what that key opened
// is closed.
func (s *session) removeTheirKey(ctx context.Context, typedAccount, typedKey string) error {
	office, account, err := s.theirAccount(ctx, typedAccount)
	if err != nil {
		return err
	}
	keys, err := office.Keys(ctx, account.Email)
	if err != nil {
		return err
	}
	fingerprint, err := ownKey(keys, typedKey)
	switch {
	case err != nil:
		return store.ErrNoKey
	case s.inUse(fingerprint):
		return model.NewFault("error.key.in_use")
	}
	if err := office.RemoveKey(ctx, account.Email, fingerprint); err != nil {
		return err
	}
	return s.out.line(s.Words.Say("command.key_remove.done", fingerprint))
}
