package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"
)

// longest is for how long a page stays open.
const longest = 12 * time.Hour

// events tells an open page when to look again: after a change, and when its code has
// ended. What has changed is in the page and not here. A page whose code opens nothing
// is told to ask no more.
func (s *Site) events(w http.ResponseWriter, r *http.Request) {
	holder, known := s.holder(r)
	if !known {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	ctx, leave := s.streams.enter(r.Context(), holder.Account)
	defer leave()
	shared, err := s.Store.SharedShipment(holder)
	var since uint64
	if err == nil {
		since, err = shared.Version(ctx)
	}
	if err != nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	ctx, done := context.WithTimeout(ctx, min(longest, shared.Until().Sub(s.Now())))
	defer done()
	out := http.NewResponseController(w)
	_ = out.SetReadDeadline(time.Time{}) // nothing more is to come from there
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	for said, over := "retry: 5000\n\n", false; ; {
		_ = out.SetWriteDeadline(time.Now().Add(s.patience))
		if _, err := io.WriteString(w, said); err != nil || out.Flush() != nil || over {
			return
		}
		wait, stop := context.WithTimeout(ctx, s.beat)
		version, err := shared.Watch(wait, since)
		stop()
		switch {
		case err == nil:
			since, said = version, change
		case ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded):
			said = ":\n\n"
		default: // the code has ended, or nothing can be seen for now
			said, over = change, true
		}
	}
}

const change = "event: change\ndata:\n\n"

// streams are the pages that are open, by the account of the code.
type streams struct {
	mu   sync.Mutex
	open map[string]map[*stream]bool
}

type stream struct{ end context.CancelFunc }

// enter adds one, whose context ends when something was taken from the account.
func (a *streams) enter(ctx context.Context, account string) (_ context.Context, leave func()) {
	ctx, cancel := context.WithCancel(ctx)
	one := &stream{cancel}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open == nil {
		a.open = map[string]map[*stream]bool{}
	}
	if a.open[account] == nil {
		a.open[account] = map[*stream]bool{}
	}
	a.open[account][one] = true
	return ctx, func() {
		cancel()
		a.mu.Lock()
		defer a.mu.Unlock()
		if delete(a.open[account], one); len(a.open[account]) == 0 {
			delete(a.open, account)
		}
	}
}

// Open is how many pages are open that hear of changes.
func (s *Site) Open() (count int) {
	s.streams.mu.Lock()
	defer s.streams.mu.Unlock()
	for _, open := range s.streams.open {
		count += len(open)
	}
	return count
}

// end has the pages of an account look again; empty: all pages. It does not wait.
func (a *streams) end(account string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for name, open := range a.open {
		if account != "" && name != account {
			continue
		}
		for one := range open {
			one.end()
		}
	}
}
