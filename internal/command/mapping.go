package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/intake"
	"porthole/internal/model"
	"porthole/internal/store"
)

// mappings lists what is remembered of the headings of lists.
func (s *session) mappings() *cobra.Command {
	return command("mappings", exactly(), s.withOffice(func(ctx context.Context, office *store.Office, _ []string) error {
		mappings, err := office.Mappings(ctx)
		return list[model.Mapping, jsonMapping]{"mappings", s.jsonMapping, "command.mappings.none", s.tableOfMappings}.print(s, mappings, err)
	}))
}

func (s *session) tableOfMappings(list []model.Mapping) error {
	var rows [][]string
	for _, m := range list {
		for i, c := range m.Columns {
			name := m.Name
			if i > 0 {
				name = ""
			}
			rows = append(rows, []string{name, c.Heading.String(), c.Column})
		}
	}
	return s.table([]column{
		{head: s.Words.Say("command.col.name"), min: 8},
		{head: s.Words.Say("command.col.heading"), min: 12},
		{head: s.Words.Say("command.col.column"), min: 8},
	}, rows)
}

type jsonMapping struct {
	Name    string                `json:"name"`
	Columns []model.MappedHeading `json:"columns"`
	Saved   *string               `json:"saved"`
	By      *string               `json:"by"`
}

func (s *session) jsonMapping(m model.Mapping) jsonMapping {
	return jsonMapping{m.Name, append([]model.MappedHeading{}, m.Columns...), s.clock(m.Saved.At), known(m.Saved.By)}
}

// mappingRemove forgets one.
func (s *session) mappingRemove() *cobra.Command {
	return command("remove NAME", exactly("NAME"), s.withOffice(func(ctx context.Context, office *store.Office, args []string) error {
		if err := office.RemoveMapping(ctx, args[0]); err != nil {
			return unknownAs(err, "error.mapping_unknown", cleaned(args[0]))
		}
		return s.out.line(s.Words.Say("command.mapping_remove.done", args[0]))
	}))
}

// mapFlags are what an import is told of the headings. With a partner the mapping of
// that name is used, and kept.
type mapFlags struct {
	partner   string
	typed     []string
	save, use string
}

func (s *session) mapFlags(cmd *cobra.Command, f *mapFlags) {
	flags := cmd.Flags()
	flags.StringVar(&f.partner, "partner", "", s.Words.Say("command.flag.import_partner"))
	flags.StringArrayVar(&f.typed, "map", nil, s.Words.Say("command.flag.map"))
	flags.StringVar(&f.save, "save-map", "", s.Words.Say("command.flag.save_map"))
	flags.StringVar(&f.use, "use-map", "", s.Words.Say("command.flag.use_map"))
}

// check reads the names, and puts headings together again whose quotes a shell at the
// other end of ssh has taken: `--map Số file=shipment` came as two words, the second of
// which is among the arguments.
func (f *mapFlags) check(words []string) error {
	for i := range f.typed {
		for !strings.Contains(f.typed[i], "=") && len(words) > 0 {
			f.typed[i] += " " + words[0]
			words = words[1:]
		}
	}
	if len(words) > 0 {
		return usage("error.usage.too_many", words[0], "import")
	}
	for _, name := range []*string{&f.partner, &f.save, &f.use} {
		if *name == "" {
			continue
		}
		slug, err := model.ParseSlug(*name)
		if err != nil {
			return err
		}
		*name = slug
	}
	return nil
}

// headings reads what is typed and what was saved before. What is typed must name
// columns that exist.
func (f *mapFlags) headings(ctx context.Context, office *store.Office) (typed, remembered []model.MappedHeading, err error) {
	for _, text := range f.typed {
		m, err := intake.ParseMapped(text)
		if err != nil {
			return nil, nil, asUsage(err)
		}
		typed = append(typed, m)
	}
	for _, name := range []string{f.partner, f.use} {
		m, found, err := office.Mapping(ctx, name)
		if err != nil {
			return nil, nil, err
		}
		if name == f.use && name != "" && !found {
			return nil, nil, model.NewFault("error.mapping_unknown", name)
		}
		remembered = append(remembered, m.Columns...)
	}
	return typed, remembered, nil
}

// keepMapping saves what was typed, for the partner and under the name that was given.
func (s *session) keepMapping(ctx context.Context, office *store.Office, f importFlags, typed []model.MappedHeading) error {
	for _, name := range []string{f.mapping.partner, f.mapping.save} {
		if name == "" || len(typed) == 0 {
			continue
		}
		if err := office.SaveMapping(ctx, name, typed); err != nil {
			return err
		}
		out := s.out
		if s.json {
			out = s.err
		}
		if err := out.line(s.Words.Say("command.import.mapping", name)); err != nil {
			return err
		}
	}
	return nil
}
