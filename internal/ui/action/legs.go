package action

import (
	"context"
	"strconv"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/widget"
)

// legForm adds a leg, changes one, or takes one out. Of a leg that there is only what
// is typed changes: an empty field shows how it is.
type legForm struct {
	*act
	legs        []model.Leg
	leg, change *widget.Input
	fields      []legField
	reason      *widget.Input
}

// legField is a field of a leg under its name at the desk.
type legField struct {
	name  string
	input *widget.Input
	where func(model.Leg) model.Place // of a date: where it is meant
}

func legs(a *act) task {
	f := &legForm{act: a, legs: model.Plan(a.record)}
	f.leg = &widget.Input{Label: "office.field.leg", Options: f.names}
	f.change = widget.Choice(a.env.Look, "office.field.leg_does", "office.leg.change", "office.leg.remove")
	f.change.Hidden = f.isNew
	f.add("from", "office.field.from", model.NameCells, func(l model.Leg) string { return l.From.String() })
	f.add("to", "office.field.until", model.NameCells, func(l model.Leg) string { return l.To.String() })
	f.add("vessel", "office.field.vessel", model.NameCells, func(l model.Leg) string { return l.Vessel.String() })
	f.add("voyage", "office.field.voyage", model.RefCells, func(l model.Leg) string { return l.Voyage.String() })
	from, to := func(l model.Leg) model.Place { return l.From }, func(l model.Leg) model.Place { return l.To }
	f.date("etd", from, func(l model.Leg) model.When { return l.ETD })
	f.date("eta", to, func(l model.Leg) model.When { return l.ETA })
	f.date("atd", from, func(l model.Leg) model.When { return l.ATD })
	f.date("ata", to, func(l model.Leg) model.When { return l.ATA })
	f.add("mode", "office.field.mode", model.RefCells, func(l model.Leg) string {
		if l.Mode == "" {
			return ""
		}
		return a.env.Say("mode." + string(l.Mode))
	})
	f.reason = a.typed("office.field.reason", model.NoteCells, "office.reason.shown")
	f.reason.Hidden = func() bool { return f.typed("etd") == "" && f.typed("eta") == "" }
	inputs := []*widget.Input{f.leg, f.change}
	for _, field := range f.fields {
		inputs = append(inputs, field.input)
	}
	return task{inputs: append(inputs, f.reason), advice: func() string { return a.env.Say("office.legs.advice") }, submit: f.submit}
}

// names are the legs to choose from, and a new one behind them.
func (f *legForm) names() []string {
	var names []string
	for i, l := range f.legs {
		way := f.env.Words.Place(l.From).Short() + " → " + f.env.Words.Place(l.To).Short()
		names = append(names, widget.Joined(strconv.Itoa(i+1)+" "+way, parts.Vessel(l.Vessel, l.Voyage)))
	}
	return append(names, f.env.Say("office.leg.new"))
}

func (f *legForm) isNew() bool   { return f.leg.At >= len(f.legs) }
func (f *legForm) removes() bool { return !f.isNew() && f.change.At == 1 }

// chosen is the leg as it is; a new one begins where the last one ends.
func (f *legForm) chosen() (l model.Leg) {
	if !f.isNew() {
		return f.legs[f.leg.At]
	}
	return l
}

func (f *legForm) add(name, label string, cells int, now func(model.Leg) string) *legField {
	in := f.act.typed(label, cells, "")
	in.Empty = func() string { return now(f.chosen()) }
	in.Hidden = f.removes
	f.fields = append(f.fields, legField{name: name, input: in})
	return &f.fields[len(f.fields)-1]
}

func (f *legForm) date(name string, where func(model.Leg) model.Place, now func(model.Leg) model.When) {
	field := f.add(name, "office.leg."+name, 30, func(l model.Leg) string {
		return f.env.Words.Moment(now(l), where(l), f.env.Now())
	})
	in := field.input
	field.where = where
	in.Read = func() string {
		at, err := readTime(in.Typed(), where(f.meant()).Zone(), f.env.Look)
		if err != nil || in.Typed() == "" {
			return ""
		}
		return f.env.Words.Moment(at, where(f.meant()), f.env.Now())
	}
}

// meant is the leg with the places that were typed.
func (f *legForm) meant() model.Leg {
	l := f.chosen()
	if from := f.typed("from"); from != "" {
		l.From = model.ParsePlace(from)
	}
	if to := f.typed("to"); to != "" {
		l.To = model.ParsePlace(to)
	}
	return l
}

// typed is what was typed into a field.
func (f *legForm) typed(name string) string {
	for _, field := range f.fields {
		if field.name == name {
			return field.input.Typed()
		}
	}
	return ""
}

// edit is the change as the form has it.
func (f *legForm) edit() (model.LegEdit, error) {
	e := model.LegEdit{At: f.leg.At + 1, Remove: f.removes(), Fields: map[string]string{}, Reason: reasonTyped(f.reason), Zone: f.env.Words.Zone()}
	if f.isNew() {
		e.At = 0
	}
	for _, field := range f.fields {
		text := field.input.Typed()
		if text == "" || e.Remove {
			continue
		}
		if field.where != nil {
			at, err := readTime(text, field.where(f.meant()).Zone(), f.env.Look)
			if err != nil {
				return e, err
			}
			text = at.String()
		}
		e.Fields[field.name] = text
	}
	if len(e.Fields) == 0 && !e.Remove {
		return e, model.NewFault("error.office.leg")
	}
	return e, nil
}

func (f *legForm) submit() (submission, error) {
	edit, err := f.edit()
	desk, ref := f.env.Staff.Desk, f.ref.String()
	return submission{
		func(ctx context.Context) (preview, error) { return proposed(desk.ProposeLeg(ctx, ref, edit)) },
		[]choice{{key: keyYes, done: "office.done.legs", do: func(ctx context.Context, _ preview) error {
			_, err := desk.SetLeg(ctx, ref, edit)
			return err
		}}},
	}, err
}
