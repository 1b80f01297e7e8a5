package metrics

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"
)

const (
	// visitors is how many connections there may be at once.
	visitors = 16
	// lastMoment is how long an answer that is under way may take at the end.
	lastMoment = 500 * time.Millisecond
)

// Serve answers on the listener until stop is called, which returns when nothing
// of it is left. A profile may take longer than the times here: pprof puts them
// off for its own answer.
func (m *Metrics) Serve(listener net.Listener, health Health, log *slog.Logger) (stop func()) {
	return serve(listener, m.Handler(health), log)
}

func serve(listener net.Listener, handler http.Handler, log *slog.Logger) (stop func()) {
	server := &http.Server{
		Handler: handler, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer func() {
			if r := recover(); r != nil {
				log.Error("metrics: panic", "panic", fmt.Sprint(r))
			}
		}()
		if err := server.Serve(netutil.LimitListener(listener, visitors)); !errors.Is(err, http.ErrServerClosed) {
			log.Error("metrics are not served any more", "error", err)
		}
	}()
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), lastMoment)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			_ = server.Close()
		}
		<-ended
	}
}
