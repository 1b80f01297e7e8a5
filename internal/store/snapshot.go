package store

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"porthole/internal/durable"
)

const (
	// copyBuffer is how much of a copy is gathered before it is written.
	copyBuffer = 256 << 10
	// scratchHead begins the names of scratch folders.
	scratchHead = "scratch-"
	// forgotten is the age from which on a scratch folder is one that a killed
	// process has left behind.
	forgotten = 24 * time.Hour
)

// Snapshot writes a copy of the store, as it is at one moment, into folder,
// which it makes when it is missing; the copy can be opened as a store of its
// own. It returns when the copy and its name are on disk, and leaves nothing
// behind when it fails. A folder that has a store already is refused.
//
// The copy is one reading transaction, so folder must be on a local disk: what
// goes over a network is read from the copy afterwards.
func (s *Store) Snapshot(ctx context.Context, folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make folder for a copy: %w", err)
	}
	target := filepath.Join(folder, fileName)
	if _, err := os.Lstat(target); !errors.Is(err, os.ErrNotExist) {
		return cmp.Or(err, fmt.Errorf("copy the store to %s: %w", folder, os.ErrExist))
	}
	return s.copyAs(ctx, target)
}

// copyAs makes a copy of the file under a name: whole and on disk, or not at all.
func (s *Store) copyAs(ctx context.Context, target string) (err error) {
	folder := filepath.Dir(target)
	file, err := os.CreateTemp(folder, ".copy-*") // mode 0600
	if err != nil {
		return fmt.Errorf("make a copy of the store: %w", err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	if err := errors.Join(s.copyTo(ctx, file), file.Close()); err != nil {
		return s.explain(fmt.Errorf("copy the store: %w", err))
	}
	if err := os.Rename(file.Name(), target); err != nil {
		return fmt.Errorf("name the copy of the store: %w", err)
	}
	return durable.SyncFolder(folder)
}

// disk is an engine that keeps everything in one file, which can be copied.
type disk interface {
	// Copy writes the file as it is at one moment.
	Copy(ctx context.Context, to io.Writer) error
	// CheckCopy looks for what is wrong with the pages of a copy. Of what it finds,
	// loose leads no reader astray.
	CheckCopy(ctx context.Context, name string) (astray, loose []string, err error)
}

// disk is the engine, if it is one; [errors.ErrUnsupported] otherwise.
func (s *Store) disk() (disk, error) {
	if d, ok := s.engine.(disk); ok {
		return d, nil
	}
	return nil, errors.ErrUnsupported
}

// copyTo writes the whole file into another and returns when that is on disk.
func (s *Store) copyTo(ctx context.Context, file *os.File) error {
	buffered := bufio.NewWriterSize(&patient{ctx, file}, copyBuffer)
	disk, err := s.disk()
	if err == nil {
		err = disk.Copy(ctx, buffered)
	}
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = file.Sync()
	}
	return err //nolint:wrapcheck // likewise
}

// patient is a writer that ends with its context.
type patient struct {
	ctx context.Context
	to  io.Writer
}

// Write implements [io.Writer].
func (p *patient) Write(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err //nolint:wrapcheck // the caller says what was being done
	}
	return p.to.Write(b) //nolint:wrapcheck // likewise
}

// Scratch makes an empty folder inside the data folder, readable by its owner
// alone, for work on a copy that must not leave it. The caller removes it; what
// a killed process has left is removed after a day.
func (s *Store) Scratch() (string, error) {
	s.sweepScratch()
	folder, err := os.MkdirTemp(s.folder, scratchHead+"*")
	if err != nil {
		return "", fmt.Errorf("make a folder for work on a copy: %w", err)
	}
	return folder, nil
}

// sweepScratch removes scratch folders that nobody can be at work in.
func (s *Store) sweepScratch() {
	entries, err := os.ReadDir(s.folder)
	if err != nil {
		return // what cannot be tidied harms nobody
	}
	for _, entry := range entries {
		info, err := entry.Info()
		old := err == nil && time.Since(info.ModTime()) > forgotten
		if old && entry.IsDir() && strings.HasPrefix(entry.Name(), scratchHead) {
			_ = os.RemoveAll(filepath.Join(s.folder, entry.Name()))
		}
	}
}
