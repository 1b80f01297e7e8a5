package command

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
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
	"demurrage_days", "last_free_day", "storage_days", "terminal_last_free_day", "detention_days", "return_by",
	"customs_hold", "line_hold", "terminal_hold", "available",
}

// writeCSV writes the records of rows. A shipment that has gone since the page
// was read is left out.
func (s *session) writeCSV(ctx context.Context, src source, rows []model.Row) error {
	w := csv.NewWriter(s.out.data())
	_ = w.Write(csvColumns) // kept until Flush, whose error is looked at
	for _, row := range rows {
		r, err := src.record(ctx, row.Ref.String())
		if errors.Is(err, model.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if src.office == nil {
			r.partner = src.partner
		}
		for _, line := range csvLines(r) {
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
func csvLines(p record) [][]string {
	r := p.References
	boxes := p.Containers
	if len(boxes) == 0 {
		boxes = []model.PublishedContainer{{}}
	}
	var lines [][]string
	for i, box := range boxes {
		c := p.share(i)
		lines = append(lines, []string{
			p.Ref.String(), p.partner, string(p.Status), string(p.Mode), string(p.Load), string(p.Direction),
			csvPlace(p.POL), csvPlace(p.POD), csvPlace(p.Pickup), csvPlace(p.Dropoff),
			p.ETD.String(), p.ETA.String(), p.ATD.String(), p.ATA.String(),
			csvInt(c.Packages), csvFloat(c.WeightKg), csvFloat(c.VolumeCbm), p.Cargo.Commodity.String(),
			r.HBL.String(), r.MBL.String(), r.Booking.String(), strings.Join(each(r.PO, model.Text.String), "; "),
			p.Carrier.String(), p.Vessel.String(), p.Voyage.String(),
			box.Number.String(), box.Type.String(), box.Seal.String(),
			csvInt(box.Free.Demurrage.Days), box.Free.Demurrage.Last.String(), csvInt(box.Free.Storage.Days), box.Free.Storage.Last.String(),
			csvInt(box.Free.Detention.Days), box.Free.Detention.Last.String(),
			box.Free.CustomsHold.String(), box.Free.LineHold.String(), box.Free.TerminalHold.String(), box.Free.Available.String(),
		})
	}
	return lines
}

// share is the cargo of line i, so that a column adds up to the shipment's
// total: each container's own where it is known, else all of it on the first.
func (p record) share(i int) model.Cargo {
	switch {
	case p.addsUp():
		box := p.boxes[i]
		return model.Cargo{Packages: box.Packages, WeightKg: box.WeightKg, VolumeCbm: box.VolumeCbm}
	case i == 0:
		return p.Cargo
	default:
		return model.Cargo{}
	}
}

// addsUp says whether what is in the containers is the whole cargo.
func (p record) addsUp() bool {
	var packages, weight, volume float64
	for _, box := range p.boxes {
		packages += amount(box.Packages)
		weight += amount(box.WeightKg)
		volume += amount(box.VolumeCbm)
	}
	return len(p.boxes) > 0 && len(p.boxes) == len(p.Containers) && same(packages, amount(p.Cargo.Packages)) &&
		same(weight, amount(p.Cargo.WeightKg)) && same(volume, amount(p.Cargo.VolumeCbm))
}

func amount[T int | float64](n *T) float64 {
	if n == nil {
		return 0
	}
	return float64(*n)
}

// same compares to the third place, behind which there is only rounding.
func same(a, b float64) bool { return math.Abs(a-b) < 0.0005 }

// csvPlace is the shortest writing that reads back as the same place: its code,
// or name and code.
func csvPlace(p model.Place) string {
	if code := p.Code.String(); model.ParsePlace(code) == p {
		return code
	}
	return p.String()
}

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
