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
// name: the same shipments, of each what the door lets through, under each tab as
// many as the tab says, and in what people wrote nothing of another partner.
func (c *check) ground(ctx context.Context, slug string, leak func(probe string, found ...find)) error {
	room, err := c.store.Room(model.Principal{Account: us.Account, Role: model.Portal, Partner: slug})
	if err != nil {
		return err
	}
	var shown []string
	err = everyRow(ctx, room, model.TabAll, func(row model.Row) error {
		shown = append(shown, row.Ref.String())
		return c.record(ctx, room, row.Ref.String(), slug, leak)
	})
	if err != nil {
		return err
	}
	leak(probeRoom, differing(c.roster.partners[slug].refs, shown)...)
	found, err := miscounted(ctx, room)
	leak(probeRoom, found...)
	return err
}

// probeRoom is how a report calls what was found in a room as it is.
const probeRoom = "room"

// everyRow goes through all rows under a tab, page by page.
func everyRow(ctx context.Context, room lister, tab model.Tab, fn func(row model.Row) error) error {
	return everyPage(func(after string) ([]model.Row, string, error) {
		page, err := room.Page(ctx, model.Query{Tab: tab, Sort: model.ByRef, Limit: model.MaxPage, After: after})
		return page.Rows, page.Next, err
	}, fn)
}

// everyPage goes through all that read gives behind what it gave last.
func everyPage[T any](read func(after string) ([]T, string, error), fn func(one T) error) error {
	for after := ""; ; {
		page, next, err := read(after)
		if err != nil {
			return err
		}
		for _, one := range page {
			if err := fn(one); err != nil {
				return err
			}
		}
		if after = next; next == "" {
			return nil
		}
	}
}

// record looks at one record of a room: it must be what the door makes of the
// office's, and its texts must name nobody else.
func (c *check) record(ctx context.Context, room *store.Room, ref, slug string, leak func(probe string, found ...find)) error {
	shown, err := room.Shipment(ctx, ref)
	if err != nil {
		return err
	}
	s, err := c.office.Shipment(ctx, ref)
	if err != nil || s.Partner != slug { // a record of what the office does not have is a finding, not an error
		leak(probeRoom, find{foundRecord, ref, shown.Ref})
		return ctx.Err() //nolint:wrapcheck // the caller's own
	}
	same, err := agrees(shown, s)
	if err != nil {
		return err
	}
	if !same {
		leak(probeRoom, find{foundRecord, ref, shown.Ref})
	}
	return c.texts.look(ctx, c.office, shown, s, leak)
}

// agrees says whether a room's record is what the door makes of the office's.
func agrees(shown model.Published, s model.Shipment) (bool, error) {
	shown.Change = 0
	have, err := json.Marshal(shown)
	if err != nil {
		return false, fmt.Errorf("compare %s: %w", shown.Ref, err)
	}
	want, err := json.Marshal(model.Publish(s))
	if err != nil {
		return false, fmt.Errorf("compare %s: %w", shown.Ref, err)
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
