package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/list"
	"porthole/internal/ui/screen"
)

// The pace of the watch. A short rest after every change bounds what a busy
// partner costs; after a failure the waits double, but for a database that is away:
// that it is costs nothing to find out.
const (
	watchRest   = 150 * time.Millisecond
	firstRetry  = time.Second
	longestWait = 30 * time.Second
)

// changed ends one wait for a change. read is what a screen wants to know when
// something changes, as it is now; nil: nothing. then is the next wait.
type changed struct {
	version uint64
	err     error
	read    tea.Msg
	then    tea.Cmd
}

// Quiet says that nothing is drawn for the message when what has changed is still
// to be read.
func (c changed) Quiet() bool { return c.err == nil && c.read == nil }

// Then says that the waiting goes on, in the goroutine that it was done in.
func (c changed) Then() tea.Cmd { return c.then }

// greet asks for the version, at first and to find out whether the watch can stand
// again, and at first for the visitor's last one. What cannot be remembered is no
// reason to fail: then nothing is marked.
func (r *Root) greet() tea.Cmd {
	data, visitor := r.env.Data, r.visitor
	if r.greetedOnce {
		visitor = nil
	}
	return screen.Ask(r.env.Ctx, screen.AskingLimit, func(ctx context.Context) tea.Msg {
		version, err := data.Version(ctx)
		last, visit := version, time.Time{}
		if err == nil && visitor != nil {
			if seen, failed := visitor.LastSeen(ctx); failed == nil && seen != 0 {
				last = min(seen, version)
			}
			visit, _ = visitor.LastVisit(ctx) // where it is not known, it is not said
		}
		return screen.Call(func() tea.Cmd { return r.greeted(version, last, visit, err) })
	})
}

// watch waits for changes above the one that screens were told of, one after the
// other and with a rest between them, until that fails.
func (r *Root) watch() tea.Cmd {
	if !r.env.Banner.IsZero() {
		return nil // what was seen on a day does not change any more
	}
	ctx, data, rest := r.env.Ctx, r.env.Data, r.env.Rest
	first, foresees := r.stack[0].(*list.List)
	var above func(version uint64) tea.Cmd
	above = func(version uint64) tea.Cmd {
		return func() tea.Msg {
			latest, err := data.Watch(ctx, version)
			if err != nil {
				return changed{err: err}
			}
			news := changed{version: latest, then: func() tea.Msg {
				rest(ctx, watchRest)
				return above(latest)()
			}}
			if foresees {
				news.read = first.Foreseen(ctx)
			}
			return news
		}
	}
	return above(r.version)
}

// rest waits for d, or until the context ends.
func rest(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// later sends msg after d.
func later(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// greeted begins the visit: only now is the first screen loaded, so that no
// change falls between what it shows and what the watch waits for. Later it has all
// screens load again. version is how far the changes have come, lastSeen how far they
// had come at the visitor's last visit, and visit when that ended; zero: not known.
func (r *Root) greeted(version, lastSeen uint64, visit time.Time, err error) tea.Cmd {
	switch {
	case errors.Is(err, model.ErrPaused):
		return r.pause(err)
	case err == nil && r.isPaused():
		return r.resume()
	case err != nil && r.opened:
		return r.offline(err)
	case err != nil:
		return tea.Batch(r.open(), r.offline(err))
	case !r.greetedOnce:
		r.env.News.Baseline, r.env.News.Opened, r.env.News.Visit = lastSeen, version, visit
		r.greetedOnce = true
	}
	r.reached(version)
	r.env.Live, r.retry = true, 0
	return tea.Batch(r.open(), r.watch())
}

// changed asks all screens to load again.
func (r *Root) changed(msg changed) tea.Cmd {
	switch {
	case errors.Is(msg.err, model.ErrPaused):
		return r.pause(msg.err)
	case msg.err != nil:
		return r.offline(msg.err)
	}
	call := r.ring(r.version, msg.read)
	r.reached(msg.version)
	return tea.Batch(call, r.broadcast(screen.Refresh{Read: msg.read}))
}

// offline says so, and tries again after a while.
func (r *Root) offline(err error) tea.Cmd {
	if r.env.Ctx.Err() != nil {
		return nil
	}
	r.env.Live, r.env.Away = false, errors.Is(err, model.ErrAway)
	if r.env.Away {
		r.retry = 0
	}
	r.retry = min(longestWait, max(firstRetry, 2*r.retry))
	return r.env.After(r.retry, screen.Call(r.greet))
}

// reached notes how far the changes have come that the visitor can see.
func (r *Root) reached(version uint64) {
	r.version = max(r.version, version)
	r.seen.Store(r.version)
}
