package intake

import (
	"slices"

	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

// joiner joins the rows of one shipment into what the list says of it.
//
//   - A fact that rows disagree about is that of the first row, and remarked.
//   - Each container counts once, whatever the number of its rows.
//   - Packages, weight and volume are each row's own; their sum is the
//     shipment's. Two rows that are alike to the letter and have no container
//     number are both counted, and that is remarked.
type joiner struct {
	l     *listed
	boxes map[model.Text]rowAt          // container → row that had it first
	loose map[[columnCount]string]rowAt // a row without containers → its number
}

func (j joiner) row(r rowReader) {
	r.undamaged()
	r.unsure()
	for _, c := range []column{colETD, colETA, colVessel} {
		if isOpen(unguard(r.cells[c])) {
			j.l.open[c] = r.where(c)
		}
	}
	f := r.facts()
	j.partner(r)
	have := &j.l.in.Facts
	join(r, colStatus, &have.Status, f.Status)
	join(r, colMode, &have.Mode, f.Mode)
	join(r, colLoad, &have.Load, f.Load)
	join(r, colDirection, &have.Direction, f.Direction)
	join(r, colPOL, &have.POL, f.POL)
	join(r, colPOD, &have.POD, f.POD)
	join(r, colPickup, &have.Pickup, f.Pickup)
	join(r, colDropoff, &have.Dropoff, f.Dropoff)
	join(r, colCommodity, &have.Cargo.Commodity, f.Cargo.Commodity)
	join(r, colHBL, &have.References.HBL, f.References.HBL)
	join(r, colMBL, &have.References.MBL, f.References.MBL)
	join(r, colBooking, &have.References.Booking, f.References.Booking)
	join(r, colCarrier, &have.Carrier, f.Carrier)
	join(r, colVessel, &have.Vessel, f.Vessel)
	join(r, colVoyage, &have.Voyage, f.Voyage)
	join(r, colIMO, &have.IMO, f.IMO)
	switch {
	case len(have.Legs) == 0:
		have.Legs = f.Legs
	case len(f.Legs) > 0 && !slices.Equal(have.Legs, f.Legs):
		r.out.warn(r.where(colTSPort), "remark.import.rows_disagree")
	}
	j.date(r, colETD, &have.ETD, f.ETD, false)
	j.date(r, colETA, &have.ETA, f.ETA, false)
	j.date(r, colATD, &have.ATD, f.ATD, true)
	j.date(r, colATA, &have.ATA, f.ATA, true)
	if model.SaysArrived(r.cell(colStatus)) {
		j.l.arrived = r.where(colStatus)
	}
	j.orders(f.References.PO)
	j.cargo(r, f.Cargo)
}

func join[T comparable](r rowReader, c column, have *T, stated T) {
	var nothing T
	switch {
	case stated == nothing || *have == stated:
	case *have == nothing:
		*have = stated
	default:
		r.out.warn(r.where(c), "remark.import.rows_disagree")
	}
}

// date joins a date, to be compared with today's.
func (j joiner) date(r rowReader, c column, have *model.When, stated model.When, happened bool) {
	if !stated.IsZero() {
		j.l.dates = append(j.l.dates, dateAt{r.where(c), c, stated, happened, r.isBare(c, stated)})
	}
	switch {
	case stated.IsZero() || have.Equal(stated):
	case have.IsZero():
		*have = stated
	default:
		r.out.warn(r.where(c), "remark.import.rows_disagree")
	}
}

// partner sees to it that the rows of a shipment are of one customer.
func (j joiner) partner(r rowReader) {
	have, stated := j.l.partner.cell(colPartner), r.cell(colPartner)
	switch {
	case have == "" && stated != "":
		j.l.partner = r.listRow
	case stated != "" && model.Fold(have) != model.Fold(stated):
		r.out.refuse(r.where(colPartner), "import.two_partners", j.l.partner.rowAt)
	}
}

func (j joiner) orders(stated []model.Text) {
	have := &j.l.in.Facts.References.PO
	for _, po := range stated {
		if !slices.Contains(*have, po) {
			*have = append(*have, po)
		}
	}
}

// cargo adds the row's containers, and its cargo to the totals.
func (j joiner) cargo(r rowReader, cargo model.Cargo) {
	if r.is(colContainer, workbook.Below) && j.more(r, cargo) {
		return
	}
	boxes := r.boxes(cargo)
	fresh := boxes[:0:0]
	for _, box := range boxes {
		if first, twice := j.boxes[box.Number]; twice {
			r.out.warn(r.where(colContainer), "remark.import.container_twice", first)
			continue
		}
		j.boxes[box.Number] = r.rowAt
		fresh = append(fresh, box)
	}
	if len(boxes) > 0 && len(fresh) == 0 {
		return
	}
	in := &j.l.in
	in.Facts.Containers = append(in.Facts.Containers, fresh...)
	if len(boxes) == 0 && (cargo.Packages != nil || cargo.WeightKg != nil || cargo.VolumeCbm != nil) {
		in.Loose = true
		j.alike(r)
	}
	j.total(cargo)
}

// total adds a row's cargo to the shipment's.
func (j joiner) total(cargo model.Cargo) {
	have := &j.l.in.Facts.Cargo
	have.Packages = add(have.Packages, cargo.Packages)
	have.WeightKg = add(have.WeightKg, cargo.WeightKg)
	have.VolumeCbm = add(have.VolumeCbm, cargo.VolumeCbm)
}

// more adds the cargo of one more row of a container whose cell is merged; false
// when the row has another one.
func (j joiner) more(r rowReader, cargo model.Cargo) bool {
	numbers, _ := boxNumbers(r.cell(colContainer))
	for _, number := range numbers {
		if _, known := j.boxes[number]; !known {
			return false
		}
	}
	j.total(cargo)
	if boxes := j.l.in.Facts.Containers; len(numbers) == 1 {
		if i := j.l.in.Facts.ContainerIndex(numbers[0]); i >= 0 {
			r.share(&boxes[i], cargo)
		}
	}
	return true
}

// sameAmounts remarks containers of which each row has the same amounts: they may be the
// shipment's total, which lists repeat.
func (j joiner) sameAmounts(rows []listRow, o *once) {
	if len(j.l.in.Facts.Containers) < 2 || len(rows) < 2 {
		return
	}
	first, stated := rows[0], 0
	for _, c := range amountColumns {
		if first.cell(c) != "" {
			stated++
		}
		for _, row := range rows[1:] {
			if row.cells[c] != first.cells[c] || row.is(c, workbook.Below) {
				return
			}
		}
	}
	if stated > 1 && o.first("same amounts") {
		j.l.out.warn(rows[1].where(colWeight), "remark.import.same_amounts")
	}
}

// alike remarks a row that repeats another one to the letter.
func (j joiner) alike(r rowReader) {
	if first, again := j.loose[r.cells]; again {
		r.out.warn(r.where(colShipment), "remark.import.row_twice", first)
		return
	}
	j.loose[r.cells] = r.rowAt
}

// add is the sum of what is known.
func add[T int | float64](a, b *T) *T {
	switch {
	case b == nil:
		return a
	case a == nil:
		return b
	}
	return new(T(model.Thousandths(float64(*a + *b))))
}
