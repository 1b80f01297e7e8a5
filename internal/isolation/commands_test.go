package isolation

import (
	"bytes"
	"slices"
	"testing"

	"porthole/internal/command"
	"porthole/internal/model"
	"porthole/internal/words"
)

// What a customer can run is read from their own help: it must be found there,
// in every language.
func TestTheCommandsOfAHelpPageAreFound(t *testing.T) {
	h := newHouse(t, 1, 1, 1)
	for _, language := range words.Languages() {
		var out bytes.Buffer
		command.Run(t.Context(), command.Deps{
			Store: h.Store, Principal: model.Principal{Account: mail(0, 0), Role: model.Portal, Partner: slug(0)},
			Words: words.In(language, nil), Out: &out, Err: &out,
		}, []string{"help"})
		var names []string
		for _, match := range listedCommand.FindAllSubmatch(out.Bytes(), -1) {
			names = append(names, string(match[1]))
		}
		for _, want := range []string{"shipments", "shipment", "watch", "whoami", "keys", "key add", "key remove"} {
			if !slices.Contains(names, want) {
				t.Errorf("%s: %q is not among %q in\n%s", language, want, names, &out)
			}
		}
	}
}
