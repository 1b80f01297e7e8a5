package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// The pace of the watch. A short rest after every change bounds what a busy
// partner costs; after a failure the waits double.
const (
	watchRest   = 150 * time.Millisecond
	firstRetry  = time.Second
	longestWait = 30 * time.Second
	askingLimit = 5 * time.Second
)

// The messages of the watch.
type (
	// greeted is the answer to the first question: how far the changes have
	// come, and how far they had come at the visitor's last visit.
	greeted struct {
		version, lastSeen uint64
		err               error
	}
	// changed ends one wait. read is what a screen wants to know when something
	// changes, as it is now; nil: nothing.
	changed struct {
		version uint64
		err     error
		read    tea.Msg
	}
	// probed is the answer to whether the watch can stand again.
	probed struct {
		version uint64
		err     error
	}
	// watchAgain and probeNow end the rests.
	watchAgain struct{}
	probeNow   struct{}
)

// Quiet says that nothing is drawn for the message when what has changed is still
// to be read.
func (c changed) Quiet() bool { return c.err == nil && c.read == nil }

// Quiet says that the end of a rest is not to be seen.
func (watchAgain) Quiet() bool { return true }

// greet asks for the version and the visitor's last one. What cannot be
// remembered is no reason to fail: then nothing is marked.
func greet(ctx context.Context, data Data, visitor Visitor) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, askingLimit)
		defer cancel()
		version, err := data.Version(ctx)
		if err != nil || visitor == nil {
			return greeted{version: version, lastSeen: version, err: err}
		}
		last, err := visitor.LastSeen(ctx)
		if err != nil || last == 0 || last > version {
			last = version
		}
		return greeted{version: version, lastSeen: last}
	}
}

// foreseer is a screen that knows before a change what it will ask for then.
type foreseer interface {
	// foreseen reads it. It is called by the goroutine that waits for the change,
	// so that the news and what is to be shown of it are one message, and a window
	// is drawn once. nil: nothing can be said yet.
	foreseen(ctx context.Context) tea.Msg
}

// watch waits for a change above the one that screens were told of.
func (r *Root) watch() tea.Cmd {
	ctx, data, since := r.env.ctx, r.env.data, r.version
	first, _ := r.stack[0].(foreseer)
	return func() tea.Msg {
		version, err := data.Watch(ctx, since)
		if err != nil || first == nil {
			return changed{version: version, err: err}
		}
		return changed{version: version, read: first.foreseen(ctx)}
	}
}

// probe asks for the version, to find out whether the watch can stand again.
func probe(ctx context.Context, data Data) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, askingLimit)
		defer cancel()
		version, err := data.Version(ctx)
		return probed{version, err}
	}
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
	case watchAgain:
		return r.watch(), true
	case probeNow:
		return probe(r.env.ctx, r.env.data), true
	}
	return nil, false
}

// greeted begins the visit: only now is the first screen loaded, so that no
// change falls between what it shows and what the watch waits for.
func (r *Root) greeted(msg greeted) tea.Cmd {
	if msg.err != nil {
		return tea.Batch(r.open(), r.offline())
	}
	r.env.news.baseline, r.env.news.opened = msg.lastSeen, msg.version
	r.greetedOnce = true
	r.reached(msg.version)
	r.env.live = true
	return tea.Batch(r.open(), r.watch())
}

// changed asks all screens to load again and rests before the next wait.
func (r *Root) changed(msg changed) tea.Cmd {
	if msg.err != nil {
		return r.offline()
	}
	r.reached(msg.version)
	return tea.Batch(r.broadcast(refresh{msg.read}), r.env.after(watchRest, watchAgain{}))
}

func (r *Root) probed(msg probed) tea.Cmd {
	if msg.err != nil {
		return r.offline()
	}
	if !r.greetedOnce {
		return greet(r.env.ctx, r.env.data, r.visitor)
	}
	r.env.live, r.retry = true, 0
	r.reached(msg.version)
	return tea.Batch(r.broadcast(refresh{}), r.watch())
}

// offline says so, and tries again after a while.
func (r *Root) offline() tea.Cmd {
	if r.env.ctx.Err() != nil {
		return nil
	}
	r.env.live = false
	r.retry = min(longestWait, max(firstRetry, 2*r.retry))
	return r.env.after(r.retry, probeNow{})
}

// reached notes how far the changes have come that the visitor can see.
func (r *Root) reached(version uint64) {
	r.version = max(r.version, version)
	r.shown.Store(r.version)
}
