package command

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/folder"
)

// backup writes a copy of the store to standard output. It is made on the local
// disk first: a reading transaction that waited for somebody's network would
// make the file grow and every write slow.
func (s *session) backup() *cobra.Command {
	return command("backup", exactly(), s.withOffice(func(ctx context.Context, office *store.Office, _ []string) error {
		if s.Terminal {
			return model.NewFault("error.backup.terminal", s.Prefix)
		}
		copied, err := office.Backup(ctx)
		if err != nil {
			return err
		}
		return errors.Join(s.hand(ctx, copied), copied.Close())
	}))
}

// hand sends a backup past the guard, which is for texts, and says what was
// sent, so that it can be compared with what has arrived.
func (s *session) hand(ctx context.Context, copied *folder.Backup) error {
	to := &receiver{to: s.Out}
	if err := copied.Send(ctx, to); err != nil {
		switch {
		case ctx.Err() != nil:
			return ctx.Err() //nolint:wrapcheck // the context's own, as it is told apart by
		case to.failed != nil:
			return to.failed
		}
		s.Log.ErrorContext(ctx, "reading the copy of a backup", "account", s.Principal.Account, "error", err)
		return model.NewFault("error.backup.unread", s.Prefix)
	}
	if err := s.err.line(s.Words.Say("command.backup.done", copied.Size, copied.Sum)); err != nil {
		return err
	}
	return s.err.line(s.Words.Say("command.backup.key"))
}

// receiver is whoever a backup is sent to. It remembers when they have gone: all
// else that ends the sending is on our side.
type receiver struct {
	to     io.Writer
	failed error
}

// Write implements io.Writer.
func (r *receiver) Write(p []byte) (int, error) {
	n, err := r.to.Write(p)
	if err != nil {
		r.failed = &outputError{err}
	}
	return n, r.failed
}
