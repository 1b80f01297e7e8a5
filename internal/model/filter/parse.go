package filter

import (
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
)

// Bounds of a line: whoever needs more has many shipments to name, not one list.
const (
	maxWords = 12
	maxConds = 16
)

// Parse reads a line of words and filters, of a customer or of the staff. A day
// without its year is one of now's. The error is a Fault that says which filters there
// are, or what can stand behind one.
func Parse(line string, staff bool, now time.Time) (Filter, error) {
	var f Filter
	for rest := strings.TrimSpace(line); rest != ""; rest = strings.TrimSpace(rest) {
		var p part
		p, rest = cutPart(rest)
		field, known := fieldNamed(p.name, staff)
		switch {
		case p.sign == "" && known && field.marks() && !p.quoted:
			f.Conds = append(f.Conds, Condition{Field: field, Not: p.not})
		case p.sign == "":
			if word := model.Fold(p.name); word != "" {
				f.Words = append(f.Words, word)
			}
		case !known:
			return f, model.NewFault("error.filter.unknown", model.Line(p.name, model.RefCells).String(), fieldNames(staff))
		default:
			c, err := p.condition(field, now)
			if err != nil {
				return f, err
			}
			f.Conds = append(f.Conds, c)
		}
		if len(f.Words) > maxWords || len(f.Conds) > maxConds {
			return f, model.NewFault("error.filter.long", maxWords, maxConds)
		}
	}
	return f, nil
}

// part is one part of the line: a word, or a name, a sign and a value.
type part struct {
	name, sign, value string
	not, quoted       bool
}

// cutPart takes the first part off a line. Blanks round a sign, and behind the comma
// of a value, belong to the part.
func cutPart(line string) (p part, rest string) {
	p.quoted = line[0] == '"'
	p.name, rest = cutToken(line, " \t<>:=")
	behind := strings.TrimLeft(rest, " \t")
	if p.quoted || !isFieldName(strings.TrimPrefix(p.name, "-")) {
		if rest != "" && strings.IndexByte("<>:=", rest[0]) >= 0 { // 12:30 is a word
			more, after := cutToken(rest[1:], " \t")
			return part{name: p.name + more, quoted: p.quoted}, after
		}
		return p, rest
	}
	signed := behind != "" && strings.IndexByte("<>:=", behind[0]) >= 0
	if name, not := strings.CutPrefix(p.name, "-"); not && (signed || marksAlone(name)) {
		p.name, p.not = name, true
	}
	if !signed {
		return p, rest
	}
	p.sign, rest = behind[:1], behind[1:]
	if p.sign != ":" && strings.HasPrefix(rest, "=") {
		p.sign, rest = p.sign+"=", rest[1:]
	}
	for {
		var value string
		value, rest = cutToken(strings.TrimLeft(rest, " \t"), " \t")
		p.value += value
		if !strings.HasSuffix(value, ",") || strings.TrimSpace(rest) == "" {
			return p, rest
		}
	}
}

// cutToken takes what stands before the first of the ends; within quotes nothing ends.
func cutToken(text, ends string) (token, rest string) {
	quoted := false
	for i := range len(text) {
		switch {
		case text[i] == '"':
			quoted = !quoted
		case !quoted && strings.IndexByte(ends, text[i]) >= 0:
			return strings.ReplaceAll(text[:i], `"`, ""), text[i:]
		}
	}
	return strings.ReplaceAll(text, `"`, ""), ""
}

func isFieldName(name string) bool {
	return name != "" && strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz_") == ""
}

func marksAlone(name string) bool {
	f, known := fieldNamed(name, false)
	return known && f.marks()
}

// fieldNamed is the field with that name, in any case.
func fieldNamed(name string, staff bool) (Field, bool) {
	f := Field(strings.ToLower(name))
	if alias, ok := fieldAliases[string(f)]; ok {
		f = alias
	}
	return f, slices.Contains(Fields(staff), f)
}

func fieldNames(staff bool) string {
	var names []string
	for _, f := range Fields(staff) {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// condition reads what stands behind the name.
func (p part) condition(f Field, now time.Time) (Condition, error) {
	c := Condition{Field: f, Not: p.not}
	if p.sign == "=" {
		p.sign = ":"
	}
	typed := model.Line(p.value, model.RefCells).String()
	c.dates = p.sign + strings.ToLower(typed)
	if f.dated() {
		ok := false
		c.Dates, ok = readDates(f, p.sign, strings.ToLower(typed), now)
		switch {
		case typed == "":
			return c, model.NewFault("error.filter.empty", string(f), string(f)+"<7d")
		case !ok:
			return c, model.NewFault("error.filter.date", string(f), typed)
		}
		return c, nil
	}
	if f.marks() || p.sign != ":" {
		return c, model.NewFault("error.filter.sign", string(f), f.example())
	}
	for value := range strings.SplitSeq(p.value, ",") {
		if value = model.Fold(value); value == "" {
			continue
		}
		choice, ok := f.choice(value)
		if !ok {
			return c, model.NewFault("error.filter.choice", string(f), model.Line(p.value, model.RefCells).String(), strings.Join(f.Choices(), ", "))
		}
		c.Values = append(c.Values, choice)
	}
	if len(c.Values) == 0 {
		return c, model.NewFault("error.filter.empty", string(f), f.example())
	}
	return c, nil
}

// choice is the value as the field keeps it: one of its choices, by their names or by
// the words that files have for them.
func (f Field) choice(value string) (string, bool) {
	choices := f.Choices()
	for _, choice := range choices {
		if model.Fold(choice) == value {
			return choice, true
		}
	}
	switch f {
	case FieldStatus:
		s, ok := model.ParseStatus(value)
		return string(s), ok
	case FieldMode:
		m, ok := model.ParseMode(value)
		return string(m), ok
	case FieldLoad:
		l, ok := model.ParseLoad(value)
		return string(l), ok
	default:
		return value, true
	}
}

// example is what could stand in the line.
func (f Field) example() string {
	if choices := f.Choices(); choices != nil {
		return string(f) + ":" + choices[0]
	}
	switch f {
	case FieldLate:
		return string(f)
	case FieldPOL, FieldPOD:
		return string(f) + ":hamburg"
	case FieldCarrier:
		return string(f) + ":ONE"
	default:
		return string(f) + ":…"
	}
}
