package chart

import (
	"testing"

	"porthole/internal/words"
)

func TestEveryPassageHasItsWords(t *testing.T) {
	for _, language := range words.Languages() {
		for _, p := range passages {
			if key := "chart.passage." + p.name; !words.In(language, nil).Has(key) {
				t.Errorf("%s has no words for %s", language, key)
			}
		}
	}
}
