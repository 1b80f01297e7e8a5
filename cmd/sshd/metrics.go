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
	"porthole/internal/web"
)

// countingTime is how long it may take to count the outbox for one scrape.
const countingTime = time.Second

// watch is where metrics are given, and how the server is, if they are; the zero value
// gives none.
type watch struct {
	metrics  *metrics.Metrics
	listener net.Listener
	health   net.Listener // for other machines; nil: none
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

// listenForMetrics listens where metrics and health are to be given; nowhere when no
// address is. The error is a Fault.
func listenForMetrics(addr, health string) (w watch, err error) {
	if addr != "" {
		listener, err := metrics.Listen(addr)
		switch {
		case errors.Is(err, metrics.ErrNotLoopback):
			return watch{}, notLoopback(addr)
		case err != nil:
			return watch{}, model.NewFault("error.server_metrics", model.Line(addr, model.NameCells).String(), listenCause(err))
		}
		w = watch{metrics: metrics.New(start.Version()), listener: listener}
	}
	if health != "" {
		if w.health, err = net.Listen("tcp", health); err != nil {
			w.close()
			return watch{}, model.NewFault("error.server_health", model.Line(health, model.NameCells).String(), listenCause(err))
		}
	}
	return w, nil
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
	for _, listener := range []net.Listener{w.listener, w.health} {
		if listener != nil {
			_ = listener.Close()
		}
	}
}

// serve answers until stop is called; nobody is to be sent here once ctx has ended. The
// addresses go to the log: standard output has its one line.
func (w watch) serve(ctx context.Context, s *server.Server, st *store.Store, page *web.Site, log *slog.Logger) (stop func()) {
	health := metrics.Health{Ready: func(asking context.Context) error { return ready(ctx, asking, st) }}
	var stops []func()
	if w.metrics != nil {
		w.metrics.OnCensus(func() metrics.Census { return census(s, st, page) })
		log.Info("serving metrics", "metrics", "http://"+w.listener.Addr().String()+"/metrics")
		stops = append(stops, w.metrics.Serve(w.listener, health, log))
	}
	if w.health != nil {
		log.Info("serving health", "ready", "http://"+w.health.Addr().String()+"/readyz")
		stops = append(stops, health.Serve(w.health, log))
	}
	return func() {
		for _, stop := range stops {
			stop()
		}
	}
}

// ready says why nobody is to be sent here now; nil: nothing is in the way. A store in a
// database is only ever read on its primary.
func ready(serving, asking context.Context, st *store.Store) error {
	if serving.Err() != nil {
		return errors.New("the server is being stopped")
	}
	switch err := st.Readable(asking); {
	case err == nil:
		return nil
	case errors.Is(err, model.ErrAway), asking.Err() != nil:
		return errors.New("the store does not answer")
	default:
		return errors.New("the store cannot be read; the log says why")
	}
}

// census puts together what there is at the moment; page is nil where there is none.
func census(s *server.Server, st *store.Store, page *web.Site) metrics.Census {
	now := s.Census()
	c := metrics.Census{
		Sessions:    make(map[metrics.Presence]int, len(now.Sessions)),
		Connections: now.Connections, Handshakes: now.Handshakes,
	}
	for who, n := range now.Sessions {
		c.Sessions[metrics.Presence(who)] = n
	}
	if page != nil {
		c.Pages = page.Open()
	}
	ctx, cancel := context.WithTimeout(context.Background(), countingTime)
	defer cancel()
	if mail, err := st.Outbox().Load(ctx); err == nil {
		c.Mail = &metrics.Mail{Waiting: mail.Waiting, Failed: mail.Failed, Oldest: mail.Oldest}
	}
	return c
}
