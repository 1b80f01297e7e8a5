package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"porthole/internal/durable"
	"porthole/internal/model"
)

// Restore puts a backup into folder as its store. It is done with a copy in a scratch
// folder, which takes its place under the store's name only when examine has found
// it to be sound and all of it is on disk; when that fails nothing is left behind. name is
// the backup's, for sentences.
//
// The Faults are "error.restore_exists" for a folder that has a store, and
// "error.restore_damaged" for a backup that is not as it was made.
func Restore(ctx context.Context, backup io.Reader, name, folder string, examine func(scratch string) error) (err error) {
	_, missing := os.Stat(folder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	defer func() {
		if err != nil && missing != nil {
			_ = os.Remove(folder) // which was not there before
		}
	}()
	target := filepath.Join(folder, FileName)
	if err := vacant(target); err != nil {
		return err
	}
	scratch, err := makeScratch(folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	file := filepath.Join(scratch, FileName)
	if err := fetch(ctx, backup, name, file); err != nil {
		return err
	}
	if err := examine(scratch); err != nil {
		return err
	}
	if err := vacant(target); err != nil {
		return err
	}
	if err := os.Rename(file, target); err != nil {
		return fmt.Errorf("put the backup in its place: %w", err)
	}
	return durable.SyncFolder(folder) //nolint:wrapcheck // it says what it does
}

// vacant is the Fault for a store that is there already.
func vacant(target string) error {
	switch _, err := os.Lstat(target); {
	case err == nil:
		return model.NewFault("error.restore_exists", Display(filepath.Dir(target)), Display(target))
	case !errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("look for a store: %w", err)
	}
	return nil
}

// fetch copies the backup into a file, and checks that it came whole.
func fetch(ctx context.Context, backup io.Reader, name, target string) (err error) {
	file, err := os.OpenFile(target, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("copy the backup: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := io.Copy(&patient{ctx, file}, backup); err != nil {
		return fmt.Errorf("copy the backup: %w", err)
	}
	whole, err := unclose(file)
	switch {
	case err != nil:
		return fmt.Errorf("check the backup: %w", err)
	case !whole:
		return model.NewFault("error.restore_damaged", Display(name))
	}
	if err := file.Sync(); err != nil {
		return fmt.Errorf("copy the backup: %w", err)
	}
	return nil
}
