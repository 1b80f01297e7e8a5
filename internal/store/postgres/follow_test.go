package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/postgres/pgtest"
)

func TestOldChangesAreForgotten(t *testing.T) {
	url := pgtest.Database(t)
	twoRooms(t, open(t, url))
	conn, err := pgx.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	if _, err := conn.Exec(context.Background(), "update office.change set at = now() - interval '2 days'"); err != nil {
		t.Fatal(err)
	}
	open(t, url) // another server looks when it starts
	deadline := time.Now().Add(10 * time.Second)
	for count := 1; count > 0; {
		if err := conn.QueryRow(context.Background(), "select count(*) from office.change").Scan(&count); err != nil {
			t.Fatal(err)
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d old changes are still there", count)
		}
	}
}
