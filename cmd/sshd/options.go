package main

import (
	"strings"
	"time"

	"porthole/internal/demo"
	"porthole/internal/model"
	"porthole/internal/server"
	"porthole/internal/server/start"
)

const (
	defaultAddr = ":2222"
	demoAddr    = "127.0.0.1:2222"
	defaultData = "./porthole-data"
)

// options are what the flags and the environment say.
type options struct {
	addr, data, adminKey string
	hostKey              string // a file, for a database; empty: it is in the data folder
	metrics, health      string // where they are given; empty: nowhere
	demo, verbose        bool
	now                  func() time.Time
	limits               server.Limits
	mail                 mail
	web                  webPage
}

// getenv looks into an environment as programs get it.
func getenv(environ []string) func(string) string {
	return func(name string) string {
		for _, variable := range environ {
			if value, found := strings.CutPrefix(variable, name+"="); found {
				return value
			}
		}
		return ""
	}
}

// read reads the flags. The error is flag.ErrHelp or a Fault.
func read(console start.Console, args, environ []string) (options, error) {
	defaults := server.DefaultLimits()
	f := start.NewFlags(console, getenv(environ), "start.sshd.usage")
	addr := f.Text("addr", "HOST:PORT", "PORTHOLE_ADDR", "start.flag.addr", defaultAddr, demoAddr)
	data := f.Text("data", "DIR", "PORTHOLE_DATA", "start.flag.data", defaultData)
	hostKey := f.Text("host-key", "FILE", "PORTHOLE_HOST_KEY", "start.flag.host_key")
	adminKey := f.Text("admin-key", "FILE", "PORTHOLE_ADMIN_KEY", "start.flag.admin_key")
	clock := f.Text("clock", "TIME", "", "start.flag.clock")
	asDemo := f.Switch("demo", "start.flag.demo")
	idle := f.Duration("idle", defaults.Idle, console.Say("start.flag.idle", "15m"))
	f.Listed("idle", "TIME")
	sessions := f.Int("max-sessions", defaults.Sessions, console.Say("start.flag.sessions", defaults.Sessions))
	f.Listed("max-sessions", "N")
	letters := addMailFlags(f, getenv(environ))
	page := addWebFlags(f)
	watched := f.Text("metrics", "HOST:PORT", "PORTHOLE_METRICS", "start.flag.metrics")
	health := f.Text("health", "HOST:PORT", "PORTHOLE_HEALTH", "start.flag.health")
	proxies := f.Text("proxy-from", "CIDR[,CIDR]", "PORTHOLE_PROXY_FROM", "start.flag.proxy")
	exempt := f.Text("exempt", "CIDR[,CIDR]", "PORTHOLE_EXEMPT", "start.flag.exempt")
	verbose := f.Switch("verbose", "start.flag.verbose")
	if err := f.Read(args); err != nil {
		return options{}, err //nolint:wrapcheck // a Fault
	}
	if f.NArg() > 0 {
		return options{}, model.NewFault("start.arguments", model.Line(f.Arg(0), model.RefCells).String())
	}
	o := options{addr: *addr, data: *data, hostKey: *hostKey, adminKey: *adminKey, metrics: *watched, health: *health, demo: *asDemo, verbose: *verbose, now: time.Now}
	switch {
	case *idle <= 0:
		return options{}, model.NewFault("start.number", "--idle")
	case *sessions <= 0:
		return options{}, model.NewFault("start.number", "--max-sessions")
	}
	err := checkMetrics(o.metrics)
	if err != nil {
		return options{}, err
	}
	if o.mail, err = letters.read(); err != nil {
		return options{}, err
	}
	if err = o.readAddresses(*proxies, *exempt); err != nil {
		return options{}, err
	}
	if o.web, err = page.read(o.data); err != nil {
		return options{}, err
	}
	o.limits.Idle, o.limits.IdleWarning = *idle, min(defaults.IdleWarning, *idle/2)
	o.limits.Sessions = *sessions
	return o, o.derive(*clock)
}

// readAddresses reads whose word is taken for where a connection is from, and to whom
// the limits per origin do not apply beside this machine. The error is a Fault.
func (o *options) readAddresses(proxies, exempt string) (err error) {
	if proxies != "" {
		if o.limits.ProxyFrom, err = server.ParseAddresses("--proxy-from", proxies); err != nil {
			return err //nolint:wrapcheck // a Fault
		}
	}
	if exempt != "" {
		more, err := server.ParseAddresses("--exempt", exempt)
		o.limits.Exempt = append(server.DefaultLimits().Exempt, more...)
		return err //nolint:wrapcheck // a Fault
	}
	return nil
}

// derive fills in what depends on other flags.
func (o *options) derive(clock string) error {
	if o.addr == "" {
		o.addr = defaultAddr
		if o.demo {
			o.addr = demoAddr
		}
	}
	if o.data == "" && !o.demo {
		o.data = defaultData
	}
	switch {
	case clock != "":
		at, err := start.ParseClock(clock)
		if err != nil {
			return err //nolint:wrapcheck // a Fault
		}
		o.now = start.Clock(at)
	case o.demo:
		o.now = start.Clock(demo.Scenario())
	}
	return nil
}
