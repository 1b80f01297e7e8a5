package folder

import (
	"bufio"
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

// Apart copies the file of a store into an empty folder inside its data folder, where it
// can be opened as a store of its own, and is readable by its owner alone. The caller
// removes the folder; what a killed process has left goes with the next start, see
// [SweepScratch]. It leaves nothing behind when it fails.
//
// The copy is one reading transaction: what goes over a network is read from it
// afterwards.
func Apart(ctx context.Context, d Disk, folder string) (scratch string, err error) {
	if scratch, err = makeScratch(folder); err != nil {
		return "", err
	}
	if err = Copy(ctx, d, filepath.Join(scratch, FileName)); err != nil {
		return "", errors.Join(err, os.RemoveAll(scratch))
	}
	return scratch, nil
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

// makeScratch makes an empty folder for work on a copy that must not leave the data folder.
func makeScratch(folder string) (string, error) {
	scratch, err := os.MkdirTemp(folder, scratchHead+"*") // mode 0700
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
