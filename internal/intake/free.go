package intake

import (
	"regexp"
	"strconv"

	"porthole/internal/model"
)

// isFree says that a column is of free time: it is each container's own, and its
// dates are those of the port of discharge.
func (c column) isFree() bool { return c >= colDemurrageDays && c <= colAvailable }

// freeTime reads the free time of the containers of a row. People write free days
// and last free days into one another's columns: a small number is days, and a date
// is a date.
func (r rowReader) freeTime() model.FreeTime {
	f := model.FreeTime{
		CustomsHold: r.hold(colCustomsHold), LineHold: r.hold(colLineHold), TerminalHold: r.hold(colTerminalHold),
	}
	r.terms(&f.Demurrage, colDemurrageDays, colLastFreeDay)
	r.terms(&f.Storage, colStorageDays, colTerminalLastFreeDay)
	r.terms(&f.Detention, colDetentionDays, colReturnBy)
	switch text := r.cell(colAvailable); {
	case text == "":
	case r.dialect.isDate(text):
		f.Available = r.date(colAvailable, r.place(colPOD))
	default: // terminals write yes and no
		r.out.warn(r.where(colAvailable), "remark.import.available")
	}
	return f
}

func (r rowReader) terms(to *model.Terms, columns ...column) {
	for _, c := range columns {
		text := r.cell(c)
		if text == "" || isNoDay(text) {
			continue
		}
		switch n := freeDays.FindStringSubmatch(text); {
		case n != nil:
			days, _ := strconv.Atoi(n[1])
			to.Days = &days
		case r.dialect.isDate(text):
			to.Last = r.date(c, r.place(colPOD)).Date()
		default:
			r.out.warn(r.where(c), "remark.import.free_time")
		}
	}
}

// freeDays is a number of calendar days, as people and spreadsheets write it.
var freeDays = regexp.MustCompile(`(?i)^0*([0-9]{1,3})(?:[.,]0+)?\s*(?:(?:free|calendar)?\s*days?|d|ngày)?$`)

// noHold is what says that nothing is held.
var noHold = map[string]bool{
	"no": true, "false": true, "clear": true, "cleared": true, "released": true, "release": true, "khong": true, "khongco": true, "dathongquan": true,
}

func (r rowReader) hold(c column) model.Text {
	if noHold[model.Fold(r.cell(c))] {
		return model.Text{}
	}
	return r.line(c, model.NameCells)
}
