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
// The handles are in here, and who may do what with them. What happens then is in
// the packages below, each of which knows only those before it:
//
//	engine      what keeps records and lists: a file (bolt), a database (postgres)
//	records     what is kept, and Tx, the transaction with its line in the audit trail
//	lists       how shipments stand in lists, how these are read, what the desk needs
//	live        what one process knows: who waits for changes, what was read lately
//	people      partners, accounts, keys
//	mail        the outbox: who is mailed about what, until it is sent
//	codes       tracking codes and invitations
//	shipments   what is a change of a shipment, and what follows from it
//	upkeep      proofs that all of it agrees, and lists made again
//	upgrade     what older schemas kept
//	transfer    a copy of all of it from one engine into another, with its proof
//	folder      the data folder: its lock, copies, backups
//	location    where a store is: opens the engine there, copies a store to another place
package store

import (
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/folder"
	"porthole/internal/store/live"
	"porthole/internal/store/mail"
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
	// Secret is the key of the codes in the outbox, the same for all servers of a
	// database; nil: it is in the data folder, and made when it is missing.
	Secret []byte
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
	engine  engine.Engine
	folder  string // for what is kept beside the engine
	file    string // the engine's, if it has one
	now     func() time.Time
	log     *slog.Logger
	feed    *live.Feed
	cache   *live.Cache
	pausing pausing
	away    atomic.Bool // nothing is heard of other servers
	marks   *live.Marks
	reads   *live.ReadAudit
	seals   *live.Later[struct{}] // seals the audit trail
	alone   sync.RWMutex          // of those who write: locked by who needs several transactions
	mail    *mail.Outbox

	observer   Observer
	background sync.WaitGroup // what opening began, and the end of the feed ends

	mu       sync.Mutex
	affected []func(email string) // told when an account loses something
}

// pausing is what this process knows of the pauses, so that a look need not ask.
type pausing struct {
	mu  sync.Mutex // of who reads them
	now atomic.Pointer[[]model.Pause]
}

// OnAccountChange has fn called after every commit that takes something away
// from an account, here or on another server: it was disabled, moved to another
// partner, or lost a key. An empty one stands for any account. fn must not block.
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

// disk is the engine, if it keeps everything in one file; otherwise the Fault
// "error.store_no_file".
func (s *Store) disk() (folder.Disk, error) {
	if d, ok := s.engine.(folder.Disk); ok {
		return d, nil
	}
	return nil, model.NewFault("error.store_no_file")
}
