package action

import (
	"reflect"
	"time"

	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// actTop is the line on which the form begins: under title and rule.
const actTop = 3

// headLines is how many lines title and rule take.
const headLines = 2

// wide says that the form and what the customer sees stand side by side.
func (a *act) wide() bool {
	return widget.LayoutOf(a.width, a.height).Breadth == widget.Wide && a.hasPage()
}

// hasPage says that there is something to see beside the form.
func (a *act) hasPage() bool { return a.page != nil || a.listed() && a.stage >= actPreview }

// listed says that what would be is a list, and no page of a shipment.
func (a *act) listed() bool { return a.preview.plan != nil || a.preview.output != nil }

// formWidth is the columns of the form.
func (a *act) formWidth() int {
	if a.wide() {
		return widget.LayoutOf(a.width, a.height).List
	}
	return min(a.width, 92)
}

// rightWidth is the columns of what the customer would see.
func (a *act) rightWidth() int {
	if a.wide() {
		return a.width - a.formWidth() - 1
	}
	return a.width
}

func (a *act) Resize(width, height int) {
	a.width, a.height = width, height
	a.fitPage()
}

// fitPage gives the customer's page what its caption and the questions leave.
func (a *act) fitPage() {
	if a.page != nil {
		a.page.Resize(a.rightWidth(), max(1, a.height-headLines-1-len(a.questions(a.rightWidth()))))
	}
}

func (a *act) View() []string {
	lines := []string{a.head(), a.rule()} // headLines
	rest := a.height - headLines
	switch {
	case a.stage == actResult:
		lines = append(lines, a.outputLines(a.output, a.width, rest)...)
	case a.wide():
		form := widget.Filled(a.left(rest), rest)
		lines = append(lines, widget.JoinBeside(a.env.Look, form, 0, a.formWidth(), a.right(rest))...)
	case a.stage == actPreview || a.stage == actDoing && a.hasPage():
		lines = append(lines, a.right(rest)...)
	default:
		lines = append(lines, a.left(rest)...)
	}
	return lines[:min(len(lines), a.height)]
}

// head is what is done, and to which shipment.
func (a *act) head() string {
	t := a.env.Theme
	left := widget.Prose{t.Muted.Says(" ‹ "), t.Title.Says(a.env.Say(a.title))}
	return widget.Apart(left, widget.Prose{t.Text.Says(a.about())}, a.width-1).Paint(a.width)
}

// about is what the task is about: a shipment, or something of the office's.
func (a *act) about() string {
	if !a.ref.IsZero() {
		return a.ref.String()
	}
	return a.goal.About
}

// outputLines is what a task tells, as much as is in sight.
func (a *act) outputLines(all []outputLine, width, height int) []string {
	t, lines := a.env.Theme, []string{""}
	for _, one := range all {
		switch {
		case one.paste:
			lines = append(lines, "    "+t.Strong.Paint(widget.Clip(one.text, width-5)))
		case one.indent > 0:
			lines = widget.Said(lines, 2+one.indent, t.Text, one.text, width)
		default:
			lines = widget.Said(append(lines, ""), 2, t.Text, one.text, width)
		}
	}
	a.list.Fit(height, len(lines))
	return a.list.Shown(lines)
}

func (a *act) rule() string {
	if !a.wide() {
		return widget.Rule(a.env.Look, a.width)
	}
	return widget.SplitRule(a.env.Look, a.formWidth()-1, a.rightWidth()-1)
}

// left is the form, and under it what is wrong or what comes next.
func (a *act) left(height int) []string {
	width := a.formWidth() - 1
	if a.stage == actLoading || a.stage == actFailed {
		return append([]string{""}, a.remarks(width)...)
	}
	lines, at := a.form.View(width)
	below := a.remarks(width)
	switch {
	case len(lines)+len(below)+2 <= height:
		a.formTop = headLines + 1
		lines = append([]string{""}, lines...)
		return append(append(lines, ""), below...)
	case a.err == nil && a.stage == actForm:
		below = below[:max(0, min(len(below), height-len(lines)))]
	default: // What is wrong, or going on, matters more than the whole form.
		below = below[:min(len(below), max(1, height/2))]
	}
	room := max(1, height-len(below))
	from := max(0, min(at-room+1, len(lines)-room))
	a.formTop = headLines - from
	return append(lines[from:min(len(lines), from+room)], below...)
}

// remarks is what is wrong, what is going on, or what is good to know.
func (a *act) remarks(width int) []string {
	t := a.env.Theme
	text := ""
	switch {
	case a.stage == actLoading:
		text = a.env.Say("detail.loading", a.ref)
	case a.err != nil:
		again := ""
		if a.stage == actFailed {
			again = "office.again"
		}
		return a.env.Failed(nil, 2, a.err, again, width)
	case a.stage == actAsking:
		text = a.env.Say("office.asking")
	case a.stage == actDoing:
		text = a.env.Say("office.doing")
	case a.stage == actForm && a.form.Asks:
		return widget.Said(nil, 2, t.Attention, a.env.Say("office.leave"), width)
	case a.stage == actForm && a.task.advice != nil:
		text = a.task.advice()
	}
	return widget.Said(nil, 2, t.Muted, text, width)
}

// right is what the customer sees, or would see, with the lint's questions under
// it; for a voyage the shipments that it concerns.
func (a *act) right(height int) []string {
	var lines []string
	asked := a.questions(a.rightWidth())
	switch {
	case a.preview.plan != nil && a.stage >= actPreview:
		lines = a.voyageLines(a.rightWidth(), height-len(asked))
	case a.preview.output != nil && a.stage >= actPreview:
		lines = a.outputLines(a.preview.output, a.rightWidth(), height)
	case a.page != nil:
		a.fitPage()
		key, s := a.captionOf()
		lines = append([]string{" " + s.Paint(widget.Clip(a.env.Say(key), a.rightWidth()-2))}, a.page.View()...)
	default:
		return nil
	}
	return append(widget.Filled(lines, height-len(asked)), asked...)
}

// captionOf says what the page beside the form is.
func (a *act) captionOf() (key string, s theme.Style) {
	t := a.env.Theme
	if a.stage < actPreview || a.preview.proposal == nil {
		return "office.sees", t.Muted
	}
	if a.task.removes {
		return "office.would_see.less", t.Accent
	}
	before, after := a.preview.proposal.Before, a.preview.proposal.After
	before.UpdatedAt, after.UpdatedAt = time.Time{}, time.Time{}
	if reflect.DeepEqual(before, after) {
		return "office.would_see.same", t.Attention
	}
	return "office.would_see", t.Accent
}

// mostQuestions is how many questions are shown at once.
const mostQuestions = 4

// questions is what the lint asks, under a rule.
func (a *act) questions(width int) []string {
	asked := a.preview.questions
	if a.stage < actPreview || len(asked) == 0 {
		return nil
	}
	ink := a.env.Theme.Attention
	lines := []string{widget.Rule(a.env.Look, width)}
	for i, q := range asked {
		if i == mostQuestions-1 && len(asked) > mostQuestions {
			lines = append(lines, " "+ink.Paint(widget.Clip(a.env.Say("office.questions", len(asked)-i), width-2)))
			break
		}
		sign := "? "
		for _, line := range widget.Wrap(q.Remark().Tell(a.env.Words, a.env.Now()), max(1, width-4)) {
			lines, sign = append(lines, " "+ink.Paint(sign+line)), "  "
		}
	}
	return lines[:min(len(lines), max(1, a.height/3))]
}
