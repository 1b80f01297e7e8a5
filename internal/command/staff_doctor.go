package command

import (
	"context"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
)

// doctor says why an account sees what it sees, and what mends what is wrong.
func (s *session) doctor() *cobra.Command {
	return command("doctor ACCOUNT", exactly("ACCOUNT"), s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		email, err := model.ParseEmail(args[0])
		if err != nil {
			return err
		}
		findings, err := d.Doctor(ctx, email)
		if err != nil {
			return naming(err, email)
		}
		if s.json {
			return s.print(object{{"account", email}, {"healthy", model.Healthy(findings)}, {"findings", each(findings, s.jsonFinding)}})
		}
		page := &page{session: s}
		for _, f := range findings {
			page.finding(f)
		}
		return page.write()
	}))
}

func (s *session) jsonFinding(f model.Finding) jsonFinding {
	return jsonFinding{f.Check, f.OK, s.tell(f.Key), known(s.mend(f.Mend))}
}

// finding writes one line of the diagnosis, and under it what mends it.
func (d *page) finding(f model.Finding) {
	sign := "✓"
	if !f.OK {
		sign = "✗"
	}
	d.lines = append(d.lines, sign+" "+d.wrap(d.tell(f.Key), "  "))
	d.mended(f.Mend)
}
