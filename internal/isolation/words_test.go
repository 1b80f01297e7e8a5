package isolation

import (
	"testing"

	"porthole/internal/words"
)

func TestEverythingThatCanBeFoundHasWords(t *testing.T) {
	names := []string{foundCounts, foundText, foundSet, foundRecord, foundCommand, foundUnlike, foundUnseen, foundMoved, foundPreview, foundGuest}
	for k := range kindCount {
		names = append(names, k.String())
	}
	for _, language := range words.Languages() {
		say := words.In(language, nil)
		for _, name := range names {
			if !say.Has("isolation.canary." + name) {
				t.Errorf("%s has no words for %q", language, name)
			}
		}
	}
}
