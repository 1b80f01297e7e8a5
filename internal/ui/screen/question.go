package screen

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Ask is a command that asks for no longer than the limit, and only as long as the
// session goes on.
func Ask(session context.Context, limit time.Duration, ask func(context.Context) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(session, limit)
		defer cancel()
		return ask(ctx)
	}
}

// AskingLimit bounds how long a question may take, DetailLimit how long a load.
const (
	AskingLimit = 5 * time.Second
	DetailLimit = 10 * time.Second
)

// Question is what a screen has asked for. A new one takes the place of the one
// before, whose answer is dropped.
type Question struct {
	serial int
	Open   bool // the answer is not there yet
}

// Answer is what came of a question, for the screen that has asked it.
type Answer struct {
	to     *Question
	serial int
	take   func() tea.Cmd
}

// AskFor asks for what a screen shows, and hands it to take when the screen gets the
// answer. ask runs in a goroutine of its own and must not touch the screen.
func AskFor[T any](e *Env, q *Question, ask func(context.Context) (T, error), take func(T, error) tea.Cmd) tea.Cmd {
	return AskWithin(e, q, DetailLimit, ask, take)
}

// AskWithin is [AskFor] for what may take as long as limit.
func AskWithin[T any](e *Env, q *Question, limit time.Duration, ask func(context.Context) (T, error), take func(T, error) tea.Cmd) tea.Cmd {
	q.serial++
	q.Open = true
	serial := q.serial
	return Ask(e.Ctx, limit, func(ctx context.Context) tea.Msg {
		got, err := ask(ctx)
		return Answer{q, serial, func() tea.Cmd { return take(got, err) }}
	})
}

// Do has something done, and tells take whether it was.
func Do(e *Env, q *Question, do func(context.Context) error, take func(error) tea.Cmd) tea.Cmd {
	return AskFor(e, q, func(ctx context.Context) (any, error) { return nil, do(ctx) }, func(_ any, err error) tea.Cmd { return take(err) })
}

// Take takes an answer if it is to this question.
func (q *Question) Take(a Answer) tea.Cmd {
	if a.to != q || a.serial != q.serial {
		return nil
	}
	q.Open = false
	return a.take()
}

// Drop waits for the answer no more.
func (q *Question) Drop() { q.serial, q.Open = q.serial+1, false }
