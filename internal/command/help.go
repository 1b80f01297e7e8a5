package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"porthole/internal/model"
	"porthole/internal/words"
)

// helpCommand is `help COMMAND`, which is the same as `COMMAND --help`.
func (s *session) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "help [COMMAND]",
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usage("error.usage.command", strings.Join(args, " "))
			}
			return s.help(found)
		},
	}
}

// help writes what there is to know of a command.
func (s *session) help(cmd *cobra.Command) error {
	about := s.wrap(s.Words.Say(wordsKey(cmd)), "")
	if more := wordsKey(cmd) + ".more"; s.Words.Has(more) {
		about += "\n\n" + s.wrap(s.Words.Say(more), "")
	}
	return s.out.line(joined("\n\n",
		about,
		s.section("command.help.usage", s.usageLines(cmd)),
		s.section("command.help.commands", s.commandLines(cmd)),
		s.section("command.help.flags", s.flagLines(cmd)),
		s.section("command.help.examples", s.exampleLines(cmd)),
	))
}

// section is a heading with lines under it; empty without lines.
func (s *session) section(heading string, lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return s.Words.Say(heading) + "\n  " + strings.Join(lines, "\n  ")
}

func (s *session) usageLines(cmd *cobra.Command) []string {
	if !cmd.HasParent() || cmd.HasSubCommands() && !worksAlone(cmd) {
		return []string{joined(" ", s.Prefix, strings.TrimSpace(cmd.CommandPath()), "COMMAND")}
	}
	words := []string{s.Prefix, strings.TrimSpace(cmd.CommandPath())}
	words = append(words, strings.Fields(cmd.Use)[1:]...)
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" && !f.Hidden && !strings.Contains(cmd.Use, "--"+f.Name) {
			words = append(words, "["+flagName(f)+"]")
		}
	})
	return strings.Split(s.wrapWords(words, "    "), "\n")
}

// worksAlone tells a command that has others under it, such as settings, from
// a mere group.
func worksAlone(cmd *cobra.Command) bool {
	return slices.ContainsFunc(entries(), func(e entry) bool { return e.path == strings.TrimSpace(cmd.CommandPath()) })
}

func (s *session) commandLines(cmd *cobra.Command) []string {
	var names, about []string
	for _, sub := range leaves(cmd) {
		names = append(names, strings.TrimSpace(sub.CommandPath()))
		about = append(about, s.Words.Say(wordsKey(sub)))
	}
	return s.pairs(2, names, about)
}

// leaves are the commands under cmd that do something, in the order of the
// table, with those of groups in place of the groups.
func leaves(cmd *cobra.Command) []*cobra.Command {
	var found []*cobra.Command
	for _, e := range entries() {
		path := strings.Fields(e.path)
		if sub, rest, err := cmd.Root().Find(path); err == nil && len(rest) == 0 && sub != cmd && under(cmd, sub) {
			found = append(found, sub)
		}
	}
	return found
}

func under(parent, cmd *cobra.Command) bool {
	for c := cmd; c != nil; c = c.Parent() {
		if c == parent {
			return true
		}
	}
	return false
}

func (s *session) flagLines(cmd *cobra.Command) []string {
	var names, about []string
	visit := func(f *pflag.Flag) {
		names = append(names, flagName(f))
		about = append(about, f.Usage)
	}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" && !f.Hidden {
			visit(f)
		}
	})
	visit(cmd.Root().PersistentFlags().Lookup("help"))
	return s.pairs(2, names, about)
}

func flagName(f *pflag.Flag) string {
	if value := operand[f.Name]; value != "" && f.Value.Type() != "bool" {
		return "--" + f.Name + " " + value
	}
	return "--" + f.Name
}

func (s *session) exampleLines(cmd *cobra.Command) []string {
	path := strings.TrimSpace(cmd.CommandPath())
	lines := examples[path]
	if s.Principal.IsHolder() {
		lines = heldExamples[path]
	}
	if local, ok := localExamples[path]; ok && s.Local {
		lines = local
	}
	return each(lines, func(line string) string { return s.Prefix + " " + line })
}

// pairs sets names and what they mean in two columns, the second wrapped. left
// is how far in the caller will set the lines.
func (s *session) pairs(left int, names, about []string) []string {
	wide := 0
	for _, name := range names {
		wide = max(wide, cells(name))
	}
	var lines []string
	for i, name := range names {
		text := s.wrap(about[i], strings.Repeat(" ", left+wide+gap))
		lines = append(lines, pad(name, wide)+strings.Repeat(" ", gap)+text)
	}
	return lines
}

// wrap breaks a sentence between words at the reader's width, and starts every
// line but the first with indent; the first is taken to be as far in already.
func (s *session) wrap(text, indent string) string {
	return s.wrapWords(strings.Fields(text), indent)
}

// wrapWords is wrap for words that may have spaces in them.
func (s *session) wrapWords(words []string, indent string) string {
	room := max(s.textWidth()-cells(indent), 16)
	var lines []string
	line := ""
	for _, word := range words {
		if line != "" && cells(line)+1+cells(word) > room {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return strings.Join(append(lines, line), "\n"+indent)
}

// textWidth is how wide sentences are set.
func (s *session) textWidth() int {
	if s.Width > 0 {
		return min(s.Width, 100)
	}
	return 80
}

// Manual is the tree of everything that can be typed, which is an administrator's,
// with its texts in cobra's own fields: for what makes man pages and completions.
// Nothing in it can be run.
func Manual(name string, say words.Catalogue) *cobra.Command {
	s := newSession(Deps{Words: say, Principal: model.Principal{Account: "admin", Role: model.Admin}, Prefix: name}, nil)
	root := s.tree()
	root.Use = name
	for _, cmd := range append([]*cobra.Command{root}, below(root)...) {
		path, _ := strings.CutPrefix(cmd.CommandPath(), name)
		key := keyOf(strings.TrimSpace(path))
		cmd.Short, cmd.Long = say.Say(key), say.Say(key)
		if say.Has(key + ".more") {
			cmd.Long += "\n\n" + say.Say(key+".more")
		}
		for _, line := range examples[strings.TrimSpace(path)] {
			cmd.Example += name + " " + line + "\n"
		}
	}
	return root
}

// below are all commands under parent.
func below(parent *cobra.Command) (all []*cobra.Command) {
	for _, cmd := range parent.Commands() {
		all = append(append(all, cmd), below(cmd)...)
	}
	return all
}
