// Package action is the screen for everything that staff do to a shipment: a short
// form, then what the customer would see, then a yes. Each kind of thing is a task
// with a file of its own; the screen, in act.go, is the same for all of them.
package action

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
)

// act is the screen. What is done is a [task].
type act struct {
	env       *screen.Env
	id        string // of this form: what is typed in it is done once, however often an answer is lost
	title     string // key of what is done
	taskOf    func(*act) task
	goal      screen.Goal
	ref       model.Text // zero: the task is about no single shipment
	stage     actStage
	question  screen.Question
	record    model.Shipment
	task      task
	form      *widget.Form
	submitted submission
	preview   preview
	err       error
	page      *shipment.Detail // the customer's page, as it is or as it would be
	// relisted is why a list is shown again; it stands beside it.
	relisted error
	output   []outputLine
	ahead    []tea.Msg     // typed and pasted before the form was there
	list     widget.Scroll // of a voyage's shipments, or of what is shown
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
	actPreview                 // it is shown, and a yes is waited for
	actDoing                   // it is being done
	actResult                  // it is done, and tells what has to be known
)

// kinds are the tasks, by where goals lead: each with the key of its title, and whether
// it is about a shipment.
var kinds = map[screen.Destination]struct {
	title  string
	taskOf func(*act) task
	of     bool
}{
	screen.ToPost:       {"office.post", post, true},
	screen.ToReschedule: {"office.reschedule", reschedule, true},
	screen.ToNote:       {"office.note", note, true},
	screen.ToPublish:    {"office.publish", publish, true},
	screen.ToWithdraw:   {"office.withdraw", withdraw, true},
	screen.ToVoyage:     {"office.voyage", voyage, true},
	screen.ToLegs:       {"office.legs", legs, true},
	screen.ToAsOf:       {"office.asof", asOf, true},

	screen.ToLookAs:        {title: "office.preview", taskOf: lookAs},
	screen.ToImport:        {title: "office.import", taskOf: importList},
	screen.ToInvite:        {title: "office.invite", taskOf: invite},
	screen.ToEndInvitation: {title: "office.uninvite", taskOf: endInvitation},
	screen.ToDoctor:        {title: "office.doctor", taskOf: doctor},
	screen.ToNewCode:       {title: "office.code", taskOf: newCode},
	screen.ToRenewCode:     {title: "office.renew", taskOf: renewCode},
	screen.ToEndCode:       {title: "office.revoke", taskOf: endCode},
	screen.ToNewCustomer:   {title: "office.customer.new", taskOf: newCustomer},
	screen.ToNewAccount:    {title: "office.account.new", taskOf: newAccount},
	screen.ToOpenAccount:   {title: "office.account.open", taskOf: openAccount},
	screen.ToCloseAccount:  {title: "office.account.close", taskOf: closeAccount},
	screen.ToRemoveKey:     {title: "office.unkey", taskOf: removeKey},
	screen.ToRetryMail:     {title: "office.retry", taskOf: retryMail},
	screen.ToRetryAll:      {title: "office.retry.all", taskOf: retryAll},
	screen.ToDropMail:      {title: "office.drop", taskOf: dropMail},
	screen.ToResendMail:    {title: "office.resend", taskOf: resendMail},
	screen.ToSettings:      {title: "office.settings", taskOf: settings},
	screen.ToPause:         {title: "office.pause", taskOf: pause},
	screen.ToResume:        {title: "office.resume", taskOf: resume},
}

// Does says that something is done there.
func Does(to screen.Destination) bool { return kinds[to].taskOf != nil }

// New is the screen for the act that a goal names.
func New(e *screen.Env, g screen.Goal) *act {
	kind := kinds[g.To]
	a := &act{env: e, id: rand.Text(), goal: g, title: kind.title, taskOf: kind.taskOf}
	if kind.of {
		a.ref = g.Ref
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
			a.stage, a.err, a.ahead = actFailed, err, nil
			return nil
		}
		return tea.Batch(a.begin(record), a.typedAhead())
	})
}

// mostAhead bounds what is kept of what somebody types while the form is on its way.
const mostAhead = 100

// keep keeps what is typed or pasted for the form that is on its way.
func (a *act) keep(msg tea.Msg) {
	if len(a.ahead) < mostAhead {
		a.ahead = append(a.ahead, msg)
	}
}

// typedAhead types it into the form, up to the key that asks for what would be.
func (a *act) typedAhead() (cmd tea.Cmd) {
	for _, msg := range a.ahead {
		if a.stage != actForm {
			break
		}
		if key, ok := msg.(tea.KeyPressMsg); ok {
			asked, _ := a.Key(key)
			cmd = tea.Batch(cmd, asked)
		} else {
			cmd = tea.Batch(cmd, a.Update(msg))
		}
	}
	a.ahead = nil
	return cmd
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
		a.task = a.taskOf(a)
		a.form = &widget.Form{Look: a.env.Look, Inputs: a.task.inputs, At: a.task.at}
		a.form.Watch()
		if a.task.atOnce {
			return a.ask()
		}
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

// ask fetches the preview for what is in the form.
func (a *act) ask() tea.Cmd {
	a.submitted, a.err = a.task.submit()
	switch {
	case a.err != nil:
		return nil
	case a.submitted.preview == nil:
		return a.finish(a.submitted.choices[0])
	}
	a.stage = actAsking
	return screen.AskWithin(a.env, &a.question, a.limit(), a.submitted.preview, a.previewed)
}

// limit is how long the task may take.
func (a *act) limit() time.Duration { return cmp.Or(a.task.limit, screen.DetailLimit) }

// choices are the ways of doing what was submitted; none where nothing would be done, such
// as for a voyage that concerns no shipment.
func (a *act) choices() []choice {
	if a.preview.nothing {
		return nil
	}
	return a.submitted.choices
}

// finish does the task. Then the screen closes, or says why it could not be done;
// what was typed is kept.
func (a *act) finish(chosen choice) tea.Cmd {
	a.stage, a.err = actDoing, nil
	seen := a.preview
	once := a.typedID(chosen)
	if chosen.result != nil {
		return screen.AskWithin(a.env, &a.question, a.limit(), func(ctx context.Context) ([]outputLine, error) {
			return chosen.result(model.Once(ctx, once))
		}, a.showResult)
	}
	do := func(ctx context.Context) error {
		err := chosen.do(model.Once(ctx, once), seen)
		if errors.Is(err, model.ErrDone) {
			return nil // only its answer had been lost
		}
		return err
	}
	return screen.Do(a.env, &a.question, do, func(err error) tea.Cmd {
		if err == nil {
			notice := session.Notice{Key: chosen.done, Args: []any{a.about()}}
			return a.env.Replace(screen.Instead{Old: a, Next: chosen.next, Notice: notice})
		}
		a.stage, a.err = actForm, err
		return a.afterFailure()
	})
}

// showResult shows what the task has given, which is shown this once.
func (a *act) showResult(lines []outputLine, err error) tea.Cmd {
	if a.output, a.err = lines, err; err != nil {
		a.stage = actForm
		return a.afterFailure()
	}
	a.stage, a.list = actResult, widget.Scroll{}
	return nil
}

// typedID is the id of doing what is typed now with one of the choices.
func (a *act) typedID(chosen choice) string {
	id := a.id + " " + chosen.done
	for _, in := range a.form.Inputs {
		id += " " + strconv.Itoa(in.At) + " " + strconv.Quote(in.Typed())
	}
	return id
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
		if a.stage == actLoading {
			a.keep(msg)
		}
		if a.stage == actForm {
			if a.err = nil; !a.form.Paste(msg.Content) {
				a.err = a.tooLong()
			}
		}
	case interface{ Lost() (bytes, controls int) }: // of the paste before
		if a.stage == actForm && a.task.lost != nil {
			a.task.lost(msg.Lost())
		}
	case tea.MouseMsg:
		return a.mouse(msg)
	}
	return nil
}

func (a *act) previewed(seen preview, err error) tea.Cmd {
	a.preview, a.err = seen, err
	if a.err == nil {
		a.err = a.relisted
	}
	a.relisted = nil
	switch {
	case err != nil:
		a.stage = actForm
		return a.afterFailure()
	case seen.session != nil:
		next := screen.Goal{To: screen.ToPreview, Session: seen.session}
		return a.env.Replace(screen.Instead{Old: a, Next: next})
	}
	a.stage, a.list = actPreview, widget.Scroll{}
	if p := a.preview.proposal; p != nil {
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
