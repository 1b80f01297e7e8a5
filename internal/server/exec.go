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
	args, err := v.words(errOut, line)
	if err != nil {
		return exitUsage
	}
	defer v.releaseWhenStuck()()
	in, stop := v.input(out)
	defer stop()
	status := v.s.backend.run(v.ctx, v.call(in, out, errOut), args)
	v.tellEnd(errOut)
	return status
}

// call is what a command of this session is run with.
func (v *visit) call(in io.Reader, out, errOut io.Writer) call {
	return call{
		who: v.who, say: v.say, in: in, out: out, err: errOut,
		terminal: v.pty, width: v.width(), environ: v.env, screens: v.screens(in),
	}
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
	keys := v.typing(echo)
	return keys, keys.close
}

// typing follows what is typed, and shows it.
func (v *visit) typing(echo io.Writer) *typed {
	keys := newTyped(echo, func() { v.end(errInterrupted) })
	go func() {
		defer caught(v.s.log, "typing", func(string) { v.link.close() })
		keys.follow(v.ch)
	}()
	return keys
}
