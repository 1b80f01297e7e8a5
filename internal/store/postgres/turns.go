package postgres

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// Turns is engine.ListReader's. What another transaction holds is passed over.
func (t *tx) Turns(now time.Time, limit int) (turns []engine.Turn, err error) {
	if err := t.flushLists(slices.Collect(maps.Keys(t.lists))...); err != nil {
		return nil, err
	}
	held := ""
	if t.writes {
		held = "for update skip locked"
	}
	for _, schema := range []string{"office", "rooms"} {
		err := t.ask(func(row pgx.Rows) error {
			var turn engine.Turn
			err := row.Scan((*string)(&turn.List), &turn.Ref)
			turns = append(turns, turn)
			return err //nolint:wrapcheck // explained by send
		}, fmt.Sprintf(`select l.name, i.ref from %s.list l cross join lateral
(select ref, turn from %[1]s.item where list = l.id and turn <> 0 and turn <= $1 order by turn, ref limit $2 %s) i
order by l.name, i.turn, i.ref`, schema, held), now.UnixNano(), limit)
		if err != nil {
			return nil, err
		}
	}
	return turns, nil
}
