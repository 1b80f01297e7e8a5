package intake

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/sea"
)

// listed is everything a list says of one shipment.
type listed struct {
	ref     model.Text
	partner listRow // the row that names the partner
	in      model.Incoming
	dates   []dateAt         // what the rows say of them
	open    map[column]Where // where they say that it is not known
	arrived Where            // the status that says so; zero: none does
	rows    []rowAt
	out     outcome        // warnings; refusals end it before it is taken
	create  bool           // an unknown partner is added
	only    *model.Partner // the customer of the whole list; nil: each row names its own
	dry     *once          // in a dry run, what was remarked before
	lint    *lint
	why     model.Reason // of the dates that it changes
}

// readListed reads the rows of one shipment. When any of them is wrong all of
// them are refused: half a shipment is worse than none. At most so many remarks of
// each kind are kept.
func readListed(rows []listRow, d dialect, o *once, remarks int) listed {
	l := listed{partner: rows[0], rows: make([]rowAt, len(rows)), open: map[column]Where{}, out: outcome{most: remarks}}
	first := unguard(rows[0].cells[colShipment])
	l.ref = model.Line(first, model.RefCells)
	join := joiner{l: &l, boxes: map[model.Text]rowAt{}, loose: map[[columnCount]string]rowAt{}}
	for i, row := range rows {
		l.rows[i] = row.rowAt
		reader := rowReader{listRow: row, dialect: d, out: &l.out, once: o}
		if i == 0 {
			reader.identifier(colShipment)
		}
		join.row(reader)
	}
	join.sameAmounts(rows, o)
	if l.partner.cell(colPartner) == "" {
		l.out.refuse(l.partner.where(colPartner), "import.empty")
	}
	l.refuseTheRest()
	return l
}

// refuseTheRest refuses the rows that have nothing wrong beside one that has.
func (l *listed) refuseTheRest() {
	if len(l.out.refused) == 0 {
		return
	}
	wrong := map[rowAt]bool{}
	for _, r := range l.out.refused {
		wrong[r.rowAt()] = true
	}
	because := l.out.refused[0].rowAt()
	for _, row := range l.rows {
		if !wrong[row] {
			l.out.refuse(row.where(colShipment.String(), l.ref), "import.sibling", because)
		}
	}
	l.out.warnings, l.out.moreWarned = nil, 0
	l.out.shorten()
}

func (l listed) shipment() (ref, partner string) {
	return l.ref.String(), model.Line(l.partner.cell(colPartner), model.NameCells).String()
}

func (l listed) items() int { return len(l.rows) }

// first implements job.
func (l listed) first() Where { return l.rows[0].where("", model.Text{}) }

// refused is the outcome when the shipment cannot be taken for a reason that
// concerns its first row, and so all of them.
func (l listed) refused(fault *model.Fault) outcome {
	return l.refuseAt(l.rows[0].where(colShipment.String(), l.ref), fault)
}

func (l listed) refuseAt(at Where, fault *model.Fault) outcome {
	l.out = outcome{refused: []Refusal{{Where: at, Fault: fault}}, most: l.out.most}
	l.refuseTheRest()
	return l.out
}

// dateAt is the time in a cell.
type dateAt struct {
	Where
	column   column
	at       model.When
	happened bool
	bare     bool // nothing in the row tells by which clock it is
}

// date is the fact of a column of dates.
func (c column) date(f *model.Facts) *model.When {
	return map[column]*model.When{colETD: &f.ETD, colETA: &f.ETA, colATD: &f.ATD, colATA: &f.ATA}[c]
}

// readByPorts reads times without a clock by those of the ports that are known of the
// shipment; where none is, it remarks how they were read.
func (l *listed) readByPorts(known model.Facts) (Where, *model.Fault) {
	for _, d := range l.dates {
		fact := d.column.date(&l.in.Facts)
		if !d.bare || !fact.Equal(d.at) {
			continue
		}
		port := cmp.Or(l.in.Facts.POL, known.POL)
		if d.column.port() == colPOD {
			port = cmp.Or(l.in.Facts.POD, known.POD)
		}
		if port.Zone() == nil {
			l.out.warn(d.Where, "remark.import.no_clock", d.at.String())
			continue
		}
		at, err := model.AtClock(d.at.Instant(), port.Zone())
		fault, remark := judgeTime(at, err, "import.date")
		if fault != nil {
			return d.Where, fault
		}
		if *fact = at; remark.Key != "" {
			l.out.warn(d.Where, remark.Key, remark.Args...)
		}
	}
	return Where{}, nil
}

// farAway is how many days from today no date of a shipment is expected.
const farAway = 3 * 365

// judgeDates refuses what is said to have happened and is still to come, and remarks
// a year that is probably a wrong one, once for each column.
func (l *listed) judgeDates(now time.Time) {
	for _, d := range l.dates {
		if fault := model.CheckHappened(d.at, now); fault != nil && d.happened {
			l.out.refuse(d.Where, fault.Key, fault.Args...)
			continue
		}
		if away := d.at.DaysAfter(model.DayOf(now)); (away > farAway || away < -farAway) && l.lint.once.first("far "+d.Field) {
			l.out.warn(d.Where, "remark.import.date_far", d.at.Date().String())
		}
	}
	l.refuseTheRest()
}

// judgeOpen remarks what the list says is not known, where something is known that
// customers go on reading.
func (l *listed) judgeOpen(known model.Facts, out *outcome) {
	leaves, comes := known.ATD.IsZero(), known.ATA.IsZero()
	for _, c := range []struct {
		column column
		known  string
		counts bool
	}{{colETD, known.ETD.String(), leaves}, {colETA, known.ETA.String(), comes}, {colVessel, known.Vessel.String(), leaves}} {
		if at, open := l.open[c.column]; open && c.counts && c.known != "" {
			out.warn(at, "remark.import.open", c.known)
		}
	}
}

// judgeStatus remarks a status that the dates do not bear out.
func (l *listed) judgeStatus(known model.Facts, now time.Time, out *outcome) {
	status := l.in.Facts.Status
	ahead := status == model.InTransit && known.ATD.IsZero() && known.ETD.IsAhead(now) || status == model.Done && known.ATA.IsZero() && known.ETA.IsAhead(now)
	switch {
	case l.arrived.Row > 0 && known.ATA.IsZero():
		out.warn(l.arrived, "remark.import.arrived")
	case ahead:
		out.warn(l.rows[0].where(colStatus.String(), model.Text{}), "remark.import.status_ahead", status)
	}
}

// judgeOrder remarks an arrival before its departure, or one that no voyage between the
// two ports has, of which the list says the one or the other.
func (l *listed) judgeOrder(known model.Facts, out *outcome) {
	key := "remark.import.dates_order"
	left, came := known.Backwards()
	if left.IsZero() {
		key, left, came = "remark.import.dates_apart", cmp.Or(known.ATD, known.ETD), cmp.Or(known.ATA, known.ETA)
		if isVoyage(known, left, came) {
			return
		}
	}
	if len(l.dates) == 0 {
		return
	}
	at := l.dates[0]
	if i := slices.IndexFunc(l.dates, func(d dateAt) bool { return d.column.port() == colPOD }); i >= 0 {
		at = l.dates[i]
	}
	out.warn(at.Where, key, came.String(), left.String())
}

// isVoyage says that a voyage between the two ports may take the days between two dates.
func isVoyage(f model.Facts, left, came model.When) bool {
	days := came.DaysAfter(left)
	return left.IsZero() || came.IsZero() || days <= longest && (f.Mode != model.Sea || milesBetween(f.POL, f.POD) <= float64(milesADay*(days+1)))
}

// milesBetween are the nautical miles between two ports over the globe, which no way by sea
// is shorter than; 0 when it is not known where one of them lies.
func milesBetween(p, q model.Place) float64 {
	var at [2]sea.Point
	for i, place := range []model.Place{p, q} {
		lat, lon, known := place.Coordinates()
		if !known {
			return 0
		}
		at[i] = sea.Point{Lat: lat, Lon: lon}
	}
	return at[0].Miles(at[1])
}

// milesADay is more than container vessels make.
const milesADay = 600

// run takes the shipment.
func (l listed) run(d desk) (outcome, error) {
	if len(l.out.refused) == 0 {
		l.judgeDates(d.Stamp().At)
	}
	if len(l.out.refused) > 0 {
		return l.out, nil
	}
	l.out.warnings = slices.Clip(l.out.warnings) // taken again, it begins with these
	out := l.out
	partner, fault, err := l.findPartner(d, &out)
	if err != nil {
		return outcome{}, err
	}
	if fault != nil {
		return l.refuseAt(l.partner.where(colPartner), fault), nil
	}
	s, exists, err := known(d, l.ref)
	switch {
	case err != nil:
		return outcome{}, err
	case exists && s.Partner != partner.Slug:
		return l.refuseAt(l.partner.where(colPartner), model.NewFault("import.other_partner", l.ref.String())), nil
	case !exists:
		s = model.Shipment{Ref: l.ref, Partner: partner.Slug}
	}
	l.out = out
	if at, fault := l.readByPorts(s.Facts); fault != nil {
		return l.refuseAt(at, fault), nil
	}
	return l.merge(d, s, partner, l.out)
}

func (l listed) merge(d desk, s model.Shipment, partner model.Partner, out outcome) (outcome, error) {
	merged, changed, remarks := model.Merge(s, l.in, d.Stamp())
	if changed {
		out.unexplained = model.Explain(&merged, l.why, d.Stamp())
	}
	for _, r := range remarks {
		out.warn(l.rows[0].where(colShipment.String(), l.ref), r.Key, r.Args...)
	}
	l.judgeOrder(model.Known(merged), &out)
	l.judgeStatus(model.Known(merged), d.Stamp().At, &out)
	l.judgeOpen(model.Known(merged), &out)
	asked, err := l.lint.questions(d, s, merged, partner)
	if err != nil {
		return outcome{}, err
	}
	for _, q := range asked {
		out.warn(l.rows[0].where(q.Field, q.Text), q.Question.Key, q.Question.Piece)
	}
	if changed {
		if changed, err = d.Put(merged); err != nil {
			return outcome{}, err
		}
	}
	if changed {
		out.taken = len(l.rows)
	} else {
		out.unchanged = len(l.rows)
	}
	return out, nil
}

// findPartner finds the customer that the rows name, by short name or name. A
// fault is the file's: an unknown partner is refused, unless unknown ones are
// to be created.
func (l listed) findPartner(d desk, out *outcome) (model.Partner, *model.Fault, error) {
	text := l.partner.cell(colPartner)
	name := model.Line(text, model.NameCells)
	partner, err := d.Partner(name.String())
	switch {
	case l.only != nil && (errors.Is(err, model.ErrUnknownPartner) || err == nil && partner.Slug != l.only.Slug):
		return partner, model.NewFault("import.not_partner", l.only.Name.String()), nil
	case err == nil:
		return partner, nil, nil
	}
	if !errors.Is(err, model.ErrUnknownPartner) {
		return partner, nil, err
	}
	slug := model.SlugOf(name.String())
	switch {
	case !l.create:
		return partner, model.NewFault("import.unknown_partner", name.String()), nil
	case slug == "" || model.Cells(text) > model.NameCells:
		return partner, model.NewFault("import.partner_name", name.String()), nil
	}
	// A name whose short form another partner has is not that partner.
	if other, err := d.Partner(slug); err == nil {
		return partner, model.NewFault("import.partner_taken", slug, other.Name.String()), nil
	}
	if partner, err = d.AddPartner(slug, name); err != nil {
		return partner, nil, err
	}
	switch {
	case l.dry == nil:
		out.warn(l.partner.where(colPartner), "remark.import.partner_created", slug)
	case l.dry.first("partner " + slug): // no batch sees the partners of an earlier one
		out.warn(l.partner.where(colPartner), "remark.import.partner_would", slug)
	}
	return partner, nil, nil
}
