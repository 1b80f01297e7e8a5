package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/folder"
	"porthole/internal/store/records"
	"porthole/internal/store/upgrade"
	"porthole/internal/store/upkeep"
)

// Verify is [Store.Verify] for the staff; that they looked is in the audit
// trail. ErrForbidden for all but managers and administrators.
func (o *Office) Verify(ctx context.Context) (upkeep.Report, error) {
	if !o.who.Role.May(model.ActAudit) {
		return upkeep.Report{}, model.ErrForbidden
	}
	o.Looked("verify", "store")
	return o.store.Verify(ctx)
}

// Verify compares everything that the store holds, see [upkeep.Verify], after it has
// checked the pages of a copy of the file. Each of both is one moment; meanwhile
// writing goes on, and the file may grow. When pages lead where they must not,
// nothing else is looked at. The error is for a walk that could not be finished;
// what was found until then is in the report.
func (s *Store) Verify(ctx context.Context) (report upkeep.Report, err error) {
	start := time.Now()
	s.seal()
	astray, loose, err := s.checkPages(ctx)
	report.AddPages(astray)
	if err == nil && report.Sound() {
		err = s.view(ctx, func(r engine.Reader) error {
			report = upkeep.Report{}
			upgrade.Report(r, &report)
			return upkeep.Verify(ctx, r, &report)
		})
		// What is loose is mostly what was wrong with a list, seen from below.
		if err == nil && report.Sound() {
			report.AddPages(loose)
		}
	}
	var fault *model.Fault
	if errors.As(err, &fault) {
		report.Add(upkeep.PartFile, "", "the walk ended: %v", err)
		err = nil
	}
	report.Took = time.Since(start)
	return report, err
}

// checkPages has the pages of a copy of the file checked, if the engine has one. Of
// what it finds, loose leads no reader astray.
func (s *Store) checkPages(ctx context.Context) (astray, loose []string, err error) {
	disk, err := s.disk()
	if err != nil {
		return nil, nil, nil //nolint:nilerr // there are no pages
	}
	scratch, err := folder.Apart(ctx, disk, s.folder)
	if err != nil {
		return nil, nil, s.explain(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	return disk.CheckCopy(ctx, filepath.Join(scratch, folder.FileName)) //nolint:wrapcheck // it says that it checks pages
}

// rebuildPart is how many shipments one transaction makes again, as many as one of
// an import takes.
const rebuildPart = 1000

// Rebuild makes every room, the office's own list and the desk again from the
// office's records. What customers saw as it should be keeps the number of its
// change, so nothing looks new that is not. Nobody is mailed. What somebody saw
// last and cannot be read is forgotten. Writing waits meanwhile, for about as long
// as an import of all shipments takes, and the file grows by what is made.
// ErrForbidden for all but administrators. The Fault "error.store_damaged" is
// for a file whose office cannot be read either: then nothing was changed.
func (o *Office) Rebuild(ctx context.Context) error {
	if !o.who.Role.May(model.ActKeep) {
		return model.ErrForbidden
	}
	return o.store.rebuild(ctx, o.who, rebuildPart)
}

// rebuild is Rebuild, with so many shipments in each part.
func (s *Store) rebuild(ctx context.Context, who model.Principal, part int) error {
	return s.withoutOthers(ctx, func(ctx context.Context) error { return s.rebuildAlone(ctx, who, part) })
}

func (s *Store) rebuildAlone(ctx context.Context, who model.Principal, part int) error {
	var now time.Time
	err := s.update(ctx, func(tx engine.Tx) error {
		last, err := records.LastEntry(tx)
		if err != nil {
			return err
		}
		now = records.NotBefore(last.At, s.now())
		return upkeep.BeginRebuild(tx, s.cache.Latest)
	})
	for last, more := "", true; more && err == nil; {
		if err = s.serving(ctx); err == nil {
			after := last
			err = s.update(ctx, func(tx engine.Tx) (err error) {
				last, more, err = upkeep.RebuildSome(tx, now, after, part)
				return err
			})
		}
	}
	if err == nil {
		err = s.write(ctx, false, who, "verify mend", func(w *Writer) error {
			return w.do(func() error { return w.endRebuild() })
		})
	}
	if err != nil {
		s.dropRebuild(context.WithoutCancel(ctx))
	}
	return err
}

// endRebuild puts what was made in the place of what was there.
func (w *Writer) endRebuild() error {
	if err := w.tx.Audit(model.ActKeep, "store", ""); err != nil {
		return err
	}
	all, err := upkeep.EndRebuild(w.tx)
	for _, l := range all {
		w.changed[l] = engine.State{}
	}
	return err
}

// dropRebuild drops what a rebuild has begun and not ended. Nobody reads it: when that
// cannot be done now the next one does it.
func (s *Store) dropRebuild(ctx context.Context) {
	begun, err := read(ctx, s, upkeep.RebuildBegun)
	if err == nil && begun {
		err = s.update(ctx, upkeep.DropRebuild)
	}
	if err != nil {
		s.log.Warn("store: what a rebuild has begun is not cleared away", "cause", fmt.Sprintf("%q", err.Error()))
	}
}
