package desk

import (
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

func (d *desk) View() []string {
	now := d.env.Now()
	lines := make([]string, 0, d.layout.Height)
	lines = append(lines, screen.Header(d.env, d.layout.Width), d.summary(), d.aside.Rule())
	rows := d.list.States(d.layout.List, "desk.loading", d.emptyKey())
	if rows == nil {
		rows = d.rows(now)
	}
	lines = append(lines, widget.Filled(rows, d.frame.rows)...)
	lines = append(lines, d.foot(now)...)
	return d.aside.Join(lines)
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
	t := d.env.Theme
	left := d.env.Say("desk.title")
	if d.list.Ready && d.list.Err == nil {
		left = d.env.Say("desk.count", d.list.Total)
	}
	line := widget.Prose{widget.Plain(" "), t.Accent.Says(left)}
	if d.partner.Partner != "" {
		line = append(line, t.Text.Says(theme.Between+d.partner.Name.String()))
	}
	right := widget.Prose{}
	if item := d.list.Chosen(); item != nil {
		if figure, known := d.figures[item.Partner]; known {
			right = widget.Prose{t.Muted.Says(figureText(d.env.Look, item.PartnerName, figure))}
		}
	}
	return widget.Apart(line, right, d.layout.Width-1).Paint(d.layout.Width)
}

// figureText is how fresh what a partner sees is.
func figureText(look *widget.Look, name model.Text, f model.Freshness) string {
	return look.Say("desk.fresh", name, f.Fresh, f.Active)
}

// rows is the items in sight.
func (d *desk) rows(now time.Time) []string {
	partner := 0
	for i := range d.list.Items {
		partner = max(partner, widget.Cells(d.list.Items[i].PartnerName.String()))
	}
	return d.list.Rows(func(item *model.DeskItem, chosen bool) []string {
		return d.row(item, parts.Flags{Selected: chosen, Blurred: d.aside.Focused()}, partner, now)
	})
}

// The columns of the desk: the customer's name has so many cells at most.
const mostPartner = 22

// row is one shipment: number, customer and why, on one line or two.
func (d *desk) row(item *model.DeskItem, f parts.Flags, partner int, now time.Time) []string {
	ink := parts.InkOf(d.env.Look, f)
	width := d.layout.List
	sign, why := d.why(item, ink, now)
	number := max(parts.UsualRef, min(parts.MostRef, widget.Cells(item.Ref.String())))
	var first widget.Brush
	parts.Lead(&first, ink, f)
	if d.frame.each == 1 {
		partner = min(mostPartner, max(8, partner), max(8, width/4))
		first.Put(parts.RefStyle(ink, &item.Row, f), widget.Fit(item.Ref.String(), number))
		first.Put(ink.Muted, "  "+widget.Fit(item.PartnerName.String(), partner)+"  ")
		first.Put(sign.Style, sign.Text)
		first.Put(ink.Text, widget.Fit(" "+why, width-parts.LeadCells-number-partner-6)+" ")
		return []string{first.String()}
	}
	room := width - parts.LeadCells - 1
	number = min(number, room)
	first.Put(parts.RefStyle(ink, &item.Row, f), widget.Fit(item.Ref.String(), number))
	if rest := room - number; rest > 8 {
		first.Put(ink.Muted, "  "+widget.Fit(item.PartnerName.String(), rest-2))
	} else {
		first.Put(ink.Muted, widget.Pad(rest))
	}
	first.Put(ink.Text, " ")
	var second widget.Brush
	parts.Lead(&second, ink, parts.Flags{Selected: f.Selected, Blurred: f.Blurred})
	second.Put(sign.Style, sign.Text)
	second.Put(ink.Text, widget.Fit(" "+why, width-parts.LeadCells-2)+" ")
	return []string{first.String(), second.String()}
}

// why is the worst need in words, and a sign: what customers were told and is
// wrong, or should have been told, calls louder than what is merely old.
func (d *desk) why(item *model.DeskItem, ink *theme.Ink, now time.Time) (sign theme.Phrase, why string) {
	if len(item.Needs) == 0 {
		return ink.Muted.Says(theme.SignMissing), ""
	}
	worst := item.Needs[0]
	why = worst.Remark().Tell(d.env.Words, now)
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
	item := d.list.Chosen()
	if d.frame.foot == 0 {
		return nil
	}
	lines = append(lines, d.list.Rule(d.layout.List))
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
	return widget.Filled(lines, d.frame.foot)
}

func (d *desk) way(item *model.DeskItem) string {
	left := " "
	if d.layout.Breadth == widget.Medium {
		left += d.env.Theme.Strong.Paint(widget.Clip(item.Ref.String(), parts.MostRef)) + "   "
	}
	return left + parts.Strip(d.env.Look, item.Row, d.layout.Width-widget.Cells(left)-1)
}

// all is every need in words, on at most n lines.
func (d *desk) all(item *model.DeskItem, now time.Time, n int) []string {
	told := make([]string, len(item.Needs))
	for i, need := range item.Needs {
		told[i] = need.Remark().Tell(parts.Speaker{Catalogue: d.env.Words}, now)
	}
	return widget.WrapTo(strings.Join(told, " "), max(1, d.layout.List-2), n)
}

// next is the milestone that the key for posting begins with.
func (d *desk) next(item *model.DeskItem) string {
	t := d.env.Theme
	if item.Next == "" {
		return t.Muted.Paint(widget.Clip(d.env.Say("desk.next.none"), d.layout.List-2))
	}
	text := d.env.Say("desk.next", d.env.Say("detail.ahead."+string(item.Next)))
	return t.Key.Paint(screen.KeyPost.Help().Key) + " " + t.Text.Paint(widget.Clip(text, d.layout.List-4))
}
