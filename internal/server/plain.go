package server

import (
	"bufio"
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"porthole/internal/term"
)

// dumbTerm is the TERM of a terminal that can do nothing but lines: that of an
// editor's shell, or of a reader of screens. It is sent no escape sequence.
const dumbTerm = "dumb"

// goodbyes end the lines; so does the end of the input.
var goodbyes = []string{"q", "quit", "exit"}

// runPlain is the portal in lines, for such a terminal: what the screens would
// begin with, and then each line that is typed is a command.
func (v *visit) runPlain() int {
	out := &lines{w: term.NewPatientWriter(v.ch, v.s.limits.Patience, v.giveUp)}
	if v.who.IsGuest() {
		v.tell(out, v.say.Say("server.lines.guest"))
		return 1
	}
	defer v.releaseWhenStuck()()
	keys := v.typing(out)
	defer keys.close()
	defer context.AfterFunc(v.ctx, keys.close)() // nobody types after the end
	v.typed.Store(keys)
	in := bufio.NewReader(keys)
	first := []string{"shipments"}
	if v.who.IsHolder() {
		first = []string{"shipment"}
	}
	v.s.backend.run(v.ctx, v.call(in, out, out), first)
	v.tell(out, "\n"+v.say.Say("server.lines"))
	for v.ctx.Err() == nil {
		_, _ = io.WriteString(out, "> ")
		line, err := in.ReadString('\n')
		line = strings.TrimSpace(line)
		if err != nil && line == "" || slices.Contains(goodbyes, line) {
			break
		}
		if args, err := v.words(out, line); err == nil && len(args) > 0 {
			v.s.backend.run(v.ctx, v.call(in, out, out), args)
		}
	}
	v.tellEnd(out)
	if endingOf(v.ctx) != nil {
		return 1
	}
	return 0
}

// words takes a line apart, or says why it cannot be.
func (v *visit) words(errOut io.Writer, line string) ([]string, error) {
	args, err := splitLine(line)
	if err != nil {
		v.tell(errOut, v.say.Say("error.server_quotes"))
		v.tell(errOut, v.say.Say("error.server_quotes.hint"))
	}
	return args, err
}

// lastKey is when the person pressed a key last; false where nobody is waited for.
func (v *visit) lastKey() (time.Time, bool) {
	if screen := v.screen.Load(); screen != nil {
		return screen.LastKey(), true
	}
	if keys := v.typed.Load(); keys != nil {
		return keys.last(), true
	}
	return time.Time{}, false
}
