package shipment

import (
	"slices"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// containers is one row for every container with its steps: signs under short
// names, with dates where there is room, and a list where there is not.
func (s Sheet) containers() []widget.Prose {
	if len(s.p.Containers) == 0 {
		key := "detail.box.none"
		if s.p.Load == model.LCL {
			key = "detail.box.none.lcl"
		}
		return widget.Paragraph(s.Theme.Muted, s.Say(key), s.width)
	}
	steps := s.boxSteps()
	set := like(s, "containers", s.gridFor(steps))
	if set == nil {
		return s.boxList(steps)
	}
	grid := *set
	grid.Sheet = s
	lines := []widget.Prose{grid.head()}
	for _, box := range s.p.Containers {
		lines = append(append(lines, grid.row(box)), s.boxAbout(box, numberCells+gutter)...)
	}
	return append(lines, nil, widget.Prose{s.Theme.Muted.Says(s.Say("detail.box.legend"))})
}

// boxSteps are the milestones that have a column: those of the ladder that
// happen to each container, and what else was reported of one.
func (s Sheet) boxSteps() []model.Milestone {
	steps := slices.DeleteFunc(model.Ladder(s.p.Load), func(m model.Milestone) bool { return !m.PerContainer() })
	for _, box := range s.p.Containers {
		for _, step := range box.Milestones {
			if !slices.Contains(steps, step.Milestone) {
				steps = append(steps, step.Milestone)
			}
		}
	}
	slices.SortFunc(steps, func(a, b model.Milestone) int { return a.Rank() - b.Rank() })
	return steps
}

// numberCells is the width of a container number as it is painted on the box.
const numberCells = len("ONEU 650741 0")

// grid is the table of containers by milestones.
type grid struct {
	Sheet
	steps  []model.Milestone
	widths []int
	dated  bool
	names  string // where in the catalogue the columns' names are
}

// gridFor is the richest table that fits: with dates or with signs alone, under
// longer or shorter names. It is nil when none does.
func (s Sheet) gridFor(steps []model.Milestone) *grid {
	for _, dated := range []bool{true, false} {
		for _, names := range []string{"detail.column.", "detail.short."} {
			g := &grid{Sheet: s, steps: steps, dated: dated, names: names}
			if g.measure() <= s.width && !s.tight() {
				return g
			}
		}
	}
	return nil
}

// measure finds the widths of the columns, and of the whole table.
func (g *grid) measure() int {
	used := numberCells
	for _, m := range g.steps {
		width := widget.Cells(g.name(m))
		for _, box := range g.p.Containers {
			width = max(width, g.cell(box, m).Cells())
		}
		g.widths = append(g.widths, width)
		used += gutter + width
	}
	return used
}

func (g *grid) name(m model.Milestone) string { return g.Say(g.names + string(m)) }

func (g *grid) head() widget.Prose {
	line := widget.Prose{g.Theme.Muted.Says(widget.Fit(g.Say("detail.box.number"), numberCells))}
	for i, m := range g.steps {
		line = append(line, g.Theme.Muted.Says(widget.Pad(gutter)+widget.Fit(g.name(m), g.widths[i])))
	}
	return line
}

func (g *grid) row(box model.PublishedContainer) widget.Prose {
	mark := g.mark(g.kept.Container(box))
	line := widget.Prose{g.Theme.Strong.Says(widget.Fit(g.Number(box), numberCells)), mark}
	gap := gutter - widget.Cells(mark.Text)
	for i, m := range g.steps {
		cell := g.cell(box, m)
		line = append(append(line, widget.Blank(gap)), cell...)
		line = append(line, widget.Blank(g.widths[i]-cell.Cells()))
		gap = gutter
	}
	return line
}

// cell is how one step of one container stands.
func (g *grid) cell(box model.PublishedContainer, m model.Milestone) widget.Prose {
	sign, at := g.boxSign(box, m)
	line := widget.Prose{sign}
	if g.dated && !at.IsZero() {
		line = append(line, g.Theme.Text.Says(" "+g.day(at)))
	}
	return line
}

// boxSign is the sign of a step of a container, and its date if it has one.
func (s Sheet) boxSign(box model.PublishedContainer, m model.Milestone) (theme.Phrase, model.When) {
	for _, step := range box.Milestones {
		switch {
		case step.Milestone != m:
		case step.Classifier == model.Actual:
			return s.Theme.Delivered.Says(theme.SignDone), step.At
		default:
			return s.Theme.Active.Says(theme.SignExpected), step.At
		}
	}
	return s.Theme.Muted.Says(theme.SignMissing), model.When{}
}

// Number is how a container is called.
func (s Sheet) Number(box model.PublishedContainer) string {
	if box.Number.IsZero() {
		return s.Say("detail.box.unnamed")
	}
	return model.FormatContainer(box.Number)
}

// boxAbout is what else is known of a container: type, seal, the last that
// happened to it, and what is odd about its number.
func (s Sheet) boxAbout(box model.PublishedContainer, indent int) []widget.Prose {
	about := append([]string{s.Words.ContainerType(box.Type), s.Sealed(box), s.lastOf(box)}, s.freeTime(box)...)
	lines := widget.Indent(s.flowed(s.pieces(s.Theme.Muted, about...), s.width-indent), indent)
	return append(lines, s.odd(indent, model.CheckContainer(model.NormalizeContainer(box.Number.String())))...)
}

// Sealed is what is written of a seal.
func (s Sheet) Sealed(box model.PublishedContainer) string {
	if box.Seal.IsZero() {
		return ""
	}
	return s.Say("detail.box.seal", box.Seal)
}

// freeTime is what is known of a container's free time and of what holds it, or that
// it is not known when that matters.
func (s Sheet) freeTime(box model.PublishedContainer) []string {
	told := s.Words.FreeTerms(s.p, box, s.at)
	if s.p.BoxFreeUntil(box).IsZero() && s.p.AsksFree(s.Row.Stage(), s.at) && len(s.p.FreeRuns(box)) > 0 {
		told = append(told, s.Say("detail.box.free"))
	}
	return told
}

// lastOf is the furthest that was reported of a container.
func (s Sheet) lastOf(box model.PublishedContainer) string {
	last, known := box.Last()
	if !known {
		return ""
	}
	return s.Say("detail.box.latest", s.milestone(last.Milestone), s.moment(last.At, last.Place))
}

// boxList is the table as a list: every container with the steps that are
// known of it.
func (s Sheet) boxList(steps []model.Milestone) []widget.Prose {
	var lines []widget.Prose
	for _, box := range s.p.Containers {
		lines = append(lines, widget.Prose{s.Theme.Strong.Says(s.Number(box)), s.mark(s.kept.Container(box))})
		lines = append(lines, s.boxAbout(box, 2)...)
		for _, m := range steps {
			if sign, at := s.boxSign(box, m); !at.IsZero() {
				name := s.milestone(m)
				if sign.Text != theme.SignDone {
					name = s.ahead(m)
				}
				when := s.Theme.Text.Says(" " + s.day(at) + widget.Pad(gutter))
				lines = append(lines, widget.Prose{widget.Blank(2), sign, when, s.Theme.Muted.Says(name)})
			}
		}
		lines = append(lines, nil)
	}
	return lines[:len(lines)-1]
}
