package server

import (
	"context"
	"fmt"
	"strings"

	"porthole/internal/desk"
	"porthole/internal/intake"
	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// importer takes in what is pasted at the screens, by the rules of the command: facts are
// published with their shipments, events wait until somebody publishes them.
func importer(office *store.Office, acts *desk.Desk) session.Importer {
	return func(ctx context.Context, i session.Import, say words.Catalogue) (session.Imported, error) {
		ctx = model.Once(ctx, "") // what is taken in twice changes nothing
		o := intake.Options{DryRun: i.DryRun, Why: i.Why, Zone: say.Zone()}
		if i.Partner != "" {
			slug, err := acts.FindPartner(ctx, i.Partner)
			if err != nil {
				return session.Imported{}, err //nolint:wrapcheck // a Fault
			}
			known, _, err := office.Mapping(ctx, slug)
			if err != nil {
				return session.Imported{}, fmt.Errorf("reading what is known of headings: %w", err)
			}
			o.Partner, o.Remembered = slug, known.Columns
		}
		r, err := intake.Run(ctx, office, strings.NewReader(i.Text), o)
		if err != nil && !r.Stopped {
			return session.Imported{}, fmt.Errorf("importing: %w", err)
		}
		return session.Imported{Taken: r.Taken, Summary: lined(r.Summary(say)), Problems: lined(r.Problems(say)), Readings: lined(r.Readings(say))}, nil
	}
}

func lined(lines []intake.Line) []session.Line {
	all := make([]session.Line, len(lines))
	for i, l := range lines {
		all[i] = session.Line(l)
	}
	return all
}

// pasteLimit is how much somebody may paste at once: whole lists, or what fits a field.
func pasteLimit(p model.Principal) int {
	if p.IsStaff() && p.Role.May(model.ActShipments) {
		return session.MostPasted
	}
	return 0
}
