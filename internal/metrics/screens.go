package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// screens are what people at a screen notice.
type screens struct {
	frame, key, news prometheus.Histogram
	bytes            prometheus.Counter
}

func newScreens() screens {
	return screens{
		frame: histogram("frame_seconds", "Time to render one frame and write it to the client.", quick),
		key:   histogram("key_seconds", "Time from the bytes of a key that were read to the frame that answers it.", slow),
		news:  histogram("feed_lag_seconds", "Time from a commit to the frame that shows it in a session.", slow),
		bytes: counter("frame_bytes_total", "Bytes of the frames that were written."),
	}
}

func (s screens) all() []prometheus.Collector {
	return []prometheus.Collector{s.frame, s.key, s.news, s.bytes}
}

// Frame is told of a frame that was written.
func (m *Metrics) Frame(took time.Duration, bytes int) {
	note(m.screens.frame, took)
	m.screens.bytes.Add(float64(bytes))
}

// Key is told how long a key waited for its frame.
func (m *Metrics) Key(took time.Duration) { note(m.screens.key, took) }

// News is told how long a change took to be on a screen.
func (m *Metrics) News(took time.Duration) { note(m.screens.news, took) }
