package bolt

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"porthole/internal/store/engine"
)

// benchItem is like a shipment: a dozen words of its own, two dozen of many.
func benchItem(i int, record int) engine.Item {
	dice := rand.New(rand.NewPCG(uint64(i), 7))
	item := engine.Item{
		Ref: fmt.Sprintf("SHP/2025%02d/%06d", 3+dice.IntN(3), i), Status: uint8(dice.IntN(3)), Attention: dice.IntN(3) == 0,
		ETD: int64(1e9 + 86400*dice.IntN(90)), ETA: int64(1e9 + 86400*dice.IntN(120)), Updated: int64(i / 1000),
		Row: []byte(strings.Repeat("x", 215)), Record: []byte(strings.Repeat("x", record)),
	}
	var words []engine.Word
	for _, head := range []string{"hbl", "mbl", "bkg", "po", "abcu", "", "sl"} {
		words = append(words, engine.Word{Text: fmt.Sprintf("%s%08d", head, dice.IntN(1e8)), Kinds: 2})
	}
	for k := range 20 {
		words = append(words, engine.Word{Text: fmt.Sprintf("%cname%d", 'a'+k, dice.IntN(8))})
	}
	words = append(words, engine.Word{Text: fmt.Sprintf("shp2025%06d", i), Kinds: 1}, engine.Word{Text: fmt.Sprintf("%06d", i)})
	slices.SortFunc(words, func(a, b engine.Word) int { return strings.Compare(a.Text, b.Text) })
	item.Words = engine.Pack(words)
	return item
}

// An import: 20,000 shipments in batches of a thousand, each in the office's list
// and in that of one of twenty customers.
func BenchmarkImport(b *testing.B) {
	for b.Loop() {
		name := filepath.Join(b.TempDir(), "bench.db")
		db, err := bbolt.Open(name, 0o600, nil)
		check(b, err)
		db.AllocSize = 1 << 20
		const all = 20_000
		for from := 0; from < all; from += 1000 {
			check(b, db.Update(In(func(tx engine.Tx) error { return benchBatch(tx, from) })))
		}
		check(b, db.Close())
		info, err := os.Stat(name)
		check(b, err)
		b.ReportMetric(float64(info.Size())/all, "bytes/shipment")
	}
}

func benchBatch(tx engine.Tx, from int) error {
	for i := from; i < from+1000; i++ {
		room := engine.List(fmt.Sprintf("part-%d", i%20))
		for list, record := range map[engine.List]int{engine.Office: 1240, room: 840} {
			if err := tx.MakeList(list, 0); err != nil {
				return err
			}
			item := benchItem(i, record)
			if refs, err := tx.Find(list, 2, "hbl00000001"); err != nil || len(refs) > 0 {
				return err
			}
			var err error
			if item.Seq, err = tx.Next(list); err != nil {
				return err
			}
			if err := tx.PutItem(list, item); err != nil {
				return err
			}
		}
	}
	return nil
}
