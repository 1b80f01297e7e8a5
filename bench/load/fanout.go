package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"porthole/bench/figures"
)

// fanout runs the command that publishes, some times, and measures from when it
// is asked for until each window has got something. Whoever publishes is signed
// in before; it is the news that is timed.
func (d *driver) fanout(ctx context.Context) error {
	if d.o.publish == "" {
		return nil
	}
	key := d.keys[0]
	if d.o.publishKey != "" {
		var err error
		if key, err = readKey(d.o.publishKey); err != nil {
			return err
		}
	}
	c, err := d.connect(key)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	var all []time.Duration
	var last []float64
	for run := range d.o.publishTimes {
		pause(ctx, d.o.publishRest)
		atRest(ctx, d.fleet.windows, d.o.patience)
		times, err := d.news(ctx, c, strings.ReplaceAll(d.o.publish, "%d", fmt.Sprintf("%02d", run+1)))
		if err != nil {
			return err
		}
		spread := figures.SpreadOf(times)
		last = append(last, spread.Max)
		all = append(all, times...)
		d.report.Fanout.Missed += len(d.fleet.windows) - len(times)
		d.report.Fanout.Runs++
	}
	d.report.Fanout.Spread, d.report.Fanout.Last = figures.SpreadOf(all), figures.Median(last)
	return nil
}

// news publishes once and waits for the last window.
func (d *driver) news(ctx context.Context, c *connection, command string) ([]time.Duration, error) {
	var heard samples
	since := time.Now()
	for _, w := range d.fleet.windows {
		w.wait(since, &heard)
	}
	begun := time.Now()
	if err := c.exec(command); err != nil {
		return nil, err
	}
	heard.reach(ctx, len(d.fleet.windows), d.o.patience)
	for _, w := range d.fleet.windows {
		w.asked.Store(0)
	}
	times := heard.all()
	for i := range times {
		times[i] -= begun.Sub(since) // the time that arming a thousand windows took
	}
	return times, nil
}

// exec runs a command to its end; it must succeed.
func (c *connection) exec(command string) error {
	ch, asked, err := c.OpenChannel("session", nil)
	if err != nil {
		return fmt.Errorf("opening a session: %w", err)
	}
	defer func() { _ = ch.Close() }()
	if err := ask(ch, "exec", ssh.Marshal(execRequest{command})); err != nil {
		return err
	}
	said := make(chan string, 1)
	go func() {
		text, _ := io.ReadAll(io.LimitReader(ch.Stderr(), 1<<10))
		said <- string(text)
	}()
	_, _ = io.Copy(io.Discard, ch)
	return ended(command, asked, said)
}

// ended waits for the exit status.
func ended(command string, asked <-chan *ssh.Request, said <-chan string) error {
	for request := range asked {
		if request.Type != "exit-status" {
			continue
		}
		var exit struct{ Status uint32 }
		if err := ssh.Unmarshal(request.Payload, &exit); err != nil {
			return fmt.Errorf("reading the exit status: %w", err)
		}
		if exit.Status == 0 {
			return nil
		}
		return fmt.Errorf("%s: exit %d: %s", command, exit.Status, <-said)
	}
	return fmt.Errorf("%s: no exit status", command)
}
