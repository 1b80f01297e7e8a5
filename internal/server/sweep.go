package server

import (
	"context"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/ui/session"
)

// roundEvery is at which of the sweeps everybody is looked at who is in: their
// times are long, and ten thousand of them are not looked at for nothing.
const roundEvery = 3

// sweeper looks at all times there are, every Limits.Sweep. No connection and no
// session has a timer or a goroutine of its own for that.
func (s *Server) sweeper(ctx context.Context) {
	n := 0
	every(ctx, s.limits.Sweep, func(now time.Time) {
		s.sweep(now, n%roundEvery == 0)
		n++
	})
}

// every calls fn again and again, so far apart, until the context ends.
func every(ctx context.Context, apart time.Duration, fn func(now time.Time)) {
	tick := time.NewTicker(apart)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			fn(now)
		}
	}
}

// sweep looks at who is at the door and whose code has run out, and on a round
// at everybody.
func (s *Server) sweep(now time.Time, round bool) {
	defer caught(s.log, "sweeper", nil)
	for _, l := range s.gate.sweep(now) {
		s.log.Info("handshake took too long", "link", l.id, "remote", l.remote)
		s.turnedAway(handshakeLate, refusedLate)
		l.close()
	}
	s.outlived()
	if round {
		s.round(now)
	}
}

// round looks at everybody who is in. It writes nothing to anybody: whoever does
// not read would hold up the times of all others.
func (s *Server) round(now time.Time) {
	begun := time.Now()
	found := s.registry.sweep(now)
	for _, l := range found.dead {
		l.close()
	}
	for l, conn := range found.silent {
		l.ask(conn)
	}
	for v, end := range found.ended {
		v.end(end)
	}
	for _, v := range found.stale {
		v.dismiss()
	}
	for _, v := range found.warn {
		v.warn()
	}
	s.observer.Swept(time.Since(begun), len(found.dead)+len(found.ended)+len(found.stale))
}

// findings are what a sweep wants done, outside of the registry's lock.
type findings struct {
	dead   []*link
	silent map[*link]*gossh.ServerConn
	ended  map[*visit]*ending
	stale  []*visit // sessions that never asked for anything
	warn   []*visit
}

func (r *registry) sweep(now time.Time) findings {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := findings{silent: map[*link]*gossh.ServerConn{}, ended: map[*visit]*ending{}}
	for l := range r.links {
		r.look(l, now, &f)
	}
	for v := range r.visits {
		r.attend(v, now, &f)
	}
	return f
}

// look judges one connection. Nobody is gone who was not asked whether they are
// there, and had time to answer; a question that waits is not asked again, since
// the network repeats it by itself.
func (r *registry) look(l *link, now time.Time, f *findings) {
	silence, asked := l.wire.silence(now), now.Sub(l.asked)
	switch {
	case !l.vacant.IsZero() && now.Sub(l.vacant) >= r.limits.Vacant:
		f.dead = append(f.dead, l)
	case l.conn == nil: // cannot be asked yet
	case silence < r.limits.askAfter():
	case silence < asked: // something was heard since the last question
		l.asked, f.silent[l] = now, l.conn
	case silence >= r.limits.tooSilent() && asked >= r.limits.Keepalive/2:
		f.dead = append(f.dead, l)
	}
}

// tooSilent is after which silence somebody is gone who does not answer, at the
// latest one round before the time is over.
func (l Limits) tooSilent() time.Duration {
	return l.Keepalive*time.Duration(l.KeepaliveTries) - roundEvery*l.Sweep
}

// askAfter is after which silence somebody is asked whether they are there.
func (l Limits) askAfter() time.Duration {
	return l.Keepalive * time.Duration(max(1, min(2, l.KeepaliveTries-1)))
}

// attend judges one session.
func (r *registry) attend(v *visit, now time.Time, f *findings) {
	if !v.begun {
		if v.ch != nil && !v.dismissed && now.Sub(v.opened) >= r.limits.Vacant {
			v.dismissed = true
			f.stale = append(f.stale, v)
		}
		return
	}
	if v.over {
		return
	}
	stay := r.limits.Stay
	if v.link.guest {
		stay = min(stay, r.limits.StrangerStay)
	}
	if now.Sub(v.opened) >= stay {
		f.ended[v] = endStay
		return
	}
	last, waits := v.lastKey()
	if !waits {
		return
	}
	switch idle := now.Sub(last); {
	case idle >= r.limits.Idle:
		f.ended[v] = endIdle
	case idle >= r.limits.Idle-r.limits.IdleWarning:
		f.warn = append(f.warn, v)
	default:
		v.warned.Store(false)
	}
}

// dismiss closes the channel of a session that never began, and does not wait for
// that to be written, which takes as long as its client likes. It happens once to
// each, so that no connection has more of this under way than it has sessions.
func (v *visit) dismiss() {
	go func() {
		defer caught(v.s.log, "closing a session", nil)
		_ = v.ch.Close()
	}()
}

// warn says on the screen, once, that it is about to be closed.
func (v *visit) warn() {
	if v.warned.CompareAndSwap(false, true) {
		v.notify("server.notice.idle", int(v.s.limits.IdleWarning.Seconds()))
	}
}

// notify puts a sentence on the session's screen, if it has one. It never waits.
func (v *visit) notify(key string, args ...any) {
	if screen := v.screen.Load(); screen != nil {
		screen.Notify(session.Notice{Key: key, Args: args})
	}
}
