package metrics

import (
	"sync"

	"github.com/prometheus/client_golang/prometheus"
)

// Labels are words of the program itself, never of anybody outside. That is the
// callers' promise; here it is held to: a label has the letters of a key and of
// nothing else, and there are so many of them at the most. What is different is
// counted under other.
const (
	maxLabel  = 40
	maxLabels = 64
	other     = "other"
)

// labelled is a counter for each of a few reasons. It is for what happens
// rarely: counting takes a lock.
type labelled struct {
	counters *prometheus.CounterVec

	mu    sync.Mutex
	known map[string]prometheus.Counter
}

func newLabelled(name, help, label string) *labelled {
	l := &labelled{
		counters: prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: prefix, Name: name, Help: help}, []string{label}),
		known:    map[string]prometheus.Counter{},
	}
	return l
}

func (l *labelled) count(label string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c, known := l.known[label]
	if !known {
		if len(l.known) >= maxLabels || !isKey(label) {
			label = other
		}
		c = l.counters.WithLabelValues(label)
		if label != other {
			l.known[label] = c
		}
	}
	c.Inc()
}

// isKey says that the word could be a key of the catalogue: small letters,
// dots and underscores.
func isKey(word string) bool {
	if word == "" || len(word) > maxLabel {
		return false
	}
	for _, c := range []byte(word) {
		if (c < 'a' || c > 'z') && c != '.' && c != '_' {
			return false
		}
	}
	return true
}
