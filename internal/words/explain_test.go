package words

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"porthole/internal/model"
)

func TestExplainSpeaksOfFaultsOnly(t *testing.T) {
	message, hint, known := In(English, nil).Explain(model.NewFault("error.unknown_partner", "acme"))
	if !known || message == "" || hint == "" {
		t.Errorf("got %q, %q, %v", message, hint, known)
	}
	if _, _, known := In(English, nil).Explain(filepath.ErrBadPattern); known {
		t.Error("an error of ours was explained to a reader")
	}
}

// What only the operator can mend names files of the server: the house's own
// people are told of it, and nobody else, whatever language they change to.
func TestWhatOnlyTheOperatorCanMendIsNotForCustomers(t *testing.T) {
	const file = "/srv/porthole/porthole.db"
	damaged := fmt.Errorf("opening the room: %w", model.NewFault("error.store_damaged", file))
	for _, err := range []error{damaged, model.NewFault("error.store_full"), model.NewFault("error.store_failing")} {
		for name, c := range map[string]struct {
			who   model.Principal
			known bool
		}{
			"guest":      {model.Principal{}, false},
			"portal":     {model.Principal{Account: "a@x.example", Role: model.Portal, Partner: "x"}, false},
			"previewed":  {model.Principal{Account: "a@x.example", Role: model.Portal, Partner: "x", Previewer: "cs@y.example"}, false},
			"holder":     {model.Principal{Account: "code t1", Role: model.Holder, Link: "t1"}, false},
			"cs":         {model.Principal{Account: "cs@y.example", Role: model.CS}, true},
			"admin":      {model.Principal{Account: "admin@y.example", Role: model.Admin}, true},
			"role alone": {model.Principal{Role: model.Admin}, false},
		} {
			say := In(English, nil).For(c.who)
			for _, say := range []Catalogue{say, say.Other(), say.Other().Other()} {
				message, hint, known := say.Explain(err)
				if known != c.known || known != (message+hint != "") {
					t.Errorf("%s, %s: %q %q %v", name, say.Language(), message, hint, known)
				}
			}
		}
	}
	if message, _, _ := In(English, nil).For(model.Principal{Account: "a", Role: model.CS}).Explain(damaged); !strings.Contains(message, file) {
		t.Errorf("staff are told %q", message)
	}
	if _, _, known := In(English, nil).Explain(damaged); known {
		t.Error("a catalogue for nobody tells of the server")
	}
}
