package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"porthole/internal/store/engine"
)

const (
	// lockPatience is how long Open waits for another process to finish.
	lockPatience = time.Second
	// reserved is the address space mapped at the start, in bytes. Growing the
	// map later has to wait for every reader, so there is room for growth; it
	// costs no memory.
	reserved = 1 << 30
	// growth is by how much the file grows at least, in bytes.
	growth = 1 << 20
	// mostDoubts bounds how many causes are told of a file that is not written to.
	mostDoubts = 5
)

// ErrInUse is what Open gives when another process has the file open.
var ErrInUse = errors.New("bolt: the file is in use")

// File is an engine that keeps everything in one file, which is locked while it is
// open.
type File struct {
	name     string
	db       *bbolt.DB
	freelist *freelist
	doubts   []string // why nothing may be written; none: it may
	log      *slog.Logger
}

var _ engine.Engine = (*File)(nil)

// Open opens and locks a file, and makes it when it is not there. The error is
// ErrInUse, ErrDamaged, or the system's.
func Open(name string, log *slog.Logger) (*File, error) {
	f := &File{name: name, log: log}
	f.doubts = f.suspect()
	if err := f.open(); err != nil {
		return nil, err
	}
	if err := f.view(context.Background(), f.checkLength); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if len(f.doubts) > 0 {
		log.Error("store: the file is read and not written", "causes", fmt.Sprintf("%q", f.doubts))
	} else {
		f.freelist.Committed()
	}
	return f, nil
}

// open has bbolt open the file. It panics on some that were cut short, and would
// then keep them locked, so the file is closed behind it.
func (f *File) open() (err error) {
	var file *os.File
	defer func() {
		if err != nil && file != nil {
			unlock(file) // bbolt has done both, unless it panicked
			_ = file.Close()
		}
	}()
	return f.guarded(func() error {
		// bbolt would make a new store in a file that somebody has cut to nothing.
		if info, err := os.Stat(f.name); err == nil && info.Size() == 0 {
			return damaged("file is empty")
		}
		f.db, err = bbolt.Open(f.name, 0o600, &bbolt.Options{
			Timeout: lockPatience, InitialMmapSize: reserved, FreelistType: bbolt.FreelistMapType,
			OpenFile: func(name string, flag int, mode os.FileMode) (_ *os.File, err error) {
				file, err = os.OpenFile(name, flag, mode)
				return file, err //nolint:wrapcheck // bbolt looks at it
			},
		})
		if err != nil {
			return openError(err)
		}
		f.db.AllocSize = growth
		f.freelist, err = openFreelist(file, f.freelistName())
		return err //nolint:wrapcheck // it names the file
	})
}

// freelistName is the file with the checksum of what is free.
func (f *File) freelistName() string { return f.name + ".free" }

// openError sorts out why bbolt would not open the file: it is in use, or the
// system would not have it opened; all else is what the file holds.
func openError(err error) error {
	var path *os.PathError
	var number syscall.Errno
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return ErrInUse
	case errors.As(err, &path), errors.As(err, &number):
		return fmt.Errorf("open store: %w", err)
	default:
		return fmt.Errorf("%w: %w", engine.ErrDamaged, err)
	}
}

// suspect is why the file must not be written to: what was written last is gone, or
// it is not certain which pages are free and bbolt finds something wrong with them.
// That takes a while in a large file, and is not done when the file is as this
// machine has left it.
func (f *File) suspect() (causes []string) {
	if info, err := os.Stat(f.name); err != nil || info.Size() == 0 {
		return nil
	}
	switch known, lost := checkFreelist(f.name, f.freelistName()); {
	case lost:
		return []string{"the head of the last transaction is damaged: what was written last is missing"}
	case known:
		return nil
	}
	f.log.Info("store: checking the pages of the file, which is new here or was not closed in order", "file", f.name)
	problems, err := checkPages(context.Background(), f.name)
	if err != nil {
		return []string{err.Error()}
	}
	return problems[:min(len(problems), mostDoubts)]
}

// checkLength compares the file's length with what its head says it holds.
func (f *File) checkLength(tx *bbolt.Tx) error {
	info, err := os.Stat(f.name)
	if err != nil {
		return fmt.Errorf("look at the store: %w", err)
	}
	if info.Size() < tx.Size() {
		return damaged("file has %d bytes of %d", info.Size(), tx.Size())
	}
	return nil
}

// guarded runs fn. A damaged file can make bbolt panic, or lead it to an address
// where nothing is; both are ErrDamaged here, and end nobody's process.
func (f *File) guarded(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			f.log.Error("store: panic", "cause", fmt.Sprintf("%q", fmt.Sprint(r)), "stack", string(debug.Stack()))
			err = damaged("panic: %v", r)
		}
	}()
	err = fn()
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, bolterrors.ErrMaxSizeReached):
		return fmt.Errorf("%w: %w", engine.ErrFull, err)
	case errors.Is(err, syscall.EIO), errors.Is(err, syscall.EROFS): // after an error many systems allow reading alone
		return fmt.Errorf("%w: %w", engine.ErrFailing, err)
	case errors.Is(err, bolterrors.ErrDatabaseNotOpen):
		return engine.ErrClosed
	default:
		return err
	}
}

// view runs fn in a reading transaction of bbolt.
func (f *File) view(ctx context.Context, fn func(tx *bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return f.guarded(func() error { return f.db.View(fn) }) //nolint:wrapcheck // fn's own errors are part of the promise
}

// View is engine.Engine's.
func (f *File) View(ctx context.Context, fn func(r engine.Reader) error) error {
	return f.view(ctx, In(func(tx engine.Tx) error { return fn(tx) }))
}

// Update is engine.Engine's; ErrDamaged as well when the file is not to be written
// to.
func (f *File) Update(ctx context.Context, fn func(tx engine.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if len(f.doubts) > 0 {
		return damaged("file is not written to: %q", f.doubts)
	}
	err := f.guarded(func() error {
		return f.db.Update(In(fn)) //nolint:wrapcheck // fn's own errors are part of the promise
	})
	if err == nil {
		f.freelist.Committed()
	}
	return err
}

// Copy writes the file as it is at one moment.
func (f *File) Copy(ctx context.Context, to io.Writer) error {
	return f.view(ctx, func(tx *bbolt.Tx) error {
		if err := f.checkLength(tx); err != nil {
			return err
		}
		_, err := tx.WriteTo(to)
		return err //nolint:wrapcheck // the caller says what was being done
	})
}

// DB is the file as bbolt has it, for tests and measures.
func (f *File) DB() *bbolt.DB { return f.db }

// Close is engine.Engine's.
func (f *File) Close() error {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	if err := errors.Join(f.db.Close(), f.freelist.Close()); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}
