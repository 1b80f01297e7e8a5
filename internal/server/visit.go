package server

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/term"
	"porthole/internal/words"
)

// visit is one session: a channel, who is on it, and the screen or the command
// that runs there. Its context ends when the client closes the channel, when the
// connection is gone, and when the server wants it to.
type visit struct {
	s      *Server
	id     string
	link   *link
	user   string
	who    model.Principal
	ch     gossh.Channel // written once, under the registry's lock
	opened time.Time

	ctx context.Context
	end context.CancelCauseFunc

	begun, over bool            // the registry's lock
	stalled     bool            // likewise: its client has not read for too long
	dismissed   bool            // likewise: it never began, and was closed for that
	became      model.Principal // likewise: whose session a guest's has become

	// What the client has asked for; the goroutine of requests alone.
	env     environ
	term    string
	started bool
	done    chan struct{} // closed when the program has returned

	mu   sync.Mutex // guards size, and that the screen has it: windows change while the program runs
	size size
	pty  bool // constant once started

	say     words.Catalogue // constant once started
	command bool            // likewise: no screen
	screen  atomic.Pointer[term.Session]
	typed   atomic.Pointer[typed] // likewise, where there are lines in its place
	warned  atomic.Bool
}

// maxRefusals bounds how many sessions beyond the limit a connection may ask
// for before it is closed: each costs an answer.
const maxRefusals = 32

// handleSession is the whole life of one channel of type "session".
func (s *Server) handleSession(_ *ssh.Server, conn *gossh.ServerConn, request gossh.NewChannel, ctx ssh.Context) {
	l := linkOf(ctx)
	defer caught(s.log, "session", func(string) { l.close() })
	v := s.enter(l, conn, request)
	if v == nil {
		return
	}
	defer v.depart()
	if requests := v.accept(request); requests != nil {
		v.serve(requests)
	}
}

// enter makes a visit of the request for a session, or refuses it and returns
// nil. It stands by itself, like what follows, because the goroutine of a session
// lives as long as that does, and what it needs at its beginning it would keep on
// its stack until its end.
func (s *Server) enter(l *link, conn *gossh.ServerConn, request gossh.NewChannel) *visit {
	v := &visit{
		s: s, id: shortID(), link: l, user: conn.User(), opened: time.Now(),
		size: size{defaultWidth, defaultHeight}, done: make(chan struct{}),
	}
	who, known := s.backend.current(principalOf(conn))
	v.who = who
	if !known {
		s.refuse(v, request, farewell(principalOf(conn)).key, nil)
		return nil
	}
	v.ctx, v.end = context.WithCancelCause(s.base)
	if refusal, args := s.registry.open(v, conn); refusal != "" {
		v.end(nil)
		s.refuse(v, request, refusal, args)
		return nil
	}
	return v
}

// accept opens the channel; nil when the client is gone.
func (v *visit) accept(request gossh.NewChannel) <-chan *gossh.Request {
	ch, requests, err := request.Accept()
	if err != nil {
		return nil
	}
	v.s.registry.accepted(v, ch)
	return requests
}

// depart is the end of a visit that has entered.
func (v *visit) depart() {
	v.s.registry.shut(v, time.Now())
	v.end(nil)
}

// refuse answers the request for a session with a sentence, which the client's
// program prints. A connection that goes on asking is closed.
func (s *Server) refuse(v *visit, request gossh.NewChannel, key string, args []any) {
	s.log.Info("session refused", "link", v.link.id, "remote", v.link.remote, "account", v.who.Account, "why", key)
	s.observer.Refused(key)
	_ = request.Reject(gossh.ResourceShortage, words.In(words.English, nil).Say(key, args...))
	if v.link.refusals.Add(1) >= maxRefusals {
		v.link.close()
	}
}

// serve answers requests until the channel is closed, and then waits for the
// program: a session takes up its place as long as anything of it is left.
func (v *visit) serve(requests <-chan *gossh.Request) {
	for request := range requests {
		ok, program := v.handle(request.Type, request.Payload)
		_ = request.Reply(ok, nil)
		if program != nil {
			v.s.registry.begin(v)
			go v.perform(program)
		}
	}
	v.end(errGone)
	if v.started {
		<-v.done
	}
}

// program is what a session runs; it returns the exit status.
type program func() int

// handle takes one request. What is not listed here is refused: agents, X11,
// forwarding, subsystems, and whatever will be thought of later.
func (v *visit) handle(kind string, payload []byte) (ok bool, run program) {
	switch kind {
	case "pty-req":
		return v.askedPty(payload), nil
	case "env":
		return !v.started && v.env.add(payload), nil
	case "window-change":
		return v.askedWindow(payload), nil
	case "signal":
		return v.askedSignal(payload), nil
	case "shell":
		if v.started {
			return false, nil
		}
		return true, v.prepare("")
	case "exec":
		line, readable := parseText(payload)
		if v.started || !readable {
			return false, nil
		}
		return true, v.prepare(line)
	default:
		return false, nil
	}
}

func (v *visit) askedPty(payload []byte) bool {
	if v.started || v.pty {
		return false
	}
	kind, window, ok := parsePty(payload)
	if ok {
		v.pty, v.term = true, kind
		v.resize(window)
	}
	return ok
}

// askedWindow remembers the newest size and hands it to the screen, which draws
// the last of many.
func (v *visit) askedWindow(payload []byte) bool {
	window, ok := parseWindow(payload)
	if !ok || !v.pty {
		return false
	}
	v.resize(window)
	return true
}

func (v *visit) resize(to size) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.size = to
	if screen := v.screen.Load(); screen != nil {
		screen.Resize(to.width, to.height)
	}
}

// fit gives a new screen the size that the window has now. No newer one comes in
// between, so that this is not the one that stays.
func (v *visit) fit(screen interface{ Resize(width, height int) }) {
	v.mu.Lock()
	defer v.mu.Unlock()
	screen.Resize(v.size.width, v.size.height)
}

func (v *visit) window() size {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.size
}

// askedSignal ends a command on an interrupt, and anything when it is told to go.
func (v *visit) askedSignal(payload []byte) bool {
	name, ok := parseText(payload)
	if !ok || !v.started {
		return false
	}
	switch ssh.Signal(name) {
	case ssh.SIGINT:
		if v.command {
			v.end(errInterrupted)
		}
	case ssh.SIGTERM, ssh.SIGHUP:
		v.end(errInterrupted)
	default:
		return false
	}
	return true
}

// prepare decides what this session runs. From here on, what it asked for
// stays as it is.
func (v *visit) prepare(line string) program {
	v.started = true
	if v.pty {
		v.env = append(v.env, "TERM="+v.term)
	}
	v.say = v.s.backend.words(v.who, v.env)
	v.command = line != "" || !v.pty || v.term == dumbTerm
	switch {
	case line != "":
		return func() int { return v.runCommand(line) }
	case v.pty && v.term == dumbTerm:
		return v.runPlain
	case v.pty:
		return v.runScreen
	default:
		return v.explain
	}
}

// perform runs the program, whatever happens in it, and closes the channel.
func (v *visit) perform(run program) {
	defer close(v.done)
	status := 1
	func() {
		defer caught(v.s.log, "program", v.mishap)
		v.s.log.Info("session begins", "id", v.id, "link", v.link.id, "remote", v.link.remote,
			"account", v.who.Account, "user", bounded(v.user), "term", v.term, "screen", !v.command)
		status = run()
	}()
	v.s.registry.over(v, time.Now())
	v.s.log.Info("session ends", "id", v.id, "status", status, "why", causeOf(v.ctx), "after", time.Since(v.opened).Round(time.Millisecond))
	v.bye(status)
}

// bye reports the exit status and closes the channel. The client answers by
// closing its side, with which the requests end.
func (v *visit) bye(status int) {
	defer caught(v.s.log, "goodbye", nil)
	_, _ = v.ch.SendRequest("exit-status", false, gossh.Marshal(struct{ Status uint32 }{uint32(status)}))
	_ = v.ch.CloseWrite()
	_ = v.ch.Close()
}

// giveUp is called when the client has not read for too long. What is blocked in
// writing to it returns when the channel is closed by both sides; a connection
// that carries nothing else is therefore closed as well.
func (v *visit) giveUp() {
	v.end(errStalled)
	if v.s.registry.stall(v) {
		v.link.close()
		return
	}
	_ = v.ch.Close()
}
