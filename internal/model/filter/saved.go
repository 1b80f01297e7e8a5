package filter

import (
	"slices"
	"time"

	"porthole/internal/model"
)

// Bounds of what is kept: how many, and of each its name, which has to find room
// beside the others as a tab, and its line.
const (
	MaxSaved  = 9
	NameCells = 20
	LineCells = 160
)

// With puts a filter under its name beside those that are kept, in the place of
// one with the same name. It is read by somebody of the staff, or by a customer. The
// error is a Fault.
func With(kept []model.SavedFilter, f model.SavedFilter, staff bool, now time.Time) ([]model.SavedFilter, error) {
	f.Name, f.Line = model.Line(f.Name.String(), NameCells), model.Line(f.Line, LineCells).String()
	if f.Name.IsZero() {
		return kept, model.NewFault("error.filter.name")
	}
	read, err := Parse(f.Line, staff, now)
	if err != nil {
		return kept, err
	}
	if len(read.Words)+len(read.Conds) == 0 {
		return kept, model.NewFault("error.filter.nothing")
	}
	kept = slices.Clone(kept)
	if at := named(kept, f.Name); at >= 0 {
		kept[at] = f
		return kept, nil
	}
	if len(kept) >= MaxSaved {
		return kept, model.NewFault("error.filter.many", MaxSaved)
	}
	return append(kept, f), nil
}

// Without takes one away; nothing happens when there is none of that name.
func Without(kept []model.SavedFilter, name model.Text) []model.SavedFilter {
	return slices.DeleteFunc(slices.Clone(kept), func(f model.SavedFilter) bool { return model.Fold(f.Name.String()) == model.Fold(name.String()) })
}

func named(kept []model.SavedFilter, name model.Text) int {
	return slices.IndexFunc(kept, func(f model.SavedFilter) bool { return model.Fold(f.Name.String()) == model.Fold(name.String()) })
}
