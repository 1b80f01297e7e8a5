package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// pages are the rows of the store, which its own benchmarks measure.
func (b *bench) pages(ctx context.Context) ([]row, error) {
	at := number(b.shipments)
	page := row{place: 9, what: "page of 50 with " + at + " shipments : with 100", reach: "at most 2 ×"}
	search := row{place: 10, what: "search as you type, " + at + " shipments, 1 partner, p99", reach: "under 20 ms"}
	open := row{place: 13, what: "open a store of " + number(b.shipments+b.others) + " shipments : of 100", reach: "does not depend on the size: at most 2 ×"}
	if b.others > 0 {
		all := "; " + number(b.shipments+b.others) + " in the store"
		page.what, search.what = page.what+all, search.what+all
	}
	found, err := b.goBench(ctx, "Page|Typed|Open", "./internal/store", b.shipments, "-benchtime", b.benchTime, "-count", strconv.Itoa(b.repeats))
	if ctx.Err() != nil {
		return nil, ctx.Err() //nolint:wrapcheck // whoever started it has stopped it
	}
	if err != nil {
		why := oneLine(err)
		return []row{page.unmeasured(why), search.unmeasured(why), open.unmeasured(why)}, nil
	}
	return []row{pageRow(page, found), searchRow(search, found), openRow(open, found)}, nil
}

func pageRow(r row, found benchmarks) row {
	ratio, name := found.worst("BenchmarkPage", isRatio)
	if name == "" {
		return r.unmeasured("no benchmark of a page prints a ratio")
	}
	r.ours, r.ratio, r.reached = "the worst is "+name, fmt.Sprintf("%.2f ×", ratio), verdict(ratio <= 2)
	return r
}

func searchRow(r row, found benchmarks) row {
	const most = 20
	slowest, name := found.worst("BenchmarkTyped", p99)
	if name == "" {
		return r.unmeasured("no benchmark of a search prints a p99")
	}
	r.ours, r.reached = ms(slowest)+", the worst is "+name, verdict(slowest < most)
	return r
}

func openRow(r row, found benchmarks) row {
	ratio, name := found.worst("BenchmarkOpen", isRatio)
	if name == "" {
		return r.unmeasured("no benchmark of opening prints a ratio")
	}
	took, _ := found.worst("Benchmark"+name, unit("ns/op"))
	r.ours, r.ratio, r.reached = ms(took*1e-6), fmt.Sprintf("%.2f ×", ratio), verdict(ratio <= 2)
	return r
}

// importing is the row of the import.
func (b *bench) importing(ctx context.Context) ([]row, error) {
	r := row{
		place: 12, what: "import CSV, " + number(b.imported) + " shipments, durable",
		floor: "SQLite with the same lookups", reach: "at most 1.2 × the time",
	}
	found, err := b.goBench(ctx, "ImportBesideSQLite", "./internal/intake", b.imported, "-benchtime", "1x", "-count", strconv.Itoa(b.repeats))
	if ctx.Err() != nil {
		return nil, ctx.Err() //nolint:wrapcheck // whoever started it has stopped it
	}
	if err != nil {
		return []row{r.unmeasured(oneLine(err))}, nil
	}
	ratio, name := found.worst("BenchmarkImportBesideSQLite", isRatio)
	if name == "" {
		return []row{r.unmeasured("there is no benchmark ImportBesideSQLite yet")}, nil
	}
	took, _ := found.worst("BenchmarkImportBesideSQLite", unit("import-s"))
	floor, _ := found.worst("BenchmarkImportBesideSQLite", unit("floor-s"))
	if took > 0 && floor > 0 {
		r.ours, r.floor = fmt.Sprintf("%.3g s", took), join(r.floor, fmt.Sprintf("%.3g s", floor))
	}
	r.ratio, r.reached = fmt.Sprintf("%.2f ×", ratio), verdict(ratio <= 1.2)
	return []row{r}, nil
}

// unit takes one metric as it is.
func unit(wanted string) func(string) (float64, bool) {
	return func(unit string) (float64, bool) { return 1, unit == wanted }
}

// oneLine is an error as it fits into a table.
func oneLine(err error) string {
	return strings.NewReplacer("\n", " ", "|", "/").Replace(err.Error())
}
