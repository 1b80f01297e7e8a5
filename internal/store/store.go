// Package store keeps what the forwarder knows and what customers may see.
//
// A newcomer starts here. A [Store] is one data folder, open in one process.
// Nothing can be read from it without saying who asks: [Store.Room] gives a
// customer the window of their own partner, [Store.Office] gives staff the
// office, [Store.Self] gives anybody signed in what is their own. None of the
// handles has an argument by which another customer's room could be named.
//
// What is written through [Office.Write] becomes visible in the same
// transaction: the office's record goes through the door (model.Publish) into
// the room of its partner, into the indexes of the list, into the audit trail,
// and, after the commit, to the sessions that wait in Watch.
//
// bolt.go draws the file, keys.go its keys, walk.go explains how a page is read.
package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
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
)

// Options are how a store is opened. All of them may be left out.
type Options struct {
	Now    func() time.Time // the one clock; nil: the real one
	Holder string           // what this process is, for whoever finds the store locked
	Log    *slog.Logger     // nil: nothing is logged
	// AsItIs has a store of an older schema refused, and not brought up to date.
	AsItIs bool
	// Observer is told how long things take; nil: nothing is measured.
	Observer Observer
}

// logger is the log, or one that keeps nothing.
func (o Options) logger() *slog.Logger {
	if o.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return o.Log
}

// Store is one data folder. It is safe for use by many goroutines.
type Store struct {
	folder    string
	file      string
	db        *bbolt.DB
	freelist  *bolt.Freelist
	suspect   []string // why nothing may be written; none: it may
	now       func() time.Time
	log       *slog.Logger
	feed      *feed
	cache     *cache
	unwritten unwritten
	alone     sync.RWMutex // of those who write: locked by who needs several transactions
	looks     looks
	told      observed

	mailDelay atomic.Int64 // see Outbox.SetDelay

	endSweep func() // ends what opening began; nil: nothing; constant once opened

	mu       sync.Mutex
	affected []func(email string) // told when an account loses something
}

// Open opens the store in the folder path, and makes it at the first start. The
// error is a Fault: "error.store_locked" names the process that holds it,
// "error.store_damaged" says what to restore, "error.store_newer" that a newer
// Porthole has written it.
func Open(path string, o Options) (*Store, error) {
	s := &Store{
		folder: path, file: filepath.Join(path, fileName), now: o.Now, log: o.logger(), feed: newFeed(), cache: newCache(), told: observed{o.Observer},
	}
	if s.now == nil {
		s.now = time.Now
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	if err := s.openFile(); err != nil {
		return nil, err
	}
	if err := s.ready(o.AsItIs); err != nil {
		return nil, errors.Join(err, s.db.Close(), s.freelist.Close())
	}
	leaveNote(path, o.Holder, s.now())
	return s, nil
}

// openFile opens and locks the file. bbolt panics on some that were cut short,
// and would then keep them locked, so the file is closed behind it.
func (s *Store) openFile() (err error) {
	var file *os.File
	s.suspect = s.doubts()
	defer func() {
		if err != nil && file != nil {
			unlock(file) // bbolt has done both, unless it panicked
			_ = file.Close()
		}
	}()
	return s.guarded(func() error {
		// bbolt would make a new store in a file that somebody has cut to nothing.
		if info, err := os.Stat(s.file); err == nil && info.Size() == 0 {
			return fmt.Errorf("file is empty: %w", errDamaged)
		}
		db, err := bbolt.Open(s.file, 0o600, &bbolt.Options{
			Timeout: lockPatience, InitialMmapSize: reserved, FreelistType: bbolt.FreelistMapType,
			OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
				f, err := os.OpenFile(name, flag, mode)
				file = f
				return f, err //nolint:wrapcheck // bbolt looks at it
			},
		})
		if db != nil {
			db.AllocSize = growth
		}
		if s.db = db; err != nil {
			return s.openError(err)
		}
		if len(s.suspect) > 0 {
			s.log.Error("store: the file is read and not written", "causes", fmt.Sprintf("%q", s.suspect))
		}
		s.freelist, err = bolt.OpenFreelist(file, filepath.Join(s.folder, freeName))
		return err //nolint:wrapcheck // it names the file
	})
}

// doubts are why the file must not be written to: what was written last is gone, or
// it is not certain which pages are free and bbolt finds something wrong with them.
// That takes a while in a large file, and is not done when the file is as this
// machine has left it.
func (s *Store) doubts() (causes []string) {
	if info, err := os.Stat(s.file); err != nil || info.Size() == 0 {
		return nil
	}
	switch known, lost := bolt.CheckFreelist(s.file, filepath.Join(s.folder, freeName)); {
	case lost:
		return []string{"the head of the last transaction is damaged: what was written last is missing"}
	case known:
		return nil
	}
	s.log.Info("store: checking the pages of the file, which is new here or was not closed in order", "file", s.file)
	problems, err := bolt.CheckFile(context.Background(), s.file)
	if err != nil {
		return []string{err.Error()}
	}
	for _, p := range problems[:min(len(problems), mostTold)] {
		causes = append(causes, p.Text)
	}
	return causes
}

// openError sorts out why bbolt would not open the file: it is in use, or the
// system would not have it opened; all else is what the file holds.
func (s *Store) openError(err error) error {
	var path *os.PathError
	var number syscall.Errno
	switch {
	case err == nil:
		return nil
	case errors.Is(err, bolterrors.ErrTimeout):
		return locked(s.folder)
	case errors.As(err, &path), errors.As(err, &number):
		return fmt.Errorf("open store: %w", err)
	default:
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
}

// ready brings an opened file into use: it is whole, has its buckets, is of our
// schema, and its name is on disk.
func (s *Store) ready(asItIs bool) error {
	ctx := context.Background()
	if err := s.view(ctx, s.checkLength); err != nil {
		return err
	}
	version, err := read(ctx, s, readSchema)
	if err != nil {
		return err
	}
	fresh := version == 0
	if !fresh && version < schema {
		if asItIs {
			return model.NewFault("error.store_older", version, schema)
		}
		if err := s.upgrade(ctx, version); err != nil {
			return err
		}
	}
	if fresh {
		if err := s.update(ctx, create); err != nil {
			return err
		}
		if err := SyncFolder(s.folder); err != nil {
			return err
		}
	}
	s.clearAnew()
	s.sweepAtOpening(ctx)
	if len(s.suspect) == 0 {
		s.freelist.Committed()
	}
	return nil
}

// checkLength compares the file's length with what its head says it holds.
func (s *Store) checkLength(r engine.Reader) error {
	info, err := os.Stat(s.file)
	if err != nil {
		return fmt.Errorf("look at the store: %w", err)
	}
	if size := r.(bolt.Tx).Size(); info.Size() < size {
		return fmt.Errorf("file has %d bytes of %d: %w", info.Size(), size, errDamaged)
	}
	return nil
}

// Close ends everything that waits, writes what was put off, and lets go of
// the folder. Everything else on the store gives ErrClosed from then on.
func (s *Store) Close() error {
	s.feed.close()
	if s.endSweep != nil {
		s.endSweep()
	}
	s.unwritten.stop()
	s.looks.stop()
	s.writeLooks()
	flushErr := s.writeMarks()
	if errors.Is(flushErr, ErrClosed) {
		return nil // a second Close
	}
	removeNote(s.folder)
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	if err := errors.Join(s.db.Close(), s.freelist.Close()); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return flushErr
}

// OnAccountChange has fn called after every commit that takes something away
// from an account: it was disabled, moved to another partner, or lost a key. fn
// must not block.
func (s *Store) OnAccountChange(fn func(email string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.affected = append(s.affected, fn)
}

// accountChanged tells those who asked for it.
func (s *Store) accountChanged(email string) {
	s.mu.Lock()
	told := append([]func(string){}, s.affected...)
	s.mu.Unlock()
	for _, fn := range told {
		fn(email)
	}
}

// forwarder reads how the house presents itself; nothing but its zone when
// nobody has said so yet.
func (s *Store) forwarder(ctx context.Context) (model.Forwarder, error) {
	f, err := read(ctx, s, readForwarder)
	f.Name, f.Phone, f.Mail = one(f.Name), one(f.Phone), one(f.Mail)
	return f, err
}

// DefaultZone is where the house is until somebody has said otherwise.
const DefaultZone = "Asia/Ho_Chi_Minh"

func readForwarder(r engine.Reader) (model.Forwarder, error) {
	f, _, err := houses.get(r, theHouse)
	if f.Zone == "" {
		f.Zone = DefaultZone
	}
	return f, err
}
