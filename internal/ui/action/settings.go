package action

import (
	"context"
	"slices"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// settings is how the forwarder presents itself. Whoever may not change it reads it.
func settings(a *act) task {
	h := a.env.Forwarder
	name, phone := a.prefilled("office.field.name", "", h.Name.String()), a.prefilled("office.field.phone", "", h.Phone.String())
	mail, zone := a.prefilled("office.field.mail", "", h.Mail.String()), a.prefilled("office.field.zone", "office.zone.example", h.Zone)
	language, documents := a.languageInput("office.language.client"), a.prefilled("office.field.documents", "office.documents.example", h.Documents.String())
	documents.Text.Limit = model.NoteCells
	language.At = 1 + slices.Index(words.Languages(), words.Language(h.Language))
	t := task{
		inputs: []*widget.Input{name, phone, mail, zone, language, documents}, immediate: always,
		advice: func() string { return a.env.Say("office.settings.advice") },
	}
	if !a.env.Staff.Role.May(model.ActSettings) {
		t.advice = func() string { return a.env.Say("office.settings.read") }
		return t
	}
	t.submit = func() (submission, error) {
		forwarder, err := forwarderOf(line(name), line(phone), mail.Typed(), zone.Typed())
		forwarder.Language, forwarder.Documents = languageOf(language), line(documents)
		office := a.env.Staff.Office
		return submission{choices: []choice{{key: keySave, done: "office.done.settings", do: func(ctx context.Context, _ preview) error {
			return office.SetForwarder(ctx, forwarder)
		}}}}, err
	}
	return t
}

// forwarderOf reads how the forwarder presents itself.
func forwarderOf(name, phone model.Text, mail, zone string) (f model.Forwarder, err error) {
	f = model.Forwarder{Name: name, Phone: phone}
	if f.Zone, err = model.ParseZone(zone); err == nil && mail != "" {
		mail, err = model.ParseEmail(mail)
		f.Mail = model.Line(mail, model.NameCells)
	}
	return f, err
}
