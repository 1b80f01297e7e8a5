package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"time"

	"porthole/internal/metrics"
	"porthole/internal/model"
	"porthole/internal/server"
	"porthole/internal/server/start"
	"porthole/internal/store"
)

// countingTime is how long it may take to count the outbox for one scrape.
const countingTime = time.Second

// watch is where metrics are given, if they are; the zero value gives none.
type watch struct {
	metrics  *metrics.Metrics
	listener net.Listener
}

// checkMetrics looks at the address before anything is opened. The error is a
// Fault.
func checkMetrics(addr string) error {
	if addr != "" && metrics.CheckAddr(addr) != nil {
		return notLoopback(addr)
	}
	return nil
}

func notLoopback(addr string) error {
	return model.NewFault("start.metrics", model.Line(addr, model.NameCells).String())
}

// listenForMetrics listens where metrics are to be given; nowhere when no
// address is. The error is a Fault.
func listenForMetrics(addr string) (watch, error) {
	if addr == "" {
		return watch{}, nil
	}
	listener, err := metrics.Listen(addr)
	switch {
	case errors.Is(err, metrics.ErrNotLoopback):
		return watch{}, notLoopback(addr)
	case err != nil:
		return watch{}, model.NewFault("error.server_metrics", model.Line(addr, model.NameCells).String(), listenCause(err))
	}
	return watch{metrics.New(start.Version()), listener}, nil
}

// store and server are the observers; nil without metrics, and then nothing is
// measured.
func (w watch) store() store.Observer {
	if w.metrics == nil {
		return nil
	}
	return w.metrics
}

func (w watch) server() server.Observer {
	if w.metrics == nil {
		return nil
	}
	return w.metrics
}

// close is for a start that comes to nothing before serve.
func (w watch) close() {
	if w.listener != nil {
		_ = w.listener.Close()
	}
}

// serve answers until stop is called. The address goes to the log: standard
// output has its one line.
func (w watch) serve(s *server.Server, st *store.Store, log *slog.Logger) (stop func()) {
	if w.metrics == nil {
		return func() {}
	}
	w.metrics.OnCensus(func() metrics.Census { return census(s, st) })
	log.Info("serving metrics", "metrics", "http://"+w.listener.Addr().String()+"/metrics")
	return w.metrics.Serve(w.listener, log)
}

// census puts together what there is at the moment.
func census(s *server.Server, st *store.Store) metrics.Census {
	now := s.Census()
	c := metrics.Census{
		Sessions:    make(map[metrics.Presence]int, len(now.Sessions)),
		Connections: now.Connections, Handshakes: now.Handshakes,
	}
	for who, n := range now.Sessions {
		c.Sessions[metrics.Presence(who)] = n
	}
	ctx, cancel := context.WithTimeout(context.Background(), countingTime)
	defer cancel()
	if mail, err := st.Outbox().Load(ctx); err == nil {
		c.Mail = &metrics.Mail{Waiting: mail.Waiting, Failed: mail.Failed, Oldest: mail.Oldest}
	}
	return c
}
