package metrics

import (
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const (
	// scrapes is how many may be answered at once, and scrapeTime how long one may
	// take: whoever asks too often is told so.
	scrapes    = 4
	scrapeTime = 5 * time.Second
)

// Handler answers /metrics, what pprof asks for below /debug/pprof/, and what there is
// of health. It is a mux of its own. The command line is not among it: people and
// folders are named there.
func (m *Metrics) Handler(health Health) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		Registry: m.registry, MaxRequestsInFlight: scrapes, Timeout: scrapeTime, ErrorHandling: promhttp.ContinueOnError,
	}))
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("POST /debug/pprof/symbol", pprof.Symbol)
	all := http.NewServeMux()
	all.Handle("/", guarded(mux))
	health.answer(all)
	return all
}

// guarded refuses what a page in a browser on this machine may ask for. Such a
// page can have its own name lead to the loopback, and then reads the answers;
// but the name is in the Host header. A page that asks by the number is not
// shown the answer, and says where it comes from.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLoopback(hostOf(r.Host)) || r.Header.Get("Origin") != "" || r.Header.Get("Sec-Fetch-Site") == "cross-site" {
			http.Error(w, "only for this machine, by a loopback address", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
