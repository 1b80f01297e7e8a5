// Package bench is where the figures come from that Porthole states about its
// speed and its size. One command measures all of them, each beside its floor,
// and writes docs/performance.md:
//
//	bench/run                # the real sizes; takes a while
//	BENCH_SMALL=1 bench/run  # small sizes, for a look; writes to a temporary file
//
// The parts can be used by themselves:
//
//	bench/fixture  fills a data folder and a folder of keys
//	bench/load     opens many sessions on a server of this machine and measures
//	bench/floor    the bare servers that ours is held against
//	bench/table    runs all of it side by side and writes the table
//	bench/figures  what bench/load prints, as types
//	bench/loopback keeps all of them on this machine
//
// It is a module of its own, so that go.mod above says what the programs need and nothing
// else. Where a version changes there, go -C bench mod tidy follows.
package bench
