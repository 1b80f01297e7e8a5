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
// It is no module of its own: it needs none that the programs do not need, which a test
// holds, so go.mod would not be shorter by a line. A second go.mod would have to be
// kept in step with it, and go test ./... would pass over what is here.
package bench
