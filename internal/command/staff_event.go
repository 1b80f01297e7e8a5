package command

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
)

// eventFlags are what an event is posted with.
type eventFlags struct {
	at, place, text, internal, container, classifier string
	publish, yes                                     bool
	why                                              reasonFlags
}

// reasonFlags are why a date changes, or that no reason is given.
type reasonFlags struct {
	text string
	none bool
}

// reasonFlags gives a command --reason and --no-reason.
func (s *session) reasonFlags(cmd *cobra.Command, f *reasonFlags, about string, behind int) {
	s.textFlag(cmd, &f.text, "reason", about, behind)
	cmd.Flags().BoolVar(&f.none, "no-reason", false, s.Words.Say("command.flag.no_reason"))
}

// read is the reason; both flags together are none.
func (f reasonFlags) read() (model.Reason, error) {
	why := model.Reason{Text: sentence(f.text), None: f.none}
	if !why.Text.IsZero() && why.None {
		return why, usage("error.usage.exclusive", "--reason", "--no-reason")
	}
	return why, nil
}

// eventPost records what has happened to a shipment. It stays in the office
// unless --publish is given.
func (s *session) eventPost() *cobra.Command {
	var f eventFlags
	run := func(ctx context.Context, args []string) error { return s.postEvent(ctx, f, args) }
	cmd := command("post REF MILESTONE --at TIME", from("REF", "MILESTONE"), run)
	s.textFlag(cmd, &f.at, "at", "command.flag.at", 2)
	s.textFlag(cmd, &f.place, "place", "command.flag.place", 2)
	s.textFlag(cmd, &f.text, "text", "command.flag.text", 2)
	cmd.Flags().StringVar(&f.container, "container", "", s.Words.Say("command.flag.container"))
	s.textFlag(cmd, &f.internal, "internal", "command.flag.internal", 2)
	cmd.Flags().StringVar(&f.classifier, "classifier", "", s.Words.Say("command.flag.classifier"))
	s.reasonFlags(cmd, &f.why, "command.flag.reason_date", 2)
	s.publishFlags(cmd, &f.publish, &f.yes)
	return cmd
}

// publishFlags are those of what can be published with a yes.
func (s *session) publishFlags(cmd *cobra.Command, publish, yes *bool) {
	if publish != nil {
		cmd.Flags().BoolVar(publish, "publish", false, s.Words.Say("command.flag.publish_now"))
	}
	cmd.Flags().BoolVar(yes, "yes", false, s.Words.Say("command.flag.yes"))
}

func (s *session) postEvent(ctx context.Context, f eventFlags, args []string) error {
	milestone, err := readMilestone(args[1:])
	if err != nil {
		return err
	}
	if f.at == "" {
		return usage("error.usage.missing", "--at TIME", "event post")
	}
	d, record, err := s.onDesk(ctx, args[0])
	if err != nil {
		return err
	}
	draft, err := s.eventDraft(f, milestone, record)
	if err != nil {
		return err
	}
	version := record.Version
	var would model.Proposal
	if f.publish {
		if would, err = d.Propose(ctx, record.Ref.String(), draft); err != nil {
			return err
		}
		if err := s.confirmQuestions(ctx, would.Questions, f.yes); err != nil {
			return err
		}
		version = would.Version
	}
	posted, err := d.Post(ctx, record.Ref.String(), draft, f.publish, version)
	if err != nil {
		return err
	}
	if !s.json && hasEvent(record, posted.ID) {
		if err := s.err.line(s.Words.Say("command.event_post.known", posted.ID, posted.Ref)); err != nil {
			return err
		}
	}
	return s.reportPosted(posted, would)
}

func hasEvent(s model.Shipment, id string) bool {
	return slices.ContainsFunc(s.Events, func(e model.Event) bool { return e.ID == id })
}

// readMilestone reads the words of a milestone.
func readMilestone(words []string) (model.Milestone, error) {
	text := strings.Join(words, " ")
	milestone, ok := model.ParseMilestone(text)
	if !ok {
		return "", unlisted("error.usage.milestone", text, model.Milestones())
	}
	return milestone, nil
}

// eventDraft reads the flags. A place that is not given is where the milestone
// normally happens, and a time is told by the clock of the place.
func (s *session) eventDraft(f eventFlags, m model.Milestone, record model.Shipment) (draft model.EventDraft, err error) {
	draft = model.EventDraft{
		Milestone: m, Classifier: model.Actual, Place: model.ParsePlace(f.place),
		Container: model.Line(f.container, model.RefCells), Text: sentence(f.text), Internal: sentence(f.internal),
	}
	if f.classifier != "" {
		classifier, ok := model.ParseClassifier(f.classifier)
		if !ok {
			return draft, usage("error.usage.choice", f.classifier, "--classifier", "planned, estimated, actual")
		}
		draft.Classifier = classifier
	}
	why, err := f.why.read()
	switch {
	case err != nil:
		return draft, err
	case !m.IsChange() && !why.IsZero():
		return draft, usageError{model.NewFault("error.reason.unneeded", string(m))}
	case !why.Text.IsZero():
		draft.Text = why.Text
	}
	draft.NoReason = why.None
	if draft.Place.IsZero() {
		draft.Place = model.DefaultPlace(record, m)
	}
	draft.At, err = s.happened(f.at, s.zoneOf(record.Facts.Clock(m, draft.Place)))
	return draft, err
}

func (s *session) reportPosted(posted model.Posted, would model.Proposal) error {
	ref, document := posted.Ref.String(), jsonPosted{posted.ID, posted.Published}
	if posted.Published {
		return s.published(document, "command.event_post.published", would, posted.ID, ref)
	}
	if err := s.done(document, "command.event_post.kept", posted.ID, ref); err != nil || s.json {
		return err
	}
	return s.err.line(s.Words.Say("command.event_post.next", s.Prefix, ref, posted.ID))
}

// published says that something was published, and to a person what its customer
// reads now that they did not read before.
func (s *session) published(document any, key string, would model.Proposal, args ...any) error {
	if s.json {
		return s.print(document)
	}
	lines := []string{s.Words.Say(key, args...)}
	if news := s.news(would); len(news) > 0 {
		lines = append(append(lines, "", s.Words.Say("command.published.now")), news...)
	}
	return s.lines(lines)
}

// news are those of the answers that an act has changed.
func (s *session) news(would model.Proposal) []string {
	if would.After.Ref.IsZero() {
		return nil
	}
	before := s.Words.Answered(would.Before, s.Now(), s.Words)
	var questions, answers []string
	for _, pair := range s.Words.Answered(would.After, s.Now(), s.Words) {
		if !slices.Contains(before, pair) {
			questions, answers = append(questions, pair[0]), append(answers, pair[1])
		}
	}
	lines := s.pairs(2, questions, answers)
	for i, line := range lines {
		lines[i] = "  " + line
	}
	return lines
}

// eventPublish shows an event of the office to its customer.
func (s *session) eventPublish() *cobra.Command {
	return s.eventTold("publish REF ID", false, "command.event_publish.done", (*desk.Desk).ProposePublish, (*desk.Desk).Publish)
}

// eventReason gives a changed date the reason that it lacks, or another one.
func (s *session) eventReason() *cobra.Command {
	use := "reason REF ID (--reason TEXT|--no-reason)"
	return s.eventTold(use, true, "command.event_reason.done", (*desk.Desk).ProposeReason, (*desk.Desk).GiveReason)
}

// eventTold is a command that tells the customer something of an event, with a reason
// that may be given or must be.
func (s *session) eventTold(
	use string, must bool, done string,
	propose func(d *desk.Desk, ctx context.Context, ref, id string, why model.Reason) (model.Proposal, error),
	tell func(d *desk.Desk, ctx context.Context, ref, id string, why model.Reason) error,
) *cobra.Command {
	var yes bool
	var flags reasonFlags
	cmd := command(use, exactly("REF", "ID"), func(ctx context.Context, args []string) error {
		why, err := flags.read()
		if err == nil && must && why.IsZero() {
			err = usage("error.usage.missing", "--reason TEXT", "event reason")
		}
		if err != nil {
			return err
		}
		d, _, ref, id, err := s.partOf(ctx, args)
		if err != nil {
			return err
		}
		would, err := propose(d, ctx, ref, id, why)
		if err := s.confirmProposal(ctx, would, err, yes); err != nil {
			return unknownAs(err, "error.event.unknown", ref, id)
		}
		if err := tell(d, ctx, ref, id, why); err != nil {
			return unknownAs(err, "error.event.unknown", ref, id)
		}
		return s.published(jsonPosted{id, true}, done, would, id, ref)
	})
	s.reasonFlags(cmd, &flags, "command.flag.reason_date", 2)
	s.publishFlags(cmd, nil, &yes)
	return cmd
}

// eventHold keeps an event back on purpose, or ends that.
func (s *session) eventHold() *cobra.Command {
	var reason, until string
	var release bool
	cmd := command("hold REF ID (--reason TEXT|--release)", exactly("REF", "ID"), func(ctx context.Context, args []string) error {
		why := sentence(reason)
		switch {
		case release && (reason != "" || until != ""):
			return usage("error.usage.exclusive", "--release", "--reason/--until")
		case !release && why.IsZero():
			return usage("error.usage.missing", "--reason TEXT", "event hold")
		}
		var last model.When
		if until != "" {
			when, err := readWhen(until, s.Words.Zone())
			if err != nil {
				return err
			}
			last = when.Date()
		}
		d, _, ref, id, err := s.partOf(ctx, args)
		if err != nil {
			return err
		}
		done := "command.event_hold.done"
		if release {
			done, err = "command.event_hold.released", d.Release(ctx, ref, id)
		} else {
			err = d.Hold(ctx, ref, id, why, last)
		}
		if err != nil {
			return unknownAs(err, "error.event.unknown", ref, id)
		}
		return s.done(object{{"id", id}, {"held", !release}}, done, id, ref, last)
	})
	s.textFlag(cmd, &reason, "reason", "command.flag.reason_hold", 2)
	cmd.Flags().StringVar(&until, "until", "", s.Words.Say("command.flag.until"))
	cmd.Flags().BoolVar(&release, "release", false, s.Words.Say("command.flag.release"))
	return cmd
}

// eventWithdraw takes an event back, or a note by its id.
func (s *session) eventWithdraw() *cobra.Command {
	return s.withdrawal("event", func(record model.Shipment, id string) bool { return hasEvent(record, id) || hasNote(record, id) })
}

// withdrawal is a command that takes back a part of a shipment that it has; the office
// keeps who did, when and why.
func (s *session) withdrawal(kind string, has func(record model.Shipment, id string) bool) *cobra.Command {
	var reason string
	cmd := command("withdraw REF ID --reason TEXT", exactly("REF", "ID"), func(ctx context.Context, args []string) error {
		why := sentence(reason)
		if why.IsZero() {
			return usage("error.usage.missing", "--reason TEXT", kind+" withdraw")
		}
		d, record, ref, id, err := s.partOf(ctx, args)
		if err != nil {
			return err
		}
		if !has(record, id) {
			return model.NewFault("error."+kind+".unknown", ref, id)
		}
		if err := d.Withdraw(ctx, ref, id, why); err != nil {
			return err
		}
		return s.done(jsonPosted{id, false}, "command."+kind+"_withdraw.done", id, ref)
	})
	s.textFlag(cmd, &reason, "reason", "command.flag.reason", 2)
	return cmd
}

// partOf finds the shipment of the arguments REF ID, and reads the id of a part of it:
// an event, a note or a line of the ledger.
func (s *session) partOf(ctx context.Context, args []string) (d *desk.Desk, record model.Shipment, ref, id string, err error) {
	d, record, err = s.onDesk(ctx, args[0])
	return d, record, record.Ref.String(), strings.ToLower(cleaned(args[1])), err
}

// cleaned is an argument as it may be looked up and shown.
func cleaned(arg string) string { return model.Line(arg, model.NameCells).String() }
