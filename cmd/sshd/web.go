package main

import (
	"cmp"
	"context"
	"log/slog"
	"net"
	"path/filepath"
	"regexp"
	"sync"

	"golang.org/x/crypto/acme/autocert"

	"porthole/internal/model"
	"porthole/internal/notify"
	"porthole/internal/server"
	"porthole/internal/server/start"
	"porthole/internal/store"
	"porthole/internal/store/location"
	"porthole/internal/web"
)

// webFlags are the flags of the web page as they were typed.
type webFlags struct{ addr, public, domain *string }

func addWebFlags(f *start.Flags) webFlags {
	return webFlags{
		addr:   f.Text("web", "HOST:PORT", "PORTHOLE_WEB", "start.flag.web"),
		public: f.Text("public-web", "URL", "PORTHOLE_PUBLIC_WEB", "start.flag.public_web"),
		domain: f.Text("web-domain", "NAME", "PORTHOLE_WEB_DOMAIN", "start.flag.web_domain"),
	}
}

// webPage is where the web page is given, if it is; the zero value gives none.
type webPage struct {
	addr   string
	public string // as customers open it; empty: mails carry none
	domain string // whose certificate is fetched; empty: a proxy in front does TLS
}

var domainShape = regexp.MustCompile(`^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$`)

// read reads the flags; data is the place of the store. The error is a Fault.
func (f webFlags) read(data string) (s webPage, err error) {
	s = webPage{addr: *f.addr, domain: *f.domain}
	if *f.public != "" {
		if s.public, err = notify.CheckWeb(*f.public); err != nil {
			return s, err //nolint:wrapcheck // a Fault
		}
	}
	if s.domain != "" && (s.addr == "" || location.Shares(data) || !domainShape.MatchString(s.domain)) {
		return s, model.NewFault("start.web.domain", model.Line(s.domain, model.NameCells).String())
	}
	if s.domain != "" && s.public == "" {
		s.public = "https://" + s.domain
	}
	return s, nil
}

// serve gives the page until the context ends, as sessions are drained, or until stop is
// called, which returns when nothing of it is left. The error is a Fault, or ours.
func (s webPage) serve(ctx context.Context, o options, st *store.Store, door *server.Server, ssh string, log *slog.Logger) (page *web.Site, stop func(), err error) {
	if s.addr == "" {
		return nil, func() {}, nil
	}
	_, secret, err := server.ReadHostKey(cmp.Or(o.hostKey, server.HostKeyPath(o.data)))
	if err != nil {
		return nil, nil, err //nolint:wrapcheck // a Fault
	}
	wanted := web.Options{Store: st, Door: door, Secret: secret, Now: o.now, Log: log, Report: door.Report, SSH: ssh, Proxies: o.limits.ProxyFrom}
	if s.domain != "" {
		certificates := autocert.Manager{
			Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(s.domain), Cache: autocert.DirCache(filepath.Join(o.data, "certificates")),
		}
		wanted.TLS = certificates.TLSConfig()
	}
	if page, err = web.New(wanted); err != nil {
		return nil, nil, err //nolint:wrapcheck // ours
	}
	listener, err := net.Listen("tcp", s.addr)
	if err != nil {
		return nil, nil, model.NewFault("error.server_web", model.Line(s.addr, model.NameCells).String(), listenCause(err))
	}
	log.Info("serving the web page", "web", listener.Addr().String())
	stop = sync.OnceFunc(page.Serve(listener))
	context.AfterFunc(ctx, stop)
	return page, stop, nil
}
