package widget

import (
	"strings"

	"porthole/internal/ui/theme"
)

// Present are the texts that are not empty.
func Present(texts ...string) []string {
	kept := texts[:0:0]
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

// Joined are the texts that are not empty, with dots between them.
func Joined(texts ...string) string { return strings.Join(Present(texts...), theme.Between) }

// JoinedLines is a text of several lines on one.
func JoinedLines(text string) string { return strings.Join(strings.Fields(text), " ") }
