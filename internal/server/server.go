package server

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"charm.land/ssh"
	"charm.land/wish/v2"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/server/memory"
	"porthole/internal/store"
	"porthole/internal/store/live"
)

// Options are what a server needs. Store and HostKey must be given.
type Options struct {
	Store   *store.Store
	HostKey gossh.Signer
	Limits  Limits           // zero fields: their defaults
	Now     func() time.Time // the clock of what is shown; nil: the real one
	Log     *slog.Logger     // nil: nothing is logged
	// Isolation is the check that staff can ask for. It is given from outside
	// because it starts a server of its own; nil: it cannot be asked for.
	Isolation IsolationCheck
	// Public is what anybody types to come in, such as `ssh -p 2222 HOST`, for
	// lines that are to be pasted; empty: not known.
	Public string
	// Web is the web page for tracking codes, as customers open it; empty: there is none.
	Web string
	// Observer is told what happens at the door; nil: nobody is.
	Observer Observer
}

// IsolationCheck signs in as sample of the customers' accounts, 0: as all of
// them, tells how far it is, and reports what any of them could see that is not
// theirs.
type IsolationCheck func(ctx context.Context, sample int, progress func(done, total int)) (model.IsolationReport, error)

// Server serves one store over SSH. Timeouts go by the real time, whatever the
// clock of what is shown says.
type Server struct {
	limits   Limits
	log      *slog.Logger
	backend  backend
	store    *store.Store
	ssh      *ssh.Server
	gate     *gate
	registry *registry
	changes  *live.Later[string] // accounts that have lost something, which the store tells of while it must not wait
	codes    *codeTries
	observer Observer // never nil
	// farewells has one for each connection that is being told why it is refused.
	farewells chan struct{}

	base context.Context // ends when the sessions have to
	stop context.CancelCauseFunc
	work sync.WaitGroup // the server's own goroutines
}

// version is all that is said of the program before anybody has signed in.
const version = "Porthole"

// sweepLate is by how much a sweep may be late on a busy machine. Only the sweeper
// charges for a handshake that takes too long.
const sweepLate = 2 * time.Second

func assemble(b backend, o Options) (*Server, error) {
	limits := o.Limits.withDefaults()
	s := &Server{
		limits: limits, log: o.Log, backend: b,
		gate: newGate(limits), registry: newRegistry(limits), codes: newCodeTries(limits.CodesPerMinute),
		farewells: make(chan struct{}, mostFarewells),
	}
	s.changes = live.NewLater(0, s.endUnwelcome)
	s.observer = o.Observer
	if s.observer == nil {
		s.observer = nobody{}
	}
	s.base, s.stop = context.WithCancelCause(context.Background())
	server, err := wish.NewServer(func(server *ssh.Server) error {
		server.HostSigners = []ssh.Signer{o.HostKey}
		server.Version = version
		server.HandshakeTimeout = limits.Handshake + limits.Sweep + sweepLate // the sweeper is first
		server.ServerConfigCallback = s.config
		server.ConnCallback = introduce
		server.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.handleSession, "default": s.refuseChannel}
		server.RequestHandlers = map[string]ssh.RequestHandler{}
		server.SubsystemHandlers = map[string]ssh.SubsystemHandler{}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("assembling the server: %w", err)
	}
	s.ssh = server
	return s, nil
}

// giveBack gives memory back that was needed to let people in.
func (s *Server) giveBack(ctx context.Context) {
	defer caught(s.log, "giving memory back", nil)
	memory.GiveBack(ctx, s.registry.load)
}

// refuseChannel answers whoever wants to forward something.
func (s *Server) refuseChannel(_ *ssh.Server, _ *gossh.ServerConn, request gossh.NewChannel, ctx ssh.Context) {
	_ = request.Reject(gossh.UnknownChannelType, "not here")
	if l := linkOf(ctx); l.refusals.Add(1) >= maxRefusals {
		l.close()
	}
}

// Serve accepts connections on the listener, which it closes, until the context
// ends. Then it drains: nobody new comes in, open screens get a notice, commands
// may finish, and after Limits.Drain at the latest it returns. The error is nil
// after that, and otherwise says why nobody can be accepted any more.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	helpers, cancel := context.WithCancel(context.Background())
	defer s.work.Wait()
	defer s.changes.Stop()
	defer cancel()
	for _, helper := range []func(context.Context){s.sweeper, s.housekeeper, s.giveBack} {
		s.work.Go(func() { helper(helpers) })
	}
	ended := make(chan error, 1)
	go func() {
		defer caught(s.log, "accepting", func(id string) { ended <- fmt.Errorf("accepting connections panicked (%s)", id) })
		ended <- s.ssh.Serve(&gatedListener{Listener: s.behindProxies(helpers, listener), s: s})
	}()
	var failure error
	select {
	case <-ctx.Done():
	case failure = <-ended:
	}
	s.drain(listener)
	if failure == nil {
		return nil
	}
	return fmt.Errorf("accepting connections: %w", failure)
}

// housekeeper has the store move on what the time has changed.
func (s *Server) housekeeper(ctx context.Context) {
	if s.store != nil {
		every(ctx, time.Minute, func(time.Time) { s.tidy(ctx) })
	}
}

func (s *Server) tidy(ctx context.Context) {
	defer caught(s.log, "housekeeping", nil)
	if _, err := s.store.Sweep(ctx); err != nil && ctx.Err() == nil {
		s.log.Error("looking for shipments that need attention", "error", err)
	}
}
