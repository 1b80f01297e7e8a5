package start

import (
	"context"
	"fmt"
	"os/user"

	"porthole/internal/model"
	"porthole/internal/store"
)

// Local is the principal of whoever runs a program on the store itself: an
// administrator, because they could read the files anyway. The audit trail knows
// them by their name on this machine.
func Local() model.Principal {
	p := model.Principal{Account: "local@localhost", Role: model.Admin, Remote: "local"}
	if me, err := user.Current(); err == nil {
		if email, err := model.ParseEmail(me.Username + "@localhost"); err == nil {
			p.Account = email
		}
	}
	return p
}

// HasAdmin says whether anybody could sign in as an administrator.
func HasAdmin(ctx context.Context, st *store.Store) (bool, error) {
	office, err := st.Office(Local())
	if err != nil {
		return false, fmt.Errorf("looking for administrators: %w", err)
	}
	for after := ""; ; {
		accounts, next, err := office.Accounts(ctx, after, 200)
		if err != nil {
			return false, fmt.Errorf("looking for administrators: %w", err)
		}
		for _, account := range accounts {
			if account.Role == model.Admin && !account.Disabled && account.Keys > 0 {
				return true, nil
			}
		}
		if next == "" {
			return false, nil
		}
		after = next
	}
}
