package start

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"strings"

	"porthole/internal/model"
)

// Flags are a program's flags, which speak the console's language.
type Flags struct {
	*flag.FlagSet
	console Console
	getenv  func(string) string
	order   []listed
	help    func()
	version *bool
}

// listed is a flag in the help; kind stands for its value.
type listed struct{ name, kind string }

// NewFlags returns flags of a program whose usage is the sentence under that key.
func NewFlags(c Console, getenv func(string) string, usage string) *Flags {
	f := &Flags{FlagSet: flag.NewFlagSet("", flag.ContinueOnError), console: c, getenv: getenv}
	f.SetOutput(io.Discard)
	f.version = f.Bool("version", false, c.Say("start.flag.version"))
	f.Usage = func() {} // also asked for when something is wrong with a flag
	f.help = func() {
		_, _ = fmt.Fprintln(c.Out, c.Say(usage))
		_, _ = fmt.Fprintln(c.Out, c.Say("start.flags"))
		for _, l := range append(f.order, listed{name: "version"}) {
			_, _ = fmt.Fprintf(c.Out, "  --%s\n        %s\n", strings.TrimSpace(l.name+" "+l.kind), f.Lookup(l.name).Usage)
		}
	}
	return f
}

// Text adds a flag with a text. Its default is that of the environment variable,
// when one is named and set. kind stands for the text in the help.
func (f *Flags) Text(name, kind, variable, usage string, args ...any) *string {
	value := ""
	if variable != "" {
		value = f.getenv(variable)
	}
	f.Listed(name, kind)
	return f.String(name, value, f.console.Say(usage, args...))
}

// Switch adds a flag that is on or off.
func (f *Flags) Switch(name, usage string, args ...any) *bool {
	f.Listed(name, "")
	return f.Bool(name, false, f.console.Say(usage, args...))
}

// Listed puts a flag that was added otherwise into the help.
func (f *Flags) Listed(name, kind string) { f.order = append(f.order, listed{name, kind}) }

// Read reads the arguments. The error is flag.ErrHelp when help or the version was
// asked for and given, and else a Fault.
func (f *Flags) Read(args []string) error {
	err := f.Parse(args)
	switch {
	case err == nil && *f.version:
		_, _ = fmt.Fprintln(f.console.Out, "porthole", Version(), runtime.Version())
		return flag.ErrHelp
	case err == nil:
		return nil
	case errors.Is(err, flag.ErrHelp):
		f.help()
		return flag.ErrHelp
	}
	return model.NewFault("start.flag", model.Line(err.Error(), 2*model.NameCells).String())
}
