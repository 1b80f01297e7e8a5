package server

import (
	"errors"
	"testing"

	"porthole/internal/command"
)

// A command is told apart which its reader ended from one that was ended under
// them: a watch is done in the one case and has failed in the other.
func TestCommandsKnowWhoEndedThem(t *testing.T) {
	for _, end := range []error{endIdle, endStay, endStopping, endAccount} {
		if !errors.Is(end, command.ErrEnded) {
			t.Errorf("%v is taken for the reader's own", end)
		}
	}
	for _, own := range []error{errInterrupted, errGone} {
		if errors.Is(own, command.ErrEnded) {
			t.Errorf("%v is taken for somebody else's", own)
		}
	}
}
