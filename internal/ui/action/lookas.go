package action

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// lookDeed opens the portal as a customer's account sees it.
type lookDeed struct{ account *widget.Input }

func (*lookDeed) title() string { return "office.preview" }

func (d *lookDeed) fields(a *act) []*widget.Input {
	d.account = &widget.Input{
		Label: "office.field.account", Text: widget.Field{Limit: model.NameCells},
		Empty: func() string { return a.env.Say("office.account.example") },
	}
	return []*widget.Input{d.account}
}

func (d *lookDeed) outlook(a *act) (ask, error) {
	email, err := model.ParseEmail(d.account.Typed())
	if err != nil {
		return nil, err
	}
	lookAs := a.env.Staff.LookAs
	return func(ctx context.Context) (outlook, error) {
		session, err := lookAs(ctx, email)
		session.Preview = model.Line(email, model.NameCells)
		return outlook{session: &session}, err
	}, nil
}

func (*lookDeed) endings(*act) []ending { return nil }

func (*lookDeed) advice(a *act) string { return a.env.Say("office.preview.advice") }
