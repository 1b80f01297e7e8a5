package words

import (
	"errors"
	"slices"

	"porthole/internal/model"
)

// mended are the Faults that only the operator can mend. Their sentences name
// files of the server and say what to do on it, which is no customer's to know:
// for them such a Fault is an error of ours like any other.
var mended = []*model.Fault{
	model.NewFault("error.store_damaged"),
	model.NewFault("error.store_full"),
	model.NewFault("error.store_failing"),
}

// For is the catalogue as it speaks to p. One that was not made for anybody
// speaks to strangers.
func (c Catalogue) For(p model.Principal) Catalogue {
	c.staff = p.IsStaff()
	return c
}

// Explain turns an error into the reader's words: what happened, and what to
// do next (which may be empty). It is false for an error that is ours; then the
// words are the caller's to find, with an id that is also in the log.
func (c Catalogue) Explain(err error) (message, hint string, known bool) {
	var fault *model.Fault
	if !errors.As(err, &fault) || !c.tells(err) {
		return "", "", false
	}
	message = c.Say(fault.Key, fault.Args...)
	if c.Has(fault.Key + ".hint") {
		hint = c.Say(fault.Key+".hint", fault.Args...)
	}
	return message, hint, true
}

// tells says whether the reader is told of err in its own words.
func (c Catalogue) tells(err error) bool {
	return c.staff || !slices.ContainsFunc(mended, func(f *model.Fault) bool { return errors.Is(err, f) })
}
