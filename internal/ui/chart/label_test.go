package chart

import (
	"testing"

	"porthole/internal/sea"
	"porthole/internal/words"
)

func TestEveryPassageHasItsWords(t *testing.T) {
	for _, language := range words.Languages() {
		for _, p := range sea.Passages() {
			if key := "chart.passage." + p.Name; !words.In(language, nil).Has(key) {
				t.Errorf("%s has no words for %s", language, key)
			}
		}
	}
}
