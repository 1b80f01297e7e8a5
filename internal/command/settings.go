package command

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/store"
)

// settings shows how the forwarder presents itself.
func (s *session) settings() *cobra.Command {
	return command("settings", exactly(), func(ctx context.Context, _ []string) error {
		forwarder, err := s.Store.Directory().Forwarder(ctx)
		if err != nil {
			return err
		}
		return s.showSettings(forwarder)
	})
}

func (s *session) showSettings(f model.Forwarder) error {
	values := []string{f.Name.String(), f.Phone.String(), f.Mail.String(), f.Zone, f.Language, f.Documents.String()}
	if s.json {
		document := make(object, len(values))
		for i, name := range settingNames {
			document[i] = field{name, known(values[i])}
		}
		return s.print(document)
	}
	for i, name := range settingNames {
		if err := s.out.line(pad(name, 9) + "  " + orDash(values[i])); err != nil {
			return err
		}
	}
	return nil
}

// settingNames are what can be set, as it is typed.
var settingNames = []string{"name", "phone", "mail", "zone", "language", "documents"}

// settingsSet changes some of it and leaves the rest.
func (s *session) settingsSet() *cobra.Command {
	return command("set KEY=VALUE …", from("KEY=VALUE"), s.withOffice(func(ctx context.Context, office *store.Office, args []string) error {
		forwarder, err := s.Store.Directory().Forwarder(ctx)
		if err != nil {
			return err
		}
		if err := assign(&forwarder, args); err != nil {
			return err
		}
		if err := office.SetForwarder(ctx, forwarder); err != nil {
			return err
		}
		return s.showSettings(forwarder)
	}))
}

// assign reads `KEY=VALUE …`. Words without a known key before a = belong to
// the value before them: a shell at the other end of ssh has taken the quotes.
func assign(forwarder *model.Forwarder, args []string) error {
	var joined []string
	for _, arg := range args {
		name, _, found := strings.Cut(arg, "=")
		if len(joined) == 0 || found && slices.Contains(settingNames, name) {
			joined = append(joined, arg)
			continue
		}
		joined[len(joined)-1] += " " + arg
	}
	for _, pair := range joined {
		name, value, found := strings.Cut(pair, "=")
		if !found {
			return usage("error.usage.setting", pair, strings.Join(settingNames, ", "))
		}
		if err := assignOne(forwarder, name, strings.TrimSpace(value)); err != nil {
			return err
		}
	}
	return nil
}

func assignOne(forwarder *model.Forwarder, name, value string) error {
	line := model.Line(value, model.NameCells)
	switch name {
	case "name":
		forwarder.Name = line
	case "phone":
		forwarder.Phone = line
	case "documents":
		forwarder.Documents = model.Line(value, model.NoteCells)
	case "language":
		language, err := parseLanguage(value)
		if err != nil {
			return err
		}
		forwarder.Language = language
	case "mail":
		email, err := model.ParseEmail(value)
		if err != nil && value != "" {
			return err
		}
		forwarder.Mail = model.Line(email, model.NameCells)
	case "zone":
		zone, err := model.ParseZone(value)
		if err != nil {
			return err
		}
		forwarder.Zone = zone
	default:
		return usage("error.usage.setting", name, strings.Join(settingNames, ", "))
	}
	return nil
}
