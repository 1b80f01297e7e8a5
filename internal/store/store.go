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
package store

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"porthole/internal/model"
)

// Options are how a store is opened. All of them may be left out.
type Options struct {
	Now    func() time.Time // the one clock; nil: the real one
	Holder string           // what this process is, for whoever finds the store locked
	Log    *slog.Logger     // nil: nothing is logged
}

// Store is one data folder. It is safe for use by many goroutines.
type Store struct{}

var errUnready = errors.New("store: not written yet")

// Open opens the store in the folder path, and makes it at the first start.
// The error is a Fault: "error.store_locked" names the process that holds it,
// "error.store_damaged" says what to restore.
func Open(path string, o Options) (*Store, error) { return nil, errUnready }

// Close ends everything that waits and lets go of the folder.
func (s *Store) Close() error { return errUnready }

// Room is the window of the partner that p belongs to; ErrForbidden for
// anybody who is not a portal user.
func (s *Store) Room(p model.Principal) (*Room, error) { return nil, errUnready }

// Office is the forwarder's side; ErrForbidden for anybody who is not staff.
func (s *Store) Office(p model.Principal) (*Office, error) { return nil, errUnready }

// Self is what belongs to the person who asks; ErrForbidden for a guest.
func (s *Store) Self(p model.Principal) (*Self, error) { return nil, errUnready }

// Directory finds accounts by key, for whoever recognises people.
func (s *Store) Directory() *Directory { return &Directory{} }

// OnAccountChange has fn called after every commit that takes something away
// from an account: it was disabled, moved, or lost a key. fn must not block.
func (s *Store) OnAccountChange(fn func(email string)) {}

// Sweep moves the shipments whose time has come to the attention shelves and
// tells whoever watches; it says how many. It is meant to be called every
// minute.
func (s *Store) Sweep(ctx context.Context) (int, error) { return 0, errUnready }

// Report is what Verify found.
type Report struct {
	Shipments int
	Rooms     int
	Problems  []string // empty: everything agrees
}

// Verify walks everything and compares it.
func (s *Store) Verify(ctx context.Context) (Report, error) { return Report{}, errUnready }
