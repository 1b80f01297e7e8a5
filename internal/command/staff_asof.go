package command

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// asOfFlags ask for a moment that has passed, and for whom.
type asOfFlags struct{ at, account string }

func (f asOfFlags) given() bool { return f != asOfFlags{} }

func (s *session) asOfFlags(cmd *cobra.Command, f *asOfFlags) {
	s.textFlag(cmd, &f.at, "as-of", "command.flag.as_of", 1)
	cmd.Flags().StringVar(&f.account, "for", "", s.Words.Say("command.flag.for"))
}

// jsonAsOf is what is told of a moment beside the record.
type jsonAsOf struct {
	At       *string           `json:"at"`
	For      string            `json:"for"`
	Visible  bool              `json:"visible"`
	Reason   *string           `json:"reason"` // why nothing was visible, in words
	Since    *string           `json:"since"`  // from when to when it stood so
	Until    *string           `json:"until"`
	Changes  []jsonShownChange `json:"changes"` // all moments at which customers were shown something else
	Withheld []jsonWithheld    `json:"withheld"`
}

type jsonShownChange struct {
	At  *string `json:"at"`
	Act string  `json:"act"` // as in the audit trail
	By  string  `json:"by"`
}

type jsonWithheld struct {
	Field string `json:"field"`
	What  string `json:"what"`
	Why   string `json:"why"`
}

// shipmentThen tells what an account could see of a shipment at a moment.
func (s *session) shipmentThen(ctx context.Context, src source, ref string, f asOfFlags) error {
	switch "" {
	case f.at:
		return usage("error.usage.missing", "--as-of DATE", "shipment")
	case f.account:
		return usage("error.usage.missing", "--for ACCOUNT", "shipment")
	}
	email, err := model.ParseEmail(f.account)
	if err != nil {
		return err
	}
	at, err := s.moment(f.at)
	if err != nil {
		return err
	}
	d, err := s.desk()
	if err != nil {
		return err
	}
	r, err := src.record(ctx, ref)
	if err != nil {
		return s.searchable(err, ref)
	}
	seen, err := d.AsOf(ctx, r.Ref.String(), email, at)
	switch {
	case err != nil:
		return naming(err, email)
	case s.json:
		return s.printThen(seen)
	default:
		return s.describeThen(seen)
	}
}

// moment is the moment that a date or a time of the forwarder means: of a day its end, or
// now while it lasts.
func (s *session) moment(text string) (time.Time, error) {
	when, err := s.happened(text, s.Words.Zone())
	if err != nil {
		return time.Time{}, err
	}
	return model.LastOf(when, s.Words.Zone(), s.Now()), nil
}

// then is the session at that moment.
func (s *session) then(at time.Time) *session {
	then := *s
	then.Now = func() time.Time { return at }
	return &then
}

func (s *session) printThen(seen model.AsOf) error {
	about := jsonAsOf{
		At: s.clock(seen.At), For: seen.Account, Visible: seen.Seen(), Since: s.clock(seen.Since), Until: s.clock(seen.Until),
		Changes: each(seen.Changes, func(c model.ShownChange) jsonShownChange { return jsonShownChange{s.clock(c.At), c.Act, c.By} }),
		Withheld: each(seen.Withheld, func(w model.Withheld) jsonWithheld {
			return jsonWithheld{w.Field, s.withheldText(seen.Office, w), s.tell(w.Why)}
		}),
	}
	if !seen.Seen() {
		about.Reason = known(s.tell(seen.Why))
		return s.print(object{{"ref", seen.Ref}, {"as_of", about}})
	}
	j := s.then(seen.At).jsonShipment(seen.Record, "")
	j.View = "as_of"
	return s.print(struct {
		jsonShipment
		AsOf jsonAsOf `json:"as_of"`
	}{j, about})
}

func (s *session) describeThen(seen model.AsOf) error {
	d, moment := &page{session: s}, s.Words.OfficeMoment(seen.At, s.Now())
	said := func(text string) { d.lines = append(d.lines, d.wrap(text, "")) }
	if seen.Seen() {
		said(s.Words.Say("asof.title", seen.Account, moment))
		said(s.tell(seen.Span()))
	} else {
		said(s.Words.Say("asof.nothing", seen.Account, seen.Ref.String(), moment))
		said(s.tell(seen.Why))
	}
	for _, c := range seen.ChangesOn(s.Words.Zone()) {
		said(s.Words.Say("asof.changed", s.Words.OfficeMoment(c.At, s.Now()), c.Act, c.By))
	}
	if seen.Seen() {
		d.lines = append(d.lines, "")
		d.session = s.then(seen.At)
		d.set(seen.Record, "")
		d.session = s
	}
	d.withheld("command.section.withheld_then", seen.Office, seen.Withheld)
	return d.write()
}
