package workbook

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// numberFormat is how a cell shows its number, as far as that changes what a person
// reads: a date, zeros at the beginning, words and units.
type numberFormat struct {
	date, clock bool // it shows a day; it shows a time of day
	percent     bool
	general     bool
	zero        *string       // what it shows instead of 0; nil: nothing special
	pieces      []formatPiece // before the point
	suffix      string        // words behind the number
	decimals    bool
	thousandths int // by how many thousands the number is divided
}

// formatPiece is a digit's place, or what stands between digits.
type formatPiece struct {
	place   byte // 0, # or ?; 0: none
	literal string
}

// builtinFormat is the code of a format that has a number only. Those that are not
// here are general, or numbers without more.
func builtinFormat(id int) string {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id >= 57 && id <= 58:
		return "yyyy-mm-dd"
	case id == 22:
		return "yyyy-mm-dd hh:mm"
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return "hh:mm:ss"
	case id == 9, id == 10:
		return "0.00%"
	default:
		return "General"
	}
}

// readFormat reads a format's code.
func readFormat(code string) *numberFormat {
	sections := formatSections(code)
	f := sections[0].read()
	if len(sections) > 2 {
		if zero := sections[2].read(); !zero.general && !zero.date && !zero.hasPlace("0#") {
			text := strings.TrimSpace(zero.literals())
			f.zero = &text
		}
	}
	return f
}

// formatSection is a part of a code: for numbers, for negative ones, for zero, for
// text.
type formatSection string

func formatSections(code string) []formatSection {
	var sections []formatSection
	from, quoted := 0, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && !quoted:
			i++
		case c == ';' && !quoted:
			sections = append(sections, formatSection(code[from:i]))
			from = i + 1
		}
	}
	return append(sections, formatSection(code[from:]))
}

// read reads a section from left to right.
func (s formatSection) read() *numberFormat {
	f := &numberFormat{}
	text := string(s)
	for text != "" {
		text = f.take(text)
	}
	return f
}

// take reads the next thing of a section and gives what is left.
func (f *numberFormat) take(text string) string {
	lower := strings.ToLower(text)
	switch {
	case strings.HasPrefix(lower, "general"):
		f.general = true
		return text[len("general"):]
	case strings.HasPrefix(lower, "am/pm"):
		f.clock = true
		return text[len("am/pm"):]
	case strings.HasPrefix(lower, "e+"), strings.HasPrefix(lower, "e-"):
		f.general = true
		return ""
	}
	switch c := text[0]; c {
	case '"':
		words, rest, _ := strings.Cut(text[1:], `"`)
		f.literal(words)
		return rest
	case '\\':
		r := []rune(text[1:])
		if len(r) > 0 {
			f.literal(string(r[0]))
			return string(r[1:])
		}
		return ""
	case '_', '*':
		r := []rune(text[1:])
		return string(r[min(1, len(r)):])
	case '[':
		inside, rest, _ := strings.Cut(text[1:], "]")
		f.bracket(inside)
		return rest
	case '0', '#', '?':
		if !f.decimals {
			f.pieces = append(f.pieces, formatPiece{place: c})
			f.thousandths = 0
		}
	case '.':
		f.decimals = f.decimals || f.hasPlace("0#?")
	case ',':
		if f.hasPlace("0#?") {
			f.thousandths++
		}
	case '%':
		f.percent = true
	case '@':
		f.general = true
	case 'y', 'Y', 'd', 'D', 'm', 'M', 'b', 'B', 'g', 'G', 'e', 'E':
		f.date = true
	case 'h', 'H', 's', 'S':
		f.clock = true
	default:
		r := []rune(text)
		f.literal(string(r[0]))
		return string(r[1:])
	}
	return text[1:]
}

// bracket reads a colour, a condition, a currency or elapsed time.
func (f *numberFormat) bracket(inside string) {
	switch {
	case strings.HasPrefix(inside, "$"):
		sign, _, _ := strings.Cut(inside[1:], "-")
		f.literal(sign)
	case inside != "" && strings.Trim(strings.ToLower(inside), "hms") == "":
		f.clock = true
	}
}

func (f *numberFormat) literal(text string) {
	switch {
	case text == "":
	case f.decimals || f.thousandths > 0:
		f.suffix += text
	default:
		f.pieces = append(f.pieces, formatPiece{literal: text})
	}
}

// hasPlace says that digits have a place of one of these kinds.
func (f *numberFormat) hasPlace(kinds string) bool {
	return slices.ContainsFunc(f.pieces, func(p formatPiece) bool { return p.place != 0 && strings.IndexByte(kinds, p.place) >= 0 })
}

// literals are all words of a format.
func (f *numberFormat) literals() string {
	var b strings.Builder
	for _, p := range f.pieces {
		b.WriteString(p.literal)
	}
	return b.String() + f.suffix
}

// isPlain says that the format changes nothing that matters.
func (f *numberFormat) isPlain() bool {
	zeros := 0
	for _, p := range f.pieces {
		if p.place == '0' {
			zeros++
		}
	}
	says := strings.ContainsFunc(f.literals(), func(r rune) bool { return !unicode.IsSpace(r) && !strings.ContainsRune("()", r) })
	return f.general || zeros < 2 && !says && f.thousandths == 0 && f.hasPlace("0#?")
}

// show is the number as a person sees it, in the form of the machine: without
// signs between thousands, and with all its decimals.
func (f *numberFormat) show(value float64, from1904 bool) (string, Mark) {
	switch {
	case f != nil && f.zero != nil && value == 0:
		return *f.zero, Text
	case f == nil || f.general:
		return PlainNumber(value), Number
	case f.date || f.clock:
		return f.day(value, from1904)
	case f.percent:
		return PlainNumber(value*100) + "%", Text
	case f.isPlain():
		return PlainNumber(value), Number
	case !f.hasPlace("0#?"):
		return strings.TrimSpace(f.literals()), Text
	}
	for range f.thousandths {
		value /= 1000
	}
	if f.decimals || value != math.Trunc(value) || value < 0 || value >= 1e15 {
		return f.around(PlainNumber(value)), Number
	}
	return strings.TrimSpace(f.fill(strconv.FormatInt(int64(value), 10))), Number
}

// around puts the words of a format before and behind a number.
func (f *numberFormat) around(number string) string {
	var before, behind strings.Builder
	to := &before
	for _, p := range f.pieces {
		if p.place != 0 {
			to = &behind
		} else {
			to.WriteString(p.literal)
		}
	}
	return strings.TrimSpace(before.String() + number + behind.String() + f.suffix)
}

// fill puts digits in their places, from the right; what is left of them goes
// before the first one.
func (f *numberFormat) fill(digits string) string {
	text, places := f.suffix, 0
	for _, p := range f.pieces {
		if p.place != 0 {
			places++
		}
	}
	for i := len(f.pieces) - 1; i >= 0; i-- {
		p := f.pieces[i]
		if p.place == 0 {
			text = p.literal + text
			continue
		}
		places--
		switch {
		case places == 0:
			if digits == "" && p.place == '0' {
				digits = "0"
			}
			text, digits = digits+text, ""
		case digits != "":
			text, digits = digits[len(digits)-1:]+text, digits[:len(digits)-1]
		case p.place == '0':
			text = "0" + text
		}
	}
	return text
}

// day writes a date; what the format hides of it is left out.
func (f *numberFormat) day(value float64, from1904 bool) (string, Mark) {
	if value < 0 || value >= 2_958_466 {
		return PlainNumber(value), Number
	}
	t := SerialTime(value, from1904)
	switch {
	case f.clock && value < 1:
		return t.Format(time.TimeOnly), Text
	case f.date && !f.clock || t.Hour()+t.Minute()+t.Second() == 0:
		return t.Format(time.DateOnly), Date
	default:
		return t.Format(time.DateTime), Date
	}
}

// PlainNumber writes a number with the digits that a spreadsheet keeps of it.
func PlainNumber(value float64) string {
	if math.Abs(value) < 1e15 {
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
	return strings.ToUpper(strconv.FormatFloat(value, 'e', 14, 64))
}
