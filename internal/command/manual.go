package command

import (
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/words"
)

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
