package action

import (
	"cmp"
	"context"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// What is done beside shipments, from the lists of the office.

// prefilled is an input for a text that is most often known.
func (a *act) prefilled(label, hint, text string) *widget.Input {
	in := a.typed(label, model.NameCells, hint)
	in.Text.Text = text
	return in
}

// confirmed is a task without a form to speak of: under what it says it will do enter does
// it.
func (a *act) confirmed(about, done string, do func(ctx context.Context) error, inputs ...*widget.Input) task {
	return task{
		inputs: inputs, immediate: always, enter: keyDo, advice: func() string { return a.env.Say(about, a.about()) },
		submit: func() (submission, error) {
			return submission{choices: []choice{{key: keySave, done: done, do: func(ctx context.Context, _ preview) error { return do(ctx) }}}}, nil
		},
	}
}

// confirms is such a task about what the goal names.
func confirms(about, done string, do func(office session.Office, ctx context.Context, of string) error) func(*act) task {
	return func(a *act) task {
		office, of := a.env.Staff.Office, a.goal.About
		return a.confirmed(about, done, func(ctx context.Context) error { return do(office, ctx, of) })
	}
}

var (
	endInvitation = confirms("office.uninvite.about", "office.done.uninvited", session.Office.EndInvitation)
	endCode       = confirms("office.revoke.about", "office.done.revoked", session.Office.EndCode)
	retryMail     = confirms("office.retry.about", "office.done.retried", session.Office.RetryMail)
	retryAll      = confirms("office.retry.all.about", "office.done.retried", session.Office.RetryMail)
	dropMail      = confirms("office.drop.about", "office.done.dropped", session.Office.DropMail)
	openAccount   = confirms("office.account.open.about", "office.done.opened", setOpen(true))
	closeAccount  = confirms("office.account.close.about", "office.done.closed", setOpen(false))
)

func setOpen(open bool) func(office session.Office, ctx context.Context, email string) error {
	return func(office session.Office, ctx context.Context, email string) error {
		return office.OpenAccount(ctx, email, open)
	}
}

func always() bool { return true }

// showsResult is a submission that is done at once and tells something.
func showsResult(result func(ctx context.Context) ([]outputLine, error)) submission {
	return submission{choices: []choice{{key: keySave, result: result}}}
}

// handOver is what a code's recipient has to be sent, whether it is mailed or not: the line
// to paste, and the code for its prompt. It is told this once.
func (a *act) handOver(user, say string, make func(ctx context.Context) (model.Handed, error)) func(ctx context.Context) ([]outputLine, error) {
	e := a.env
	return func(ctx context.Context) ([]outputLine, error) {
		h, err := make(ctx)
		key := say + ".told"
		if h.Mailed {
			key = say + ".mailed"
		}
		lines := []outputLine{{text: e.Say(key, h.To, e.Words.OfficeMoment(h.Expires, e.Now()))}}
		if h.Waits {
			lines = append(lines, outputLine{text: e.Say("command.outbox.unset")})
		}
		lines = append(lines, outputLine{text: ""},
			outputLine{text: model.SSHAs(user, e.Staff.Public), paste: true},
			outputLine{text: h.Code, paste: true},
		)
		if page := model.PageLink(e.Staff.Web, h.Code); page != "" && user == "track" {
			lines = append(lines, outputLine{text: page, paste: true})
		}
		return append(lines, outputLine{text: e.Say("office.handed.once")}), err
	}
}

// delivery is how a code reaches its recipient: by mail in a language, or by hand alone.
type delivery struct{ how, in *widget.Input }

// usual is the choice before the languages that leaves it open.
func (a *act) delivery(usual string) delivery {
	return delivery{
		widget.Choice(a.env.Look, "office.field.delivery", "office.delivery.mail", "office.delivery.hand"),
		a.languageInput(usual),
	}
}

// languageInput is a choice of a language, or of none.
func (a *act) languageInput(none string) *widget.Input {
	names := widget.Map(words.Languages(), func(l words.Language) string { return "command.language." + string(l) })
	return widget.Choice(a.env.Look, "office.field.language", append([]string{none}, names...)...)
}

// languageOf is the language that is chosen; empty for none.
func languageOf(in *widget.Input) string {
	return string(append([]words.Language{""}, words.Languages()...)[in.At])
}

func (d delivery) mailed() bool { return d.how.At == 0 }

func (d delivery) language() string { return languageOf(d.in) }

func invite(a *act) task {
	account := a.prefilled("office.field.account", "office.account.letters", a.goal.About)
	by := a.delivery("office.language.account")
	return task{
		inputs: []*widget.Input{account, by.how, by.in}, immediate: always, enter: keyDo, advice: func() string { return a.env.Say("office.invite.advice") },
		submit: func() (submission, error) {
			office, typed := a.env.Staff.Office, account.Typed()
			draft := model.InvitationDraft{Mail: by.mailed(), Language: by.language()}
			return showsResult(a.handOver("invite", "office.invite", func(ctx context.Context) (model.Handed, error) {
				var err error
				if draft.Email, err = office.FindAccount(ctx, typed, ""); err != nil {
					return model.Handed{}, err
				}
				return office.InviteAccount(ctx, draft)
			})), nil
		},
	}
}

// lifetimes are for how long a code can work; the first: as long as usual.
var lifetimes = []struct {
	name string
	life time.Duration
}{{"usual", 0}, {"week", 7 * 24 * time.Hour}, {"month", 30 * 24 * time.Hour}, {"quarter", 90 * 24 * time.Hour}}

// newCode makes a tracking code.
func newCode(a *act) task {
	ref := a.prefilled("office.field.shipment", "", a.goal.Ref.String())
	to := a.prefilled("office.field.to", "office.to.example", a.goal.About)
	var names []string
	for _, l := range lifetimes {
		names = append(names, "office.life."+l.name)
	}
	life, by := widget.Choice(a.env.Look, "office.field.life", names...), a.delivery("office.language.usual")
	at := 0
	if ref.Text.Text != "" {
		at = 1
	}
	return task{
		inputs: []*widget.Input{ref, to, life, by.how, by.in}, at: at, immediate: always, enter: keyDo, advice: func() string { return a.env.Say("office.code.advice") },
		submit: func() (submission, error) {
			email, err := model.ParseEmail(to.Typed())
			office := a.env.Staff.Office
			draft := model.CodeDraft{Ref: ref.Typed(), To: email, Language: by.language(), Life: lifetimes[life.At].life, Mail: by.mailed()}
			return showsResult(a.handOver("track", "office.code", func(ctx context.Context) (model.Handed, error) {
				return office.MakeCode(ctx, draft)
			})), err
		},
	}
}

func renewCode(a *act) task {
	office, id := a.env.Staff.Office, a.goal.About
	return task{immediate: always, enter: keyDo, advice: func() string { return a.env.Say("office.renew.about", id) }, submit: func() (submission, error) {
		return showsResult(a.handOver("track", "office.code", func(ctx context.Context) (model.Handed, error) { return office.RenewCode(ctx, id) })), nil
	}}
}

// newCustomer makes a partner, and goes on to its first account; its short name follows
// from the name unless one is typed.
func newCustomer(a *act) task {
	name := a.typed("office.field.name", model.NameCells, "")
	slug := a.typed("office.field.slug", model.RefCells, "")
	slug.Empty = func() string { return model.SlugOf(name.Typed()) }
	return task{inputs: []*widget.Input{name, slug}, immediate: always, submit: func() (submission, error) {
		short, err := model.ParseSlug(cmp.Or(slug.Typed(), slug.Empty()))
		office, full := a.env.Staff.Office, line(name)
		next := screen.Goal{To: screen.ToNewAccount, About: short}
		return submission{choices: []choice{{key: keySave, done: "office.done.customer", next: next, do: func(ctx context.Context, _ preview) error {
			return office.AddPartner(ctx, short, full)
		}}}}, err
	}}
}

// newAccount makes an account of a customer, and goes on to invite its owner.
func newAccount(a *act) task {
	email, by := a.typed("office.field.account", model.NameCells, "office.account.example"), a.delivery("office.language.account")
	return task{
		inputs: []*widget.Input{email, by.how, by.in}, immediate: always, enter: keyDo, advice: func() string { return a.env.Say("office.account.new.advice", a.about()) },
		submit: func() (submission, error) {
			typed, err := model.ParseEmail(email.Typed())
			office, slug := a.env.Staff.Office, a.goal.About
			draft := model.InvitationDraft{Email: typed, Mail: by.mailed(), Language: by.language()}
			return showsResult(a.handOver("invite", "office.invite", func(ctx context.Context) (model.Handed, error) {
				if err := office.AddAccount(ctx, typed, slug); err != nil {
					return model.Handed{}, err
				}
				return office.InviteAccount(ctx, draft)
			})), err
		},
	}
}

// doctor tells why an account sees what it sees, and what mends it.
func doctor(a *act) task {
	e, email := a.env, a.goal.About
	return task{atOnce: true, immediate: always, enter: keyAgain, submit: func() (submission, error) {
		return showsResult(func(ctx context.Context) ([]outputLine, error) {
			findings, err := e.Staff.Office.Doctor(ctx, email)
			var all []outputLine
			for _, f := range findings {
				sign := theme.SignDone
				if !f.OK {
					sign = theme.SignFailed
				}
				all = append(all, outputLine{text: sign + " " + f.Key.Tell(e.Words, e.Now())})
				if !f.Mend.IsZero() {
					all = append(all, outputLine{text: f.Mend.Tell(e.Words, e.Now()), paste: true})
				}
			}
			return all, err
		}), nil
	}}
}

func removeKey(a *act) task {
	office, email, fingerprint := a.env.Staff.Office, a.goal.About, a.goal.Key
	d := a.confirmed("office.unkey.about", "office.done.key", func(ctx context.Context) error { return office.RemoveKey(ctx, email, fingerprint) })
	d.advice = func() string { return a.env.Say("office.unkey.about", fingerprint, email) }
	return d
}

// resendMail mails how a shipment stands to all who follow it.
func resendMail(a *act) task {
	ref := a.prefilled("office.field.shipment", "", a.goal.Ref.String())
	return task{
		inputs: []*widget.Input{ref}, immediate: always, enter: keyDo, advice: func() string { return a.env.Say("office.resend.advice") },
		submit: func() (submission, error) {
			e, shipment := a.env, ref.Typed()
			return showsResult(func(ctx context.Context) ([]outputLine, error) {
				to, err := e.Staff.Office.ResendMail(ctx, shipment)
				return []outputLine{{text: e.Say("command.mail.resent", strings.Join(to, ", "))}}, err
			}), nil
		},
	}
}

// pause has a customer, or all of them, see nothing.
func pause(a *act) task {
	reason := a.typed("office.field.reason", model.NoteCells, "office.reason.kept")
	office, slug := a.env.Staff.Office, a.goal.About
	about := "office.pause.about"
	if slug == "" {
		about = "office.pause.all"
	}
	d := a.confirmed(about, "office.done.paused", nil, reason)
	d.submit = func() (submission, error) {
		why := line(reason)
		if why.IsZero() {
			return submission{}, model.NewFault("error.office.reason")
		}
		return submission{choices: []choice{{key: keySave, done: "office.done.paused", do: func(ctx context.Context, _ preview) error {
			return office.Pause(ctx, slug, why)
		}}}}, nil
	}
	return d
}

func resume(a *act) task {
	office, slug := a.env.Staff.Office, a.goal.About
	about := "office.resume.about"
	if slug == "" {
		about = "office.resume.all"
	}
	return a.confirmed(about, "office.done.resumed", func(ctx context.Context) error { return office.Resume(ctx, slug) })
}
