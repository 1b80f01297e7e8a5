package command

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
)

// auditFlags are what the trail was asked for.
type auditFlags struct {
	since, search string
	after         uint64
	limit         int
	latest        bool // nothing was asked for: the end of the trail is shown
}

// audit lists who did or saw what, when, and from where: what was asked for from
// its beginning on, and unasked the latest.
func (s *session) audit() *cobra.Command {
	var f auditFlags
	var cmd *cobra.Command
	cmd = command("audit", exactly(), s.withDesk(func(ctx context.Context, d *desk.Desk, _ []string) error {
		f.latest = f.since == "" && f.search == "" && !cmd.Flags().Changed("after")
		return s.listAudit(ctx, d, f)
	}))
	s.textFlag(cmd, &f.since, "since", "command.flag.since", 0)
	s.textFlag(cmd, &f.search, "search", "command.flag.search_audit", 0)
	cmd.Flags().IntVar(&f.limit, "limit", usualListed, s.Words.Say("command.flag.limit", usualListed, model.MaxPage))
	cmd.Flags().Uint64Var(&f.after, "after", 0, s.Words.Say("command.flag.after"))
	return cmd
}

func (s *session) listAudit(ctx context.Context, d *desk.Desk, f auditFlags) error {
	if err := checkLimit(f.limit, model.MaxPage); err != nil {
		return err
	}
	since, err := s.since(f.since)
	if err != nil {
		return err
	}
	if f.latest {
		if f.after, err = beforeLatest(ctx, d, f.limit); err != nil {
			return err
		}
	}
	entries, next, err := d.Audit(ctx, since, f.after, f.limit, cleaned(f.search))
	switch {
	case err != nil:
		return err
	case s.json:
		return s.print(object{{"entries", each(entries, s.jsonAudit)}, {"next", orNone(next)}})
	case len(entries) == 0 && next == 0:
		return s.err.line(s.Words.Say("command.audit.none"))
	}
	if err := s.tableOfAudit(entries); err != nil {
		return err
	}
	switch {
	case next != 0:
		return s.goOn(f.again(), strconv.FormatUint(next, 10))
	case f.latest && f.after > 0:
		return s.err.line(s.Words.Say("command.audit.earlier", s.Prefix))
	default:
		return nil
	}
}

// beforeLatest is the number behind which the last limit entries of the trail stand.
func beforeLatest(ctx context.Context, d *desk.Desk, limit int) (uint64, error) {
	latest, _, err := d.LatestAudit(ctx, "", "", limit)
	if err != nil || len(latest) == 0 {
		return 0, err
	}
	return latest[len(latest)-1].Seq - 1, nil
}

// orNone is a number, and nil for none.
func orNone(n uint64) *uint64 {
	if n == 0 {
		return nil
	}
	return &n
}

// again is the command with its filters, to go on with.
func (f auditFlags) again() string {
	line := "audit"
	if f.since != "" {
		line += " --since " + cleaned(f.since)
	}
	if f.search != "" {
		line += " --search " + cleaned(f.search)
	}
	return line
}

func (s *session) jsonAudit(l model.AuditLine) jsonAudit {
	return jsonAudit{l.Seq, s.clock(l.At), l.Actor, known(l.Remote), l.Verb, known(l.Subject), known(l.Detail)}
}

func (s *session) tableOfAudit(entries []model.AuditLine) error {
	return s.table([]column{
		{head: "#", num: true, keep: 2},
		{head: s.Words.Say("command.col.when")},
		{head: s.Words.Say("command.col.who"), min: 12},
		{head: s.Words.Say("command.col.act"), min: 8},
		{head: s.Words.Say("command.col.subject"), min: 12},
		{head: s.Words.Say("command.col.detail"), min: 12, keep: 3},
		{head: s.Words.Say("command.col.remote"), keep: 1},
	}, each(entries, func(l model.AuditLine) []string {
		return []string{
			strconv.FormatUint(l.Seq, 10), s.Words.OfficeMoment(l.At, s.Now()), cleaned(l.Actor), cleaned(l.Verb),
			cleaned(l.Subject), cleaned(l.Detail), cleaned(l.Remote),
		}
	}))
}

// auditVerify checks that no entry of the trail was changed, taken out or put
// in. It prints the hash of the last one, which can be noted elsewhere.
func (s *session) auditVerify() *cobra.Command {
	return command("verify", exactly(), s.withDesk(func(ctx context.Context, d *desk.Desk, _ []string) error {
		entries, head, err := d.VerifyAudit(ctx)
		switch {
		case err != nil:
			return err
		case s.json:
			return s.print(object{{"whole", true}, {"entries", entries}, {"head", head}})
		default:
			return s.lines([]string{s.Words.Say("command.audit_verify.done", entries), head})
		}
	}))
}
