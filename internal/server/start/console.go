package start

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"porthole/internal/model"
	"porthole/internal/words"
)

// The exit codes of the programs themselves.
const (
	Done   = 0
	Failed = 1
	Usage  = 2
)

// Console is where a program meets the person who starts it.
type Console struct {
	words.Catalogue
	Out, Err io.Writer
}

// NewConsole speaks the language that the environment asks for, to whoever
// keeps the machine.
func NewConsole(environ []string, out, err io.Writer) Console {
	return Console{Catalogue: words.In(words.Choose("", environ, ""), nil).For(Local()).At(environ), Out: out, Err: err}
}

// Fail tells of an error, with a hint where there is one, and returns the exit
// code. On the machine itself an error that is ours is shown as it is: whoever
// reads it is the one to mend it.
func (c Console) Fail(err error) int {
	if errors.Is(err, flag.ErrHelp) {
		return Done
	}
	message, hint, known := c.Explain(err)
	if !known {
		message = c.Say("start.mishap", model.Line(err.Error(), 2*model.NameCells).String())
	}
	c.Note(message, hint)
	var fault *model.Fault
	if errors.As(err, &fault) && strings.HasPrefix(fault.Key, "start.") {
		return Usage
	}
	return Failed
}

// Note writes sentences to standard error, a line for each that is not empty.
func (c Console) Note(sentences ...string) {
	for _, sentence := range sentences {
		if sentence != "" {
			_, _ = fmt.Fprintln(c.Err, c.Spell(sentence))
		}
	}
}
