package desk

import (
	"strings"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

func (d *desk) View() []string {
	lines := make([]string, 0, d.layout.Height)
	lines = append(lines, screen.Header(d.env, d.layout.Width), d.summary(), d.aside.Rule())
	empty := "desk.empty"
	if d.list.Partner.Partner != "" {
		empty = "desk.empty.partner"
	}
	rows := d.list.States(d.layout.List, "desk.loading", empty)
	switch today, _ := d.list.About.(model.Today); {
	case rows == nil:
		rows = d.rows()
	case d.list.Ready && d.list.Err == nil && today.Shipments > 0:
		rows = widget.Said(rows, parts.LeadCells, d.env.Theme.Delivered, d.env.Say("desk.today", today.Shipments), d.layout.List)
	}
	lines = append(lines, widget.Filled(rows, d.frame.rows)...)
	return d.aside.Join(append(lines, d.foot()...))
}

// summary is how much there is to do, and at the end how fresh what the chosen
// shipment's customer sees is.
func (d *desk) summary() string {
	title, fresh, item := d.env.Say("desk.title"), "", d.list.Chosen()
	if d.list.Ready && d.list.Err == nil {
		title = d.env.Say("desk.count", d.list.Total)
	}
	if figure, known := d.figures[item.Partner]; known {
		fresh = d.env.Say("desk.fresh", item.PartnerName, figure.Fresh, figure.Active)
	}
	return d.list.Heading(title, fresh, d.layout.Width)
}

// mostPartner is how many cells the customer's name has at most.
const mostPartner = 22

// rows is the items in sight.
func (d *desk) rows() []string {
	partner := 8
	for i := range d.list.Items {
		partner = max(partner, widget.Cells(d.list.Items[i].PartnerName.String()))
	}
	partner = min(mostPartner, partner, max(8, d.layout.List/4))
	return d.list.Rows(func(item *model.DeskItem, chosen bool) []string {
		return d.row(item, parts.Flags{Selected: chosen, Blurred: d.aside.Focused()}, partner)
	})
}

// row is one shipment: number, customer and why, on one line or two.
func (d *desk) row(item *model.DeskItem, f parts.Flags, partner int) []string {
	ink := parts.InkOf(d.env.Look, f)
	room := d.layout.List - parts.LeadCells - 1
	number := min(room, max(parts.UsualRef, min(parts.MostRef, widget.Cells(item.Ref.String()))))
	var first, second widget.Brush
	parts.Lead(&first, ink, f)
	first.Put(parts.RefStyle(ink, &item.Row, f), widget.Fit(item.Ref.String(), number))
	sign, why := d.why(item, ink)
	if d.frame.each == 1 {
		first.Put(ink.Muted, "  "+widget.Fit(item.PartnerName.String(), partner)+"  ")
		first.Put(sign.Style, sign.Text)
		first.Put(ink.Text, widget.Fit(" "+why, room-number-partner-5)+" ")
		return []string{first.String()}
	}
	if rest := room - number; rest > 8 {
		first.Put(ink.Muted, "  "+widget.Fit(item.PartnerName.String(), rest-2))
	} else {
		first.Put(ink.Muted, widget.Pad(rest))
	}
	first.Put(ink.Text, " ")
	parts.Lead(&second, ink, f)
	second.Put(sign.Style, sign.Text)
	second.Put(ink.Text, widget.Fit(" "+why, room-1)+" ")
	return []string{first.String(), second.String()}
}

// why is the worst need in words, and a sign: what customers were told and is
// wrong, or should have been told, calls louder than what is merely old.
func (d *desk) why(item *model.DeskItem, ink *theme.Ink) (sign theme.Phrase, why string) {
	if len(item.Needs) == 0 {
		return ink.Muted.Says(theme.SignMissing), ""
	}
	worst := item.Needs[0]
	why = worst.Remark().Tell(d.env.Words, d.env.Now())
	switch worst.Kind {
	case model.NeedSilent, model.NeedMissing, model.NeedPublish:
		return ink.Muted.Says(theme.SignUpcoming), why
	default:
		return ink.Attention.Says(theme.SignLate), why
	}
}

// foot is the chosen shipment: its way, everything that it needs, and what is
// next; in a wide window only what is next, for the rest stands beside.
func (d *desk) foot() []string {
	if d.frame.foot == 0 {
		return nil
	}
	lines := []string{d.list.Rule(d.layout.List)}
	if item := d.list.Chosen(); !item.Ref.IsZero() {
		if d.frame.foot >= 4 {
			lines = append(lines, d.way(item))
		}
		for _, line := range d.all(item, d.frame.foot-1-len(lines)) {
			lines = append(lines, " "+line)
		}
		lines = append(lines, " "+d.next(item))
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
func (d *desk) all(item *model.DeskItem, n int) []string {
	told := widget.Map(item.Needs, func(need model.Need) string {
		return need.Remark().Tell(parts.Speaker{Catalogue: d.env.Words}, d.env.Now())
	})
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
