package postgres_test

import (
	"context"
	"testing"
	"time"

	"porthole/internal/store/postgres/pgtest"
)

// Whoever has the database alone, and loses the answer to a commit, asks what has become of it
// and does not wait for themselves.
func TestALostAnswerIsFoundBySomebodyWhoIsAlone(t *testing.T) {
	e := open(t, pgtest.Database(t))
	err := e.Alone(context.Background(), func(ctx context.Context) error {
		ctx, done := context.WithTimeout(ctx, 5*time.Second)
		defer done()
		if happened, err := e.Happened(ctx); happened || err != nil {
			t.Errorf("%v, %v", happened, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
