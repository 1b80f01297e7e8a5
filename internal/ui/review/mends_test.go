package review

import (
	"slices"
	"testing"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
)

// anyDesk is a desk at which nothing is asked.
type anyDesk = session.Desk

// A manager is offered the key for what a manager may mend, and for nothing else.
func TestTheKeysOfMendsAreThoseOfTheRole(t *testing.T) {
	manager := screen.Staff{Role: model.Manager, Desk: struct{ anyDesk }{}}
	for key, b := range mendKeys {
		if may := manager.May(b); may != slices.Contains(managersMend, key) {
			t.Errorf("%s: the key says %t", key, may)
		}
	}
}
