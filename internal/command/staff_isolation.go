package command

import (
	"context"

	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// checkIsolation proves that no account sees another partner's data, or shows
// which does.
func (s *session) checkIsolation() *cobra.Command {
	var sample int
	cmd := command("isolation", exactly(), func(ctx context.Context, _ []string) error {
		switch {
		case sample < 0:
			return usage("error.usage.sample")
		case s.Isolation == nil:
			return model.NewFault("error.check.unavailable")
		}
		office, err := s.Store.Office(s.Principal)
		if err != nil {
			return err
		}
		office.Looked("check isolation", "accounts")
		bar := s.progress()
		report, err := s.Isolation(ctx, sample, func(done, total int) { bar.Show(int64(done), int64(total)) })
		bar.Clear()
		if err != nil {
			return err
		}
		return s.reportIsolation(report)
	})
	cmd.Flags().IntVar(&sample, "sample", 0, s.Words.Say("command.flag.sample"))
	return cmd
}

func (s *session) reportIsolation(r model.IsolationReport) error {
	if r.Leaks == nil {
		r.Leaks = []model.IsolationLeak{}
	}
	return s.verdict(r.Passed, r, func() error { return s.lines(s.isolationLines(r)) })
}

func (s *session) isolationLines(r model.IsolationReport) []string {
	lines := []string{s.Words.Say("command.check.looked", r.Accounts, r.Probes, r.Bytes)}
	if r.Passed {
		return append(lines, s.Words.Say("command.check.passed"))
	}
	if !r.Proves() {
		lines = append(lines, s.Words.Say("command.check.unproven", r.Partners))
	}
	if len(r.Leaks) == 0 {
		return lines
	}
	lines = append(lines, s.Words.Say("command.check.failed", len(r.Leaks)+r.More), "")
	for _, leak := range r.Leaks {
		lines = append(lines,
			"✗ "+s.Words.Say("command.check.leak", cleaned(leak.Account), s.canary(leak.Canary), cleaned(leak.Owner)),
			"  "+cleaned(leak.Probe), "  "+leak.Excerpt.String())
	}
	if r.More > 0 {
		lines = append(lines, s.Words.Say("command.check.more", r.More))
	}
	return lines
}

// canary names a kind of thing that was looked for.
func (s *session) canary(name string) string {
	if key := "isolation.canary." + name; s.Words.Has(key) {
		return s.Words.Say(key)
	}
	return cleaned(name)
}
