package access

import (
	"context"
	"fmt"
	"io"

	"porthole/internal/model"
)

// Seeder makes accounts of administrators with these keys, unless there are some, and
// says how many it made.
type Seeder interface {
	SeedAdmins(ctx context.Context, keys []model.Key) (int, error)
}

// SeedAdmins makes administrators of the keys in an authorized_keys file when
// the store has no administrator yet, and says how many it made. The account is
// the mail address in a key's comment; keys with the same address share it. A
// key without one gets admin@localhost, the next admin-2@localhost, and so on.
// The error is a Fault of [ReadKeys], or `error.key.empty` for a file without
// keys.
func SeedAdmins(ctx context.Context, dir Seeder, file io.Reader) (int, error) {
	keys, err := ReadKeys(file)
	if err != nil {
		return 0, err
	}
	if len(keys) == 0 {
		return 0, model.NewFault("error.key.empty")
	}
	nameAdmins(keys)
	made, err := dir.SeedAdmins(ctx, keys)
	if err != nil {
		return 0, fmt.Errorf("registering the administrators' keys: %w", err)
	}
	return made, nil
}

// nameAdmins sets each key's account.
func nameAdmins(keys []model.Key) {
	taken := map[string]bool{}
	for i := range keys {
		if email, err := model.ParseEmail(keys[i].Label.String()); err == nil {
			keys[i].Account = email
			taken[email] = true
		}
	}
	number := 1
	for i := range keys {
		for keys[i].Account == "" {
			name := adminName(number)
			number++
			if !taken[name] {
				keys[i].Account = name
			}
		}
	}
}

func adminName(number int) string {
	if number == 1 {
		return "admin@localhost"
	}
	return fmt.Sprintf("admin-%d@localhost", number)
}
