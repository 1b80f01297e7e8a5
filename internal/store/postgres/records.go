package postgres

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// records are those of a table that a writing transaction knows. Nobody else writes what
// it has locked, so what was read once stays so.
type records struct {
	*engine.Table
	known map[engine.Key]*engine.Record // nil: there is none
	dirty map[engine.Key]bool           // known, and other than in the database
	scans map[engine.Scan][]engine.Record
}

// of are the known records of a table.
func (t *tx) of(table *engine.Table) *records {
	r := t.tables[table.Name]
	if r == nil {
		if err := t.engine.ensure(t.ctx, table); err != nil && t.failed == nil {
			t.failed = err
		}
		r = &records{table, map[engine.Key]*engine.Record{}, map[engine.Key]bool{}, map[engine.Scan][]engine.Record{}}
		t.tables[table.Name] = r
	}
	return r
}

// set notes what is to be in the table under a key.
func (r *records) set(k engine.Key, to *engine.Record) {
	r.known[k], r.dirty[k] = to, true
	clear(r.scans)
}

// numbers are those of a table, as SQL names them.
func numbers(t *engine.Table) string { return pgx.Identifier{"office", t.Name + "_number"}.Sanitize() }

// name is the table in SQL, and columns are all of its columns, as scanRecord reads them.
func name(t *engine.Table) string { return pgx.Identifier{"office", t.Name}.Sanitize() }

func columns(t *engine.Table) string {
	due, texts := "null::bigint", make([]string, len(t.Columns))
	if t.Queue {
		due = "due"
	}
	for i, c := range t.Columns {
		texts[i] = "coalesce(" + quoted(c.Name) + ", '')"
	}
	return "first, second, value, " + due + ", array[" + strings.Join(texts, ", ") + "]::text[]"
}

func quoted(column string) string { return pgx.Identifier{column}.Sanitize() }

func scanRecord(row pgx.Rows) (r engine.Record, err error) {
	var due *int64
	if err = row.Scan(&r.Key.First, &r.Key.Second, &r.Value, &due, &r.Columns); err != nil {
		return r, err //nolint:wrapcheck // explained by send
	}
	if due != nil {
		r.Due = time.Unix(0, *due).UTC()
	}
	return r, nil
}

// Get is engine.Reader's.
func (t *tx) Get(table *engine.Table, k engine.Key) (engine.Record, error) {
	if err := k.Check(); err != nil {
		return engine.Record{}, err //nolint:wrapcheck // it names the key
	}
	known := t.of(table).known
	if r, is := known[k]; is {
		if r == nil {
			return engine.Record{}, engine.ErrNone
		}
		return *r, nil
	}
	r, err := t.first(table, "where first = $1 and second = $2", k.First, k.Second)
	if t.writes && t.failed == nil {
		if known[k] = nil; err == nil {
			known[k] = &r
		}
	}
	return r, err
}

// first is the first record that a condition selects; ErrNone.
func (t *tx) first(table *engine.Table, where string, args ...any) (r engine.Record, err error) {
	found := false
	err = t.ask(func(row pgx.Rows) (err error) {
		r, err = scanRecord(row)
		found = true
		return err
	}, "select "+columns(table)+" from "+name(table)+" "+where, args...)
	if err == nil && !found {
		err = engine.ErrNone
	}
	return r, err
}

// Put is engine.Tx's.
func (t *tx) Put(table *engine.Table, r engine.Record) error {
	if err := table.CheckRecord(r); err != nil {
		return err //nolint:wrapcheck // it names the table and the key
	}
	for i, value := range r.Columns {
		if table.Columns[i].Unique && value != "" {
			if err := t.free(table, table.Columns[i].Name, value, r.Key); err != nil {
				return err
			}
		}
	}
	if !table.Shared {
		if err := t.whole(); err != nil {
			return err
		}
	}
	r.Value = bytes.Clone(r.Value)
	t.of(table).set(r.Key, &r)
	return nil
}

// free checks that no record but that with this key has a value in a unique column.
func (t *tx) free(table *engine.Table, column, value string, k engine.Key) error {
	if err := t.flushTable(t.of(table)); err != nil {
		return err
	}
	taken, err := t.one(nil, "select from "+name(table)+" where "+quoted(column)+" = $1 and (first, second) <> ($2, $3)", value, k.First, k.Second)
	if err == nil && taken {
		err = fmt.Errorf("%q in %s.%s: %w", value, table.Name, column, engine.ErrTaken)
	}
	return err
}

// Delete is engine.Tx's.
func (t *tx) Delete(table *engine.Table, k engine.Key) error {
	if !table.Shared {
		if err := t.whole(); err != nil {
			return err
		}
	}
	if k.Check() == nil {
		t.of(table).set(k, nil)
	}
	return nil
}

// flushTable has what is written to a table sent.
func (t *tx) flushTable(r *records) error {
	if len(r.dirty) == 0 {
		return nil
	}
	inOrder := func(a, b engine.Key) int {
		return cmp.Or(strings.Compare(a.First, b.First), strings.Compare(a.Second, b.Second))
	}
	var gone, put columnar
	for _, k := range slices.SortedFunc(maps.Keys(r.dirty), inOrder) {
		if record := r.known[k]; record != nil {
			put.add(record)
		} else {
			gone.add(&engine.Record{Key: k})
		}
	}
	if len(gone.firsts) > 0 {
		t.later(deletion(name(r.Table), "unnest($1::text[], $2::text[]) as gone (first, second)", "first = gone.first and second = gone.second"), gone.firsts, gone.seconds)
	}
	if len(put.firsts) > 0 {
		sql, args := put.upsert(r.Table)
		t.later(sql, args...)
	}
	clear(r.dirty)
	t.dirty = true
	return nil
}

// deletion is the statement that deletes the row of each key. It looks for them one by
// one: a planner that takes the table for an empty one, as a queue mostly is, would read
// all of it for every key.
func deletion(table, keys, where string) string {
	one := "select ctid from " + table + " where " + where + " limit 1"
	return "delete from " + table + " where ctid = any(array(select r.ctid from " + keys + " cross join lateral (" + one + ") r))"
}

// columnar are records, column by column.
type columnar struct {
	firsts, seconds []string
	values          [][]byte
	dues            []*int64
	columns         [][]string // of each record
}

func (c *columnar) add(r *engine.Record) {
	var due *int64
	if !r.Due.IsZero() {
		n := r.Due.UnixNano()
		due = &n
	}
	value := r.Value
	if value == nil {
		value = []byte{}
	}
	c.firsts, c.seconds = append(c.firsts, r.Key.First), append(c.seconds, r.Key.Second)
	c.values, c.dues, c.columns = append(c.values, value), append(c.dues, due), append(c.columns, r.Columns)
}

// upsert is the statement that puts them into a table.
func (c *columnar) upsert(table *engine.Table) (sql string, args []any) {
	names, arrays := []string{"first", "second", "value"}, []string{"$1::text[]", "$2::text[]", "$3::bytea[]"}
	args = []any{c.firsts, c.seconds, c.values}
	more := func(name, kind string, array any) {
		args = append(args, array)
		names, arrays = append(names, name), append(arrays, fmt.Sprintf("$%d::%s[]", len(args), kind))
	}
	if table.Queue {
		more("due", "bigint", c.dues)
	}
	for i, column := range table.Columns {
		texts := make([]*string, len(c.columns))
		for j := range c.columns {
			if c.columns[j][i] != "" {
				texts[j] = &c.columns[j][i]
			}
		}
		more(quoted(column.Name), "text", texts)
	}
	sets := make([]string, 0, len(names))
	for _, name := range names[2:] {
		sets = append(sets, name+" = excluded."+name)
	}
	return "insert into " + name(table) + " (" + strings.Join(names, ", ") + ") select * from unnest(" + strings.Join(arrays, ", ") +
		") on conflict (first, second) do update set " + strings.Join(sets, ", "), args
}

// NextDue is engine.Reader's.
func (t *tx) NextDue(table *engine.Table) (engine.Record, error) {
	if err := t.flushTable(t.of(table)); err != nil {
		return engine.Record{}, err
	}
	return t.first(table, "where due is not null order by due, first, second limit 1")
}

// Claim is engine.Tx's.
func (t *tx) Claim(table *engine.Table, now time.Time) (engine.Record, error) {
	if err := t.flushTable(t.of(table)); err != nil {
		return engine.Record{}, err
	}
	return t.first(table, "where due <= $1 order by due, first, second limit 1 for update skip locked", now.UnixNano())
}

// Number is engine.Tx's. Whoever takes a number keeps nobody else waiting for the next.
func (t *tx) Number(table *engine.Table) (uint64, error) {
	t.of(table)
	return t.number("select nextval($1)", numbers(table))
}

// LastNumber is engine.Reader's.
func (t *tx) LastNumber(table *engine.Table) (uint64, error) {
	t.of(table)
	return t.number("select last_value from " + numbers(table) + " where is_called")
}

// SetLastNumber is engine.Tx's.
func (t *tx) SetLastNumber(table *engine.Table, n uint64) error {
	t.of(table)
	t.later("select setval($1, $2, $3)", numbers(table), int64(max(n, 1)), n > 0)
	t.dirty = true
	return t.failed
}

// keySchema is where the shape of what the rules keep stands among the numbers.
const keySchema = "schema of the rules"

// Schema is engine.Reader's.
func (t *tx) Schema() (uint64, error) {
	return t.number("select n from office.number where name = $1", keySchema)
}

func (t *tx) number(sql string, args ...any) (uint64, error) {
	var n int64
	_, err := t.one([]any{&n}, sql, args...)
	t.dirty = t.dirty || t.writes
	return uint64(n), err
}

// SetSchema is engine.Tx's.
func (t *tx) SetSchema(n uint64) error {
	if err := t.whole(); err != nil {
		return err
	}
	t.later("insert into office.number (name, n) values ($1, $2) on conflict (name) do update set n = $2", keySchema, int64(n))
	t.dirty = true
	return nil
}

// Check is engine.Reader's. What stands beside records are indexes, which are the
// database's to check; here it is that the table is there, with all of its columns.
func (t *tx) Check(table *engine.Table) error {
	t.of(table)
	have := map[string]bool{}
	err := t.ask(func(row pgx.Rows) error {
		var name string
		err := row.Scan(&name)
		have[name] = true
		return err //nolint:wrapcheck // explained by send
	}, "select attname from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped", name(table))
	if err != nil || len(have) == 0 { // it was made after the moment of the transaction
		return err
	}
	want := []string{"first", "second", "value"}
	if table.Queue {
		want = append(want, "due")
	}
	for _, c := range table.Columns {
		want = append(want, c.Name)
	}
	for _, column := range want {
		if !have[column] {
			return fmt.Errorf("table %s has no column %s: %w", table.Name, column, engine.ErrDamaged)
		}
	}
	return nil
}
