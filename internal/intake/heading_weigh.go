package intake

import (
	"cmp"
	"slices"
)

// claimed is a column that a part of a heading names.
type claimed struct {
	claim
	unit    *unit
	bracket bool
}

// weighing is what the parts of a heading say, while it is settled what they mean
// together.
type weighing struct {
	claims []claimed
	senses []sense
	zone   string // by whose clock the times are
	rest   string // of it, what nobody knows
	slash  bool   // some part stands at a slash
}

// weigh settles what the parts of a heading mean together; nothing, when they do not
// go together.
func (h *heading) weigh(parts []part) {
	var w weighing
	for _, p := range parts {
		w.add(p)
	}
	free := len(w.claims) == 1 && w.claims[0].column.isFree() // of which days and deadlines are no other thing
	if slices.Contains(w.senses, senseOther) && !free || len(w.claims) == 0 {
		return
	}
	w.joinFamilies(h)
	if !w.choose(h) || !w.wordsFit() {
		h.doubt = nil
		return
	}
	if w.rest != "" && !w.takeRest(h) {
		return
	}
	for _, c := range w.claims {
		h.reads = append(h.reads, reading{w.turned(c.column), c.unit, w.zone})
	}
	h.open = len(w.claims) == 1 && w.claims[0].open
}

func (w *weighing) add(p part) {
	if p.slash && len(w.claims) == 1 && w.claims[0].column == colContainer && slices.Equal(p.senses, []sense{senseType}) {
		p = part{claim: claim{column: colContainerType}, named: true, slash: true} // Container No./Size
	}
	w.senses = append(w.senses, p.senses...)
	w.slash = w.slash || p.slash
	w.zone = cmp.Or(w.zone, p.zone)
	if p.rest != "" {
		w.rest = p.rest
	}
	c := claimed{claim: p.claim, unit: p.unit, bracket: p.bracket}
	switch {
	case p.named && p.unit != nil:
		c.convert(p.unit)
		w.claims = append(w.claims, c)
	case p.named:
		w.claims = append(w.claims, c)
	case p.unit != nil:
		w.addUnit(p.unit, p.bracket, p.long)
	case !p.bracket && len(w.claims) == 0 && len(p.senses) == 1 && (p.senses[0] == senseFeeder || p.senses[0] == senseMother):
		c.column = colVessel // Feeder/Voy
		w.claims = append(w.claims, c)
	}
}

// addUnit adds a unit that stands for itself: it is that of the amount before it, and
// otherwise an amount of its own, unless it is a letter that may mean anything.
func (w *weighing) addUnit(u *unit, bracket, long bool) {
	if last := len(w.claims) - 1; last >= 0 && w.claims[last].column.isAmount() && (bracket || w.claims[last].column == u.column) {
		w.claims[last].convert(u)
		return
	}
	if c := (claimed{claim: claim{column: u.column}}); !bracket && u.column.isMeasure() && long {
		c.convert(u)
		w.claims = append(w.claims, c)
	}
}

// convert says that the amounts are in u, which also tells what they are amounts of.
func (c *claimed) convert(u *unit) {
	c.column, c.unit = u.column, u
	if u.column == colPackages {
		c.unit = nil
	}
}

// joinFamilies makes one of two names of one thing: the more exact one, and in
// brackets first. A heading that names the planned and the actual date is the planned
// one, since nobody can say that it has happened.
func (w *weighing) joinFamilies(h *heading) {
	var joined []claimed
next:
	for _, c := range w.claims {
		for i := range joined {
			other := &joined[i]
			switch {
			case other.column == c.column:
				other.open, other.bracket = other.open && c.open, other.bracket || c.bracket
				if other.unit == nil {
					other.unit = c.unit
				}
				continue next
			case !oneThing(other.column, c.column) || !other.open && !c.open && !c.column.isDate():
			case other.open:
				*other = c
				continue next
			case c.open:
				continue next
			default:
				h.remark("remark.import.heading_two", other.column.String(), c.column.String(), c.column.planned().String())
				other.column = other.column.planned()
				continue next
			}
		}
		joined = append(joined, c)
	}
	w.claims = joined
}

// oneThing says that two columns are of one thing: the date of one event, or a bill.
func oneThing(a, b column) bool {
	return a.planned() == b.planned() || a == colHBL && b == colMBL || a == colMBL && b == colHBL
}

// joinable are the columns that cells have in one, divided by a sign.
var joinable = [][]column{
	{colCarrier, colVessel, colVoyage},
	{colContainer, colContainerType, colSeal},
	{colPOL, colPOD, colPickup, colDropoff},
	{colETD, colETA, colATD, colATA},
	{colPackages, colWeight, colVolume},
	{colShipment, colHBL, colMBL, colBooking, colPO},
	{colMode, colLoad, colDirection},
}

// areJoinable says that cells have all the claimed columns in one.
func areJoinable(claims []claimed) bool {
	return slices.ContainsFunc(joinable, func(set []column) bool {
		return !slices.ContainsFunc(claims, func(c claimed) bool { return !slices.Contains(set, c.column) })
	})
}

// isPair says that a cell may have the second column in brackets behind the first.
func isPair(first, second column) bool {
	return first == colVessel && second == colVoyage || first == colContainer && (second == colSeal || second == colContainerType)
}

// choose decides between columns of different things; false when they make the heading
// something else.
func (w *weighing) choose(h *heading) bool {
	w.dropPort()
	if len(w.claims) < 2 {
		return true
	}
	first, last := w.claims[0], w.claims[len(w.claims)-1]
	counts := slices.ContainsFunc(w.claims, func(c claimed) bool { return c.column == colContainer }) &&
		slices.ContainsFunc(w.claims, func(c claimed) bool { return c.column.isAmount() })
	portOf := first.column.isDate() && last.bracket && !last.column.isDate()
	switch {
	case counts || portOf || !last.bracket && !areJoinable(w.claims):
		return false
	case !last.bracket || isPair(first.column, last.column):
		return true
	}
	h.remark("remark.import.heading_two", first.column.String(), last.column.String(), last.column.String())
	w.claims = []claimed{last}
	return true
}

// dropPort takes a port off its date: `ETD (POL)`.
func (w *weighing) dropPort() {
	at := map[column]column{colETD: colPOL, colATD: colPOL, colETA: colPOD, colATA: colPOD}
	for _, date := range w.claims {
		if port, ok := at[date.column]; ok && len(w.claims) > 1 && (!date.bracket || len(w.claims) != 2 || w.claims[0].column != port) {
			w.claims = slices.DeleteFunc(w.claims, func(c claimed) bool { return c.column == port })
			return
		}
	}
}

// wordsFit says that the words beside the name go with the column.
func (w *weighing) wordsFit() bool {
	if w.zone != "" && slices.ContainsFunc(w.claims, func(c claimed) bool { return !c.column.isDate() }) {
		return false
	}
	for _, s := range w.senses {
		for _, c := range w.claims {
			if !fits(s, c.column) {
				return false
			}
		}
	}
	return true
}

func fits(s sense, c column) bool {
	switch s {
	case senseTime:
		return c.isDate() || c.isFree()
	case senseCode:
		return c != colPartner
	case senseTotal:
		return c.isAmount()
	case senseFeeder, senseMother:
		return c == colVessel || c == colVoyage
	case senseType:
		return c == colContainerType || c == colLoad || c == colMode || c == colDirection
	default:
		return true
	}
}

// turned is the column that words such as "actual" make of a date.
func (w *weighing) turned(c column) column {
	switch {
	case slices.Contains(w.senses, senseActual):
		return c.actual()
	case slices.Contains(w.senses, sensePlanned):
		return c.planned()
	}
	return c
}

// takeRest decides about a heading of which a part is not known; false leaves the
// column out. Behind an amount it is a unit. At a slash it may be anything, unless the
// other part is a date.
func (w *weighing) takeRest(h *heading) bool {
	c := w.claims[0].column
	switch {
	case c.isMeasure() && w.claims[0].unit == nil:
		h.remark("remark.import.heading_unit", w.rest)
		return false
	case w.slash && !c.isDate():
		return false
	}
	h.remark("remark.import.heading_rest", w.rest, w.turned(c).String())
	return true
}
