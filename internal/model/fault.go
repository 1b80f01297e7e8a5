package model

import (
	"errors"
	"fmt"
)

// Fault is an error that a person can be told about: Key names its sentence in
// the catalogue of every language, Args fill it. The catalogue may also have a
// hint, under Key + ".hint", that says what to do next. Everything else that
// goes wrong is ours, and people are told only that it did.
type Fault struct {
	Key  string
	Args []any
}

// NewFault makes a Fault. Args are cleaned text, numbers and dates only: they
// are printed.
func NewFault(key string, args ...any) *Fault { return &Fault{Key: key, Args: args} }

// Error is for logs: the key and the arguments, quoted.
func (f *Fault) Error() string {
	if len(f.Args) == 0 {
		return f.Key
	}
	return fmt.Sprintf("%s %q", f.Key, f.Args)
}

// Is matches another Fault with the same key, whatever its arguments, so that
// a sentinel without arguments stands for all of its kind.
func (f *Fault) Is(target error) bool {
	var other *Fault
	return errors.As(target, &other) && other.Key == f.Key
}

// The faults that more than one room speaks of.
var (
	// ErrNotFound is the answer for what does not exist and for what is
	// somebody else's: one value, one sentence.
	ErrNotFound = NewFault("error.not_found")
	// ErrDone is for an act that was done before under the same id, when that was as an
	// argument, and is not done again; see [Once].
	ErrDone = NewFault("error.act_done")
	// ErrAway is for a database that does not answer: nothing was found out.
	ErrAway = NewFault("error.store_away")
	// ErrCursor is for a place in a list from which it cannot go on, because it is
	// not this list's.
	ErrCursor = NewFault("error.cursor")
	// ErrForbidden is for staff whose role does not allow an act.
	ErrForbidden = NewFault("error.forbidden")
	// ErrUnknownPartner is for staff who name a partner that does not exist.
	ErrUnknownPartner = NewFault("error.unknown_partner")
	// ErrUnknownAccount is for staff who name an account that does not exist.
	ErrUnknownAccount = NewFault("error.unknown_account")
)
