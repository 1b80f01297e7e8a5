package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/store"
)

// jsonCarrier is what was said of a carrier's messages.
type jsonCarrier struct {
	Code string  `json:"code"`
	Name *string `json:"name"`
	Z    string  `json:"z"` // local or utc
}

// carriers lists the carriers of whose messages something was said.
func (s *session) carriers() *cobra.Command {
	return command("carriers", exactly(), s.withOffice(func(ctx context.Context, office *store.Office, _ []string) error {
		carriers, err := office.Carriers(ctx)
		return list[model.CarrierSetting, jsonCarrier]{"carriers", carrierJSON, "command.carriers.none", s.tableOfCarriers}.print(s, carriers, err)
	}))
}

func (s *session) tableOfCarriers(carriers []model.CarrierSetting) error {
	return s.table([]column{{head: "SCAC"}, {head: s.Words.Say("command.col.name"), min: 8}, {head: "Z"}},
		each(carriers, func(c model.CarrierSetting) []string {
			name, _ := model.CarrierName(c.Code)
			return []string{c.Code, orDash(name), s.Words.Say("command.carrier.z_" + zWord(c))}
		}))
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
	return command("set CARRIER z=local|utc", from("CARRIER", "z=local|utc"), s.withOffice(func(ctx context.Context, office *store.Office, args []string) error {
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
		if err := office.SetCarrier(ctx, c); err != nil {
			return err
		}
		return s.done(carrierJSON(c), "command.carrier_set."+zWord(c), c.Code)
	}))
}
