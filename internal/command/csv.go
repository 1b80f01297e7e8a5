package command

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"porthole/internal/model"
)

// csvColumns are those that an import takes, so that what was exported can be
// read back: a shipment with several containers has a line for each.
var csvColumns = []string{
	"shipment", "partner", "status", "mode", "load", "direction", "pol", "pod", "pickup", "dropoff",
	"etd", "eta", "atd", "ata", "packages", "weight_kg", "volume_cbm", "commodity",
	"hbl", "mbl", "booking", "po", "carrier", "vessel", "voyage", "container", "container_type", "seal",
}

// writeCSV writes the records of rows. A shipment that has gone since the page
// was read is left out.
func (s *session) writeCSV(ctx context.Context, src source, rows []listed) error {
	w := csv.NewWriter(s.out)
	_ = w.Write(csvColumns) // kept until Flush, whose error is looked at
	for _, row := range rows {
		p, partner, err := src.record(ctx, row.Ref.String())
		if errors.Is(err, model.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if src.office == nil {
			partner = src.partner
		}
		for _, line := range csvLines(p, partner) {
			_ = w.Write(guardFormulas(line))
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// csvLines are a record's lines, one per container and at least one.
func csvLines(p model.Published, partner string) [][]string {
	r, c := p.References, p.Cargo
	shared := []string{
		p.Ref.String(), partner, string(p.Status), string(p.Mode), string(p.Load), string(p.Direction),
		csvPlace(p.POL), csvPlace(p.POD), csvPlace(p.Pickup), csvPlace(p.Dropoff),
		csvWhen(p.ETD, p.POL), csvWhen(p.ETA, p.POD), csvWhen(p.ATD, p.POL), csvWhen(p.ATA, p.POD),
		csvInt(c.Packages), csvFloat(c.WeightKg), csvFloat(c.VolumeCbm), c.Commodity.String(),
		r.HBL.String(), r.MBL.String(), r.Booking.String(), strings.Join(each(r.PO, model.Text.String), "; "),
		p.Carrier.String(), p.Vessel.String(), p.Voyage.String(),
	}
	boxes := p.Containers
	if len(boxes) == 0 {
		boxes = []model.PublishedContainer{{}}
	}
	return each(boxes, func(box model.PublishedContainer) []string {
		return append(append([]string(nil), shared...), box.Number.String(), box.Type.String(), box.Seal.String())
	})
}

// csvPlace is the shortest writing that reads back as the same place: its code,
// or name and code.
func csvPlace(p model.Place) string {
	if code := p.Code.String(); model.ParsePlace(code) == p {
		return code
	}
	return p.String()
}

func csvWhen(w model.When, at model.Place) string { return w.In(at.Zone()).String() }

func csvInt(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func csvFloat(n *float64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatFloat(*n, 'f', -1, 64)
}

// guardFormulas keeps a spreadsheet from running what somebody wrote: a cell
// that would start a formula starts with an apostrophe, which shows it as text.
// The wide forms of the signs count too, as some programs read them alike.
func guardFormulas(cells []string) []string {
	for i, cell := range cells {
		if strings.IndexAny(cell, "=+-@＝＋－＠") == 0 {
			cells[i] = "'" + cell
		}
	}
	return cells
}
