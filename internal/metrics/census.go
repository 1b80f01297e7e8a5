package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Census is what there is at one moment.
type Census struct {
	Sessions map[Presence]int
	// Connections are those that are through their handshake, Handshakes those
	// that are in it.
	Connections, Handshakes int
	Pages                   int // web pages that are open
	// Mail is nil where it could not be counted.
	Mail *Mail
}

// Presence is what a session is for, and for what sort of person. Both are words
// of the program.
type Presence struct{ Kind, Principal string }

// Mail is the outbox.
type Mail struct {
	Waiting, Failed int
	Oldest          time.Duration // how long the oldest that waits has been there
}

// OnCensus has count called at every scrape, for the gauges. It must be called
// once at the most, and count by several goroutines at once.
func (m *Metrics) OnCensus(count func() Census) { m.registry.MustRegister(&gauges{count}) }

// gauges are a collector: nothing is kept up to date between two scrapes.
type gauges struct{ count func() Census }

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(prometheus.BuildFQName(prefix, "", name), help, labels, nil)
}

var (
	sessionsOpen   = describe("sessions", "Sessions that are open.", "kind", "principal")
	connections    = describe("connections", "Connections that are through their handshake.")
	handshaking    = describe("connections_waiting", "Connections that are in their handshake.")
	pagesOpen      = describe("pages", "Web pages that are open and hear of changes.")
	mailWaiting    = describe("mail_waiting", "Mails in the outbox that are to go out.")
	mailFailed     = describe("mail_failed", "Mails in the outbox that wait for a person to decide.")
	mailOldestWait = describe("mail_oldest_age_seconds", "Age of the oldest mail that is to go out; 0 when there is none.")
)

// Describe implements [prometheus.Collector].
func (g *gauges) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{sessionsOpen, connections, handshaking, pagesOpen, mailWaiting, mailFailed, mailOldestWait} {
		to <- d
	}
}

// Collect implements [prometheus.Collector].
func (g *gauges) Collect(to chan<- prometheus.Metric) {
	c := g.count()
	tell := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	for who, n := range c.Sessions {
		tell(sessionsOpen, float64(n), who.Kind, who.Principal)
	}
	tell(connections, float64(c.Connections))
	tell(handshaking, float64(c.Handshakes))
	tell(pagesOpen, float64(c.Pages))
	if c.Mail != nil {
		tell(mailWaiting, float64(c.Mail.Waiting))
		tell(mailFailed, float64(c.Mail.Failed))
		tell(mailOldestWait, max(c.Mail.Oldest, 0).Seconds())
	}
}
