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

// settle resolves the optional parts of a sentence for args. It runs before
// the arguments are filled in, so that an argument is never a template.
func settle(sentence string, args []any) string {
	before, rest, found := strings.Cut(sentence, optionalFrom)
	if !found {
		return sentence
	}
	part, after, closed := strings.Cut(rest, optionalTo)
	if !closed || lacks(part, args) {
		part = ""
	}
	return before + part + settle(after, args)
}

// lacks says whether the part uses an argument that is empty.
func lacks(part string, args []any) bool {
	for i, arg := range args {
		if strings.Contains(part, "{"+strconv.Itoa(i+1)+"}") && fmt.Sprint(arg) == "" {
			return true
		}
	}
	return false
}
