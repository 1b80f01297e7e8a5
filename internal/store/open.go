package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"porthole/internal/durable"
	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/folder"
	"porthole/internal/store/live"
	"porthole/internal/store/location"
	"porthole/internal/store/mail"
	"porthole/internal/store/upgrade"
)

// Open opens the store in the folder path, or in the database whose URL it is, and
// makes it at the first start. The error is a Fault: "error.store_locked" names the process that holds it,
// "error.store_damaged" says what to restore, "error.store_newer" that a newer
// Porthole has written it.
func Open(path string, o Options) (*Store, error) {
	shares := location.Shares(path)
	if !shares {
		if err := os.MkdirAll(path, 0o700); err != nil {
			return nil, fmt.Errorf("make data folder: %w", err)
		}
	}
	e, err := location.Open(path, o.logger())
	if err != nil {
		return nil, err
	}
	if shares {
		return New(e, "", o)
	}
	s, err := New(e, path, o)
	if err != nil {
		return nil, err
	}
	if !o.AsItIs {
		folder.SweepScratch(path)
	}
	folder.LeaveNote(path, o.Holder, s.now())
	return s, nil
}

// New is a store that stands on an engine, which it closes, also when it gives an
// error. path is the folder for what is kept beside the engine: the key of the outbox, and
// copies that are worked on; empty for an engine that is not on this machine.
func New(e engine.Engine, path string, o Options) (*Store, error) {
	s := &Store{
		engine: e, folder: path, file: location.File(path), now: o.Now, log: o.logger(), feed: live.NewFeed(), cache: live.NewCache(),
		observer: o.Observer, mail: &mail.Outbox{Folder: path, Secret: o.Secret},
	}
	s.seals = live.NewLater(live.Moment, func([]struct{}) { s.seal() })
	s.reads = live.NewReadAudit(s.writeReads)
	s.marks = live.NewMarks(func(fn func(tx engine.Tx) error) error { return s.update(context.Background(), fn) }, func(err error) {
		s.log.Warn("store: last uses and visits not written", "cause", fmt.Sprintf("%q", err.Error()))
	})
	if s.now == nil {
		s.now = time.Now
	}
	if s.observer == nil {
		s.observer = nobody{}
	}
	if err := s.ready(o.AsItIs); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return s, nil
}

// ready brings an engine into use: what it holds is of our schema, and the name of
// a new file is on disk.
func (s *Store) ready(asItIs bool) error {
	ctx := context.Background()
	version, err := read(ctx, s, location.ReadSchema)
	switch {
	case err != nil:
		return err
	case version == 0:
		if err = s.update(ctx, location.Create); err == nil && s.folder != "" {
			err = durable.SyncFolder(s.folder)
		}
	case version < location.Schema && (asItIs || s.shared()):
		return model.NewFault("error.store_older", version, location.Schema)
	case version < location.Schema:
		err = s.upgrade(ctx, version)
	}
	if err != nil {
		return err
	}
	if !asItIs {
		if err := s.beginShown(ctx); err != nil {
			return err
		}
	}
	if !s.shared() { // another server may be at it
		s.dropRebuild(ctx)
	}
	s.lookAtClock(ctx)
	s.followOthers()
	s.seal() // what a server has left that died
	if err := s.readPauses(ctx); err != nil {
		return err
	}
	s.sweepAtOpening()
	return nil
}

// Close ends everything that waits, writes what was put off, and lets go of
// the folder. Everything else on the store gives ErrClosed from then on.
func (s *Store) Close() error {
	s.feed.Close()
	s.background.Wait()
	flushErr := s.marks.Stop()
	s.reads.Stop()
	s.seals.Stop()
	s.finishTrail()
	if errors.Is(flushErr, ErrClosed) {
		return nil // a second Close
	}
	if s.folder != "" {
		folder.RemoveNote(s.folder)
	}
	return errors.Join(s.engine.Close(), flushErr)
}

// Readable reads a little, and says what is in the way.
func (s *Store) Readable(ctx context.Context) error {
	_, err := read(ctx, s, location.ReadSchema)
	return err
}

// keeper is who brings a store up to date, in the audit trail.
var keeper = model.Principal{Account: "porthole@localhost", Role: model.Admin, Remote: "local"}

// upgrade brings a store of an older schema up to date, see package upgrade. What
// customers see, the lists and the desk are made again, by the rules of this Porthole.
//
// The file as it was is kept beside the store: an older Porthole opens it again.
func (s *Store) upgrade(ctx context.Context, from uint64) error {
	kept := fmt.Sprintf("%s.schema%d", s.file, from)
	s.log.Info("store: bringing the data up to date", "from", from, "to", location.Schema, "kept", kept)
	if err := s.keepCopy(ctx, kept); err != nil {
		return err
	}
	if err := upgrade.Run(func(fn func(tx engine.Tx) error) error { return s.update(ctx, fn) }, s.now()); err != nil {
		return err
	}
	return s.write(ctx, false, keeper, "store upgrade", func(w *Writer) error {
		if err := w.tx.Audit(model.ActKeep, "store", ""); err != nil {
			return err
		}
		return w.tx.SetSchema(location.Schema) //nolint:wrapcheck // the engine says what it does
	})
}

// keepCopy copies the file, unless a start before this one did.
func (s *Store) keepCopy(ctx context.Context, name string) error {
	if _, err := os.Lstat(name); err == nil {
		return nil
	}
	disk, err := s.disk()
	if err != nil {
		return err
	}
	return s.explain(folder.Copy(ctx, disk, name))
}
