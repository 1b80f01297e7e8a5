package main

import (
	"context"
	"fmt"
	"strconv"

	"porthole/bench/figures"
)

// shown is in every row of a customer's list.
const shown = "SHP/"

// partnersOf spreads the sessions over partners of a size as forwarders have them.
func partnersOf(sessions int) int { return max(1, sessions/100) }

// manySessions holds thousands of sessions, first idle, then a few of them
// typing.
func (b *bench) manySessions(ctx context.Context) ([]row, error) {
	g, err := b.fill(ctx, "many", partnersOf(b.sessions), 50, accountsFor(b.sessions))
	if err != nil {
		return nil, err
	}
	args := []string{
		"--sessions", strconv.Itoa(b.sessions), "--settle", b.settle.String(), "--hold", b.hold.String(),
		"--typing", "1%", "--rate", "10", "--type-for", b.typeFor.String(),
	}
	p, err := b.both(ctx,
		func(ctx context.Context) (figures.Report, error) {
			return b.ours(ctx, g, append(args, "--watch", shown)...)
		},
		func(ctx context.Context) (figures.Report, error) { return b.echo(ctx, g, args...) },
	)
	if err != nil {
		return nil, err
	}
	at := number(b.sessions)
	return []row{
		p.compare(row{
			place: 1, what: fmt.Sprintf("resident memory per idle session at %s sessions, list of 50 open", at),
			floor: "bare x/crypto/ssh + Wish echo", reach: "at most 2.5 ×",
		}, rss, kib, 2.5),
		idleRow(p, at),
		goroutineRow(p),
		p.compare(keyRow(5, "the same at "+at+" sessions with 1 % typing 10 keys/s, p50", "echo at "+at, 2), keyP50, ms, 2),
		p.compare(keyRow(5, "the same, p99", "echo at "+at, 4), keyP99, ms, 4),
	}, nil
}

func keyRow(place int, what, floor string, most int) row {
	return row{place: place, what: what, floor: floor, reach: fmt.Sprintf("at most %d ×", most)}
}

// ours runs the driver on a fresh sshd.
func (b *bench) ours(ctx context.Context, g ground, args ...string) (figures.Report, error) {
	s, err := b.sshd(ctx, g)
	if err != nil {
		return figures.Report{}, err
	}
	return b.on(ctx, s, g, args...)
}

// echo runs it on a fresh floor.
func (b *bench) echo(ctx context.Context, g ground, args ...string) (figures.Report, error) {
	s, err := b.bare(ctx, "echo")
	if err != nil {
		return figures.Report{}, err
	}
	return b.on(ctx, s, g, args...)
}

// on runs the driver on a server and ends the server.
func (b *bench) on(ctx context.Context, s *server, g ground, args ...string) (figures.Report, error) {
	r, err := b.load(ctx, s, g, args...)
	if stopped := s.stop(); err == nil {
		err = stopped
	}
	return r, err
}

// idleRow is about what idle sessions cost; the floor's are all but free, so
// that a ratio would say nothing.
func idleRow(p pair, at string) row {
	const most = 0.2
	r := row{place: 2, what: "idle CPU at " + at + " sessions", floor: "the same", reach: "under 0.2 % of one core per 1,000"}
	ours, known := of(p.ours, idleCPU)
	if !known {
		return r.unmeasured("there is no /proc")
	}
	if floor, known := of(p.floor, idleCPU); known {
		r.floor = join(r.floor, cpu(floor))
	}
	r.ours, r.reached = cpu(ours), verdict(ours < most)
	return r
}

func goroutineRow(p pair) row {
	const most = 5
	r := row{place: 3, what: "goroutines per session", floor: "the same", reach: "at most +5"}
	floor, known := of(p.floor, goroutines)
	if known {
		r.floor = join(r.floor, count(floor))
	}
	ours, told := of(p.ours, goroutines)
	if !known || !told {
		return r.unmeasured("the server does not tell it")
	}
	r.ours, r.ratio, r.reached = count(ours), fmt.Sprintf("%+.1f", ours-floor), verdict(ours-floor <= most)
	return r
}
