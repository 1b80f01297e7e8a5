package store

import (
	"context"
	"errors"
	"io"
	"os"

	"porthole/internal/model"
	"porthole/internal/store/folder"
	"porthole/internal/store/location"
	"porthole/internal/store/postgres"
	"porthole/internal/store/records"
	"porthole/internal/store/upkeep"
)

// Apart makes a copy of the store, as it is at one moment, and gives the place at which it
// can be opened as a store of its own: a folder inside the data folder, or a database beside
// this one. Whoever calls it has it removed. The error may be the Fault "error.check.database".
func (s *Store) Apart(ctx context.Context) (place string, remove func() error, err error) {
	if e, is := s.engine.(*postgres.Engine); is {
		place, remove, err = e.Scratch(ctx, records.Tables())
		if errors.Is(err, postgres.ErrMayNot) {
			err = model.NewFault("error.check.database")
		}
		return place, remove, s.explain(err)
	}
	disk, err := s.disk()
	if err == nil {
		place, err = folder.Apart(ctx, disk, s.folder)
	}
	return place, func() error { return os.RemoveAll(place) }, s.explain(err)
}

// Backup makes a copy of the store as it is at one moment, with the line in the
// audit trail that says who took it. Writing goes on meanwhile, and once it is
// there nothing waits for whoever reads it. ErrForbidden for all but
// administrators.
func (o *Office) Backup(ctx context.Context) (*folder.Backup, error) {
	disk, err := o.store.disk()
	if err != nil {
		return nil, err
	}
	err = o.change(ctx, model.ActKeep, "backup", func(w *Writer) error { return w.tx.Audit(model.ActKeep, "store", "") })
	if err != nil {
		return nil, err
	}
	b, err := folder.NewBackup(ctx, disk, o.store.folder)
	return b, o.store.explain(err)
}

// Restore puts a backup into a folder as its store, in the name of who, and says
// what is in it, see [folder.Restore]. The Faults are those, "error.restore_unsound" for
// a backup in which something does not agree, and "error.store_newer".
func Restore(ctx context.Context, who model.Principal, backup io.Reader, name, into string, o Options) (report upkeep.Report, err error) {
	err = folder.Restore(ctx, backup, name, into, func(scratch string) (err error) {
		report, err = examine(ctx, who, scratch, folder.Display(name), o)
		return err
	})
	return report, location.Explain(err, location.File(into), o.logger())
}

// mostTold bounds how many causes are told of a backup that is not restored.
const mostTold = 5

// examine opens a backup, checks all that it holds, and writes into its audit
// trail that it was restored. What does not agree is told to the log: the copy in which it
// could be looked for is removed. Whatever is damaged in it is the backup, by its own name:
// the copy is gone when that is read.
func examine(ctx context.Context, who model.Principal, scratch, name string, o Options) (report upkeep.Report, err error) {
	defer func() {
		if errors.Is(err, model.NewFault("error.store_damaged")) {
			err = model.NewFault("error.restore_damaged", name)
		}
	}()
	s, err := Open(scratch, o)
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if report, err = s.Verify(ctx); err != nil {
		return report, err
	}
	if !report.Sound() {
		for _, p := range report.Problems[:min(len(report.Problems), mostTold)] {
			s.log.Error("store: the backup does not agree with itself", "backup", name, "part", p.Part, "subject", p.Subject, "cause", p.Cause)
		}
		return report, model.NewFault("error.restore_unsound", name, len(report.Problems)+report.More)
	}
	office, err := s.Office(who)
	if err != nil {
		return report, err
	}
	return report, office.change(ctx, model.ActKeep, "restore", func(w *Writer) error {
		return w.tx.Audit(model.ActKeep, "store", name)
	})
}
