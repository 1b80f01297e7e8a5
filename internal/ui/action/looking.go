package action

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// lookAs opens the portal as a customer's account sees it.
func lookAs(a *act) task {
	account := a.prefilled("office.field.account", "office.account.letters", a.goal.About)
	advice := func() string { return a.env.Say("office.preview.advice") }
	return task{inputs: []*widget.Input{account}, advice: advice, submit: func() (submission, error) {
		typed, find, open := account.Typed(), a.env.Staff.Office.FindAccount, a.env.Staff.LookAs
		return submission{preview: func(ctx context.Context) (preview, error) {
			email, err := find(ctx, typed, "")
			if err != nil {
				return preview{}, err
			}
			session, err := open(ctx, email)
			session.Preview = model.Line(email, model.NameCells)
			return preview{session: &session}, err
		}}, nil
	}}
}

// asOf opens the page of a shipment as a customer's account could see it on a day.
func asOf(a *act) task {
	account := a.typed("office.field.account", model.NameCells, "office.asof.account")
	office := func() model.Place { return model.Place{} } // its clock is the forwarder's
	day := timeInput(a.env.Look, office)
	day.Label = "office.field.day"
	advice := func() string { return a.env.Say("office.asof.advice") }
	return task{inputs: []*widget.Input{day, account}, advice: advice, submit: func() (submission, error) {
		e, typed, slug, ref := a.env, account.Typed(), a.record.Partner, a.ref.String()
		when, err := readTime(day.Typed(), e.Words.Zone(), e.Look)
		at := model.LastOf(when, e.Words.Zone(), e.Now())
		return submission{preview: func(ctx context.Context) (preview, error) {
			email, err := e.Staff.Office.FindAccount(ctx, typed, slug)
			if err != nil {
				return preview{}, err
			}
			seen, err := e.Staff.Office.AsOf(ctx, ref, email, at)
			if err == nil && !seen.Seen() {
				err = model.NewFault("error.asof.nothing", seen.Why.Tell(e.Words, e.Now()))
			}
			return preview{session: a.sessionThen(seen)}, err
		}}, err
	}}
}

// sessionThen is the page of a shipment as it was seen at a moment, and no other.
func (a *act) sessionThen(seen model.AsOf) *session.Config {
	e := a.env
	account := model.Line(seen.Account, model.NameCells)
	span := seen.Span()
	return &session.Config{
		Single: pastPage{seen, e.Forwarder}, Forwarder: e.Forwarder, Who: account, Preview: account,
		Language: e.Words.For(model.Principal{Role: model.Portal}), Now: func() time.Time { return seen.At },
		Banner: model.Remark{Key: "office.asof.banner", Args: []any{account, seen.At, span}},
	}
}

// pastPage is a shipment as it was seen, of which nothing changes any more.
type pastPage struct {
	seen      model.AsOf
	forwarder model.Forwarder
}

func (p pastPage) Ref() model.Text                                    { return p.seen.Ref }
func (p pastPage) Until() time.Time                                   { return time.Time{} }
func (p pastPage) Version(context.Context) (uint64, error)            { return p.seen.Record.Change, nil }
func (p pastPage) Forwarder(context.Context) (model.Forwarder, error) { return p.forwarder, nil }
func (p pastPage) Shipment(context.Context) (model.Published, error)  { return p.seen.Record, nil }

func (p pastPage) Watch(ctx context.Context, _ uint64) (uint64, error) {
	<-ctx.Done()
	return 0, ctx.Err() //nolint:wrapcheck // it is the session's own end
}
