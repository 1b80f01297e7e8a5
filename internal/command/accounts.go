package command

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/store"
)

// accounts lists who can sign in.
func (s *session) accounts() *cobra.Command {
	var f pageFlags
	cmd := command("accounts", exactly(), s.withOffice(func(ctx context.Context, office *store.Office, _ []string) error {
		accounts, next, err := office.Accounts(ctx, f.after, f.limit)
		return list[store.AccountInfo, jsonAccount]{"accounts", accountJSON, "", s.tableOfAccounts}.page(s, "accounts", accounts, next, err)
	}))
	s.pageFlags(cmd, &f)
	return cmd
}

func accountJSON(a store.AccountInfo) jsonAccount {
	return jsonAccount{a.Email, string(a.Role), known(a.Partner), a.Disabled, a.Keys}
}

func (s *session) tableOfAccounts(list []store.AccountInfo) error {
	return s.table([]column{
		{head: s.Words.Say("command.col.account"), min: 16},
		{head: s.Words.Say("command.col.role"), keep: 3},
		{head: s.Words.Say("command.col.partner"), min: 8, keep: 4},
		{head: s.Words.Say("command.col.keys"), num: true, keep: 1},
		{head: "", keep: 2},
	}, each(list, func(a store.AccountInfo) []string {
		disabled := ""
		if a.Disabled {
			disabled = s.Words.Say("command.account.disabled")
		}
		return []string{a.Email, s.Words.Say("command.role." + string(a.Role)), a.Partner, strconv.Itoa(a.Keys), disabled}
	}))
}

// accountAdd makes an account: a customer's with --partner, and for an
// administrator one of the staff with --role.
func (s *session) accountAdd() *cobra.Command {
	var partner, role string
	kind := "--partner SLUG"
	if s.may(model.ActStaff) {
		kind = "(--partner SLUG | --role ROLE)"
	}
	cmd := command("add EMAIL "+kind, exactly("EMAIL"), s.withOffice(func(ctx context.Context, office *store.Office, args []string) error {
		account, err := s.newAccount(args[0], partner, role)
		if err != nil {
			return err
		}
		made, err := office.AddAccount(ctx, account)
		if err != nil {
			return naming(err, account.Partner)
		}
		if s.json {
			return s.print(accountJSON(store.AccountInfo{Account: made}))
		}
		if err := s.out.line(s.Words.Say("command.account_add.done", made.Email)); err != nil {
			return err
		}
		return s.err.line(s.Words.Say("command.account_add.key", s.Prefix, made.Email))
	}))
	cmd.Flags().StringVar(&partner, "partner", "", s.Words.Say("command.flag.partner"))
	if s.may(model.ActStaff) {
		cmd.Flags().StringVar(&role, "role", "", s.Words.Say("command.flag.role"))
	}
	return cmd
}

// newAccount reads what an account is to be: portal or staff, never both.
func (s *session) newAccount(typed, partner, role string) (model.Account, error) {
	email, err := model.ParseEmail(typed)
	if err != nil {
		return model.Account{}, err
	}
	switch {
	case partner != "" && role != "":
		return model.Account{}, usage("error.usage.exclusive", "--partner", "--role")
	case partner != "":
		slug, err := model.ParseSlug(partner)
		return model.Account{Email: email, Role: model.Portal, Partner: slug}, err
	case role == "" && s.may(model.ActStaff):
		return model.Account{}, usage("error.usage.account_kind")
	case role == "":
		return model.Account{}, usage("error.usage.missing", "--partner SLUG", "account add")
	}
	staff, ok := model.ParseRole(role)
	if !ok {
		return model.Account{}, usage("error.usage.choice", role, "--role", "operations, cs, manager, admin")
	}
	return model.Account{Email: email, Role: staff}, nil
}

// accountDisable ends what an account may do, and its open sessions.
func (s *session) accountDisable() *cobra.Command {
	return command("disable EMAIL", exactly("EMAIL"), s.withAccount(func(ctx context.Context, office *store.Office, account model.Account) error {
		if account.Email == s.Principal.Account {
			return model.NewFault("error.account.own")
		}
		if err := office.DisableAccount(ctx, account.Email); err != nil {
			return err
		}
		return s.out.line(s.Words.Say("command.account_disable.done", account.Email))
	}))
}

// withAccount is a command that does something with the account that its first argument
// names.
func (s *session) withAccount(run func(ctx context.Context, office *store.Office, account model.Account) error) func(context.Context, []string) error {
	return func(ctx context.Context, args []string) error {
		office, account, err := s.theirAccount(ctx, args[0])
		if err != nil {
			return err
		}
		return run(ctx, office, account)
	}
}

// theirAccount finds an account that the principal may change. Accounts of
// staff are the administrators' alone: whoever could add a key to one would be
// whoever they liked.
func (s *session) theirAccount(ctx context.Context, typed string) (*store.Office, model.Account, error) {
	email, err := model.ParseEmail(strings.TrimSpace(typed))
	if err != nil {
		return nil, model.Account{}, err
	}
	office, err := s.Store.Office(s.Principal)
	if err != nil {
		return nil, model.Account{}, err
	}
	account, err := office.Account(ctx, email)
	if err != nil {
		return nil, model.Account{}, naming(err, email)
	}
	if account.Role.Staff() && !s.may(model.ActStaff) {
		return nil, model.Account{}, model.ErrForbidden
	}
	return office, account, nil
}
