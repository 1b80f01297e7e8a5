package intake

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"porthole/internal/intake/dates"
	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

// Reading is how a list, or a carrier's messages, were read, for a person who wants to
// look at it before it counts. Of messages there are samples alone.
type Reading struct {
	Headings []HeadingRead `json:"headings"`
	Dates    []ColumnRead  `json:"dates"`   // day_first, month_first or mixed
	Numbers  []ColumnRead  `json:"numbers"` // the sign before decimals, or mixed
	Zone     string        `json:"zone"`    // of times whose place has none
	Samples  []Sample      `json:"samples"`
}

// HeadingRead is what a heading was taken for; no columns: nobody knows it, or
// another one has its column.
type HeadingRead struct {
	Sheet   string   `json:"sheet,omitempty"`
	Heading string   `json:"heading"`
	Columns []string `json:"columns"`
	Unit    string   `json:"unit,omitempty"` // of amounts, or the zone of times
}

// ColumnRead is how the cells of a column are read, and the cell that proves it, if
// one does.
type ColumnRead struct {
	Column string `json:"column"`
	Read   string `json:"read"`
	Proof  string `json:"proof,omitempty"`
	Place
}

// Place is where something stands, in a sheet when the file has several lists.
type Place struct {
	Sheet string `json:"sheet,omitempty"`
	Row   int    `json:"row,omitempty"`
}

// String is the place as a person finds it: 12, or June!12.
func (p Place) String() string {
	if p.Row == 0 {
		return ""
	}
	return rowAt{sheetAt{name: p.Sheet}, p.Row}.String()
}

func (r rowAt) place() Place { return Place{r.name, r.row} }

// Sample is a shipment, or an event, as it would be taken.
type Sample struct {
	Place
	Path   string       `json:"path,omitempty"` // of a message
	Values []SampleCell `json:"values"`
}

// SampleCell is one fact of it.
type SampleCell struct {
	Column string `json:"column"`
	Value  string `json:"value"`
}

func newReading(zone *time.Location) *Reading {
	zone = cmp.Or(zone, time.UTC)
	return &Reading{Headings: []HeadingRead{}, Dates: []ColumnRead{}, Numbers: []ColumnRead{}, Zone: zone.String(), Samples: []Sample{}}
}

// mixedColumn is how a column is read that contradicts itself.
const mixedColumn = "mixed"

// mostSamples is how many shipments are shown.
const mostSamples = 3

// noteHeadings keeps what the headings of a list were taken for.
func (r *Reading) noteHeadings(h *header, at sheetAt) {
	for i, heading := range h.headings {
		if heading.text.IsZero() {
			continue
		}
		read := HeadingRead{Sheet: at.name, Heading: heading.text.String(), Columns: []string{}}
		for _, one := range heading.reads {
			if h.at[one.column] != i && !slices.Contains(h.boxes, i) {
				continue
			}
			read.Columns = append(read.Columns, one.column.String())
			if read.Unit = one.zone; one.unit != nil {
				read.Unit = one.unit.name
			}
		}
		r.Headings = append(r.Headings, read)
	}
}

// noteColumns keeps how the columns of dates and amounts are read.
func (r *Reading) noteColumns(s *survey, columns *readings) {
	for _, c := range dateColumns {
		e := &s.dates[c]
		if !e.open.found() && !e.serial.found() && !e.order[dates.DayFirst].found() && !e.order[dates.MonthFirst].found() {
			continue
		}
		order := columns.dates[c].order
		read := [...]string{"day_first", "month_first"}[order]
		if columns.dates[c].mixed != nil {
			read = mixedColumn
		}
		r.Dates = append(r.Dates, columnRead(c, read, e.order[order]))
	}
	for _, c := range amountColumns {
		e := &s.numbers[c]
		if !e.isOpen() && !e.told[point].found() && !e.told[comma].found() {
			continue
		}
		sign := columns.numbers[c].sign
		read := sign.String()
		if columns.numbers[c].mixed != nil {
			read = mixedColumn
		}
		r.Numbers = append(r.Numbers, columnRead(c, read, e.told[sign]))
	}
}

func columnRead(c column, read string, p proof) ColumnRead {
	if !p.found() {
		return ColumnRead{Column: c.String(), Read: read}
	}
	return ColumnRead{Column: c.String(), Read: read, Proof: p.text().String(), Place: p.at.place()}
}

// noteSample keeps one of the first shipments.
func (r *Reading) noteSample(l *listed) {
	if len(r.Samples) == mostSamples || len(l.out.refused) > 0 {
		return
	}
	r.note(Sample{Place: l.rows[0].place()}, append(l.named(), l.facts()...))
}

// noteMessage keeps one of the first messages, as the event of s that it becomes. A nil
// Reading keeps none.
func (r *Reading) noteMessage(m message, s model.Shipment, e model.Event) {
	if r == nil || len(r.Samples) == mostSamples {
		return
	}
	at := e.At.In(s.Facts.Clock(e.Milestone, e.Place).Zone())
	r.note(Sample{Path: m.Path}, []SampleCell{
		{"shipment", s.Ref.String()},
		{"milestone", string(e.Milestone)},
		{"classifier", string(e.Classifier)},
		{"at", at.String()},
		{"place", e.Place.String()},
		{"container", e.Container.String()},
		{"vessel", e.Vessel.String()},
		{"voyage", e.Voyage.String()},
		{"text", e.Text.String()},
	})
}

// note keeps a sample with those of its values that are known.
func (r *Reading) note(s Sample, values []SampleCell) {
	s.Values = slices.DeleteFunc(values, func(cell SampleCell) bool { return cell.Value == "" })
	r.Samples = append(r.Samples, s)
}

// named is what a shipment is called, and whose it is.
func (l *listed) named() []SampleCell {
	partner := model.Line(l.partner.cell(colPartner), model.NameCells)
	return []SampleCell{{colShipment.String(), l.ref.String()}, {colPartner.String(), partner.String()}}
}

// facts are what the rows say of it, in the order of the columns.
func (l *listed) facts() []SampleCell {
	f := &l.in.Facts
	orders := each(f.References.PO, model.Text.String)
	numbers := each(f.Containers, func(box model.Container) string {
		return strings.TrimSpace(model.FormatContainer(box.Number) + " " + box.Type.String())
	})
	values := [columnCount]string{
		colStatus: string(f.Status), colMode: string(f.Mode), colLoad: string(f.Load), colDirection: string(f.Direction),
		colPOL: f.POL.String(), colPOD: f.POD.String(), colPickup: f.Pickup.String(), colDropoff: f.Dropoff.String(),
		colETD: f.ETD.String(), colETA: f.ETA.String(), colATD: f.ATD.String(), colATA: f.ATA.String(),
		colPackages: shownNumber(f.Cargo.Packages), colWeight: shownNumber(f.Cargo.WeightKg), colVolume: shownNumber(f.Cargo.VolumeCbm),
		colCommodity: f.Cargo.Commodity.String(), colHBL: f.References.HBL.String(), colMBL: f.References.MBL.String(),
		colBooking: f.References.Booking.String(), colPO: strings.Join(orders, ", "), colCarrier: f.Carrier.String(),
		colVessel: f.Vessel.String(), colVoyage: f.Voyage.String(), colContainer: strings.Join(numbers, ", "), colIMO: f.IMO.String(),
	}
	if len(f.Legs) > 1 {
		first, second := f.Legs[0], f.Legs[1]
		values[colTSPort], values[colTSETA], values[colTSETD] = first.To.String(), first.ETA.String(), second.ETD.String()
		values[colVessel2], values[colVoyage2] = second.Vessel.String(), second.Voyage.String()
	}
	cells := make([]SampleCell, columnCount)
	for c, value := range values {
		cells[c] = SampleCell{column(c).String(), value}
	}
	return cells
}

// shownNumber is an amount; empty when it is not known.
func shownNumber[T int | float64](n *T) string {
	if n == nil {
		return ""
	}
	return workbook.PlainNumber(float64(*n))
}
