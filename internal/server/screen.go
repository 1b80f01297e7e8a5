package server

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/charmbracelet/x/ansi"

	"porthole/internal/model"
	"porthole/internal/term"
	"porthole/internal/words"
)

// runScreen shows the screens until they are left, or the session is ended, and
// then says on the restored terminal why.
func (v *visit) runScreen() int { return v.show(v.ctx, v.who, v.say, v.ch) }

// screens shows the portal as a customer's account sees it, from within a
// command that was given a terminal; nil without one.
func (v *visit) screens(in io.Reader) func(ctx context.Context, p model.Principal) int {
	keys, ok := in.(*typed)
	if !ok || v.term == dumbTerm {
		return nil
	}
	return func(ctx context.Context, p model.Principal) int {
		raw, back := keys.divert()
		defer back()
		return v.show(ctx, p, v.s.backend.words(p, v.env), raw)
	}
}

func (v *visit) show(ctx context.Context, who model.Principal, say words.Catalogue, in io.Reader) int {
	out := term.NewPatientWriter(v.ch, v.s.limits.Patience, v.giveUp)
	root, leave, err := v.s.backend.screen(v.hearing(ctx), who, say, v.s.entryOf(v))
	if err != nil {
		return v.failed(&lines{w: out}, err)
	}
	if leave != nil {
		defer leave()
	}
	first := v.window()
	screen := term.New(root, in, out, term.Options{
		Width: first.width, Height: first.height, Environ: v.env, Spell: say.Spell, Paste: pasteLimit(who), Log: v.s.log, Observer: v.s.watching(),
	})
	v.screen.Store(screen)
	v.fit(screen) // a size that came while it was made is not lost
	return v.closing(&lines{w: out}, screen.Run(ctx))
}

// closing puts the end of a screen into words, if there is anything to say.
func (v *visit) closing(out io.Writer, err error) int {
	var panicked *term.PanicError
	switch {
	case errors.As(err, &panicked):
		v.tell(out, v.say.Say("server.mishap", panicked.ID))
		return 1
	case endingOf(v.ctx) != nil:
		v.tellEnd(out)
		return 1
	case err != nil && v.ctx.Err() == nil && !errors.Is(err, term.ErrInputClosed):
		return v.failed(out, err)
	}
	return 0
}

func (v *visit) tellEnd(out io.Writer) {
	if end := endingOf(v.ctx); end != nil {
		v.tell(out, v.say.Say(end.key, end.args...))
	}
}

// tell writes a sentence. On a terminal its lines end between words.
func (v *visit) tell(out io.Writer, sentence string) {
	if unreachable(v.ctx) {
		return
	}
	if v.pty {
		sentence = ansi.Wordwrap(sentence, v.window().width, "")
	}
	_, _ = fmt.Fprintln(out, v.say.Spell(sentence))
}

// failed tells of an error in words; one that is ours gets an id. What was given up
// because the client hung up is nobody's error.
func (v *visit) failed(out io.Writer, err error) int {
	if unreachable(v.ctx) {
		return 1
	}
	message, hint, known := v.say.Explain(err)
	if !known {
		message, hint = v.say.Say("server.mishap", report(v.s.log, err, "session", v.id)), v.s.backend.contact()
	}
	v.tell(out, message)
	if hint != "" {
		v.tell(out, hint)
	}
	return 1
}

// mishap tells the person of a panic outside of the screens. It may itself find
// the program's writer in any state, and so writes straight to the channel.
func (v *visit) mishap(id string) {
	defer caught(v.s.log, "mishap", nil)
	var to io.Writer = v.ch.Stderr()
	if v.pty {
		to = &lines{w: v.ch}
	}
	v.tell(term.NewPatientWriter(to, v.s.limits.Patience, v.giveUp), v.say.Say("server.mishap", id))
}

// explain is for a session that has neither a terminal nor a command.
func (v *visit) explain() int {
	out := v.out()
	switch {
	case v.who.IsHolder():
	case asksForCode(v.user):
		v.tell(out, v.say.Say("server.plain.code", v.user))
		return 1
	case v.who.IsGuest():
		v.tell(out, v.say.Say("server.plain.guest"))
		return 1
	}
	v.tell(out, v.say.Say("server.plain"))
	return 0
}
