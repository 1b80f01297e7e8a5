package words

import (
	"fmt"
	"strconv"
	"strings"
)

// A part of a sentence between these two is left out when an argument in it is
// empty: "In port⟨ at {1}⟩ since {2}." What is not known leaves no hole then.
const (
	optionalFrom = "⟨"
	optionalTo   = "⟩"
)

// chooseOptional resolves the optional parts of a sentence for args. It runs before
// the arguments are filled in, so that an argument is never a template.
func chooseOptional(sentence string, args []any) string {
	before, rest, found := strings.Cut(sentence, optionalFrom)
	if !found {
		return sentence
	}
	part, after, closed := strings.Cut(rest, optionalTo)
	if !closed || lacks(part, args) {
		part = ""
	}
	return before + part + chooseOptional(after, args)
}

// lacks says whether the part uses an argument that is empty.
func lacks(part string, args []any) bool {
	for i, arg := range args {
		if strings.Contains(part, "{"+strconv.Itoa(i+1)+"}") && plainly(arg) == "" {
			return true
		}
	}
	return false
}

// fillIn puts the arguments in their places. What an argument brings along is
// never a place itself.
func (c Catalogue) fillIn(sentence string, args []any) string {
	var b strings.Builder
	b.Grow(len(sentence) + 16*len(args))
	for {
		from := strings.IndexByte(sentence, '{')
		if from < 0 {
			b.WriteString(sentence)
			return b.String()
		}
		n, size := slot(sentence[from:])
		b.WriteString(sentence[:from])
		if n < 1 || n > len(args) {
			b.WriteString(sentence[from : from+1])
			sentence = sentence[from+1:]
			continue
		}
		b.WriteString(c.written(args[n-1]))
		sentence = sentence[from+size:]
	}
}

// slot reads `{1}` at the start of s: the number, and how long it is; 0 when
// there is none.
func slot(s string) (n, size int) {
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9' && n < 100:
			n = 10*n + int(c-'0')
		case c == '}' && i > 1:
			return n, i + 1
		default:
			return 0, 0
		}
	}
	return 0, 0
}

// written is an argument as it is written: a number grouped by thousands.
func (c Catalogue) written(arg any) string {
	if n, isNumber := arg.(int); isNumber {
		return c.Count(n)
	}
	return plainly(arg)
}

// plainly is an argument as it is in every language.
func plainly(arg any) string {
	switch arg := arg.(type) {
	case string:
		return arg
	case int:
		return strconv.Itoa(arg)
	default:
		return fmt.Sprint(arg)
	}
}
