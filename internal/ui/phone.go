package ui

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/sheet"
	"porthole/internal/ui/widget"
)

// leastBeside is how many cells a text needs beside the picture.
const leastBeside = 28

// openPhone shows the link to the web page with the code of this session, for the
// camera of a phone.
func (r *Root) openPhone() tea.Cmd {
	page := &reader{env: r.env, heading: "phone.title", toggle: keyPhone}
	page.write = func(look *widget.Look, width int) []string {
		return r.phonePage(look, width, page.height-readerFrame)
	}
	return r.push(page)
}

// phonePage is the picture with the link, or why there is none: a part of it is no use.
func (r *Root) phonePage(look *widget.Look, width, height int) []string {
	t := look.Theme
	if r.config.KeyOnly {
		page := widget.Said([]string{""}, 1, t.Text, look.Say("error.code.bound"), width)
		return look.AskWhom(widget.Said(page, 1, t.Text, look.Say("phone.bound"), width), 1, width)
	}
	picture, err := sheet.Blocks(r.config.Page, look.Words.ASCII())
	if err != nil { // a link that is too long for a picture
		return r.phoneText(look, "phone.about", width)
	}
	cells := widget.Cells(picture[0]) + 1
	if cells > width || len(picture) > height {
		return r.phoneText(look, "phone.small", width, cells, r.height-height+len(picture))
	}
	below := width-cells < leastBeside
	beside := r.phoneText(look, "phone.about", width-cells)
	if below {
		beside = r.phoneText(look, "phone.about", width)
	}
	for i, line := range picture {
		picture[i] = " " + t.Scan.Paint(line)
		if !below && i < len(beside) {
			picture[i] += beside[i]
		}
	}
	if below {
		picture = append(picture, beside...)
	}
	return picture
}

// phoneText is what there is to say, and the link.
func (r *Root) phoneText(look *widget.Look, key string, width int, args ...any) []string {
	lines := widget.Said([]string{""}, 1, look.Theme.Text, look.Say(key, args...), width)
	return widget.Said(append(lines, ""), 1, look.Theme.Strong, r.config.Page, width)
}
