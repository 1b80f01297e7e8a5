package server

import (
	"maps"
	"slices"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
)

// registry knows every connection that is through its handshake and every
// session on it, and keeps their numbers within the limits. Its lock is held for
// counting only, never while anything is read, written or drawn.
type registry struct {
	limits Limits

	mu       sync.Mutex
	draining bool
	links    map[*link]struct{}
	visits   map[*visit]struct{}
	guests   int                        // connections of guests
	byWho    map[string]int             // connections of an account, or of an origin's guests
	sessions map[string]int             // likewise, sessions
	begun    uint64                     // sessions that have asked for their shell or command
	holding  map[*visit]model.Principal // sessions of those who came with a tracking code
}

func newRegistry(limits Limits) *registry {
	return &registry{
		limits: limits,
		links:  map[*link]struct{}{}, visits: map[*visit]struct{}{},
		byWho: map[string]int{}, sessions: map[string]int{}, holding: map[*visit]model.Principal{},
	}
}

// whoOf is the name under which somebody's connections are counted. Guests are
// counted by where they come from. An account cannot be named like an origin.
func whoOf(p model.Principal, l *link) string {
	if p.IsGuest() {
		return "guest " + l.origin.String()
	}
	return p.Account
}

// enter takes in a connection whose handshake is done; false when its owner has
// too many, or the server is about to stop.
func (r *registry) enter(l *link, p model.Principal, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if l.gone || r.draining {
		return false
	}
	if _, known := r.links[l]; known {
		return false
	}
	who := whoOf(p, l)
	if r.tooMany(who, l, p) {
		return false
	}
	l.who, l.guest, l.vacant, l.visits = who, p.IsGuest(), now, map[*visit]struct{}{}
	r.links[l] = struct{}{}
	r.byWho[who]++
	if l.guest {
		r.guests++
	}
	return true
}

// tooMany says whether somebody has as many connections as they may have.
func (r *registry) tooMany(who string, l *link, p model.Principal) bool {
	if !p.IsGuest() {
		return r.byWho[who] >= r.limits.ConnectionsPerAccount
	}
	crowd := r.byWho[who] >= r.limits.StrangersPerOrigin && !r.limits.exempt(l.origin)
	return crowd || r.guests >= r.limits.Strangers
}

// leave forgets a connection that has ended. Its sessions end by themselves.
func (r *registry) leave(l *link) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l.gone = true
	if _, known := r.links[l]; !known {
		return
	}
	delete(r.links, l)
	less(r.byWho, l.who)
	if l.guest {
		r.guests--
	}
}

func less(counts map[string]int, key string) {
	if counts[key]--; counts[key] <= 0 {
		delete(counts, key)
	}
}

// open takes in a session, or returns the key of the sentence that says why not.
func (r *registry) open(v *visit, conn *gossh.ServerConn) (refusal string, args []any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := v.link
	switch _, known := r.links[l]; {
	case !known || r.draining:
		return "server.refused.stopping", nil
	case len(l.visits) >= r.limits.SessionsPerConnection:
		return "server.refused.connection", []any{r.limits.SessionsPerConnection}
	case len(r.visits) >= r.limits.Sessions:
		return "server.refused.full", nil
	case !l.guest && r.sessions[l.who] >= r.limits.SessionsPerAccount:
		return "server.refused.account", []any{r.limits.SessionsPerAccount}
	}
	l.conn = conn
	l.visits[v] = struct{}{}
	r.visits[v] = struct{}{}
	r.sessions[l.who]++
	r.hold(v, v.who)
	return "", nil
}

// hold notes a session whose code runs out some time.
func (r *registry) hold(v *visit, p model.Principal) {
	if p.IsHolder() {
		r.holding[v] = p
	}
}

// adopt notes that a guest's session goes on as an account's: it counts among the
// account's and ends with its rights, and its connection no longer counts among
// the guests'. The error is the Fault "error.sessions" when the account has as many
// as it may have.
func (r *registry) adopt(v *visit, p model.Principal) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sessions[p.Account] >= r.limits.SessionsPerAccount {
		return model.NewFault("error.sessions", r.limits.SessionsPerAccount)
	}
	less(r.sessions, v.owner())
	v.became = p
	r.sessions[v.owner()]++
	r.hold(v, p)
	if v.link.guest {
		v.link.guest = false
		r.guests--
	}
	return nil
}

// owner is the name under which the session is counted. Under the registry's lock.
func (v *visit) owner() string {
	if v.became.IsGuest() {
		return v.link.who
	}
	return v.became.Account
}

// principal is who is on the session now.
func (r *registry) principal(v *visit) model.Principal {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !v.became.IsGuest() {
		return v.became
	}
	return v.who
}

// shut forgets a session whose channel is closed and whose program has returned.
func (r *registry) shut(v *visit, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.visits[v]; !known {
		return
	}
	delete(r.visits, v)
	delete(r.holding, v)
	delete(v.link.visits, v)
	less(r.sessions, v.owner())
	r.quiet(v.link, now)
}

// over notes that a session has ended, although its client has not yet let go
// of the channel. It still takes up its place, but keeps no connection open.
func (r *registry) over(v *visit, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v.over = true
	r.quiet(v.link, now)
}

// quiet starts the time for which a connection may be without a living session.
func (r *registry) quiet(l *link, now time.Time) {
	if l.vacant.IsZero() && !l.alive() {
		l.vacant = now
	}
}

// accepted gives the session its channel.
func (r *registry) accepted(v *visit, ch gossh.Channel) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v.ch = ch
}

// begin notes that a session has asked for its shell or its command.
func (r *registry) begin(v *visit) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v.begun = true
	r.begun++
	v.link.vacant = time.Time{}
}

// alive says whether a session of the link is at work. Under the registry's lock.
func (l *link) alive() bool {
	for v := range l.visits {
		if v.begun && !v.over && !v.stalled {
			return true
		}
	}
	return false
}

// stall notes that the client does not read what the session writes, and says
// whether no other session of the connection is at work.
func (r *registry) stall(v *visit) (alone bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v.stalled = true
	return !v.link.alive()
}

// load is how many sessions have begun since the start, and how many are open.
func (r *registry) load() (begun uint64, open int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.begun, len(r.visits)
}

// all returns the sessions there are.
func (r *registry) all() []*visit {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Collect(maps.Keys(r.visits))
}

// of returns the sessions and the connections of an account.
func (r *registry) of(account string) (visits []*visit, links []*link) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for v := range r.visits {
		if account == "" || v.link.who == account || v.became.Account == account {
			visits = append(visits, v)
		}
	}
	for l := range r.links {
		if account == "" || l.who == account {
			links = append(links, l)
		}
	}
	return visits, links
}

// close refuses whatever comes from now on and returns what there is: nothing
// comes in between.
func (r *registry) close() ([]*visit, []*link) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.draining = true
	return slices.Collect(maps.Keys(r.visits)), slices.Collect(maps.Keys(r.links))
}
