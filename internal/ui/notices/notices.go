package notices

import (
	"context"
	"strconv"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// notices is the screen on which a customer says what to be mailed about.
type notices struct {
	env    *screen.Env
	form   widget.Form
	level  *widget.Input
	days   *widget.Input
	when   *widget.Input
	loaded bool
	saving bool
	err    error // of loading
	lost   error // of saving
	width  int
	height int
}

var (
	keySaveNotices = widget.Bind("notices.key.save", "enter").As("↵")
	keyLeaveForm   = widget.Bind("key.back", "esc").As("esc")
)

// New is the form in which a customer says what to be mailed about.
func New(e *screen.Env) *notices {
	n := &notices{env: e}
	n.level = &widget.Input{Label: "notices.question", Tall: true, Options: func() []string {
		var names []string
		for _, l := range model.NoticeLevels() {
			names = append(names, e.Say("notices.level."+l.Name()))
		}
		return names
	}}
	n.days = &widget.Input{
		Label: "notices.days", Text: widget.Field{Limit: 2, Accept: unicode.IsDigit},
		Empty:  func() string { return "0" },
		Read:   n.inDays,
		Hidden: func() bool { return n.chosen() != model.NoticesETA },
	}
	n.when = &widget.Input{
		Label:   "notices.when",
		Options: func() []string { return []string{e.Say("notices.when.now"), e.Say("notices.when.digest")} },
		Hidden:  func() bool { return n.chosen() == model.NoticesOff },
	}
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

// noticesLoaded and noticesSaved are the answers to the screen's questions.
type (
	noticesLoaded struct {
		to      *notices
		notices model.Notices
		err     error
	}
	noticesSaved struct {
		to  *notices
		err error
	}
)

func (n *notices) Open() tea.Cmd {
	ctx, from := n.env.Ctx, n.env.Noticer
	return screen.Ask(ctx, screen.AskingLimit, func(ctx context.Context) tea.Msg {
		now, err := from.Notices(ctx)
		return noticesLoaded{n, now, err}
	})
}

func (n *notices) save() tea.Cmd {
	wanted, err := n.wanted()
	if n.lost = err; err != nil {
		return nil
	}
	n.saving = true
	ctx, to := n.env.Ctx, n.env.Noticer
	return screen.Ask(ctx, screen.AskingLimit, func(ctx context.Context) tea.Msg {
		return noticesSaved{n, to.SetNotices(ctx, wanted)}
	})
}

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

func (n *notices) Waiting() bool { return n.saving || !n.loaded && n.err == nil }

func (n *notices) Resize(width, height int) { n.width, n.height = width, height }

func (n *notices) TakesText() bool { return n.loaded && n.form.Typing() }

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
	case n.saving:
		return nil, !keyLeaveForm.Hit(msg)
	case !n.loaded:
		return nil, false
	case keySaveNotices.Hit(msg):
		return n.save(), true
	case keyLeaveForm.Hit(msg):
		return screen.GoBack, true
	}
	return nil, n.form.Key(msg)
}

func (n *notices) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case noticesLoaded:
		if msg.to == n {
			n.fill(msg.notices, msg.err)
		}
	case noticesSaved:
		if msg.to == n {
			return n.saved(msg.err)
		}
	case screen.Refresh:
		if n.err != nil {
			n.err = nil
			return n.Open()
		}
	case tea.MouseClickMsg:
		if n.loaded && !n.saving {
			n.form.Click(msg.Y-noticesTop, n.formWidth())
		}
	}
	return nil
}

// fill puts what was chosen before into the form.
func (n *notices) fill(was model.Notices, err error) {
	n.loaded, n.err = err == nil, err
	for i, l := range model.NoticeLevels() {
		if l == was.Level {
			n.level.At = i
		}
	}
	n.days.Text.Set(strconv.Itoa(was.Days))
	if was.Digest {
		n.when.At = 1
	}
}

// saved goes back to the list, or stays and says why not.
func (n *notices) saved(err error) tea.Cmd {
	n.saving, n.lost = false, err
	if err != nil {
		return nil
	}
	return func() tea.Msg { return screen.Instead{Old: n, Notice: session.Notice{Key: "notices.saved"}} }
}
