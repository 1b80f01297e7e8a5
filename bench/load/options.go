package main

import (
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"

	"porthole/bench/loopback"
)

// options are what the flags say.
type options struct {
	addr, keys, known, user string
	sessions, parallel      int
	watch                   string
	once                    bool
	exec                    string

	typed    string
	rate     float64
	typing   float64 // share of the sessions that type
	typeFor  time.Duration
	repaint  bool
	saveTo   string
	settle   time.Duration
	hold     time.Duration
	patience time.Duration

	publish, publishKey string
	publishTimes        int
	publishRest         time.Duration

	pages     int
	web, code string

	pid     int
	metrics string
}

func parse(args []string) (options, error) {
	var o options
	var typing string
	f := flag.NewFlagSet("load", flag.ContinueOnError)
	f.StringVar(&o.addr, "addr", "127.0.0.1:2222", "the server, on this machine")
	f.StringVar(&o.keys, "keys", "", "folder of private keys, one for each account; the sessions are dealt out to them in turn")
	f.StringVar(&o.known, "known", "", "known_hosts file; without it the host key is not looked at, since the server is on this machine")
	f.StringVar(&o.user, "user", "load", "user name to sign in with")
	f.IntVar(&o.sessions, "sessions", 1, "how many sessions to hold at once")
	f.IntVar(&o.parallel, "parallel", 8, "how many may be in their handshake at a time")
	f.StringVar(&o.watch, "watch", "", "text that shows that the first frame is there; empty: the shell being granted is enough")
	f.BoolVar(&o.once, "once", false, "open the sessions one after another, each only until its first frame")
	f.StringVar(&o.exec, "exec", "", "run this command on so many connections one after another, and nothing else")
	f.StringVar(&o.typed, "type", "jjjjjkkkkk", "the keys that are typed, over and over")
	f.Float64Var(&o.rate, "rate", 10, "keys a second in each session that types")
	f.StringVar(&typing, "typing", "0", "how many type: a share such as 1%, or a number")
	f.DurationVar(&o.typeFor, "type-for", 10*time.Second, "how long they type")
	f.BoolVar(&o.repaint, "repaint", false, "measure the repaint after a change of size, in one session")
	f.StringVar(&o.saveTo, "save-repaint", "", "write the bytes of that repaint to this file")
	f.DurationVar(&o.settle, "settle", 2*time.Second, "how long to let the server rest once all sessions are open")
	f.DurationVar(&o.hold, "hold", 0, "how long to watch the idle server")
	f.DurationVar(&o.patience, "patience", 15*time.Second, "how long to wait for any answer")
	f.StringVar(&o.publish, "publish", "", "command that changes what the windows show; %d is the number of the run, in two digits")
	f.StringVar(&o.publishKey, "publish-key", "", "private key of whoever runs it; empty: the first of --keys")
	f.IntVar(&o.publishTimes, "publish-times", 5, "how often it is run")
	f.DurationVar(&o.publishRest, "publish-rest", time.Second, "pause between two runs")
	f.IntVar(&o.pages, "pages", 0, "how many web pages to hold open beside the sessions")
	f.StringVar(&o.web, "web", "", "address of the web page, on this machine")
	f.StringVar(&o.code, "code", "", "tracking code that the pages are opened with")
	f.IntVar(&o.pid, "pid", 0, "process of the server, for its memory and its processor time")
	f.StringVar(&o.metrics, "metrics", "", "URL of the server's metrics, for go_goroutines")
	if err := f.Parse(args); err != nil {
		return o, err //nolint:wrapcheck // says what is wrong by itself
	}
	var err error
	if o.typing, err = share(typing, o.sessions); err != nil {
		return o, err
	}
	if o.sessions < 1 || o.parallel < 1 || o.rate <= 0 || o.typed == "" {
		return o, errors.New("--sessions, --parallel, --rate and --type must say something")
	}
	if o.metrics != "" {
		if err := loopback.CheckURL(o.metrics); err != nil {
			return o, fmt.Errorf("--metrics: %w", err)
		}
	}
	if o.web != "" {
		if err := loopback.Check(o.web); err != nil {
			return o, fmt.Errorf("--web: %w", err)
		}
	}
	return o, loopback.Check(o.addr)
}

// share reads how many of n: a percentage or a number.
func share(text string, n int) (float64, error) {
	number, percent := strings.CutSuffix(text, "%")
	value, err := strconv.ParseFloat(number, 64)
	if err != nil || value < 0 {
		return 0, fmt.Errorf("--typing %q is neither a share nor a number", text)
	}
	if percent {
		return value / 100, nil
	}
	return value / float64(max(n, 1)), nil
}
