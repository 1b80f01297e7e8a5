package engine

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Every engine takes the same keys and columns, and refuses the same.

// IsText says whether any engine can keep a text as a key or in a column.
func IsText(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

// Check says whether this is a key; ErrKey.
func (k Key) Check() error {
	if k.First == "" || !IsText(k.First) || !IsText(k.Second) {
		return fmt.Errorf("%q, %q: %w", k.First, k.Second, ErrKey)
	}
	return nil
}

// CheckRecord says whether the table can have a record; ErrKey.
func (t *Table) CheckRecord(r Record) error {
	if len(r.Columns) != len(t.Columns) {
		return fmt.Errorf("%d columns for table %s: %w", len(r.Columns), t.Name, ErrKey)
	}
	for _, value := range r.Columns {
		if !IsText(value) {
			return fmt.Errorf("%q in a column of table %s: %w", value, t.Name, ErrKey)
		}
	}
	return r.Key.Check()
}
