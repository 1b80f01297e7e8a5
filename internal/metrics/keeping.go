package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// keeping is what the store does.
type keeping struct {
	read, write        prometheus.Histogram
	commits, rollbacks prometheus.Counter
	sent, refused      prometheus.Counter
}

func newKeeping() keeping {
	return keeping{
		read:      histogram("store_read_seconds", "Time that a reading transaction took.", quick),
		write:     histogram("store_write_seconds", "Time that a writing transaction took, the wait for its turn and for the disk included.", quick),
		commits:   counter("store_commits_total", "Writing transactions that are on disk."),
		rollbacks: counter("store_rollbacks_total", "Writing transactions that came to nothing, because there was nothing to write or it was refused."),
		sent:      counter("mail_sent_total", "Mails that the mail server has accepted."),
		refused:   counter("mail_refused_total", "Attempts at a mail that did not succeed."),
	}
}

func (k keeping) all() []prometheus.Collector {
	return []prometheus.Collector{k.read, k.write, k.commits, k.rollbacks, k.sent, k.refused}
}

// Read is told of a reading transaction.
func (m *Metrics) Read(took time.Duration) { note(m.keeping.read, took) }

// Write is told of a writing transaction, and whether it is on disk.
func (m *Metrics) Write(took time.Duration, committed bool) {
	note(m.keeping.write, took)
	if committed {
		m.keeping.commits.Inc()
		return
	}
	m.keeping.rollbacks.Inc()
}

// Mailed is told of an attempt at a mail.
func (m *Metrics) Mailed(sent bool) {
	if sent {
		m.keeping.sent.Inc()
		return
	}
	m.keeping.refused.Inc()
}
