package server

import (
	"context"
	"io"
	"time"
)

// exitUsage is the exit status of a command that cannot be understood.
const exitUsage = 2

// letGo is how long a command whose context has ended may take to return before
// its channel is closed under it: it may be waiting for input that never comes.
const letGo = 2 * time.Second

// runCommand runs one line as a command.
func (v *visit) runCommand(line string) int {
	out := v.out()
	errOut := v.errOut(out)
	args, err := splitLine(line)
	if err != nil {
		v.tell(errOut, v.say.Say("error.server_quotes"))
		v.tell(errOut, v.say.Say("error.server_quotes.hint"))
		return exitUsage
	}
	defer v.releaseWhenStuck()()
	in, stop := v.input(out)
	defer stop()
	status := v.s.house.run(v.ctx, call{
		who: v.who, say: v.say, in: in, out: out, err: errOut,
		terminal: v.pty, width: v.width(), environ: v.env, screens: v.screens(in),
	}, args)
	v.tellEnd(errOut)
	return status
}

// width is that of the terminal; without one nothing has to be cut.
func (v *visit) width() int {
	if !v.pty {
		return 0
	}
	return v.window().width
}

// releaseWhenStuck closes the channel when the command goes on for long after
// its context has ended. What it returns calls that off.
func (v *visit) releaseWhenStuck() func() {
	done := make(chan struct{})
	stop := context.AfterFunc(v.ctx, func() {
		wait := time.NewTimer(letGo)
		defer wait.Stop()
		select {
		case <-done:
		case <-wait.C:
			_ = v.ch.Close()
		}
	})
	return func() {
		stop()
		close(done)
	}
}

// input is what the command reads. On a terminal, which sends keys and not
// lines, somebody has to see to them.
func (v *visit) input(echo io.Writer) (in io.Reader, stop func()) {
	if !v.pty {
		return v.ch, func() {}
	}
	keys := newTyped(echo, func() { v.end(errInterrupted) })
	go func() {
		defer caught(v.s.log, "typing", func(string) { v.link.close() })
		keys.follow(v.ch)
	}()
	return keys, keys.close
}
