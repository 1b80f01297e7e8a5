package main

import (
	"context"
	"fmt"
	"strconv"

	"porthole/bench/figures"
)

// oneSession is a person alone on the server: how fast a key is answered, and
// how much is written for it.
func (b *bench) oneSession(ctx context.Context) ([]row, error) {
	g, err := b.fill(ctx, "one", 1, 50, 1)
	if err != nil {
		return nil, err
	}
	frame := b.path("frame")
	args := []string{"--sessions", "1", "--typing", "1", "--rate", "20", "--settle", b.settle.String(), "--type-for", b.typeOne.String()}
	keys, err := b.both(ctx,
		func(ctx context.Context) (figures.Report, error) {
			return b.ours(ctx, g, append(args, "--watch", shown, "--repaint", "--save-repaint", frame)...)
		},
		func(ctx context.Context) (figures.Report, error) { return b.echo(ctx, g, args...) },
	)
	if err != nil {
		return nil, err
	}
	repaint, err := b.bare(ctx, "repaint", "--frame", frame)
	if err != nil {
		return nil, err
	}
	whole, err := b.on(ctx, repaint, g, args...)
	if err != nil {
		return nil, err
	}
	const what = "key to first byte of the new frame, 1 session, "
	return []row{
		keys.compare(keyRow(4, what+"p50", "echo", 2), keyP50, ms, 2),
		keys.compare(keyRow(4, what+"p99", "echo", 4), keyP99, ms, 4),
		wireRow(keys, whole),
	}, nil
}

// wireRow compares the bytes of a key, on the TCP connection, with those of a
// server that paints the very same screen in full for each.
func wireRow(keys pair, whole figures.Report) row {
	const most = 0.12
	r := row{place: 7, what: "bytes per key press in the list, wire", floor: "80×24 full repaint", reach: "at most 12 %"}
	ours, known := of(keys.ours, keyWire)
	if !known || whole.KeyWire <= 0 {
		return r.unmeasured("nothing was typed")
	}
	r.ours, r.floor = octets(ours), join(r.floor, octets(whole.KeyWire))
	r.ratio = fmt.Sprintf("%.1f %%", 100*ours/whole.KeyWire)
	r.reached = verdict(ours <= most*whole.KeyWire)
	return r
}

// cheapest is the command that does the least of those that there are: it reads
// the partner's name and prints four lines.
const cheapest = "whoami"

// connecting is how long somebody waits who has just typed ssh.
func (b *bench) connecting(ctx context.Context) ([]row, error) {
	// A session that ends in its first half second still counts as its account's
	// until that is over, so there are accounts enough for all of them at once.
	g, err := b.fill(ctx, "connect", 1, 40, accountsFor(b.visits))
	if err != nil {
		return nil, err
	}
	many := strconv.Itoa(b.visits)
	p, err := b.both(ctx,
		func(ctx context.Context) (figures.Report, error) {
			return b.ours(ctx, g, "--sessions", many, "--once", "--watch", shown)
		},
		func(ctx context.Context) (figures.Report, error) {
			return b.ours(ctx, g, "--sessions", many, "--exec", cheapest)
		},
	)
	if err != nil {
		return nil, err
	}
	r := row{
		place: 6, what: "connect to full first frame, 40 shipments behind it, p50", reach: "at most 2 ×",
		floor: "exec of a command that does nothing on the same server (`" + cheapest + "`)",
	}
	frame, known1 := of(p.ours, firstFrame)
	command, known2 := of(p.floor, execTime)
	if !known1 || !known2 {
		return []row{r.unmeasured("no session came about")}, nil
	}
	r.ours, r.floor = ms(frame), join(r.floor, ms(command))
	return []row{r.ratioed(frame, command, 2)}, nil
}
