package enginetest_test

import (
	"testing"

	"porthole/internal/store/engine"
	"porthole/internal/store/enginetest"
)

func TestTheNaiveEngineKeepsThePromises(t *testing.T) {
	enginetest.Contract(t, func(*testing.T) engine.Engine { return enginetest.NewNaive() })
}
