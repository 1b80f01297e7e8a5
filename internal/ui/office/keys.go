package office

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/screen"
)

// NewTheirKeys is the list of the keys with which the owner of an account signs in.
func NewTheirKeys(e *screen.Env, email string) screen.Screen {
	source := e.Staff.Office
	return newTable(e, sheet[model.Key]{
		name: "their_keys", of: email,
		fetch: func(ctx context.Context, find, _ string) (pager.Batch[model.Key], error) {
			keys, err := source.KeysOf(ctx, email)
			found := foundIn(keys, func(k model.Key) bool { return model.Found(find, k.Fingerprint, k.Label.String()) })
			return pager.Batch[model.Key]{Items: found, Total: len(found)}, err
		},
		same: func(a, b model.Key) bool { return a.Fingerprint == b.Fingerprint },
		columns: []column[model.Key]{
			{name: "fingerprint", least: 20, most: 50, text: func(_ *screen.Env, k *model.Key) string { return k.Fingerprint }},
			{name: "label", least: 8, most: 24, keep: 1, text: func(_ *screen.Env, k *model.Key) string { return k.Label.String() }},
			{name: "added", least: 9, most: 12, keep: 2, text: func(e *screen.Env, k *model.Key) string { return day(e, k.Added) }},
			{name: "used", least: 9, most: 12, keep: 3, text: func(e *screen.Env, k *model.Key) string { return day(e, k.LastUsed) }},
		},
		acts: []act[model.Key]{
			{key: keyRemove, right: model.ActCustomers, goal: func(k *model.Key) screen.Goal {
				return screen.Goal{To: screen.ToRemoveKey, About: email, Key: k.Fingerprint}
			}},
			{key: keyInvite, right: model.ActCustomers, alone: true, goal: func(*model.Key) screen.Goal {
				return screen.Goal{To: screen.ToInvite, About: email}
			}},
		},
	})
}
