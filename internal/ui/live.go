package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
)

// The pace of the watch. A short rest after every change bounds what a busy
// partner costs; after a failure the waits double.
const (
	watchRest   = 150 * time.Millisecond
	firstRetry  = time.Second
	longestWait = 30 * time.Second
)

// The messages of the watch.
type (
	// greeted is the answer to the first question: how far the changes have
	// come, and how far they had come at the visitor's last visit.
	greeted struct {
		version, lastSeen uint64
		visit             time.Time // when the last visit ended; zero: not known
		err               error
	}
	// changed ends one wait. read is what a screen wants to know when something
	// changes, as it is now; nil: nothing. then is the next wait.
	changed struct {
		version uint64
		err     error
		read    tea.Msg
		then    tea.Cmd
	}
	// probed is the answer to whether the watch can stand again.
	probed struct {
		version uint64
		err     error
	}
	// probeNow ends the rest after a failure.
	probeNow struct{}
)

// Quiet says that nothing is drawn for the message when what has changed is still
// to be read.
func (c changed) Quiet() bool { return c.err == nil && c.read == nil }

// Then says that the waiting goes on, in the goroutine that it was done in.
func (c changed) Then() tea.Cmd { return c.then }

// greet asks for the version and the visitor's last one. What cannot be
// remembered is no reason to fail: then nothing is marked.
func greet(ctx context.Context, data session.Data, visitor session.Visitor) tea.Cmd {
	return screen.Ask(ctx, screen.AskingLimit, func(ctx context.Context) tea.Msg {
		version, err := data.Version(ctx)
		if err != nil || visitor == nil {
			return greeted{version: version, lastSeen: version, err: err}
		}
		last, err := visitor.LastSeen(ctx)
		if err != nil || last == 0 || last > version {
			last = version
		}
		visit, _ := visitor.LastVisit(ctx) // where it is not known, it is not said
		return greeted{version: version, lastSeen: last, visit: visit}
	})
}

// watch waits for changes above the one that screens were told of, one after the
// other, until that fails.
func (r *Root) watch() tea.Cmd {
	w := watching{ctx: r.env.Ctx, data: r.env.Data, rest: r.env.Rest}
	w.first, _ = r.stack[0].(screen.Foreseer)
	return w.above(r.version)
}

// watching is what a watch needs to know.
type watching struct {
	ctx   context.Context
	data  session.Data
	first screen.Foreseer // nil: none
	rest  func(context.Context, time.Duration)
}

// above waits for a change above version.
func (w watching) above(version uint64) tea.Cmd {
	return func() tea.Msg {
		latest, err := w.data.Watch(w.ctx, version)
		if err != nil {
			return changed{err: err}
		}
		news := changed{version: latest, then: w.rested(latest)}
		if w.first != nil {
			news.read = w.first.Foreseen(w.ctx)
		}
		return news
	}
}

// rested rests before the next wait.
func (w watching) rested(version uint64) tea.Cmd {
	next := w.above(version)
	return func() tea.Msg {
		w.rest(w.ctx, watchRest)
		return next()
	}
}

// rest waits for d, or until the context ends.
func rest(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// probe asks for the version, to find out whether the watch can stand again.
func probe(ctx context.Context, data session.Data) tea.Cmd {
	return screen.Ask(ctx, screen.AskingLimit, func(ctx context.Context) tea.Msg {
		version, err := data.Version(ctx)
		return probed{version, err}
	})
}

// later sends msg after d.
func later(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// updateLive takes the messages of the watch; the second result is false for
// all others.
func (r *Root) updateLive(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case greeted:
		return r.greeted(msg), true
	case changed:
		return r.changed(msg), true
	case probed:
		return r.probed(msg), true
	case probeNow:
		return probe(r.env.Ctx, r.env.Data), true
	}
	return nil, false
}

// greeted begins the visit: only now is the first screen loaded, so that no
// change falls between what it shows and what the watch waits for.
func (r *Root) greeted(msg greeted) tea.Cmd {
	if msg.err != nil {
		return tea.Batch(r.open(), r.offline())
	}
	r.env.News.Baseline, r.env.News.Opened, r.env.News.Visit = msg.lastSeen, msg.version, msg.visit
	r.greetedOnce = true
	r.reached(msg.version)
	r.env.Live = true
	return tea.Batch(r.open(), r.watch())
}

// changed asks all screens to load again.
func (r *Root) changed(msg changed) tea.Cmd {
	if msg.err != nil {
		return r.offline()
	}
	call := r.ring(r.version, msg.read)
	r.reached(msg.version)
	return tea.Batch(call, r.broadcast(screen.Refresh{Read: msg.read}))
}

func (r *Root) probed(msg probed) tea.Cmd {
	if msg.err != nil {
		return r.offline()
	}
	if !r.greetedOnce {
		return greet(r.env.Ctx, r.env.Data, r.visitor)
	}
	r.env.Live, r.retry = true, 0
	r.reached(msg.version)
	return tea.Batch(r.broadcast(screen.Refresh{}), r.watch())
}

// offline says so, and tries again after a while.
func (r *Root) offline() tea.Cmd {
	if r.env.Ctx.Err() != nil {
		return nil
	}
	r.env.Live = false
	r.retry = min(longestWait, max(firstRetry, 2*r.retry))
	return r.env.After(r.retry, probeNow{})
}

// reached notes how far the changes have come that the visitor can see.
func (r *Root) reached(version uint64) {
	r.version = max(r.version, version)
	r.shown.Store(r.version)
}
