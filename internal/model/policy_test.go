package model

import (
	"strings"
	"testing"
)

// Who may do what, a line for each act, in the order of the acts.
func TestPolicy(t *testing.T) {
	want := `portal operations cs manager admin holder
portal operations cs manager admin
portal
holder
operations cs manager admin
operations cs manager admin
operations manager admin
operations cs admin
operations admin
operations cs admin
operations cs admin
operations cs manager admin
operations cs admin
operations admin
operations manager admin
operations cs manager admin
manager admin
manager admin
admin
admin
admin`
	for n, line := range strings.Split(want, "\n") {
		var may []string
		for _, r := range []Role{Portal, Operations, CS, Manager, Admin, Holder} {
			if r.May(Act(n)) {
				may = append(may, string(r))
			}
		}
		if got := strings.Join(may, " "); got != line {
			t.Errorf("act %d is for %q, want %q", n, got, line)
		}
		if Role("").May(Act(n)) || Role("owner").May(Act(n)) {
			t.Errorf("act %d is for somebody without a role", n)
		}
	}
	if Admin.May(Act(len(strings.Split(want, "\n")))) {
		t.Error("an act that is none is allowed")
	}
}
