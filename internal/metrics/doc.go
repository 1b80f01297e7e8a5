// Package metrics tells how the server is doing, to Prometheus and to pprof, on
// the machine itself.
//
// A newcomer starts with [Metrics]: it is handed to the rooms as their observer,
// which each of them declares for itself, and counts what they tell. It knows
// Prometheus and nothing of us: no partner, no account and no reference has a way
// in. What comes in are durations, counts, and labels out of the program's own
// few words (labels.go).
//
// What happens is counted as it happens, in instruments that all sessions share,
// so that a session costs nothing here. What there is at the moment is asked for
// when somebody scrapes (census.go). serve.go is the door, which only opens on a
// loopback address.
package metrics
