package web

import (
	"context"
	"crypto/cipher"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"golang.org/x/net/netutil"

	"porthole/internal/model"
	"porthole/internal/store"
)

// Door tries codes, within the limits that all doors have in common. The errors are
// Faults of the code, or ours.
type Door interface {
	FollowOnWeb(addr netip.Addr, typed string) (model.Principal, error)
}

// Options are what a site needs. Store and Door must be given.
type Options struct {
	Store *store.Store
	Door  Door
	// Secret is what cookies are sealed with, the same on all servers of a database;
	// nil: they are good until this one stops.
	Secret []byte
	Now    func() time.Time // the server's clock; nil: the real one
	Log    *slog.Logger     // nil: nothing is logged
	// Report logs an error that is ours and returns the id that a person is told; nil:
	// it is logged without one.
	Report func(err error) (id string)
	SSH    string // the line that holders of a code paste into a terminal; empty: not known
	// Proxies are whom it is believed for whom they ask.
	Proxies []netip.Prefix
	TLS     *tls.Config // nil: whoever is in front does it
	// Connections and Requests are how many there may be at once, each of them a page
	// that stays open or something that is over in a moment; PerOrigin is how many of
	// either from one origin. Zero stands for the default.
	Connections, Requests, PerOrigin int
}

// times are how long anybody is waited for.
type times struct {
	header, read, write, idle time.Duration
	beat                      time.Duration // how often an open page hears that it is still heard
	patience                  time.Duration // for what is written to it
}

var usual = times{header: 5 * time.Second, read: 10 * time.Second, write: 20 * time.Second, idle: time.Minute, beat: 25 * time.Second, patience: 10 * time.Second}

// The bounds of what anybody is given.
const (
	headerSize = 8 << 10
	bodySize   = 1 << 10
	lastMoment = time.Second // for answers that are under way at the end
	tooMany    = 12_000
	perOrigin  = 64
)

// Site is the page. Use New.
type Site struct {
	Options
	times
	seal     cipher.AEAD
	streams  streams
	requests *crowd
	visitors *crowd
}

// New makes a site. It does not listen yet.
func New(o Options) (*Site, error) {
	seal, err := newSeal(o.Secret)
	if err != nil {
		return nil, err
	}
	for _, d := range []struct {
		limit *int
		usual int
	}{{&o.Connections, tooMany}, {&o.Requests, tooMany}, {&o.PerOrigin, perOrigin}} {
		if *d.limit <= 0 {
			*d.limit = d.usual
		}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Report == nil {
		o.Report = func(err error) string {
			o.Log.Error("something went wrong on our side", "error", err)
			return "-"
		}
	}
	s := &Site{Options: o, times: usual, seal: seal, requests: newCrowd(o.Requests, o.PerOrigin), visitors: newCrowd(o.Connections, o.PerOrigin)}
	o.Store.OnAccountChange(s.streams.end)
	return s, nil
}

// Serve answers on the listener, which it closes, until stop is called. stop returns
// when nothing of it is left.
func (s *Site) Serve(listener net.Listener) (stop func()) {
	base, cancel := context.WithCancel(context.Background())
	server := &http.Server{
		Handler: s.Handler(), BaseContext: func(net.Listener) context.Context { return base },
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug),
		ReadHeaderTimeout: s.header, ReadTimeout: s.read, WriteTimeout: s.write, IdleTimeout: s.idle,
		MaxHeaderBytes: headerSize, TLSConfig: s.TLS,
	}
	listener = s.announced(limitedListener{netutil.LimitListener(listener, s.Connections), s})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		serve := server.Serve
		if s.TLS != nil {
			serve = func(l net.Listener) error { return server.ServeTLS(l, "", "") }
		}
		if err := serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.Log.Error("the web page is not served any more", "error", err)
		}
	}()
	return func() {
		cancel() // pages that are open let go
		ctx, late := context.WithTimeout(context.Background(), lastMoment)
		defer late()
		if server.Shutdown(ctx) != nil {
			_ = server.Close()
		}
		<-ended
	}
}

// Handler answers requests.
func (s *Site) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { redirect(w, "t") })
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, "User-agent: *\nDisallow: /\n") })
	mux.HandleFunc("GET /t", s.show)
	mux.HandleFunc("POST /t", s.open)
	mux.HandleFunc("POST /t/leave", s.leave)
	mux.HandleFunc("GET /t/events", s.events)
	mux.HandleFunc("GET /t/shipment.ics", s.calendar)
	return s.guarded(http.NewCrossOriginProtection().Handler(mux))
}

// redirect leads to another page. The way is a relative one, because a proxy may have
// put something before it, and no header of a request gets into it.
func redirect(w http.ResponseWriter, to string) {
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusSeeOther)
}
