package engine

import (
	"context"
	"iter"
	"time"
)

// Lists are read by the methods of ListReader, and written by those of ListTx.

// List names a list of shipments: the slug of the customer who sees it, or
// [Office] for what the office knows of all shipments.
type List string

// Office is the list of what the office knows.
const Office List = ""

// Rebuilt is the name of a list that is made to take another's place. No slug has a
// space.
func (l List) Rebuilt() List { return l + " anew" }

// OfOffice says whether a list holds what the office knows, and no customer may see.
func (l List) OfOffice() bool { return l == Office || l == Office.Rebuilt() }

// ListReader is the part of a Reader that is about lists. A list that was never
// made gives ErrNone.
type ListReader interface {
	// Lists are the names of all lists, in order.
	Lists() ([]List, error)
	// State is how far a list has come, and how many shipments it has.
	State(l List) (State, error)
	// Items are the shipments of a list with these numbers, in their order; those
	// that the list does not have are left out.
	Items(l List, refs ...string) ([]Item, error)
	// Record is the whole record of a shipment of a list, and the change that
	// brought it; ErrNone.
	Record(l List, ref string) (record []byte, seq uint64, err error)
	// Find are the shipments of a list that have exactly this text as a reference of
	// one of these kinds, in order.
	Find(l List, kinds uint8, text string) ([]string, error)
	// Records are all records behind a reference, in the order of their references.
	// Of each item there are its reference, the record and the change that brought it.
	Records(l List, after string) iter.Seq2[Item, error]
	// Lines goes over the lines of a list that q selects. An error is the last that
	// it gives. The list must not be written meanwhile.
	Lines(l List, q Query) iter.Seq2[Line, error]
	// Turns are shipments whose Turn has come at now, by list, those of a list that
	// wait the longest first, at most limit of each. They are held until a writing
	// transaction ends. A list that is damaged is passed over, so that it holds up no
	// other.
	Turns(now time.Time, limit int) ([]Turn, error)
	// CheckList looks for what contradicts itself in a list: items with other counts
	// than the list's, lines that are not those of the items, an item without a record
	// or a record without an item. It says how many items and lines there are. What it
	// finds is one error for each, ErrDamaged.
	CheckList(ctx context.Context, l List) (items, lines int, found []error)
}

// ListTx is the part of a Tx that is about lists.
type ListTx interface {
	ListReader
	// MakeList makes an empty list whose numbers begin behind after; nothing happens
	// when it is there.
	MakeList(l List, after uint64) error
	// DropList takes a list away, whatever has become of it; nothing happens when it
	// is not there.
	DropList(l List) error
	// ReplaceList puts a list, which is there, in the place of another, which need not
	// be. It takes no longer for a long one.
	ReplaceList(l, by List) error
	// Next is the number of a new change of a list. The numbers of a list are in
	// the order of its commits.
	Next(l List) (uint64, error)
	// PutItem puts a shipment into a list, in the place of what is there of it. A
	// nil record leaves the one that is there. The list has come at least as far as the
	// number of the item.
	PutItem(l List, i Item) error
	// DropItem takes a shipment out of a list, item and record; nothing happens when it
	// is not there.
	DropItem(l List, ref string) error
}

// Statuses is how many statuses a shipment can have. Here they are numbers, from 0;
// what they mean is a matter of the rules.
const Statuses = 6

// EveryStatus are the numbers of all of them.
func EveryStatus() (all []uint8) {
	for status := range uint8(Statuses) {
		all = append(all, status)
	}
	return all
}

// State is what is known of a list as a whole.
type State struct {
	Seq       uint64           // number of the latest change
	All       [Statuses]uint64 // shipments by status
	Attention [Statuses]uint64 // those of them that need attention
}

// Item is a shipment of a list.
type Item struct {
	Ref       string
	Seq       uint64 // number of its latest change, which Next gave
	Status    uint8
	Attention bool
	Turn      int64  // when the rules want to look at it again, in nanoseconds of the epoch; 0: not ever
	ETD, ETA  int64  // seconds of the epoch, or Unknown
	Updated   int64  // nanoseconds of the epoch
	Words     Words  // by which it is found
	Row       []byte // what a line of the list shows
	Record    []byte // everything; given by Record alone
}

// Unknown is an ETD or an ETA that is not known. It is behind all others.
const Unknown = 1<<63 - 1

// Turn is a shipment whose time has come.
type Turn struct {
	List List
	Ref  string
}

// Order is what the lines of a list are sorted by. Lines that are equal in it are
// in the order of their references.
type Order uint8

// The orders.
const (
	ByUpdate Order = iota // the latest first, then the one with the greater number
	ByStatus              // one status after the other, each by update
	ByETD
	ByETA
	ByRef
	ByWord   // by the text of a word, references before plain words
	ByChange // by the number of the latest change, whatever the status
)

// Query selects lines of a list.
type Query struct {
	Order     Order
	Statuses  []uint8 // only shipments with one of these, ascending; ByChange looks at none
	Attention bool    // only those that need attention
	// Prefix is what a word begins with, in the order by word. A shipment has one
	// line: that of the first of its words that begins so. Nothing begins with an
	// empty one.
	Prefix string
	// From is the point behind which to begin, in the direction of the query; nil:
	// at the beginning. There need be no line at it. With At the one at it counts.
	From *Point
	At   bool
	Back bool // against the order
}

// Point is a place in an order. Of its fields those are set that the order goes
// by: that is all that an engine needs to find it again.
type Point struct {
	Status uint8  // by status
	At     int64  // by ETD and ETA in seconds, by update in nanoseconds of the epoch
	Seq    uint64 // by update and by change
	Word   string
	Plain  bool // the word is no reference
	Ref    string
}

// Line is where a shipment stands in an order.
type Line struct {
	Point
	Kinds uint8 // by word: what references the word is
}

// Page is some lines of a list, the nearest to the point of their query first.
type Page struct {
	Lines []Line
	Items []Item // those of the lines; a [Pager] gives their reference, change and row alone
	More  bool   // there are lines behind them
	Other bool   // there are lines on the other side of the point
}
