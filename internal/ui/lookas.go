package ui

import (
	"context"

	"porthole/internal/model"
)

// lookDeed opens the portal as a customer's account sees it.
type lookDeed struct{ account *input }

func (*lookDeed) title() string { return "office.preview" }

func (d *lookDeed) fields(a *act) []*input {
	d.account = &input{
		label: "office.field.account", text: field{limit: model.NameCells},
		empty: func() string { return a.env.say("office.account.example") },
	}
	return []*input{d.account}
}

func (d *lookDeed) outlook(a *act) (ask, error) {
	email, err := model.ParseEmail(d.account.typed())
	if err != nil {
		return nil, err
	}
	lookAs := a.env.staff.lookAs
	return func(ctx context.Context) (outlook, error) {
		session, err := lookAs(ctx, email)
		session.Preview = model.Line(email, model.NameCells)
		return outlook{session: &session}, err
	}, nil
}

func (*lookDeed) endings(*act) []ending { return nil }

func (*lookDeed) advice(a *act) string { return a.env.say("office.preview.advice") }
