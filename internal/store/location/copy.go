package location

import (
	"context"
	"errors"
	"log/slog"
	"os"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/mail"
	"porthole/internal/store/records"
	"porthole/internal/store/transfer"
)

// A Side is what a store is copied from or to.
type Side struct {
	Place  string // a data folder, or the URL of a database
	Secret []byte // for a database: the key of the codes in its outbox
}

// Copied is what a copy holds, and what became of it.
type Copied struct {
	Sums  []transfer.Sum // of each table and each list; Differs says that the proof fails there
	Codes int            // in mails that wait, which the key at the source did not open
}

// Copy copies a store from one place to another and proves that both hold the same. Nobody
// else has either of them open meanwhile. The target holds nothing, or what a copy has
// left that was cut short: that is begun anew. It is no store before the proof is done. A
// folder is made where there is none.
//
// The Faults are those of [Open], and "error.copy_same", "error.copy_empty" for a source without a
// store, "error.copy_taken" for a target that has one, and "error.copy_differs" when the
// proof fails.
func Copy(ctx context.Context, from, to Side, log *slog.Logger, progress func(done, total int64)) (c Copied, err error) {
	if from.Place == to.Place {
		return c, model.NewFault("error.copy_same")
	}
	source, err := openSource(ctx, from.Place, log)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	if !Shares(to.Place) {
		if err := os.MkdirAll(to.Place, 0o700); err != nil {
			return c, err //nolint:wrapcheck // the caller says which folder
		}
	}
	target, err := openAlone(to.Place, log)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	codes := mail.NewCodes(from.box())
	run := transfer.Copy{
		From:     transfer.Side{Engine: source, Locks: map[string]transfer.Lock{records.Outbox.Name: codes}},
		To:       transfer.Side{Engine: target, Locks: map[string]transfer.Lock{records.Outbox.Name: mail.NewCodes(to.box())}},
		Tables:   records.Tables(),
		Progress: progress,
	}
	c.Sums, err = run.Run(ctx)
	c.Codes = codes.Unreadable()
	if errors.Is(err, transfer.ErrTaken) {
		return c, model.NewFault("error.copy_taken", Shown(to.Place))
	}
	for _, s := range c.Sums {
		if err == nil && s.Differs() {
			err = model.NewFault("error.copy_differs", s.Name)
			break
		}
	}
	return c, Explain(err, File(from.Place), log)
}

func (s Side) box() *mail.Outbox {
	if Shares(s.Place) {
		return &mail.Outbox{Secret: s.Secret}
	}
	return &mail.Outbox{Folder: s.Place}
}

// openSource opens what is to be copied, which must be a store of our schema.
func openSource(ctx context.Context, from string, log *slog.Logger) (engine.Engine, error) {
	if !Shares(from) {
		if _, err := os.Stat(File(from)); err != nil {
			return nil, model.NewFault("error.copy_empty", from)
		}
	}
	e, err := openAlone(from, log)
	if err != nil {
		return nil, err
	}
	var version uint64
	err = e.View(ctx, func(r engine.Reader) error { version, err = ReadSchema(r); return err })
	switch {
	case err != nil:
		err = Explain(err, File(from), log)
	case version == 0:
		err = model.NewFault("error.copy_empty", Shown(from))
	case version < Schema:
		err = model.NewFault("error.store_older", version, Schema)
	default:
		return e, nil
	}
	return nil, errors.Join(err, e.Close())
}
