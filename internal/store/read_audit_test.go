package store_test

import (
	"fmt"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// What staff looked at is in the trail when it is read next: once for a while,
// under each person's own name, and without a gap in the chain.
func TestLooksAreInTheTrail(t *testing.T) {
	now := time.Date(2025, 5, 16, 5, 0, 0, 0, time.UTC)
	folder := t.TempDir()
	open := func() (*store.Store, func(account string, role model.Role) *store.Office) {
		s, err := store.Open(folder, store.Options{Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		return s, func(account string, role model.Role) *store.Office {
			office, err := s.Office(model.Principal{Account: account, Role: role, Remote: "192.0.2.7"})
			if err != nil {
				t.Fatal(err)
			}
			return office
		}
	}
	s, as := open()
	ops, cs := as("ops@house.example", model.Operations), as("cs@house.example", model.CS)
	for range 3 {
		ops.Looked("look", "SHP/1")
	}
	cs.Looked("look", "SHP/1")
	boss := as("boss@house.example", model.Manager)
	entries := func(boss *store.Office) (said []string) {
		list, _, err := boss.SearchAudit(t.Context(), store.AuditQuery{})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			said = append(said, e.Actor+" "+e.Remote+" "+e.Verb+" "+e.Subject)
		}
		return said
	}
	want := []string{"ops@house.example 192.0.2.7 look SHP/1", "cs@house.example 192.0.2.7 look SHP/1"}
	if got := entries(boss); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the trail is %q", got)
	}
	now = now.Add(time.Hour)
	ops.Looked("look", "SHP/1")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	ops.Looked("look", "SHP/2") // nobody is there to write it, and nothing breaks

	s, as = open()
	defer func() { _ = s.Close() }()
	boss = as("boss@house.example", model.Manager)
	if got := entries(boss); fmt.Sprint(got) != fmt.Sprint(append(want, want[0])) {
		t.Errorf("after another start the trail is %q", got)
	}
	if count, _, err := boss.VerifyAudit(t.Context()); err != nil || count != 3 {
		t.Errorf("%d %v", count, err)
	}
}
