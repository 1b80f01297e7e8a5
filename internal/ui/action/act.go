// Package action is the screen for everything that staff do to a shipment: a short
// form, then what the customer would see, then a yes. Each kind of thing is a deed
// with a file of its own; the screen, in act.go, is the same for all of them.
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
	env      *screen.Env
	title    string // key of what is done
	deedOf   func(*act) deed
	ref      model.Text // zero: the deed is about no single shipment
	stage    actStage
	question screen.Question
	record   model.Shipment
	deed     deed
	form     *widget.Form
	offer    offer
	look     outlook
	err      error
	page     *shipment.Detail // the customer's page, as it is or as it would be
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

// New is the screen for the act that a goal names.
func New(e *screen.Env, g screen.Goal) *act {
	a := &act{env: e, ref: g.Ref}
	switch g.To {
	case screen.ToReschedule:
		a.title, a.deedOf = "office.reschedule", reschedule
	case screen.ToNote:
		a.title, a.deedOf = "office.note", note
	case screen.ToPublish:
		a.title, a.deedOf = "office.publish", publish
	case screen.ToWithdraw:
		a.title, a.deedOf = "office.withdraw", withdraw
	case screen.ToVoyage:
		a.title, a.deedOf = "office.voyage", voyage
	case screen.ToLookAs:
		a.title, a.deedOf, a.ref = "office.preview", lookAs, model.Text{}
	default:
		a.title, a.deedOf = "office.post", post
	}
	return a
}

func (a *act) Open() tea.Cmd {
	if a.ref.IsZero() {
		return a.begin(model.Shipment{})
	}
	a.stage, a.err = actLoading, nil
	return a.fetch(func(record model.Shipment, err error) tea.Cmd {
		if err != nil {
			a.stage, a.err = actFailed, err
			return nil
		}
		return a.begin(record)
	})
}

// fetch reads the record.
func (a *act) fetch(take func(model.Shipment, error) tea.Cmd) tea.Cmd {
	ref, desk := a.ref.String(), a.env.Staff.Desk
	return screen.AskFor(a.env, &a.question, func(ctx context.Context) (model.Shipment, error) { return desk.Record(ctx, ref) }, take)
}

// begin makes the form for the record; a form that was filled in already stays
// as it is.
func (a *act) begin(record model.Shipment) tea.Cmd {
	a.record, a.stage = record, actForm
	if a.form == nil {
		a.deed = a.deedOf(a)
		a.form = &widget.Form{Look: a.env.Look, Inputs: a.deed.inputs, At: a.deed.at}
	}
	if !a.ref.IsZero() {
		shown := model.Publish(record)
		a.show(shown, shown)
	}
	return nil
}

// show puts the customer's page beside the form.
func (a *act) show(before, after model.Published) {
	a.page = shipment.NewShown(a.env, before, after)
	a.fitPage()
}

// ask fetches the outlook for what is in the form.
func (a *act) ask() tea.Cmd {
	a.offer, a.err = a.deed.offer()
	switch {
	case a.err != nil:
		return nil
	case a.offer.look == nil:
		return a.finish(a.offer.endings[0])
	}
	a.stage = actAsking
	return screen.AskFor(a.env, &a.question, a.offer.look, a.looked)
}

// endings are the ways of doing what was offered; none for a voyage that concerns
// no shipment.
func (a *act) endings() []ending {
	if a.look.plan != nil && concerned(*a.look.plan) == 0 {
		return nil
	}
	return a.offer.endings
}

// finish does the deed. Then the screen closes, or says why it could not be done;
// what was typed is kept.
func (a *act) finish(end ending) tea.Cmd {
	a.stage, a.err = actDoing, nil
	seen := a.look
	do := func(ctx context.Context) error { return end.do(ctx, seen) }
	return screen.Do(a.env, &a.question, do, func(err error) tea.Cmd {
		if err == nil {
			notice := session.Notice{Key: end.done, Args: []any{a.ref}}
			return func() tea.Msg { return screen.Instead{Old: a, Notice: notice} }
		}
		a.stage, a.err = actForm, err
		return a.afterFailure()
	})
}

func (a *act) Waiting() bool {
	return a.stage == actLoading || a.stage == actAsking || a.stage == actDoing
}

func (a *act) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Answer:
		return a.question.Take(msg)
	case screen.Refresh:
		if a.stage == actFailed {
			return a.Open()
		}
	case screen.Restyled:
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

func (a *act) looked(look outlook, err error) tea.Cmd {
	a.look, a.err = look, err
	if a.err == nil {
		a.err = a.relisted
	}
	a.relisted = nil
	switch {
	case err != nil:
		a.stage = actForm
		return a.afterFailure()
	case look.session != nil:
		next := screen.Goal{To: screen.ToPreview, Session: look.session}
		return func() tea.Msg { return screen.Instead{Old: a, Next: next} }
	}
	a.stage, a.list = actOutlook, widget.Scroll{}
	if p := a.look.proposal; p != nil {
		a.show(p.Before, p.After)
		a.page.Reveal()
	}
	return nil
}

// afterFailure looks at the record, or at the list, again when somebody else was
// faster.
func (a *act) afterFailure() tea.Cmd {
	switch {
	case errors.Is(a.err, errRelisted):
		a.relisted = a.err
		return a.ask()
	case errors.Is(a.err, errMeanwhile):
		return a.fetch(func(record model.Shipment, err error) tea.Cmd {
			if err != nil {
				return nil // The screen says already what went wrong.
			}
			return a.begin(record)
		})
	default:
		return nil
	}
}

// Every loss against somebody who was faster.
var (
	errMeanwhile = model.NewFault("error.edited_meanwhile")
	errRelisted  = model.NewFault("error.voyage.changed") // the list is another one
)
