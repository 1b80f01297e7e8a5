package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Metrics counts what it is told. It is safe for use by many goroutines.
type Metrics struct {
	registry *prometheus.Registry
	screens  screens
	front    front
	keeping  keeping
}

// New returns metrics with a registry of their own, in which the Go runtime, the
// process and the program's version are too.
func New(version string) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry(), screens: newScreens(), front: newFront(), keeping: newKeeping()}
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), build(version))
	m.registry.MustRegister(m.screens.all()...)
	m.registry.MustRegister(m.front.all()...)
	m.registry.MustRegister(m.keeping.all()...)
	return m
}

// build tells which version runs; its value is always 1, as is usual for such a gauge.
func build(version string) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Namespace: prefix, Name: "build_info", Help: "Which version runs.", ConstLabels: prometheus.Labels{"version": version},
	}, func() float64 { return 1 })
}

// prefix is what every name of ours begins with.
const prefix = "porthole"

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Namespace: prefix, Name: name, Help: help})
}

func histogram(name, help string, buckets []float64) prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: prefix, Name: name, Help: help, Buckets: buckets})
}

// quick are the buckets of what takes less than a moment, in seconds: from a
// hundred microseconds on they are close enough to tell a percentile by.
var quick = []float64{
	0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
}

// slow are the buckets of what a person may notice, in seconds.
var slow = []float64{
	0.0005, 0.001, 0.0025, 0.005, 0.01, 0.016, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.5, 1, 2.5, 5, 10,
}

// note puts a duration into a histogram; one that ran backward counts as none.
func note(into prometheus.Histogram, took time.Duration) { into.Observe(max(took, 0).Seconds()) }
