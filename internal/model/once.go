package model

import (
	"context"
	"strconv"
	"sync/atomic"
)

// The answer to an act may be lost although the act was done. Whoever gives it an id
// can try it again: what was done under an id is not done again.

type onceKey struct{}

// once is the id of what is done with a context, and how many acts that were.
type once struct {
	id   string
	acts atomic.Int64
}

// Once has each act that is done with the context done once, however often it is
// tried with contexts that have the same id.
func Once(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, onceKey{}, &once{id: id})
}

// NextAct is the id of the next act that is done with the context: several acts that
// belong together are told apart by their order. Empty: it has none.
func NextAct(ctx context.Context) string {
	o, found := ctx.Value(onceKey{}).(*once)
	if !found || o.id == "" {
		return ""
	}
	return o.id + " " + strconv.FormatInt(o.acts.Add(1), 10)
}
