package intake

import (
	"encoding/binary"
	"errors"
	"regexp"
	"strings"

	"porthole/internal/intake/dates"
	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

// listRow is one row of a list: where it stands, the cells of the known columns,
// and what a workbook says of them.
type listRow struct {
	rowAt
	cells [columnCount]string
	marks [columnCount]workbook.Mark
}

// is says that a cell has some mark.
func (r listRow) is(c column, m workbook.Mark) bool { return r.marks[c]&m != 0 }

// encode appends the row in the form of the spool. Of its sheet it keeps which one
// it is.
func (r *listRow) encode(to []byte) []byte {
	to = binary.AppendUvarint(to, uint64(r.order))
	to = binary.AppendUvarint(to, uint64(r.row))
	for c, cell := range r.cells {
		to = binary.AppendUvarint(to, uint64(len(cell))<<workbook.MarkBits|uint64(r.marks[c]))
		to = append(to, cell...)
	}
	return to
}

var errSpoolRow = errors.New("a row of the temporary file is damaged")

// decodeRow reads what encode wrote.
func decodeRow(item []byte) (listRow, error) {
	var r listRow
	for _, to := range []*int{&r.order, &r.row} {
		value, n := binary.Uvarint(item)
		if n <= 0 {
			return r, errSpoolRow
		}
		*to, item = int(value), item[n:]
	}
	for c := range r.cells {
		head, n := binary.Uvarint(item)
		size := head >> workbook.MarkBits
		if n <= 0 || size > uint64(len(item)-n) {
			return r, errSpoolRow
		}
		r.marks[c] = workbook.Mark(head & (1<<workbook.MarkBits - 1))
		r.cells[c] = string(item[n : n+int(size)])
		item = item[n+int(size):]
	}
	return r, nil
}

// refKey is what tells shipments apart in a file, whatever the case in which
// their numbers are written.
func refKey(ref model.Text) string { return strings.ToUpper(ref.String()) }

// where is the place of a cell in a report.
func (r listRow) where(c column) Where {
	return r.rowAt.where(c.String(), model.Line(r.cells[c], model.RefCells))
}

// cell is what a cell says, without what a spreadsheet puts round it; empty
// when it says nothing. A lone zero is what a formula makes of an empty cell.
func (r listRow) cell(c column) string {
	text := unguard(r.cells[c])
	if isAbsent(text) || isCellError(text) || text == "0" && !c.isAmount() {
		return ""
	}
	return text
}

// rowReader reads the cells of one row into facts, and notes what is wrong
// with them.
type rowReader struct {
	listRow
	dialect dialect
	out     *outcome
	once    *once
}

// once remembers what was remarked about a whole file, so that it is said once
// and not in every row.
type once struct{ said map[string]bool }

func (o *once) first(what string) bool {
	if o.said[what] || len(o.said) > 10_000 {
		return false
	}
	if o.said == nil {
		o.said = map[string]bool{}
	}
	o.said[what] = true
	return true
}

// facts reads everything but the containers.
func (r rowReader) facts() model.Facts {
	f := model.Facts{
		POL: r.place(colPOL), POD: r.place(colPOD), Pickup: r.place(colPickup), Dropoff: r.place(colDropoff),
		Carrier: r.line(colCarrier, model.NameCells), IMO: r.identifier(colIMO),
		References: model.References{
			HBL: r.numbered(colHBL), MBL: r.numbered(colMBL), Booking: r.numbered(colBooking), PO: r.orders(),
		},
		Cargo: model.Cargo{
			Packages: r.count(colPackages), WeightKg: r.amount(colWeight), VolumeCbm: r.amount(colVolume),
			Commodity: r.line(colCommodity, model.NameCells*2),
		},
	}
	f.Vessel, f.Voyage = r.ship(colVessel, colVoyage)
	f.Status = word(r, colStatus, model.ParseStatus, "import.status")
	service := r.service()
	f.Mode, f.Load, f.Direction = service.Mode, service.Load, service.Direction
	f.ETD, f.ATD = r.date(colETD, f.POL), r.date(colATD, f.POL)
	f.ETA, f.ATA = r.date(colETA, f.POD), r.date(colATA, f.POD)
	f.Legs = r.legs(f)
	for _, remark := range model.CheckIMO(f.IMO.String()) {
		r.out.warn(r.where(colIMO), remark.Key, remark.Args...)
	}
	return f
}

// legs are the two of a way through a transshipment port; none where the row names
// no such port. The dates at both ends are the shipment's.
func (r rowReader) legs(f model.Facts) []model.Leg {
	port := r.place(colTSPort)
	vessel, voyage := r.ship(colVessel2, colVoyage2)
	if port.IsZero() {
		if (!vessel.IsZero() || !voyage.IsZero()) && r.once.first("second vessel") {
			r.out.warn(r.where(colVessel2), "remark.import.no_ts_port")
		}
		return nil
	}
	if port.SamePort(f.POL) || port.SamePort(f.POD) {
		r.out.refuse(r.where(colTSPort), "import.ts_port")
	}
	return []model.Leg{
		{Mode: model.Sea, From: f.POL, To: port, ETA: r.date(colTSETA, port)},
		{Mode: model.Sea, From: port, To: f.POD, Vessel: vessel, Voyage: voyage, ETD: r.date(colTSETD, port)},
	}
}

// ship reads a vessel and its voyage, which may stand behind the name as well. A number
// there without a sign belongs to the name, as in TAN CANG 08.
func (r rowReader) ship(name, number column) (vessel, voyage model.Text) {
	vessel, voyage = r.line(name, model.NameCells), r.identifier(number)
	parts, _ := splitVoyage(vessel.String())
	signed := strings.Trim(strings.TrimPrefix(vessel.String(), parts[0]), "0123456789 ") != ""
	if signed && (voyage.IsZero() || voyage.String() == parts[1]) {
		return model.Line(parts[0], model.NameCells), model.Line(parts[1], model.RefCells)
	}
	return vessel, voyage
}

// word reads one of a column's fixed words.
func word[T ~string](r rowReader, c column, parse func(string) (T, bool), fault string) T {
	text := r.cell(c)
	if text == "" {
		return ""
	}
	value, ok := parse(text)
	if !ok {
		r.out.refuse(r.where(c), fault)
	}
	return value
}

// line reads a name; one that is too long is cut, and that is remarked.
func (r rowReader) line(c column, cells int) model.Text {
	text := r.cell(c)
	if model.Cells(text) > cells {
		r.out.warn(r.where(c), "remark.import.cut", cells)
	}
	return model.Line(text, cells)
}

// identifier reads a number or reference, which is never cut: half of one is
// another one.
func (r rowReader) identifier(c column) model.Text {
	text := r.cell(c)
	if model.Cells(text) > model.RefCells {
		r.out.refuse(r.where(c), "import.too_long", model.RefCells)
	}
	return model.Line(text, model.RefCells)
}

// doubts are what people write into a cell of which they are not sure.
var doubts = regexp.MustCompile(`(?i)\?|\b(?:tbc|tba|tbn|tentative|unconfirmed|not confirmed)\b|chưa chốt|chưa xác nhận`)

// unsure remarks a doubt in a cell of which the text is read for what it means, and so
// not shown.
func (r rowReader) unsure() {
	for _, c := range []column{colStatus, colMode, colLoad, colDirection, colPOL, colPOD, colTSPort, colPickup, colDropoff, colContainer} {
		text := r.cell(c)
		if doubts.MatchString(text) && (c != colContainer || hasDigit(text)) {
			r.out.warn(r.where(c), "remark.import.unsure")
		}
	}
}

// numbered reads the number of a bill or booking. Words without a figure, such as
// SURRENDERED or waiting, say something else of it.
func (r rowReader) numbered(c column) model.Text {
	number := r.identifier(c)
	if number.IsZero() || hasDigit(number.String()) {
		return number
	}
	r.out.warn(r.where(c), "remark.import.no_number")
	return model.Text{}
}

// orders reads purchase orders, of which a cell may have several.
func (r rowReader) orders() []model.Text {
	var orders []model.Text
	for _, part := range r.parts(colPO) {
		if model.Cells(part) > model.RefCells {
			r.out.refuse(r.where(colPO), "import.too_long", model.RefCells)
		}
		orders = append(orders, model.Line(part, model.RefCells))
	}
	return orders
}

func (r rowReader) place(c column) model.Place {
	text := r.cell(c)
	place := model.ParsePlace(text)
	key := ""
	var args []any
	others := model.OtherPlaces(text)
	switch {
	case len(others) > 0 && place.Code.IsZero():
		key, args = "remark.import.place_unsure", []any{placeNames(others)}
	case len(others) > 0:
		key, args = "remark.import.place_other", []any{place.String(), placeNames(others[1:])}
	case !place.Code.IsZero() && place.Zone() == nil:
		key = "remark.import.unknown_place"
	case !place.IsZero() && place.Code.IsZero() && (c == colPOL || c == colPOD):
		key = "remark.import.unknown_port"
	}
	if key != "" && r.once.first("place "+text) {
		r.out.warn(r.where(c), key, args...)
	}
	return place
}

func placeNames(places []model.Place) string {
	return strings.Join(each(places, model.Place.String), ", ")
}

// each maps a list.
func each[From, To any](list []From, to func(From) To) []To {
	mapped := make([]To, len(list))
	for i, item := range list {
		mapped[i] = to(item)
	}
	return mapped
}

func (r rowReader) date(c column, at model.Place) model.When {
	text := r.cell(c)
	if text == "" || isNoDay(text) {
		return model.When{}
	}
	var column dateReading
	if r.dialect.columns != nil {
		column = r.dialect.columns.dates[c]
	}
	if e := column.mixed; e != nil && !r.dialect.tellsOrder(text) {
		day, month := e.order[dates.DayFirst], e.order[dates.MonthFirst]
		r.out.refuse(r.where(c), "import.date_mixed", day.at, day.text().String(), month.at, month.text().String())
		return model.When{}
	}
	when, err := r.dialect.date(text, column.order, at)
	fault, remark := judgeTime(when, err, "import.date")
	if fault != nil {
		r.out.refuse(r.where(c), fault.Key, fault.Args...)
	}
	if remark.Key != "" {
		r.out.warn(r.where(c), remark.Key, remark.Args...)
	}
	return when
}

// isBare says that nothing in the row tells by which clock a time is.
func (r rowReader) isBare(c column, when model.When) bool {
	if when.IsDate() || model.ParsePlace(r.cell(c.port())).Zone() != nil {
		return false
	}
	date, ok := r.dialect.dateCell(r.cell(c))
	return ok && !date.IsZoned()
}

func (r rowReader) amount(c column) *float64 {
	if n, ok := r.number(c); ok {
		return new(model.Thousandths(n))
	}
	return nil
}

func (r rowReader) count(c column) *int {
	if n, ok := r.number(c); ok {
		return new(int(n))
	}
	return nil
}

func (r rowReader) number(c column) (float64, bool) {
	text := r.cell(c)
	if text == "" || r.is(c, workbook.Below) {
		return 0, false // an amount counts once, in the first row of a merged cell
	}
	a, ok := readAmount(text, c)
	if ok && losesDigits(a.decimal) {
		r.out.refuse(r.where(c), "import.rounded")
		return 0, false
	}
	column := numberReading{sign: r.dialect.usual()}
	if r.dialect.columns != nil {
		column = r.dialect.columns.numbers[c]
	}
	if r.is(c, workbook.Number) {
		column = numberReading{sign: point}
	}
	if p := column.mixed; ok && p != nil && a.open() {
		r.out.refuse(r.where(c), "import.number_mixed", p[point].at, p[point].text().String(), p[comma].at, p[comma].text().String())
		return 0, false
	}
	value, sensible := a.reads(column.sign, c)
	if ok = ok && sensible; !ok {
		r.out.refuse(r.where(c), "import.number")
	}
	return value, ok
}
