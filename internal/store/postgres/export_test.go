package postgres

import (
	"context"
	"testing"
)

// Mute has no bell rung from now on.
func (e *Engine) Mute() { e.followed.bell = nil }

// SetFewItems has writing transactions send after so many items, and copy as many words,
// until the end of a test.
func SetFewItems(t *testing.T, n int) {
	items, words := fewItems, manyWords
	fewItems, manyWords = n, n
	t.Cleanup(func() { fewItems, manyWords = items, words })
}

// SetAsCustomer puts others in the place of the statements that the wall depends on, until
// the end of a test.
func SetAsCustomer(t *testing.T, sql ...string) {
	sound := asCustomer
	asCustomer = sql
	t.Cleanup(func() { asCustomer = sound })
}

// Happened says whether a transaction that nobody has made is committed.
func (e *Engine) Happened(ctx context.Context) (bool, error) { return e.happened(ctx, newID()) }
