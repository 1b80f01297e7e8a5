package command

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"porthole/internal/model"
)

// A shell takes the quotes off what it hands to ssh, so a text of several words
// arrives as several arguments. Flags that take a text say so, and get back the
// words that follow them. They are put together before the flags are parsed,
// each to the flag that it was typed behind: a word of the internal note must
// never end in the text for the customer.

// wordy marks a flag that takes a text. Its value is how many arguments of the
// command itself must stand before the flag; the words behind it may be some of
// them otherwise.
const wordy = "takes-a-text"

// textFlag gives a command a flag that takes a text of any number of words,
// behind the command's first so many arguments.
func (s *session) textFlag(cmd *cobra.Command, to *string, name, about string, behind int) {
	cmd.Flags().StringVar(to, name, "", s.Words.Say(about))
	cmd.Flags().Lookup(name).Annotations = map[string][]string{wordy: {strconv.Itoa(behind)}}
}

// dashes marks a flag that takes a text in which words may begin with a dash.
const dashes = "may-have-dashes"

// emptyable marks a flag whose value may be nothing: a script hands on a
// variable, and an empty one is lost on its way through the shell.
const emptyable = "may-be-empty"

// emptyFlag is a flag for which no value is as good as none given.
func (s *session) emptyFlag(cmd *cobra.Command, to *string, name, about string) {
	cmd.Flags().StringVar(to, name, "", s.Words.Say(about))
	cmd.Flags().Lookup(name).Annotations = map[string][]string{emptyable: {}}
}

// empty says that no value follows an emptyable flag, but the end of the line
// or another flag of the command.
func empty(flags *pflag.FlagSet, flag *pflag.Flag, rest []string) bool {
	if _, ok := flag.Annotations[emptyable]; !ok || len(rest) == 0 {
		return ok
	}
	next, _ := flagOf(flags, rest[0])
	return next != nil || rest[0] == "--help"
}

// gathered are the arguments with the words of each text in one.
func gathered(root *cobra.Command, args []string) []string {
	cmd, rest, err := root.Find(args)
	if err != nil || !cmd.HasFlags() {
		return args
	}
	return append(strings.Fields(cmd.CommandPath()), gather(cmd.Flags(), rest)...)
}

func gather(flags *pflag.FlagSet, args []string) []string {
	var out, behind []string
	placed := 0 // arguments of the command itself, so far
	for i := 0; i < len(args); i++ {
		switch {
		case args[i] == "--":
			return slices.Concat(out, []string{"--"}, behind, args[i+1:])
		case !isFlag(args[i]):
			if placed++; behind != nil || strings.HasPrefix(args[i], "-") && args[i] != "-" {
				behind = append(behind, args[i]) // nothing behind -- is a flag
				continue
			}
			out = append(out, args[i])
			continue
		}
		out = append(out, args[i])
		flag, inline := flagOf(flags, args[i])
		if flag == nil || flag.NoOptDefVal != "" {
			continue // it stands alone, or the parser will have a word about it
		}
		switch {
		case inline:
		case empty(flags, flag, args[i+1:]):
			out[len(out)-1] += "="
			continue
		case i+1 < len(args):
			i++
			out = append(out, args[i])
		}
		if textOpen(flag, out[len(out)-1], placed) {
			for i+1 < len(args) && (!isFlag(args[i+1]) || flag.Annotations[dashes] != nil && !strings.HasPrefix(args[i+1], "--")) {
				i++
				out[len(out)-1] += " " + args[i]
			}
		}
	}
	if behind != nil {
		out = append(append(out, "--"), behind...)
	}
	return out
}

// textOpen says that the words behind a value belong to it. One that has blanks
// in it came with its quotes and is whole.
func textOpen(flag *pflag.Flag, value string, placed int) bool {
	behind, ok := flag.Annotations[wordy]
	if !ok || strings.ContainsAny(value, " \t\n") {
		return false
	}
	n, err := strconv.Atoi(behind[0])
	return err == nil && placed >= n
}

// isFlag says that an argument is meant as a flag. Flags begin with a letter: what has
// anything else behind its dash, such as the number of a shipment, is none.
func isFlag(arg string) bool {
	name := strings.TrimLeft(arg, "-")
	return arg != name && (name == "" && arg != "-" || name != "" && unicode.IsLetter(rune(name[0])))
}

// flagOf is the flag that an argument names; inline when its value is in it.
func flagOf(flags *pflag.FlagSet, arg string) (flag *pflag.Flag, inline bool) {
	name, long := strings.CutPrefix(arg, "--")
	if !long {
		return nil, false // the short ones take no values
	}
	name, _, inline = strings.Cut(name, "=")
	return flags.Lookup(name), inline
}

// sentence is a text of several words, cleaned and bounded for one line.
func sentence(words ...string) model.Text {
	return model.Line(strings.Join(words, " "), model.NoteCells)
}

// arguments are those of the command itself: no flags and no values of flags.
func arguments(flags *pflag.FlagSet, args []string) (own []string) {
	for i := 0; i < len(args); i++ {
		switch flag, inline := flagOf(flags, args[i]); {
		case args[i] == "--":
			return append(own, args[i+1:]...)
		case !isFlag(args[i]):
			own = append(own, args[i])
		case flag != nil && flag.NoOptDefVal == "" && !inline:
			i++
		}
	}
	return own
}
