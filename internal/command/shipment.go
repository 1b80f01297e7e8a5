package command

import (
	"context"

	"github.com/spf13/cobra"
)

// shipment prints one whole record.
func (s *session) shipment() *cobra.Command {
	var asJSON bool
	cmd := command("shipment REF", exactly("REF"), func(ctx context.Context, args []string) error {
		src, err := s.source()
		if err != nil {
			return err
		}
		r, err := src.record(ctx, args[0])
		if err != nil {
			return err
		}
		if asJSON {
			return s.print(s.jsonShipment(r.Published, r.partner))
		}
		return s.describe(r.Published, r.partner)
	})
	s.jsonFlag(cmd, &asJSON)
	return cmd
}

// jsonFlag gives a command its --json.
func (s *session) jsonFlag(cmd *cobra.Command, asked *bool) {
	cmd.Flags().BoolVar(asked, "json", false, s.Words.Say("command.flag.json"))
}
