package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// sizes are how large the runs are.
type sizes struct {
	small bool
	out   string
	raw   string          // where every report goes; empty: nowhere
	rows  map[string]bool // the kinds of rows to measure; empty: all

	sessions     int // of the idle and the typing run
	windows      int // that look at one partner
	crowd        int // the most that are held at once
	visits       int // connections of the timing from connect to frame
	repeats      int
	publications int // in each run
	shipments    int // behind a page, and in a search
	others       int // of other partners in the same store
	imported     int
	benchTime    string

	settle, hold     time.Duration // of the idle run
	typeFor, typeOne time.Duration
}

func fullSizes() sizes {
	return sizes{
		sessions: 5000, windows: 1000, crowd: 10_000, visits: 200, repeats: 3, publications: 5, shipments: 1_000_000, imported: 100_000, benchTime: "1s",
		// Two rounds of keepalives fall into the time that is watched.
		settle: 10 * time.Second, hold: 60 * time.Second, typeFor: 15 * time.Second, typeOne: 20 * time.Second,
	}
}

func smallSizes() sizes {
	return sizes{
		small: true, sessions: 40, windows: 40, crowd: 60, visits: 10, repeats: 1, publications: 2, shipments: 1000, imported: 1000, benchTime: "20x",
		settle: 500 * time.Millisecond, hold: time.Second, typeFor: time.Second, typeOne: time.Second,
	}
}

// sizesFrom reads the environment.
func sizesFrom(getenv func(string) string) (sizes, error) {
	s := fullSizes()
	if getenv("BENCH_SMALL") != "" {
		s = smallSizes()
	}
	s.out, s.raw = getenv("BENCH_OUT"), getenv("BENCH_RAW")
	if list := getenv("BENCH_ROWS"); list != "" {
		s.rows = map[string]bool{}
		for _, name := range strings.Split(list, ",") {
			s.rows[strings.TrimSpace(name)] = true
		}
	}
	for name, at := range map[string]*int{
		"BENCH_SESSIONS": &s.sessions, "BENCH_WINDOWS": &s.windows, "BENCH_CROWD": &s.crowd, "BENCH_REPEATS": &s.repeats,
		"BENCH_SHIPMENTS": &s.shipments, "BENCH_IMPORT": &s.imported, "PORTHOLE_BENCH_OTHERS": &s.others,
	} {
		text := getenv(name)
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return s, fmt.Errorf("%s=%q is not a number of anything", name, text)
		}
		*at = n
	}
	return s, nil
}

// perAccount is how many sessions one account is given: half of what it may have.
const perAccount = 4

func accountsFor(sessions int) int { return (sessions + perAccount - 1) / perAccount }
