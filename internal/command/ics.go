package command

import (
	"bytes"
	"context"
	"strings"

	ics "github.com/arran4/golang-ical"
	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/sheet"
)

// ics prints a calendar: when each shipment leaves and arrives.
func (s *session) ics() *cobra.Command {
	return command("ics [REF]", atMostOne, func(ctx context.Context, args []string) error {
		src, err := s.source()
		if err != nil {
			return err
		}
		rows, err := s.calendarRows(ctx, src, args)
		if err != nil {
			return err
		}
		forwarder, err := s.Store.Directory().Forwarder(ctx)
		if err != nil {
			return err
		}
		c := sheet.Calendar(forwarder.Name.String(), rows, s.Now(), s.Words)
		if err := c.SerializeTo(crlf{s.out}, ics.WithNewLine("\n")); err != nil {
			return &outputError{err}
		}
		return nil
	})
}

// calendarRows are the shipments of the calendar: the one named, the code
// holder's own, or all of them.
func (s *session) calendarRows(ctx context.Context, src source, args []string) ([]model.Row, error) {
	if len(args) == 1 || s.Principal.IsHolder() {
		ref := strings.Join(args, "")
		r, err := src.record(ctx, ref)
		if err != nil {
			return nil, s.searchable(err, ref)
		}
		return []model.Row{model.RowOf(r.Published)}, nil
	}
	list, _, err := src.list(ctx, model.Query{}, maxListed)
	return list, err
}

// crlf ends each line as RFC 5545 asks for, behind the guard, which lets no
// carriage return through.
type crlf struct{ to *guard }

// Write implements io.Writer.
func (c crlf) Write(p []byte) (int, error) {
	lines := bytes.ReplaceAll(c.to.filter(p), []byte("\n"), []byte("\r\n"))
	if _, err := c.to.to.Write(lines); err != nil {
		return 0, &outputError{err}
	}
	return len(p), nil
}
