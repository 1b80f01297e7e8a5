// Package figures is what the load driver measures: one document in one line of
// JSON. Times are in milliseconds; what was not measured is null or absent.
package figures

// Report is what one run of the driver found.
type Report struct {
	Asked   int `json:"asked"`   // sessions wanted
	Opened  int `json:"opened"`  // sessions that were there at once
	Refused int `json:"refused"` // connections or sessions that did not come about
	Dropped int `json:"dropped"` // sessions that ended before the driver ended them

	Handshake  Spread `json:"handshake_ms"`   // connect until signed in
	FirstFrame Spread `json:"first_frame_ms"` // connect until the first full frame
	Exec       Spread `json:"exec_ms"`        // connect until a command's exit status

	Key        Spread  `json:"key_ms"` // key until the first byte of the answer
	Keys       int     `json:"keys"`
	Unanswered int     `json:"unanswered"`     // keys after which nothing came in time
	KeyBytes   float64 `json:"key_bytes"`      // per key from the server, inside the channel
	KeyWire    float64 `json:"key_wire_bytes"` // the same on the TCP connection
	KeyWireUp  float64 `json:"key_wire_up_bytes"`
	Repaint    float64 `json:"repaint_bytes"` // channel bytes of a repaint after a change of size

	RSSBefore     int64    `json:"rss_before_bytes"`
	RSS           int64    `json:"rss_bytes"`      // at the end of the idle time
	RSSPeak       int64    `json:"rss_peak_bytes"` // the highest that was seen
	RSSPerSession int64    `json:"rss_per_session_bytes"`
	IdleCPU       *float64 `json:"idle_cpu_percent_per_1000"` // of one core, for 1,000 sessions

	GoroutinesBefore     *int     `json:"goroutines_before"`
	Goroutines           *int     `json:"goroutines"`
	GoroutinesPerSession *float64 `json:"goroutines_per_session"`

	Fanout Fanout `json:"fanout"`
}

// Fanout is how long news took to reach the windows. Each run of the publishing
// command has its own last window; Last is the median of those.
type Fanout struct {
	Spread
	Runs   int     `json:"runs"`
	Last   float64 `json:"last"`
	Missed int     `json:"missed"` // windows that heard nothing in time, over all runs
}
