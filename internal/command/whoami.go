package command

import (
	"context"

	"github.com/spf13/cobra"
)

// whoami says who is signed in.
func (s *session) whoami() *cobra.Command {
	return command("whoami", exactly(), func(context.Context, []string) error {
		p := s.Principal
		if p.IsHolder() {
			return s.holder()
		}
		if s.json {
			return s.print(object{{"account", p.Account}, {"role", p.Role}, {"partner", known(p.Partner)}, {"language", s.Words.Language()}})
		}
		labels := []string{s.Words.Say("command.who.account"), s.Words.Say("command.who.role")}
		values := []string{p.Account, s.Words.Say("command.role." + string(p.Role))}
		if p.Partner != "" {
			labels, values = append(labels, s.Words.Say("command.who.partner")), append(values, s.company())
		}
		labels = append(labels, s.Words.Say("command.who.language"))
		values = append(values, s.Words.Say("command.language."+string(s.Words.Language())))
		return s.lines(s.pairs(0, labels, values))
	})
}

// company names the partner of a customer.
func (s *session) company() string {
	room, err := s.Store.Room(s.Principal)
	if err != nil || room.Partner().Name.IsZero() {
		return s.Principal.Partner
	}
	return room.Partner().Name.String() + " (" + s.Principal.Partner + ")"
}

// lines writes lines to standard output.
func (s *session) lines(lines []string) error { return s.out.lines(lines) }
