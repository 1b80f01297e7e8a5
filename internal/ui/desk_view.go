package ui

import (
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
)

func (d *desk) view() []string {
	now := d.env.now()
	lines := make([]string, 0, d.layout.height)
	lines = append(lines, header(d.env, d.layout.width), d.summary(), d.topRule())
	rows := d.list.states(d.layout.list, "desk.loading", d.emptyKey())
	if rows == nil {
		rows = d.rows(now)
	}
	rows = rows[:min(len(rows), d.frame.rows)]
	for len(rows) < d.frame.rows {
		rows = append(rows, "")
	}
	lines = append(lines, rows...)
	lines = append(lines, d.foot(now)...)
	if d.layout.breadth == wide && d.detail != nil {
		return joinBeside(d.env.Look, lines, d.frame.rowsTop, d.layout.list, d.detail.view())
	}
	return lines
}

func (d *desk) emptyKey() string {
	if d.partner.Partner != "" {
		return "desk.empty.partner"
	}
	return "desk.empty"
}

// summary is how much there is to do, and at the end how fresh what the chosen
// shipment's customer sees is.
func (d *desk) summary() string {
	t := d.env.theme
	left := d.env.say("desk.title")
	if d.list.ready && d.list.err == nil {
		left = d.env.say("desk.count", d.list.total)
	}
	line := prose{plain(" "), t.Accent.Says(left)}
	if d.partner.Partner != "" {
		line = append(line, t.Text.Says(theme.Between+d.partner.Name.String()))
	}
	right := prose{}
	if item := d.list.chosen(); item != nil {
		if figure, known := d.figures[item.Partner]; known {
			right = prose{t.Muted.Says(figureText(d.env.Look, item.PartnerName, figure))}
		}
	}
	return apart(line, right, d.layout.width-1).paint(d.layout.width)
}

// figureText is how fresh what a partner sees is.
func figureText(look *Look, name model.Text, f model.Freshness) string {
	return look.say("desk.fresh", name, f.Fresh, f.Active)
}

func (d *desk) topRule() string {
	if d.layout.breadth != wide {
		return rule(d.env.Look, d.layout.width)
	}
	return " " + d.env.theme.Border.Paint(dashes(d.layout.list-1)+"┬"+dashes(d.layout.detail-1))
}

// rows is the items in sight.
func (d *desk) rows(now time.Time) []string {
	lines := make([]string, 0, d.frame.rows)
	for i := d.list.top; i < min(len(d.list.items), d.list.top+d.list.visible); i++ {
		lines = append(lines, d.entry(i, now)...)
	}
	return lines
}

// deskLines keeps the lines of the rows in sight, so that moving the cursor
// prepares two rows and not all.
type deskLines struct {
	partner    int   // cells of the column of customers
	minute     int64 // days go by
	generation int
	kept       map[int][]string
}

// drop forgets the lines: there are other items, or another width for them.
func (c *deskLines) drop(items []model.DeskItem) {
	c.kept, c.partner = nil, 0
	for i := range items {
		c.partner = max(c.partner, cells(items[i].PartnerName.String()))
	}
}

// entry is the lines of an item, prepared once while they stay as they are.
func (d *desk) entry(i int, now time.Time) []string {
	if i == d.list.cursor {
		return d.row(&d.list.items[i], flags{selected: true, blurred: d.focused}, d.lines.partner, now)
	}
	c, minute := &d.lines, now.Unix()/60
	if c.kept == nil || len(c.kept) > 4*d.list.visible || c.minute != minute || c.generation != d.env.generation {
		c.kept, c.minute, c.generation = map[int][]string{}, minute, d.env.generation
	}
	lines, ok := c.kept[i]
	if !ok {
		lines = d.row(&d.list.items[i], flags{}, c.partner, now)
		c.kept[i] = lines
	}
	return lines
}

// The columns of the desk: the customer's name has so many cells at most.
const mostPartner = 22

// row is one shipment: number, customer and why, on one line or two.
func (d *desk) row(item *model.DeskItem, f flags, partner int, now time.Time) []string {
	ink := inkOf(d.env.Look, f)
	width := d.layout.list
	sign, why := d.why(item, ink, now)
	number := max(usualRef, min(mostRef, cells(item.Ref.String())))
	var first brush
	lead(&first, ink, f)
	if d.frame.each == 1 {
		partner = min(mostPartner, max(8, partner), max(8, width/4))
		first.put(refStyle(ink, &item.Row, f), fit(item.Ref.String(), number))
		first.put(ink.Muted, "  "+fit(item.PartnerName.String(), partner)+"  ")
		first.put(sign.Style, sign.Text)
		first.put(ink.Text, fit(" "+why, width-leadCells-number-partner-6)+" ")
		return []string{first.String()}
	}
	room := width - leadCells - 1
	number = min(number, room)
	first.put(refStyle(ink, &item.Row, f), fit(item.Ref.String(), number))
	if rest := room - number; rest > 8 {
		first.put(ink.Muted, "  "+fit(item.PartnerName.String(), rest-2))
	} else {
		first.put(ink.Muted, pad(rest))
	}
	first.put(ink.Text, " ")
	var second brush
	lead(&second, ink, flags{selected: f.selected, blurred: f.blurred})
	second.put(sign.Style, sign.Text)
	second.put(ink.Text, fit(" "+why, width-leadCells-2)+" ")
	return []string{first.String(), second.String()}
}

// why is the worst need in words, and a sign: what customers were told and is
// wrong, or should have been told, calls louder than what is merely old.
func (d *desk) why(item *model.DeskItem, ink *theme.Ink, now time.Time) (sign theme.Phrase, why string) {
	if len(item.Needs) == 0 {
		return ink.Muted.Says(theme.SignMissing), ""
	}
	worst := item.Needs[0]
	why = worst.Remark().Tell(d.env.words, now)
	switch worst.Kind {
	case model.NeedSilent, model.NeedMissing, model.NeedPublish:
		return ink.Muted.Says(theme.SignUpcoming), why
	default:
		return ink.Attention.Says(theme.SignLate), why
	}
}

// foot is the chosen shipment: its way, everything that it needs, and what is
// next; in a wide window only what is next, for the rest stands beside.
func (d *desk) foot(now time.Time) []string {
	lines := make([]string, 0, d.frame.foot)
	item := d.list.chosen()
	if d.frame.foot == 0 {
		return nil
	}
	if d.layout.breadth != wide {
		lines = append(lines, rule(d.env.Look, d.layout.width))
	} else {
		lines = append(lines, "")
	}
	if item != nil {
		if d.frame.foot >= 4 {
			lines = append(lines, d.way(item))
		}
		for _, line := range d.all(item, now, d.frame.foot-1-len(lines)) {
			lines = append(lines, " "+line)
		}
		if len(lines) < d.frame.foot {
			lines = append(lines, " "+d.next(item))
		}
	}
	for len(lines) < d.frame.foot {
		lines = append(lines, "")
	}
	return lines
}

func (d *desk) way(item *model.DeskItem) string {
	left := " "
	if d.layout.breadth == medium {
		left += d.env.theme.Strong.Paint(clip(item.Ref.String(), mostRef)) + "   "
	}
	return left + strip(d.env.Look, item.Row, d.layout.width-cells(left)-1)
}

// all is every need in words, on at most n lines.
func (d *desk) all(item *model.DeskItem, now time.Time, n int) []string {
	told := make([]string, len(item.Needs))
	for i, need := range item.Needs {
		told[i] = need.Remark().Tell(speaker{d.env.words}, now)
	}
	width := max(1, d.layout.list-2)
	lines := wrap(strings.Join(told, " "), width)
	if n < 1 {
		return nil
	}
	if len(lines) > n {
		lines[n-1] = clip(strings.Join(lines[n-1:], " "), width)
		lines = lines[:n]
	}
	for i := range lines {
		lines[i] = loose(lines[i])
	}
	return lines
}

// next is the milestone that the key for posting begins with.
func (d *desk) next(item *model.DeskItem) string {
	t := d.env.theme
	if item.Next == "" {
		return t.Muted.Paint(clip(d.env.say("desk.next.none"), d.layout.list-2))
	}
	text := d.env.say("desk.next", d.env.say("detail.ahead."+string(item.Next)))
	return t.Key.Paint(keyPost.label) + " " + t.Text.Paint(clip(text, d.layout.list-4))
}
