package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/folder"
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
	scratch, err := s.Scratch()
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	file := filepath.Join(scratch, folder.FileName)
	if err := folder.Copy(ctx, disk, file); err != nil {
		return nil, nil, s.explain(err)
	}
	return disk.CheckCopy(ctx, file) //nolint:wrapcheck // it says that it checks pages
}
