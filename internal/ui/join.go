package ui

import (
	"strings"

	"porthole/internal/ui/theme"
)

// present are the texts that are not empty.
func present(texts ...string) []string {
	kept := texts[:0:0]
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

// joined are the texts that are not empty, with dots between them.
func joined(texts ...string) string { return strings.Join(present(texts...), theme.Between) }

// joinedLines is a text of several lines on one.
func joinedLines(text string) string { return strings.Join(strings.Fields(text), " ") }
