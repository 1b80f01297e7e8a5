package store

import (
	"fmt"
	"testing"

	"porthole/internal/model"
)

// The first page of the desk, with so many shipments open.
func BenchmarkDesk(b *testing.B) {
	h := newHouse(b)
	n := many()
	imported(b, h, 0, n, "saigon-tech")
	b.Run(fmt.Sprintf("shipments=%d", n), func(b *testing.B) {
		b.ReportAllocs()
		total := 0
		for range b.N {
			total = must(h.office.Desk(ctx, model.DeskQuery{})).Total
		}
		b.ReportMetric(float64(total), "open")
	})
}
