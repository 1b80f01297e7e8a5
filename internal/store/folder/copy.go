package folder

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

	"porthole/internal/durable"
)

const (
	// copyBuffer is how much of a copy is gathered before it is written.
	copyBuffer = 256 << 10
	// scratchHead begins the names of scratch folders.
	scratchHead = "scratch-"
)

// Disk is an engine that keeps everything in one file, which can be copied.
type Disk interface {
	// Copy writes the file as it is at one moment.
	Copy(ctx context.Context, to io.Writer) error
	// CheckCopy looks for what is wrong with the pages of a copy. Of what it finds,
	// loose leads no reader astray.
	CheckCopy(ctx context.Context, name string) (astray, loose []string, err error)
}

// Snapshot writes a copy of the store, as it is at one moment, into folder,
// which it makes when it is missing; the copy can be opened as a store of its
// own. It returns when the copy and its name are on disk, and leaves nothing
// behind when it fails. A folder that has a store already is refused.
//
// The copy is one reading transaction, so folder must be on a local disk: what
// goes over a network is read from the copy afterwards.
func Snapshot(ctx context.Context, d Disk, folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make folder for a copy: %w", err)
	}
	target := filepath.Join(folder, FileName)
	if _, err := os.Lstat(target); !errors.Is(err, os.ErrNotExist) {
		return cmp.Or(err, fmt.Errorf("copy the store to %s: %w", folder, os.ErrExist)) //nolint:wrapcheck // either says what it is
	}
	return Copy(ctx, d, target)
}

// Copy makes a copy of the file under a name: whole and on disk, or not at all.
func Copy(ctx context.Context, d Disk, target string) (err error) {
	file, err := os.CreateTemp(filepath.Dir(target), ".copy-*") // mode 0600
	if err != nil {
		return fmt.Errorf("make a copy of the store: %w", err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	if err := errors.Join(copyTo(ctx, d, file), file.Close()); err != nil {
		return fmt.Errorf("copy the store: %w", err)
	}
	if err := os.Rename(file.Name(), target); err != nil {
		return fmt.Errorf("name the copy of the store: %w", err)
	}
	return durable.SyncFolder(filepath.Dir(target)) //nolint:wrapcheck // it says what it does
}

// copyTo writes the whole file into another and returns when that is on disk.
func copyTo(ctx context.Context, d Disk, file *os.File) error {
	buffered := bufio.NewWriterSize(&patient{ctx, file}, copyBuffer)
	err := d.Copy(ctx, buffered)
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = file.Sync()
	}
	return err //nolint:wrapcheck // the caller says what was being done
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
// a killed process has left goes with the next start, see [SweepScratch].
func Scratch(folder string) (string, error) {
	scratch, err := os.MkdirTemp(folder, scratchHead+"*")
	if err != nil {
		return "", fmt.Errorf("make a folder for work on a copy: %w", err)
	}
	return scratch, nil
}

// SweepScratch removes what a killed process has left behind. It is for whoever has
// just opened the store of the folder, and so is the only one at work in it.
func SweepScratch(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return // what cannot be tidied harms nobody
	}
	for _, entry := range entries {
		if entry.IsDir() && strings.HasPrefix(entry.Name(), scratchHead) {
			_ = os.RemoveAll(filepath.Join(folder, entry.Name()))
		}
	}
}
