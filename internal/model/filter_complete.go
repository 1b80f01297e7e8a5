package model

import (
	"slices"
	"strings"
	"time"
)

// CompleteFilter gives lines that go on from one whose last part is a filter that was
// begun, the likeliest first. values gives what can stand behind a field beside its
// own choices.
func CompleteFilter(line string, staff bool, values func(Field) []string) []string {
	from := strings.LastIndexAny(line, " \t") + 1
	begun := strings.TrimPrefix(line[from:], "-")
	from = len(line) - len(begun)
	var whole []string
	if sign := strings.IndexAny(begun, "<>:="); sign >= 0 {
		field, known := fieldNamed(begun[:sign], staff)
		from += strings.LastIndexAny(begun, "<>:=,") + 1
		if known {
			whole = field.suggestions(values)
		}
	} else if len(begun) > 1 {
		whole = each(Fields(staff), Field.typed)
	}
	var lines []string
	for _, end := range whole {
		if len(end) > len(line)-from && strings.HasPrefix(strings.ToLower(end), strings.ToLower(line[from:])) && !slices.Contains(lines, line[:from]+end) {
			lines = append(lines, line[:from]+end)
		}
	}
	return lines
}

// typed is the field as one begins to write it.
func (f Field) typed() string {
	switch {
	case f.marks():
		return string(f)
	case f.dated():
		return string(f) + "<"
	default:
		return string(f) + ":"
	}
}

// suggestions are what can stand behind the field, each as one word.
func (f Field) suggestions(values func(Field) []string) []string {
	if f.dated() {
		return []string{"7d", "today", "tomorrow", "none"}
	}
	all := f.Choices()
	if all == nil {
		for _, value := range values(f) {
			all = append(all, strings.Join(strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return strings.ContainsRune(" \t,\"", r) }), "-"))
		}
	}
	return all
}

// SavedFilter is a filter that somebody keeps under a name, as a tab of their list.
type SavedFilter struct {
	Name Text   `json:"name"`
	Line string `json:"line"`
}

// Bounds of what is kept: a tab's name has to find room beside the others.
const (
	MaxSavedFilters  = 9
	SavedFilterCells = 20
	FilterCells      = 160 // of a line
)

// WithFilter puts a filter under its name beside those that are kept, in the place of
// one with the same name. It is read by somebody of the staff, or by a customer. The
// error is a Fault.
func WithFilter(kept []SavedFilter, f SavedFilter, staff bool, now time.Time) ([]SavedFilter, error) {
	f.Name, f.Line = Line(f.Name.s, SavedFilterCells), Line(f.Line, FilterCells).s
	if f.Name.IsZero() {
		return kept, NewFault("error.filter.name")
	}
	read, err := ParseFilter(f.Line, staff, now)
	if err != nil {
		return kept, err
	}
	if len(read.Words)+len(read.Conds) == 0 {
		return kept, NewFault("error.filter.nothing")
	}
	kept = slices.Clone(kept)
	if at := filterNamed(kept, f.Name); at >= 0 {
		kept[at] = f
		return kept, nil
	}
	if len(kept) >= MaxSavedFilters {
		return kept, NewFault("error.filter.many", MaxSavedFilters)
	}
	return append(kept, f), nil
}

// WithoutFilter takes one away; nothing happens when there is none of that name.
func WithoutFilter(kept []SavedFilter, name Text) []SavedFilter {
	return slices.DeleteFunc(slices.Clone(kept), func(f SavedFilter) bool { return Fold(f.Name.s) == Fold(name.s) })
}

func filterNamed(kept []SavedFilter, name Text) int {
	return slices.IndexFunc(kept, func(f SavedFilter) bool { return Fold(f.Name.s) == Fold(name.s) })
}
