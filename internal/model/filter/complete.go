package filter

import (
	"slices"
	"strings"
)

// Complete gives lines that go on from one whose last part is a filter that was
// begun, the likeliest first. values gives what can stand behind a field beside its
// own choices.
func Complete(line string, staff bool, values func(Field) []string) []string {
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
		whole = typedFields(staff)
	}
	var lines []string
	for _, end := range whole {
		if len(end) > len(line)-from && strings.HasPrefix(strings.ToLower(end), strings.ToLower(line[from:])) && !slices.Contains(lines, line[:from]+end) {
			lines = append(lines, line[:from]+end)
		}
	}
	return lines
}

// typedFields are all fields as one begins to write them.
func typedFields(staff bool) []string {
	var all []string
	for _, f := range Fields(staff) {
		all = append(all, f.typed())
	}
	return all
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
