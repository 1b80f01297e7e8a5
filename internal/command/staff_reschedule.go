package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// rescheduleFlags are the new date, its reason, and whether it is told.
type rescheduleFlags struct {
	eta, etd     string
	why          reasonFlags
	publish, yes bool
}

// bare is the value of --eta and --etd when the date stands behind them as an
// argument of its own, which is how it is read in either order.
const bare = "DATE"

// reschedule writes a new ETA or ETD into the ledger.
func (s *session) reschedule() *cobra.Command {
	var f rescheduleFlags
	run := func(ctx context.Context, args []string) error { return s.moveDate(ctx, f, args) }
	cmd := command("reschedule REF (--eta|--etd) DATE --reason TEXT", from("REF"), run)
	flags := cmd.Flags()
	flags.StringVar(&f.eta, "eta", "", s.Words.Say("command.flag.eta"))
	flags.StringVar(&f.etd, "etd", "", s.Words.Say("command.flag.etd"))
	flags.Lookup("eta").NoOptDefVal, flags.Lookup("etd").NoOptDefVal = bare, bare
	s.reasonFlags(cmd, &f.why, "command.flag.reason_date", 1)
	s.publishFlags(cmd, &f.publish, &f.yes)
	return cmd
}

func (s *session) moveDate(ctx context.Context, f rescheduleFlags, args []string) error {
	kind, typed, err := f.date(args[1:])
	if err != nil {
		return err
	}
	d, record, err := s.onDesk(ctx, args[0])
	if err != nil {
		return err
	}
	at := record.Facts.POD
	if kind == model.KindETD {
		at = record.Facts.POL
	}
	to, err := readWhen(typed, s.zoneOf(at))
	if err != nil {
		return err
	}
	why, err := f.why.read()
	if err != nil {
		return err
	}
	draft := model.DateDraft{Kind: kind, To: to, Why: why}
	would, err := d.ProposeDate(ctx, record.Ref.String(), draft)
	if err != nil {
		return err
	}
	if f.publish {
		if err := s.confirmQuestions(ctx, would.Questions, f.yes); err != nil {
			return err
		}
	}
	if err := d.Reschedule(ctx, record.Ref.String(), draft, f.publish, would.Version); err != nil {
		return err
	}
	return s.reportMoved(record, draft, would, f)
}

// date reads which date is meant, and its text.
func (f rescheduleFlags) date(rest []string) (kind model.DateKind, typed string, err error) {
	kind, typed = model.KindETA, f.eta
	switch {
	case f.eta != "" && f.etd != "":
		return "", "", usage("error.usage.exclusive", "--eta", "--etd")
	case f.eta == "" && f.etd == "":
		return "", "", usage("error.usage.missing", "--eta DATE", "reschedule")
	case f.etd != "":
		kind, typed = model.KindETD, f.etd
	}
	words := strings.Join(rest, " ")
	switch {
	case typed == bare:
		typed = words
	case words != "":
		return "", "", usage("error.usage.too_many", words, "reschedule")
	}
	switch {
	case typed == "":
		return "", "", usage("error.usage.missing", "DATE", "reschedule")
	case sentence(f.why.text).IsZero() && !f.why.none:
		return "", "", usage("error.usage.missing", "--reason TEXT", "reschedule")
	}
	return kind, typed, nil
}

func (s *session) reportMoved(record model.Shipment, draft model.DateDraft, would model.Proposal, f rescheduleFlags) error {
	document := object{{"ref", record.Ref}, {"date", draft.Kind}, {"to", draft.To}, {"published", f.publish}}
	name, day := strings.ToUpper(string(draft.Kind)), s.Words.Day(draft.To, s.Now())
	if f.publish {
		return s.published(document, "command.reschedule.published", would, name, record.Ref, day)
	}
	return s.done(document, "command.reschedule.kept", name, record.Ref, day)
}
