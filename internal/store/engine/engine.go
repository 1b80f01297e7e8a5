// Package engine is the seam between the rules of the store and what keeps its
// data.
//
// Above it, package store decides: who may, what is recorded, what customers
// see, what is mailed. Below it, an engine keeps, orders, finds, commits. An
// engine knows no role, no field of a value, and no type of the model; the
// rules know no bucket and no SQL. What every engine promises is written down
// as tests in package enginetest.
package engine

import (
	"context"
	"errors"
	"iter"
	"time"
)

// The errors that every engine gives. Others may wrap them.
var (
	ErrNone    = errors.New("engine: no such record")
	ErrTaken   = errors.New("engine: another record has this value")
	ErrKey     = errors.New("engine: not a key")
	ErrDamaged = errors.New("engine: damaged")
	ErrFull    = errors.New("engine: no space left")
	ErrFailing = errors.New("engine: the disk does not read or write")
	ErrClosed  = errors.New("engine: closed")
	ErrAway    = errors.New("engine: the database does not answer")
	ErrDoubt   = errors.New("engine: it is not certain what has become of a commit")
)

// Engine keeps the data of one forwarder. It is safe for use by many goroutines.
type Engine interface {
	// View runs fn on one moment of everything, that of its first look at the latest.
	// An error of fn is returned as it is. fn may be run again, and must begin anew each
	// time.
	View(ctx context.Context, fn func(r Reader) error) error
	// Update runs fn and commits what it wrote, all or nothing. It returns when
	// that is durable. An error of fn rolls everything back and is returned as it
	// is. fn may be run again, and must begin anew each time.
	Update(ctx context.Context, fn func(tx Tx) error) error
	Close() error
}

// Reader is one moment of everything. What it gives, bytes included, is good
// until the transaction ends.
type Reader interface {
	ListReader
	// Only has the rest of the transaction read this list and nothing else, where the
	// engine can see to that.
	Only(l List) error
	// Get is one record; ErrNone.
	Get(t *Table, k Key) (Record, error)
	// Scan goes over the records that s selects, in the order of their keys. One
	// that cannot be read comes with its key and ErrDamaged, and others may follow
	// it; another error is the last. The table must not be written meanwhile.
	Scan(t *Table, s Scan) iter.Seq2[Record, error]
	// NextDue is the record of a queue that is due first, whenever that is;
	// ErrNone when none waits.
	NextDue(t *Table) (Record, error)
	// LastNumber is the number of a table that was given last; 0: none.
	LastNumber(t *Table) (uint64, error)
	// Schema is the number that SetSchema set last; 0: none.
	Schema() (uint64, error)
	// Check looks for what contradicts itself in a table below its records, such as a
	// column that does not lead to a record that has its value; ErrDamaged.
	Check(t *Table) error
}

// Tx is a Reader that sees its own writes.
type Tx interface {
	Reader
	ListTx
	// Put writes a record, in the place of one with the same key. ErrTaken when
	// another has its value in a unique column, ErrKey for a key, a value of a
	// column or a number of columns that the table cannot have.
	Put(t *Table, r Record) error
	// Delete takes a record away; nothing happens when there is none.
	Delete(t *Table, k Key) error
	// Number is the next number of a table, from 1 on. There may be gaps.
	Number(t *Table) (uint64, error)
	// SetLastNumber has the numbers of a table go on behind n.
	SetLastNumber(t *Table, n uint64) error
	// SetSchema keeps the number of the shape of what the rules keep.
	SetSchema(n uint64) error
	// Claim is the record of a queue that is due first, at now or before, and
	// that no other transaction has claimed. It is held until the transaction
	// ends. ErrNone.
	Claim(t *Table, now time.Time) (Record, error)

	// What follows is for engines in which several transactions write at once, in several
	// processes. In all others each has everything to itself, see [Single].

	// Share has the transaction write beside others that share, and says whether it
	// does. It comes before anything else. Of those that share in the same act one
	// writes at a time; an empty one is none. A transaction that does not share has
	// everything to itself. One that writes more than it can share, see [Table], is run
	// again, and does not share then.
	Share(act string) bool
	// Lock keeps whoever locks one of the same names waiting until the end of the
	// transaction. Fresh says that one was not locked before: what was read until then may
	// be otherwise by now, and is to be read again. A list is written under a lock of its name, but
	// for the office's, on which nobody waits until the end of another transaction.
	Lock(names ...string) (fresh bool, err error)
	// Ahead reads at once what will be asked for of shipments: how they are in lists, the
	// records whose keys begin with their references, or that have one in the column "ref",
	// and what Find gives for their texts.
	Ahead(all []Expected, kinds uint8, keys, columns []*Table) error
	// Tell has a word told to whoever follows in other processes, after the commit.
	Tell(word string)
}

// Expected is a shipment that will be asked for.
type Expected struct {
	Ref  string
	List List   // in which it is looked for beside the office's; Office: in no other
	Text string // with which the office's list will be searched for references of some kinds
}

// Shared is an engine that several processes have open at once.
type Shared interface {
	Engine
	// Follow has told called with each word that was told in another process. An empty
	// one says that some may have been missed. lost is called when nothing is heard any
	// more, until the next empty word. Neither must block.
	Follow(told func(word string), lost func()) (stop func())
	// Alone runs fn, and lets nobody write meanwhile but with the context that fn is
	// given.
	Alone(ctx context.Context, fn func(ctx context.Context) error) error
}

// Pager is a Reader of an engine that can read a page with one question.
type Pager interface {
	Reader
	// Page reads up to limit lines that q selects, with what it takes to show them.
	// After [Reader.Only] nothing can be read behind it.
	Page(l List, q Query, limit int) (Page, error)
}

// Table is a sort of small record: a bucket in bbolt, a table in PostgreSQL.
// Tables are declared once and told apart by their names.
type Table struct {
	Name    string
	Columns []Column // by which records are found beside their key
	Queue   bool     // records may be due at a time
	Grows   bool     // each new record comes behind all others, which an engine may make use of
	Shared  bool     // each record belongs to a name that whoever writes it locks, see [Tx]
}

// Column is a text by which records of a table are found.
type Column struct {
	Name   string
	Unique bool
}

// Key names a record within its table: UTF-8 without a zero byte, the first part
// never empty. Keys are in order by their first part, then by their second, each
// as bytes.
type Key struct{ First, Second string }

// Record is a small record.
type Record struct {
	Key     Key
	Columns []string  // one for each column of the table; not found by one that is empty
	Due     time.Time // of a queue; zero: never
	Value   []byte    // means something to the rules alone
}

// Scan selects records. The zero value selects all of a table.
type Scan struct {
	First  string // only those with this first part of their key
	Column string // only those with Value in this column
	Value  string
	// After is the key behind which to begin, in the direction of the scan; zero:
	// at the beginning. There need be no such record.
	After   Key
	Reverse bool
}
