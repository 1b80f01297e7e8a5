package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// jsonCarrier is what was said of a carrier's messages.
type jsonCarrier struct {
	Code string  `json:"code"`
	Name *string `json:"name"`
	Z    string  `json:"z"` // local or utc
}

// carriers lists the carriers of whose messages something was said.
func (s *session) carriers() *cobra.Command {
	var asJSON bool
	cmd := command("carriers", exactly(), func(ctx context.Context, _ []string) error {
		office, err := s.Store.Office(s.Principal)
		if err != nil {
			return err
		}
		list, err := office.Carriers(ctx)
		switch {
		case err != nil:
			return err
		case asJSON:
			return s.print(struct {
				Carriers []jsonCarrier `json:"carriers"`
			}{each(list, carrierJSON)})
		case len(list) == 0:
			return s.err.line(s.Words.Say("command.carriers.none"))
		}
		return s.table([]column{{head: "SCAC"}, {head: s.Words.Say("command.col.name"), min: 8}, {head: "Z"}},
			each(list, func(c model.CarrierSetting) []string {
				name, _ := model.CarrierName(c.Code)
				return []string{c.Code, orDash(name), s.Words.Say("command.carrier.z_" + zWord(c))}
			}))
	})
	s.jsonFlag(cmd, &asJSON)
	return cmd
}

func carrierJSON(c model.CarrierSetting) jsonCarrier {
	name, _ := model.CarrierName(c.Code)
	return jsonCarrier{c.Code, known(name), zWord(c)}
}

func zWord(c model.CarrierSetting) string {
	if c.ZIsLocal {
		return "local"
	}
	return "utc"
}

// carrierSet says how a carrier's messages are read from now on.
func (s *session) carrierSet() *cobra.Command {
	var asJSON bool
	cmd := command("set CARRIER z=local|utc", from("CARRIER", "z=local|utc"), func(ctx context.Context, args []string) error {
		last := len(args) - 1
		c := model.CarrierSetting{Code: model.CarrierCode(model.Line(strings.Join(args[:last], " "), model.NameCells).String())}
		switch strings.ToLower(args[last]) {
		case "z=local":
			c.ZIsLocal = true
		case "z=utc":
		default:
			return usage("error.usage.choice", args[last], "carrier set", "z=local, z=utc")
		}
		if len(model.CheckSCAC(c.Code)) > 0 {
			return usage("error.usage.carrier", c.Code)
		}
		office, err := s.Store.Office(s.Principal)
		if err != nil {
			return err
		}
		if err := office.SetCarrier(ctx, c); err != nil {
			return err
		}
		if asJSON {
			return s.print(carrierJSON(c))
		}
		return s.out.line(s.Words.Say("command.carrier_set."+zWord(c), c.Code))
	})
	s.jsonFlag(cmd, &asJSON)
	return cmd
}
