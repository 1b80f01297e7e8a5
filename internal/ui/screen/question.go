package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"
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
	q.serial++
	q.Open = true
	serial := q.serial
	return Ask(e.Ctx, DetailLimit, func(ctx context.Context) tea.Msg {
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
