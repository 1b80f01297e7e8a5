package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"porthole/bench/figures"
)

// fanout publishes to many windows of one partner.
func (b *bench) fanout(ctx context.Context) ([]row, error) {
	g, err := b.fill(ctx, "fanout", 1, 50, accountsFor(b.windows))
	if err != nil {
		return nil, err
	}
	windows := []string{"--sessions", strconv.Itoa(b.windows), "--settle", b.settle.String(), "--publish-times", strconv.Itoa(b.publications)}
	// Another date each time, of a shipment at the top of the list: a month for
	// each round, and in it a day for each publication.
	year, month, _ := time.Now().Date()
	run := 0
	p, err := b.both(ctx,
		func(ctx context.Context) (figures.Report, error) {
			run++
			publish := fmt.Sprintf("reschedule SHP/202501/00050 --eta %s-%%d --reason Congestion --publish",
				time.Date(year, month+3+time.Month(run), 1, 0, 0, 0, 0, time.UTC).Format("2006-01"))
			return b.ours(ctx, g, append(windows, "--watch", shown, "--publish-key", g.ops, "--publish", publish)...)
		},
		func(ctx context.Context) (figures.Report, error) {
			return b.echo(ctx, g, append(windows, "--publish", "news")...)
		},
	)
	if err != nil {
		return nil, err
	}
	at := number(b.windows)
	r := p.compare(row{
		place: 8, what: "publish to the last of " + at + " windows", reach: "at most 3 ×",
		floor: "echo server writing 100 bytes to " + at + " sessions",
	}, lastWindow, ms, 3)
	for _, report := range p.ours {
		if missed := report.Fanout.Missed; missed > 0 {
			r.ours += fmt.Sprintf(", %d missed it", missed)
			r.reached = no
		}
	}
	return []row{r}, nil
}

// crowded holds as many sessions as Porthole promises.
func (b *bench) crowded(ctx context.Context) ([]row, error) {
	g, err := b.fill(ctx, "crowd", partnersOf(b.crowd), 50, accountsFor(b.crowd))
	if err != nil {
		return nil, err
	}
	got, err := b.ours(ctx, g, "--sessions", strconv.Itoa(b.crowd), "--watch", shown, "--settle", b.settle.String(),
		"--typing", "5%", "--rate", "2", "--type-for", (2 * b.typeFor).String(), "--patience", "60s")
	if err != nil {
		return nil, err
	}
	const most = 1.5 * (1 << 30)
	r := row{
		place: 11, what: "sessions held at once",
		reach: number(b.crowd) + " open, 5 % typing, under 1.5 GiB, nothing refused, nothing dropped",
		ours: fmt.Sprintf("%s open, %d keys, %s at most, %d refused, %d dropped, %d keys unanswered",
			number(got.Opened), got.Keys, mib(float64(got.RSSPeak)), got.Refused, got.Dropped, got.Unanswered),
	}
	all := got.Opened == b.crowd && got.Refused == 0 && got.Dropped == 0
	r.reached = verdict(all && got.RSSPeak > 0 && float64(got.RSSPeak) < most)
	return []row{r}, nil
}
