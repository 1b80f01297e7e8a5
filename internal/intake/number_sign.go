package intake

import (
	"math"

	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

// What stands before decimals, a point or a comma, is decided for each column of
// amounts, before any of its cells counts:
//
//   - A cell that can be read in one way only proves it: 18.5, 1,234.5, 1.234.567.
//   - A column in which cells prove both leaves those in doubt that could be read
//     either way, such as 22.025, and they are refused.
//   - A column that proves nothing is read so that its amounts make sense: a full
//     container does not weigh 22 kilograms, and there are no halves of packages.
//   - Else it follows the other columns of the file, and else the way of the file.
//
// What is not proven is remarked.

// amountColumns are those whose cells are amounts.
var amountColumns = []column{colPackages, colWeight, colVolume}

// numberEvidence is what the cells of one column say about the sign before its
// decimals.
type numberEvidence struct {
	told  [2]proof // the first cell that can be read with this sign only
	sense [2]proof // the first open one that makes sense with this sign only
	open  [2]proof // the first that can be read with either, by the sign that it has
	light proof    // the first full container that weighs too little to be true
	heavy proof    // the first amount that is too large to be true
	said  bool     // how the column is read is remarked
}

// note looks at a cell. The sign of a number that is exact proves nothing about
// those that are text.
func (e *numberEvidence) note(at rowAt, cell string, a amount, exact bool, c column, load rowLoad) {
	switch {
	case exact || !a.open():
		if a.signed && !exact {
			e.told[a.sign].note(at, cell)
		}
		switch value, _ := a.reads(a.sign, c); {
		case c == colWeight && load.full && value > 0 && value < lightBox:
			e.light.note(at, cell)
		case value > load.most(c):
			e.heavy.note(at, cell)
		}
	default:
		e.open[a.sign].note(at, cell)
		as, not := load.sensible(a, a.sign, c), load.sensible(a, a.sign.other(), c)
		if as && !not {
			e.sense[a.sign].note(at, cell)
		}
		if not && !as {
			e.sense[a.sign.other()].note(at, cell)
		}
	}
}

// numberReading is how the amounts of one column are read.
type numberReading struct {
	sign  decimalSign
	mixed *[2]proof // cells of the column that contradict each other; nil: none do
}

// only is the one of two signs for which there is a proof.
func only(p [2]proof) (sign decimalSign, ok bool) {
	if p[point].found() == p[comma].found() {
		return point, false
	}
	if p[comma].found() {
		return comma, true
	}
	return point, true
}

// numberReadings decides the sign of each column, and what is to be said of it.
// usual is the way of the file.
func numberReadings(seen *[columnCount]numberEvidence, usual decimalSign) (read [columnCount]numberReading, o outcome) {
	var told [2]proof
	for _, c := range amountColumns {
		for sign, p := range seen[c].told {
			if p.found() {
				told[sign] = p
			}
		}
	}
	others, agreed := only(told)
	if !agreed {
		others = usual
	}
	for _, c := range amountColumns {
		read[c] = seen[c].read(c, others, agreed, &o)
		seen[c].remarkLight(c, &o)
		seen[c].remarkHeavy(c, &o)
	}
	return read, o
}

// read decides the sign of one column.
func (e *numberEvidence) read(c column, others decimalSign, agreed bool, o *outcome) numberReading {
	own, proven := only(e.told)
	sense, sensible := only(e.sense)
	switch {
	case !e.isOpen():
		return numberReading{sign: own}
	case e.told[point].found() && e.told[comma].found():
		return numberReading{mixed: &e.told}
	case proven:
		if e.sense[own.other()].found() {
			e.doubt(o, c, own, e.sense[own.other()])
		}
		return numberReading{sign: own}
	case e.sense[point].found() && e.sense[comma].found():
		return numberReading{mixed: &e.sense}
	case sensible:
		if c != colPackages && (!agreed || sense != others) {
			e.doubt(o, c, sense, e.open[:]...)
		}
		return numberReading{sign: sense}
	default:
		e.doubt(o, c, others, e.open[:]...)
		return numberReading{sign: others}
	}
}

// isOpen says that some cell can be read with either sign.
func (e *numberEvidence) isOpen() bool { return e.open[point].found() || e.open[comma].found() }

// doubt remarks how cells were read that could mean something else.
func (e *numberEvidence) doubt(o *outcome, c column, sign decimalSign, cells ...proof) {
	e.said = true
	for _, p := range cells {
		if !p.found() {
			continue
		}
		a, _ := readAmount(p.value, c)
		is, _ := a.reads(sign, c)
		not, _ := a.reads(sign.other(), c)
		o.warn(p.where(c), "remark.import.number", workbook.PlainNumber(model.Thousandths(is)), workbook.PlainNumber(model.Thousandths(not)))
	}
}

// remarkLight remarks a weight that may be one in tons.
func (e *numberEvidence) remarkLight(c column, o *outcome) {
	if e.light.found() && !e.said {
		a, _ := readAmount(e.light.value, c)
		value, _ := a.reads(a.sign, c)
		o.warn(e.light.where(c), "remark.import.light", workbook.PlainNumber(model.Thousandths(value)), workbook.PlainNumber(model.Thousandths(value*1000)))
	}
}

// remarkHeavy remarks an amount in another unit than its heading says.
func (e *numberEvidence) remarkHeavy(c column, o *outcome) {
	if e.heavy.found() {
		a, _ := readAmount(e.heavy.value, c)
		value, _ := a.reads(a.sign, c)
		o.warn(e.heavy.where(c), "remark.import.heavy", workbook.PlainNumber(model.Thousandths(value)), map[column]string{colWeight: "kg", colVolume: "m³"}[c])
	}
}

// rowLoad is what a row carries, as far as it tells what its amounts can be.
type rowLoad struct {
	boxes int  // how many containers it names
	full  bool // they are the shipment's own
	small bool // it is a part of a container, or goes by air
}

// lightBox is what a full container weighs at least, in kilograms.
const lightBox = 100

// mostOf is what one container, a part of one and any row of a list can be at most, in
// kilograms and cubic metres.
var mostOf = map[column]struct{ box, part, row float64 }{
	colWeight: {40_000, 50_000, 2_000_000},
	colVolume: {90, 300, 3000},
}

// sensible says that an amount can be meant when it is read with a sign.
func (l rowLoad) sensible(a amount, sign decimalSign, c column) bool {
	value, ok := a.reads(sign, c)
	if !ok {
		return false
	}
	least := 0.0
	if c == colWeight && l.full {
		least = lightBox
	}
	return value >= least && value <= l.most(c)
}

// most is what an amount of the row can be at most.
func (l rowLoad) most(c column) float64 {
	switch m, bounded := mostOf[c]; {
	case !bounded:
		return math.Inf(1)
	case l.boxes > 0:
		return m.box * float64(l.boxes)
	case l.small:
		return m.part
	default:
		return m.row
	}
}
