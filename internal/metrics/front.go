package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// front is what happens where people come in.
type front struct {
	handshakes, refusals *labelled
	sent                 prometheus.Counter
	sweep                prometheus.Histogram
	ended                prometheus.Counter
}

func newFront() front {
	return front{
		handshakes: newLabelled("handshakes_total", "Connections by how their handshake ended.", "outcome"),
		refusals:   newLabelled("refusals_total", "Connections, sessions and codes that were refused, by why.", "reason"),
		sent:       counter("sent_bytes_total", "Bytes that were written to the network."),
		sweep:      histogram("sweep_seconds", "Time that one round of the sweeper took.", quick),
		ended:      counter("sweep_ended_total", "Connections and sessions of people who were in, as often as the sweeper has ended them."),
	}
}

func (f front) all() []prometheus.Collector {
	return []prometheus.Collector{f.handshakes.counters, f.refusals.counters, f.sent, f.sweep, f.ended}
}

// Handshake is told how the handshake of a connection ended.
func (m *Metrics) Handshake(outcome string) { m.front.handshakes.count(outcome) }

// Refused is told why somebody was refused.
func (m *Metrics) Refused(reason string) { m.front.refusals.count(reason) }

// Sent is told of bytes that went out.
func (m *Metrics) Sent(bytes int) { m.front.sent.Add(float64(bytes)) }

// Swept is told of a round of the sweeper, and how much it ended.
func (m *Metrics) Swept(took time.Duration, ended int) {
	note(m.front.sweep, took)
	m.front.ended.Add(float64(ended))
}
