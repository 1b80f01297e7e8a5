package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"porthole/internal/model"
)

// parser reads a date from left to right: its numbers, a month in words, a
// time of day. Whatever it does not know makes the cell no date.
type parser struct {
	s     string
	at    int
	parts [3]int // the numbers of the date, as they stand
	width [3]int // how many digits each has
	n     int
	sign  byte // what stands between them
	month int  // in words
	half  int  // of the day
	wrong bool
	date  Date
}

// Read reads a date with or without a time, in figures or with the month in words.
// Its blanks and dashes must be those of ASCII.
func Read(s string) (Date, bool) {
	p := parser{s: s}
	for p.at < len(p.s) && !p.wrong {
		p.step()
	}
	if p.wrong || !p.day() || !p.clock() {
		return Date{}, false
	}
	return p.date, true
}

// step reads one number, word or sign.
func (p *parser) step() {
	switch c := p.s[p.at]; {
	case isDigit(c):
		p.number()
	case isLetter(c):
		p.word()
	case c == ' ' || c == ',' || c == '\t' || c == '\n' || c == '(' || c == ')' || c == '\'':
		p.at++
	case (c == '+' || c == '-') && p.date.timed && p.n == 3 && p.width[0] == 4: // of ISO 8601; elsewhere it may be a span
		p.offset()
	case c == '/' || c == '-' || c == '.':
		p.between(c)
	default:
		p.wrong = true
	}
}

// between reads a sign, which is the same between all figures of a date.
func (p *parser) between(sign byte) {
	p.at++
	switch {
	case p.n == 0 && p.month == 0:
		p.wrong = !p.date.timed
	case p.month == 0 && p.n < 3:
		p.wrong = p.sign != 0 && p.sign != sign
		p.sign = sign
	}
}

// whole says that day, month and year are there.
func (p *parser) whole() bool { return p.n == 3 || p.n == 2 && p.month > 0 }

// number reads digits: a part of the date, or the beginning of the time.
func (p *parser) number() {
	value, width := p.digits()
	word, _ := p.peek()
	switch {
	case p.at < len(p.s) && p.s[p.at] == ':':
		p.time(value)
	case width == 4 && p.whole() && !p.date.timed: // 1530
		p.date.hour, p.date.minute, p.date.timed = value/100, value%100, true
	case width <= 2 && hourSigns[word] && !p.date.timed:
		p.spokenTime(value)
	case width <= 2 && halves[word] > 0 && !p.date.timed:
		p.date.hour, p.date.timed = value, true
	case width == 8 && p.n == 0 && p.month == 0: // 20260525
		p.parts, p.width, p.n = [3]int{value / 10000, value / 100 % 100, value % 100}, [3]int{4, 2, 2}, 3
	case p.whole() || width > 4:
		p.wrong = true
	default:
		p.parts[p.n], p.width[p.n] = value, width
		p.n++
		p.skipOrdinal()
	}
}

func (p *parser) digits() (value, width int) {
	for p.at < len(p.s) && isDigit(p.s[p.at]) && width <= 8 {
		value = value*10 + int(p.s[p.at]-'0')
		p.at++
		width++
	}
	return value, width
}

// skipOrdinal passes over the th of 25th.
func (p *parser) skipOrdinal() {
	if rest := strings.ToLower(p.s[p.at:]); strings.HasPrefix(rest, "th ") || strings.HasPrefix(rest, "th,") {
		p.at += len("th")
	}
}

// time reads what follows the hours: :30, :30:00, :30:00.000.
func (p *parser) time(hour int) {
	p.wrong = p.date.timed
	p.date.hour, p.date.timed = hour, true
	for _, to := range []*int{&p.date.minute, &p.date.seconds} {
		if p.at == len(p.s) || p.s[p.at] != ':' {
			return
		}
		p.at++
		var width int
		if *to, width = p.digits(); width == 0 || width > 2 {
			p.wrong = true
		}
	}
	if p.at < len(p.s) && p.s[p.at] == '.' {
		p.at++
		p.digits()
	}
}

// spokenTime reads 15h, 15h30 and 15 giờ 30.
func (p *parser) spokenTime(hour int) {
	_, p.at = p.peek()
	p.date.hour, p.date.timed = hour, true
	for p.at < len(p.s) && p.s[p.at] == ' ' {
		p.at++
	}
	from := p.at
	if minute, width := p.digits(); width > 0 && width <= 2 && (p.at == len(p.s) || strings.IndexByte("/-.:", p.s[p.at]) < 0) {
		p.date.minute = minute
	} else {
		p.at = from // of the date that follows
	}
}

// word reads a month or a word that belongs to a date.
func (p *parser) word() {
	raw := p.letters(p.at)
	p.at += len(raw)
	word := model.Fold(raw)
	switch {
	case raw == "":
		p.wrong = true
	case months[word] > 0:
		p.name(months[word])
	case word == "thang" || word == "thg" || word == "th" && p.n > 0:
		p.name(p.vietnameseMonth())
	case word == "thu" && len(raw) > len(word): // thứ hai, thứ 2
		p.weekday()
	case halves[word] > 0 && p.date.timed:
		p.half = halves[word]
	case word == "t" && p.whole() && !p.date.timed:
	case (word == "z" || word == "utc" || word == "gmt") && p.whole():
		p.offset()
	default:
		p.wrong = !silent[word]
	}
}

func (p *parser) name(month int) {
	p.wrong = month < 1 || month > 12 || p.month > 0
	p.month = month
}

// vietnameseMonth reads what follows tháng, a number or a word; 0 for neither.
func (p *parser) vietnameseMonth() int {
	for p.at < len(p.s) && strings.IndexByte(" .-", p.s[p.at]) >= 0 {
		p.at++
	}
	if p.at < len(p.s) && isDigit(p.s[p.at]) {
		month, _ := p.digits()
		return month
	}
	word, end := p.peek()
	month := vietnameseMonths[word]
	p.at = end
	if next, end := p.peek(); month == 10 && (next == "mot" || next == "hai") {
		p.at = end
		month += vietnameseMonths[next]
	}
	return month
}

// weekday passes over the number or word behind thứ.
func (p *parser) weekday() {
	p.at += len(p.s[p.at:]) - len(strings.TrimLeft(p.s[p.at:], " "))
	if _, width := p.digits(); width == 0 {
		_, p.at = p.peek()
	}
}

// peek is the word that comes next, folded, and where it ends.
func (p *parser) peek() (word string, end int) {
	from := p.at
	for from < len(p.s) && p.s[from] == ' ' {
		from++
	}
	raw := p.letters(from)
	return model.Fold(raw), from + len(raw)
}

// letters are those from a place on.
func (p *parser) letters(from int) string {
	end := from
	for end < len(p.s) {
		r, size := utf8.DecodeRuneInString(p.s[end:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		end += size
	}
	return p.s[from:end]
}

// day puts the numbers together.
func (p *parser) day() bool {
	c := &p.date
	switch {
	case !p.whole():
		return false
	case p.month > 0 && p.width[0] == 4: // 2026-May-25
		c.year, c.first, c.second, c.told = p.parts[0], p.parts[1], p.month, true
		return p.width[1] <= 2
	case p.month > 0:
		c.year, c.first, c.second, c.told = fullYear(p.parts[1], p.width[1]), p.parts[0], p.month, true
		return p.width[0] <= 2 && c.year > 0
	case p.width[0] == 4:
		c.year, c.first, c.second, c.told, c.order = p.parts[0], p.parts[1], p.parts[2], true, MonthFirst
		return p.width[1] <= 2 && p.width[2] <= 2
	default:
		c.year, c.first, c.second = fullYear(p.parts[2], p.width[2]), p.parts[0], p.parts[1]
		return p.width[0] <= 2 && p.width[1] <= 2 && c.year > 0
	}
}

// fullYear is the year of two or four digits; 0 for others.
func fullYear(year, digits int) int {
	switch {
	case digits == 4:
		return year
	case digits == 2 && year < 69:
		return 2000 + year
	case digits == 2:
		return 1900 + year
	default:
		return 0
	}
}

// clock applies the half of the day, and tells whether there is such a time.
func (p *parser) clock() bool {
	c := &p.date
	switch {
	case p.half == 2 && c.hour < 12:
		c.hour += 12
	case p.half == 1 && c.hour == 12:
		c.hour = 0
	case p.half == 1 && c.hour > 12:
		return false
	}
	return c.hour < 24 && c.minute < 60 && c.seconds < 60
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isLetter takes every byte of a character beyond ASCII for one.
func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf }
