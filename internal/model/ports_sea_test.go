package model

import (
	"testing"

	"porthole/internal/sea"
)

func TestEveryPortHasAWayBySea(t *testing.T) {
	for _, row := range table().rows {
		if _, ok := sea.Between(row.code, "SGSIN"); !ok && row.code != "SGSIN" {
			t.Errorf("%s (%s): no way to Singapore", row.name, row.code)
		}
	}
}
