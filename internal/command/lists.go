package command

import (
	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// list is how a command prints what it lists: one document for a script, and for a
// person a table, or a sentence where there is nothing.
type list[T, J any] struct {
	name  string // of the list in the document
	json  func(T) J
	none  string // key of the sentence; empty: an empty table says it
	table func([]T) error
}

// print writes all there is.
func (l list[T, J]) print(s *session, items []T, err error) error {
	return l.write(s, items, object{{l.name, each(items, l.json)}}, err)
}

// page writes a page, and how to see the next one: with what was typed and --after.
func (l list[T, J]) page(s *session, typed string, items []T, next string, err error) error {
	document := object{{l.name, each(items, l.json)}, {"next", known(next)}}
	if err := l.write(s, items, document, err); err != nil || s.json || len(items) == 0 {
		return err
	}
	return s.goOn(typed, next)
}

func (l list[T, J]) write(s *session, items []T, document object, err error) error {
	switch {
	case err != nil:
		return err
	case s.json:
		return s.print(document)
	case len(items) == 0 && l.none != "":
		return s.err.line(s.Words.Say(l.none))
	default:
		return l.table(items)
	}
}

// pageFlags are those of every list of the office.
type pageFlags struct {
	limit int
	after string
}

func (s *session) pageFlags(cmd *cobra.Command, f *pageFlags) {
	cmd.Flags().IntVar(&f.limit, "limit", usualListed, s.Words.Say("command.flag.limit", usualListed, model.MaxPage))
	s.emptyFlag(cmd, &f.after, "after", "command.flag.after")
	cmd.PreRunE = func(*cobra.Command, []string) error { return checkLimit(f.limit, model.MaxPage) }
}

func checkLimit(limit, most int) error {
	if limit < 1 || limit > most {
		return usage("error.usage.limit", most)
	}
	return nil
}

// goOn says that a list goes on, and how to see the rest.
func (s *session) goOn(typed, next string) error {
	if next == "" {
		return nil
	}
	return s.err.line(s.Words.Say("command.shipments.next", s.Prefix+" "+typed+" --after "+next))
}

// table writes a table in the width of the terminal.
func (s *session) table(columns []column, rows [][]string) error {
	_, err := s.out.Write([]byte(tabulated(s.Width, columns, rows)))
	return err //nolint:wrapcheck // the guard's own error says what was being done
}
