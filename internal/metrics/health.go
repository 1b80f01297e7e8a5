package metrics

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// readyTime is how long a store may take to be read before it counts as one that does
// not answer.
const readyTime = 2 * time.Second

// Health says how the server is to whoever sends customers here, such as a balancer: that
// the process lives, and whether somebody who signs in now would see anything. Nothing
// else is in it, so other machines may ask too.
type Health struct {
	// Ready is nil when customers can be served; else it says why not.
	Ready func(ctx context.Context) error
}

// Handler answers /healthz and /readyz, each with a line.
func (h Health) Handler() http.Handler {
	mux := http.NewServeMux()
	h.answer(mux)
	return mux
}

func (h Health) answer(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintln(w, "alive")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, done := context.WithTimeout(r.Context(), readyTime)
		defer done()
		if err := h.Ready(ctx); err != nil {
			http.Error(w, "not ready: "+err.Error(), http.StatusServiceUnavailable)
			return
		}
		_, _ = fmt.Fprintln(w, "ready")
	})
}

// Serve answers on the listener until stop is called.
func (h Health) Serve(listener net.Listener, log *slog.Logger) (stop func()) {
	return serve(listener, h.Handler(), log)
}
