package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"porthole/internal/durable"
	"porthole/internal/model"
	"porthole/internal/store/upkeep"
)

// leastPage is the size of which those of every machine's pages are multiples,
// and so the length of every store's file.
const leastPage = 4096

// Restore puts a backup into folder as its store, in the name of who, and says
// what is in it. It is done with a copy, which takes its place under the store's
// name only when every record in it has been checked and all of it is on disk;
// when that fails nothing is left behind. name is the backup's, for sentences.
//
// The Faults are "error.restore_exists" for a folder that has a store,
// "error.restore_damaged" for a backup that is not as it was made,
// "error.restore_unsound" for one in which something does not agree, and
// "error.store_newer".
func Restore(ctx context.Context, who model.Principal, backup io.Reader, name, folder string, o Options) (report upkeep.Report, err error) {
	_, missing := os.Stat(folder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return report, fmt.Errorf("make data folder: %w", err)
	}
	defer func() {
		if err != nil && missing != nil {
			_ = os.Remove(folder) // which was not there before
		}
	}()
	target := filepath.Join(folder, fileName)
	if err := vacant(target); err != nil {
		return report, err
	}
	scratch, err := os.MkdirTemp(folder, scratchHead+"*")
	if err != nil {
		return report, fmt.Errorf("make a folder for the backup: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	r := restoring{who: who, name: display(name), scratch: scratch}
	if err := r.fetch(ctx, backup); err != nil {
		return report, (&Store{log: o.logger()}).explain(err)
	}
	if report, err = r.examine(ctx, o); err != nil {
		return report, err
	}
	if err := vacant(target); err != nil {
		return report, err
	}
	if err := os.Rename(r.file(), target); err != nil {
		return report, fmt.Errorf("put the backup in its place: %w", err)
	}
	return report, durable.SyncFolder(folder)
}

// vacant is the Fault for a store that is there already.
func vacant(target string) error {
	switch _, err := os.Lstat(target); {
	case err == nil:
		return model.NewFault("error.restore_exists", display(filepath.Dir(target)), display(target))
	case !errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("look for a store: %w", err)
	}
	return nil
}

// restoring is a backup on its way to its place.
type restoring struct {
	who     model.Principal
	name    string
	scratch string
}

func (r restoring) file() string { return filepath.Join(r.scratch, fileName) }

// fetch copies the backup beside its place, and checks that it came whole.
func (r restoring) fetch(ctx context.Context, backup io.Reader) (err error) {
	file, err := os.OpenFile(r.file(), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("copy the backup: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := io.Copy(&patient{ctx, file}, backup); err != nil {
		return fmt.Errorf("copy the backup: %w", err)
	}
	whole, err := unclose(file, leastPage)
	switch {
	case err != nil:
		return fmt.Errorf("check the backup: %w", err)
	case !whole:
		return model.NewFault("error.restore_damaged", r.name)
	}
	if err := file.Sync(); err != nil {
		return fmt.Errorf("copy the backup: %w", err)
	}
	return nil
}

// mostTold bounds how many causes are told of a backup that is not restored.
const mostTold = 5

// tell tells the log what does not agree: the copy in which it could be looked for
// is removed.
func (r restoring) tell(log *slog.Logger, report upkeep.Report) {
	for _, p := range report.Problems[:min(len(report.Problems), mostTold)] {
		log.Error("store: the backup does not agree with itself", "backup", r.name,
			"part", p.Part, "subject", p.Subject, "cause", p.Cause)
	}
}

// examine opens the copy, checks all that it holds, and writes into its audit
// trail that it was restored. Whatever is damaged in it is the backup, by its own
// name: the copy is gone when that is read.
func (r restoring) examine(ctx context.Context, o Options) (report upkeep.Report, err error) {
	defer func() {
		if errors.Is(err, model.NewFault("error.store_damaged")) {
			err = model.NewFault("error.restore_damaged", r.name)
		}
	}()
	s, err := Open(r.scratch, o)
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if report, err = s.Verify(ctx); err != nil {
		return report, err
	}
	if !report.Sound() {
		r.tell(o.logger(), report)
		return report, model.NewFault("error.restore_unsound", r.name, len(report.Problems)+report.More)
	}
	office, err := s.Office(r.who)
	if err != nil {
		return report, err
	}
	return report, office.change(ctx, model.ActKeep, "restore", func(w *Writer) error {
		return w.tx.Audit(model.ActKeep, "store", r.name)
	})
}
