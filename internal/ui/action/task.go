package action

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// task is one kind of thing that staff do, with the form for one record. Its
// functions are called from the program's one goroutine; what they return carries
// copies.
type task struct {
	inputs    []*widget.Input
	at        int                       // the input that has the keys at first
	removes   bool                      // what is marked on the customer's page only moved up
	immediate func() bool               // enter does it, and nothing is shown before; nil: never
	advice    func() string             // what is good to know under the form; nil: nothing
	enter     widget.Binding            // what enter is called; zero: saving, or seeing it as the customer
	lost      func(bytes, controls int) // what was left out of what was pasted; nil: it does not matter
	limit     time.Duration             // how long it may take; zero: as a load
	atOnce    bool                      // it begins with what it tells, without a form
	// submit reads the form. The error is a Fault about what was typed. nil: it is
	// there to be read.
	submit func() (submission, error)
}

// submission is what the form asks for: to see what would be, and then the keys that do
// it, the first one also by enter. Where there is nothing to see it is done at once.
type submission struct {
	preview func(ctx context.Context) (preview, error)
	choices []choice
}

// preview is what would be, before it is.
type preview struct {
	proposal  *model.Proposal
	plan      *model.VoyagePlan
	output    []outputLine // of an import
	nothing   bool         // there is nothing that could be done
	questions []model.Question
	session   *session.Config // what is opened instead of a yes
}

// choice is one way of doing the task, and the sentence that says it was done.
type choice struct {
	key    widget.Binding
	do     func(ctx context.Context, seen preview) error
	done   string
	result func(ctx context.Context) ([]outputLine, error) // in place of do: what has to be known afterwards
	next   screen.Goal                                     // what most often follows; zero: nothing
}

// outputLine is a line of what a task tells. One that is there to be pasted is never broken,
// one that is set in belongs to the one before.
type outputLine struct {
	text   string
	paste  bool
	indent int
}

// proposed is a proposal as what would be.
func proposed(p model.Proposal, err error) (preview, error) {
	return preview{proposal: &p, questions: p.Questions}, err
}

// publishOrKeep are the two choices of what the customer may see at once or later.
func publishOrKeep(published, kept string, do func(ctx context.Context, seen preview, publish bool) error) []choice {
	with := func(publish bool) func(context.Context, preview) error {
		return func(ctx context.Context, seen preview) error { return do(ctx, seen, publish) }
	}
	return []choice{{key: keyYes, do: with(true), done: published}, {key: keyKeep, do: with(false), done: kept}}
}

// typed is an input for text; hint is what the catalogue says of an empty one.
func (a *act) typed(label string, cells int, hint string) *widget.Input {
	in := &widget.Input{Label: label, Text: widget.Field{Limit: cells}}
	if hint != "" {
		in.Empty = func() string { return a.env.Say(hint) }
	}
	return in
}

// line is what was typed, as it is kept.
func line(in *widget.Input) model.Text { return model.Line(in.Typed(), in.Text.Limit) }

// reasonTyped is why a date changes; a dash alone says that no reason is given.
func reasonTyped(in *widget.Input) model.Reason {
	if text := in.Typed(); text == "-" || text == "–" {
		return model.Reason{None: true}
	}
	return model.Reason{Text: line(in)}
}

// happening is the part of a form that says what happened, when and where.
type happening struct {
	*act
	milestones           []model.Milestone
	milestone, at, place *widget.Input
	usual                func() model.Place // where it happens when no place is typed
}

// happens are the inputs for one of the milestones, of which the one at first is
// chosen; place is the label of where.
func (a *act) happens(milestones []model.Milestone, first int, place string) *happening {
	h := &happening{act: a, milestones: milestones}
	names := widget.Map(milestones, func(m model.Milestone) string { return "milestone." + string(m) })
	h.milestone = widget.Choice(a.env.Look, "office.field.milestone", names...)
	h.milestone.At = first
	h.usual = func() model.Place { return model.DefaultPlace(a.record, h.chosen()) }
	usually := h.usual
	h.place = a.typed(place, model.NameCells, "")
	h.place.Empty = func() string { return usually().String() }
	h.place.Read = func() string { return model.ParsePlace(h.place.Typed()).String() }
	h.at = timeInput(a.env.Look, h.clock)
	return h
}

func (h *happening) chosen() model.Milestone { return h.milestones[h.milestone.At] }

// where is the place that is meant.
func (h *happening) where() model.Place {
	if typed := h.place.Typed(); typed != "" {
		return model.ParsePlace(typed)
	}
	return h.usual()
}

// clock is the place by whose clock the time is meant.
func (h *happening) clock() model.Place { return h.record.Facts.Clock(h.chosen(), h.where()) }

// when is the time that is meant.
func (h *happening) when() (model.When, error) {
	return readTime(h.at.Typed(), h.clock().Zone(), h.env.Look)
}
