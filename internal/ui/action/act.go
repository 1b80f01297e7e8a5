package action

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
)

// act is the screen for everything that staff do to a shipment: a compact form,
// then what the customer would see, then a yes. What is done is a [deed]; the
// screen is the same for all of them.
type act struct {
	env    *screen.Env
	deed   deed
	ref    model.Text // zero: the deed is about no single shipment
	stage  actStage
	serial int // of the present question: answers to others are dropped
	record model.Shipment
	form   *widget.Form
	look   outlook
	err    error
	page   *shipment.Detail // the customer's page, as it is or as it would be
	// relisted is why a list is shown again; it stands beside it.
	relisted error
	list     widget.Scroll // of a voyage's shipments
	formTop  int           // line on which the form begins; above the page when it is scrolled
	width    int
	height   int
}

// actStage is how far the person has come.
type actStage int

// The stages.
const (
	actLoading actStage = iota // the record is being fetched
	actFailed                  // it could not be
	actForm                    // the form is being filled in
	actAsking                  // what the customer would see is being fetched
	actOutlook                 // it is shown, and a yes is waited for
	actDoing                   // it is being done
)

// deed is one kind of thing that staff do. Its methods are called from the
// program's one goroutine; the commands that it returns carry copies.
type deed interface {
	// title is the key of what is done.
	title() string
	// fields makes the form; a.record is there. None: the outlook is asked for
	// at once.
	fields(a *act) []*widget.Input
	// outlook reads the form and asks what the customer would see. The error
	// is a Fault about what was typed. An outlook of nil: there is nothing to
	// see, and it is done at once.
	outlook(a *act) (ask, error)
	// endings are the keys that do it, the first one also by enter.
	endings(a *act) []ending
}

// ask fetches what the customer would see.
type ask func(ctx context.Context) (outlook, error)

// outlook is what would be, before it is.
type outlook struct {
	proposal  *model.Proposal
	plan      *model.VoyagePlan
	questions []model.Question
	session   *session.Config // what is opened instead of a yes
}

// version is that of the record which the proposal was made for, for compare and
// swap; 0 without one.
func (o outlook) version() uint64 {
	if o.proposal == nil {
		return 0
	}
	return o.proposal.Version
}

// ending is one way of doing the deed, and the sentence that says it was done.
type ending struct {
	key  widget.Binding
	do   func(ctx context.Context) error
	done string
}

// The keys of the screen.
var (
	keyNext    = widget.Bind("office.key.next", "enter").As("↵")
	keySave    = widget.Bind("office.key.save", "enter").As("↵")
	keyYes     = widget.Bind("office.key.publish_now", "p")
	keyKeep    = widget.Bind("office.key.keep", "k", "enter").As("k")
	keyTake    = widget.Bind("office.key.take_back", "y")
	keyEdit    = widget.Bind("office.key.edit", "esc", "q").As("esc")
	keyAgain   = widget.Bind("office.key.again", "enter").As("↵")
	keyAbandon = widget.Bind("key.back", "esc")
)

// The messages of the screen.
type (
	actRecord struct {
		to     *act
		serial int
		record model.Shipment
		err    error
	}
	actLook struct {
		to     *act
		serial int
		look   outlook
		err    error
	}
	actDone struct {
		to     *act
		serial int
		notice string
		err    error
	}
)

// New is the screen for the act that a goal names.
func New(e *screen.Env, g screen.Goal) *act {
	a := &act{env: e, ref: g.Ref}
	switch g.To {
	case screen.ToReschedule:
		a.deed = &dateDeed{}
	case screen.ToNote:
		a.deed = &noteDeed{}
	case screen.ToPublish:
		a.deed = &publishDeed{}
	case screen.ToWithdraw:
		a.deed = &withdrawDeed{}
	case screen.ToVoyage:
		a.deed = &voyageDeed{}
	case screen.ToLookAs:
		a.deed, a.ref = &lookDeed{}, model.Text{}
	default:
		a.deed = &postDeed{}
	}
	return a
}

func (a *act) Open() tea.Cmd {
	if a.ref.IsZero() {
		return a.begin(model.Shipment{})
	}
	a.serial++
	a.stage, a.err = actLoading, nil
	serial, ref, desk, parent := a.serial, a.ref.String(), a.env.Staff.Desk, a.env.Ctx
	return screen.Ask(parent, screen.DetailLimit, func(ctx context.Context) tea.Msg {
		record, err := desk.Record(ctx, ref)
		return actRecord{a, serial, record, err}
	})
}

// begin makes the form for the record; a form that was filled in already stays
// as it is.
func (a *act) begin(record model.Shipment) tea.Cmd {
	a.record, a.stage = record, actForm
	if a.form == nil {
		a.form = &widget.Form{Look: a.env.Look, Inputs: a.deed.fields(a)}
		if d, ok := a.deed.(interface{ startsAt() int }); ok {
			a.form.At = d.startsAt()
		}
	}
	if !a.ref.IsZero() {
		shown := model.Publish(record)
		a.show(shown, shown)
	}
	if len(a.form.Inputs) == 0 {
		return a.ask()
	}
	return nil
}

// show puts the customer's page beside the form.
func (a *act) show(before, after model.Published) {
	a.page = shipment.NewShown(a.env, before, after)
	a.Resize(a.width, a.height)
}

// ask fetches the outlook for what is in the form.
func (a *act) ask() tea.Cmd {
	question, err := a.deed.outlook(a)
	if a.err = err; err != nil {
		return nil
	}
	if question == nil {
		return a.finish(a.deed.endings(a)[0])
	}
	a.serial++
	a.stage = actAsking
	serial, parent := a.serial, a.env.Ctx
	return screen.Ask(parent, screen.DetailLimit, func(ctx context.Context) tea.Msg {
		look, err := question(ctx)
		return actLook{a, serial, look, err}
	})
}

// finish does the deed.
func (a *act) finish(end ending) tea.Cmd {
	a.serial++
	a.stage, a.err = actDoing, nil
	serial, parent := a.serial, a.env.Ctx
	return screen.Ask(parent, screen.DetailLimit, func(ctx context.Context) tea.Msg {
		return actDone{a, serial, end.done, end.do(ctx)}
	})
}

func (a *act) Waiting() bool {
	return a.stage == actLoading || a.stage == actAsking || a.stage == actDoing
}

func (a *act) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case actRecord:
		if msg.to == a && msg.serial == a.serial {
			return a.fetched(msg)
		}
	case actLook:
		if msg.to == a && msg.serial == a.serial {
			return a.looked(msg)
		}
	case actDone:
		if msg.to == a && msg.serial == a.serial {
			return a.done(msg)
		}
	case screen.Refresh:
		if a.stage == actFailed {
			return a.Open()
		}
	case screen.Restyled, screen.HouseKnown:
		if a.page != nil {
			a.page.Update(msg)
		}
	case tea.PasteMsg:
		if a.stage == actForm {
			a.form.Paste(msg.Content)
		}
	case tea.MouseMsg:
		return a.mouse(msg)
	}
	return nil
}

func (a *act) fetched(msg actRecord) tea.Cmd {
	if msg.err != nil {
		a.stage, a.err = actFailed, msg.err
		return nil
	}
	return a.begin(msg.record)
}

func (a *act) looked(msg actLook) tea.Cmd {
	a.look, a.err = msg.look, msg.err
	if a.err == nil {
		a.err = a.relisted
	}
	a.relisted = nil
	switch {
	case msg.err != nil:
		a.stage = actForm
		return a.afterFailure()
	case msg.look.session != nil:
		next := screen.Goal{To: screen.ToPreview, Session: msg.look.session}
		return func() tea.Msg { return screen.Instead{Old: a, Next: next} }
	}
	a.stage, a.list = actOutlook, widget.Scroll{}
	if p := a.look.proposal; p != nil {
		a.show(p.Before, p.After)
		a.page.Reveal()
	}
	return nil
}

// done closes the screen, or says why it could not be done. What was typed is
// kept.
func (a *act) done(msg actDone) tea.Cmd {
	if msg.err == nil {
		notice := session.Notice{Key: msg.notice, Args: []any{a.ref}}
		return func() tea.Msg { return screen.Instead{Old: a, Notice: notice} }
	}
	a.stage, a.err = actForm, msg.err
	return a.afterFailure()
}

// afterFailure looks at the record, or at the list, again when somebody else was
// faster.
func (a *act) afterFailure() tea.Cmd {
	if len(a.form.Inputs) == 0 {
		a.stage = actFailed
	}
	if errors.Is(a.err, errRelisted) {
		a.relisted = a.err
		return a.ask()
	}
	if !errors.Is(a.err, errMeanwhile) {
		return nil
	}
	serial, ref, desk, parent := a.serial, a.ref.String(), a.env.Staff.Desk, a.env.Ctx
	return screen.Ask(parent, screen.DetailLimit, func(ctx context.Context) tea.Msg {
		record, err := desk.Record(ctx, ref)
		if err != nil {
			return nil // The screen says already what went wrong.
		}
		return actRecord{a, serial, record, nil}
	})
}

// Every loss against somebody who was faster.
var (
	errMeanwhile = model.NewFault("error.edited_meanwhile")
	errRelisted  = model.NewFault("error.voyage.changed") // the list is another one
)
