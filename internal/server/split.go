package server

import (
	"errors"
	"strings"
)

// errQuote is a quotation mark that is never closed, or a backslash at the end.
var errQuote = errors.New("a quotation mark is never closed")

// blanks are what stands between words.
const blanks = " \t\r\n"

// splitLine takes a line apart into words as a shell does, with quotes and
// backslashes and nothing else of a shell. A word of which nothing stays but its
// quotes is an empty word: scripts hand on variables that may be empty.
func splitLine(line string) (words []string, err error) {
	for rest := strings.TrimLeft(line, blanks); rest != ""; rest = strings.TrimLeft(rest, blanks) {
		var word string
		if word, rest, err = firstWord(rest); err != nil {
			return nil, err
		}
		words = append(words, word)
	}
	return words, nil
}

// firstWord is the word at the beginning of text, and what follows it.
func firstWord(text string) (word, rest string, err error) {
	var b strings.Builder
	quote := byte(0) // that is open
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == quote:
			quote = 0
		case c == '\\' && escapes(quote, text[i+1:]):
			if i++; i == len(text) {
				return "", "", errQuote
			}
			b.WriteByte(text[i])
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case quote == 0 && strings.IndexByte(blanks, c) >= 0:
			return b.String(), text[i:], nil
		default:
			b.WriteByte(c)
		}
	}
	if quote != 0 {
		return "", "", errQuote
	}
	return b.String(), "", nil
}

// escapes says that a backslash takes the meaning from what follows it: within
// quotes only from a double quote and a backslash between double ones.
func escapes(quote byte, rest string) bool {
	switch quote {
	case 0:
		return true
	case '"':
		return rest != "" && (rest[0] == '"' || rest[0] == '\\')
	default:
		return false
	}
}
