package isolation

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"porthole/internal/model"
	"porthole/internal/store"
)

// The rooms as they are, before anything is planted: planting writes every
// record anew, and would put right what stands wrong in the live store.

// ground compares the room of a partner with what the office has under its
// name: the same shipments, and of each what the door lets through.
func (r *roster) ground(ctx context.Context, st *store.Store, office *store.Office, slug string) ([]find, error) {
	room, err := st.Room(model.Principal{Account: us.Account, Role: model.Portal, Partner: slug})
	if err != nil {
		return nil, err
	}
	var found []find
	var shown []string
	for q := (model.Query{Sort: model.ByRef, Limit: model.MaxPage}); ; {
		page, err := room.Page(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, row := range page.Rows {
			ref := row.Ref.String()
			shown = append(shown, ref)
			same, err := agrees(ctx, room, office, ref, slug)
			if err != nil {
				return nil, err
			}
			if !same {
				found = append(found, find{foundRecord, ref, row.Ref})
			}
		}
		if q.After = page.Next; page.Next == "" {
			return append(found, differing(r.partners[slug].refs, shown)...), nil
		}
	}
}

// agrees says whether a room's record is what the door makes of the office's.
func agrees(ctx context.Context, room *store.Room, office *store.Office, ref, slug string) (bool, error) {
	shown, err := room.Shipment(ctx, ref)
	if err != nil {
		return false, err
	}
	s, err := office.Shipment(ctx, ref)
	if err != nil || s.Partner != slug {
		return false, nil //nolint:nilerr // a record of what the office does not have is the finding
	}
	shown.Change = 0
	have, err := json.Marshal(shown)
	if err != nil {
		return false, fmt.Errorf("compare %s: %w", ref, err)
	}
	want, err := json.Marshal(model.Publish(s))
	if err != nil {
		return false, fmt.Errorf("compare %s: %w", ref, err)
	}
	return bytes.Equal(have, want), nil
}

// differing are the numbers that only one of two lists has.
func differing(want, have []string) []find {
	var found []find
	want, have = slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(have))
	for len(want) > 0 || len(have) > 0 {
		switch {
		case len(want) > 0 && len(have) > 0 && want[0] == have[0]:
			want, have = want[1:], have[1:]
		case len(have) == 0 || len(want) > 0 && want[0] < have[0]:
			found = append(found, find{foundSet, want[0], model.Line("- "+want[0], model.RefCells)})
			want = want[1:]
		default:
			found = append(found, find{foundSet, have[0], model.Line("+ "+have[0], model.RefCells)})
			have = have[1:]
		}
	}
	return found
}
