// Package notices is the screen on which a customer says what to be mailed about.
package notices

import (
	"context"
	"slices"
	"strconv"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

type notices struct {
	env      *screen.Env
	who      model.Text // the account
	read     func(context.Context) (model.Notices, error)
	set      func(context.Context, model.Notices) error
	form     widget.Form
	level    *widget.Input
	days     *widget.Input
	when     *widget.Input
	question screen.Question
	loaded   bool
	err      error // of loading
	lost     error // of saving
	width    int
	height   int
}

var (
	keySaveNotices = widget.Bind("notices.key.save", "enter").As("↵")
	keyLeaveForm   = widget.Bind("key.back", "esc").As("esc")
)

// New is the form in which a customer says what to be mailed about, or staff what one
// of a customer's accounts is.
func New(
	e *screen.Env, who model.Text, read func(context.Context) (model.Notices, error), set func(context.Context, model.Notices) error,
) *notices {
	levels := widget.Map(model.NoticeLevels(), func(l model.NoticeLevel) string { return "notices.level." + l.Name() })
	n := &notices{env: e, who: who, read: read, set: set, level: widget.Choice(e.Look, "notices.question", levels...)}
	n.level.Tall = true
	n.days = &widget.Input{
		Label: "notices.days", Text: widget.Field{Limit: 2, Accept: unicode.IsDigit},
		Empty:  func() string { return "0" },
		Read:   n.inDays,
		Hidden: func() bool { return n.chosen() != model.NoticesETA },
	}
	n.when = widget.Choice(e.Look, "notices.when", "notices.when.now", "notices.when.digest")
	n.when.Hidden = func() bool { return n.chosen() == model.NoticesOff }
	n.form = widget.Form{Look: e.Look, Inputs: []*widget.Input{n.level, n.days, n.when}}
	return n
}

// inDays is how the number of days is understood.
func (n *notices) inDays() string {
	days, err := strconv.Atoi(n.days.Typed())
	if err != nil {
		return ""
	}
	return n.env.Say("days", days)
}

// chosen is the level that the cursor is on.
func (n *notices) chosen() model.NoticeLevel { return model.NoticeLevels()[n.level.At] }

// Open puts what was chosen before into the form.
func (n *notices) Open() tea.Cmd {
	n.err = nil
	return screen.AskFor(n.env, &n.question, n.read, func(was model.Notices, err error) tea.Cmd {
		n.loaded, n.err = err == nil, err
		n.level.At = max(0, slices.Index(model.NoticeLevels(), was.Level))
		n.days.Text.Set(strconv.Itoa(was.Days))
		if was.Digest {
			n.when.At = 1
		}
		n.form.Watch()
		return nil
	})
}

// save goes back to the list when it is done, or stays and says why not.
func (n *notices) save() tea.Cmd {
	wanted, err := n.wanted()
	if n.lost = err; err != nil {
		return nil
	}
	set := n.set
	do := func(ctx context.Context) error { return set(ctx, wanted) }
	return screen.Do(n.env, &n.question, do, func(err error) tea.Cmd {
		if n.lost = err; err != nil {
			return nil
		}
		return func() tea.Msg { return screen.Instead{Old: n, Notice: session.Notice{Key: "notices.saved"}} }
	})
}

// saving says that the choice is on its way.
func (n *notices) saving() bool { return n.loaded && n.question.Open }

// wanted is what the form says. Whoever chooses no mail at all keeps no digest
// either.
func (n *notices) wanted() (model.Notices, error) {
	wanted := model.Notices{Level: n.chosen()}
	if wanted.Level == model.NoticesETA && n.days.Typed() != "" {
		days, err := strconv.Atoi(n.days.Typed())
		if err != nil {
			return wanted, model.NewFault("error.notices.days", n.days.Typed(), model.MaxNoticeDays)
		}
		wanted.Days = days
	}
	wanted.Digest = wanted.Level != model.NoticesOff && n.when.At == 1
	return wanted, wanted.Check()
}

func (n *notices) Waiting() bool { return n.question.Open }

func (n *notices) Resize(width, height int) { n.width, n.height = width, height }

func (n *notices) TakesText() bool { return n.loaded }

// Caret is in the field that has the keys.
func (n *notices) Caret() *tea.Cursor { return n.form.Caret(1, noticesTop) }

func (n *notices) Bindings() []widget.Binding {
	if !n.loaded {
		return []widget.Binding{screen.KeyReload}
	}
	return []widget.Binding{keySaveNotices, widget.KeyField, widget.KeyChange, keyLeaveForm}
}

func (n *notices) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case n.saving():
		return nil, !keyLeaveForm.Hit(msg)
	case !n.loaded:
		return nil, false
	case keySaveNotices.Hit(msg):
		return n.save(), true
	case keyLeaveForm.Hit(msg):
		if n.form.Leaves() {
			return n.env.GoBack(), true
		}
		return nil, true
	}
	return nil, n.form.Key(msg)
}

func (n *notices) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Answer:
		return n.question.Take(msg)
	case screen.Refresh:
		if n.err != nil {
			return n.Open()
		}
	case tea.MouseClickMsg:
		if n.loaded && !n.saving() {
			n.form.Click(msg.Y-noticesTop, n.formWidth())
		}
	}
	return nil
}

// noticesTop is the line on which the form begins.
const noticesTop = 3

func (n *notices) formWidth() int { return min(n.width-2, 2*widget.ParagraphCells) }

// View has the four states of what is loaded, and of what is saved.
func (n *notices) View() []string {
	e, t := n.env, n.env.Theme
	lines := []string{" " + t.Title.Paint(widget.Clip(e.Say("notices.title"), n.width-2)), widget.Rule(e.Look, n.width), ""}
	switch {
	case n.err != nil:
		lines = n.failed(lines, "notices.failed", n.err)
		lines = n.put(lines, t.Muted, e.Say("notices.retry"))
	case !n.loaded:
		lines = n.put(lines, t.Muted, e.Say("notices.loading"))
	default:
		form, _ := n.form.View(n.formWidth())
		lines = append(append(lines, widget.Map(form, func(line string) string { return " " + line })...), "")
		lines = n.put(lines, t.Muted, e.Say("notices.to", n.who.String()))
		lines = n.outcome(lines)
	}
	return lines[:min(len(lines), n.height)]
}

// outcome says how the saving goes.
func (n *notices) outcome(lines []string) []string {
	e, t := n.env, n.env.Theme
	switch {
	case n.saving():
		return n.put(lines, t.Muted, e.Say("notices.saving"))
	case n.lost != nil:
		return n.failed(lines, "notices.unsaved", n.lost)
	case n.form.Asks:
		return n.put(lines, t.Attention, e.Say("office.leave"))
	}
	return lines
}

// failed adds what could not be done and why; and where nothing can be done
// about it, whom to ask.
func (n *notices) failed(lines []string, key string, err error) []string {
	e, t := n.env, n.env.Theme
	message, hint := e.Failure(err)
	lines = n.put(lines, t.Attention, e.Say(key))
	lines = n.put(lines, t.Text, message)
	if hint != "" {
		return n.put(lines, t.Text, hint)
	}
	return e.AskWhom(lines, parts.LeadCells, n.width)
}

func (n *notices) put(lines []string, s theme.Style, text string) []string {
	return widget.Said(lines, parts.LeadCells, s, text, n.width)
}
