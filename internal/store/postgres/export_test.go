package postgres

import "testing"

// Mute has no bell rung from now on.
func (e *Engine) Mute() { e.followed.bell = nil }

// SetFewItems has writing transactions send after so many items, and copy as many words,
// until the end of a test.
func SetFewItems(t *testing.T, n int) {
	items, words := fewItems, manyWords
	fewItems, manyWords = n, n
	t.Cleanup(func() { fewItems, manyWords = items, words })
}

// AsCustomer is the statement that the wall depends on.
func AsCustomer() string { return asCustomer }

// SetAsCustomer puts another in its place until the end of a test.
func SetAsCustomer(t *testing.T, sql string) {
	sound := asCustomer
	asCustomer = sql
	t.Cleanup(func() { asCustomer = sound })
}
