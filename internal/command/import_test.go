package command

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porthole/internal/intake"
	"porthole/internal/words"
)

const threeRows = "shipment,partner,status,pol,pod,etd,eta,container\n" +
	"SHP/202504/00061,Mekong Foods JSC,confirmed,VNHPH,DEHAM,29/05/2025,29/06/2025,EITU3307123\n" +
	"SHP/202504/00062,saigon-tech,in_transit,VNSGN,AUMEL,27/04/2025,14/05/2025,\n"

const boxes = "shipment,partner,pol,pod,eta,packages,weight_kg,commodity,po,container,container_type\n" +
	"SHP/1,saigon-tech,Cat Lai,VNCLI,29/06/2025,10,1000.5,\"Beans, =green\",PO-1;PO-2,EITU3307123,22G1\n" +
	"SHP/1,saigon-tech,Cat Lai,VNCLI,29/06/2025,20,2000.25,,,ONEU6507410,45G1\n" +
	"SHP/2,mekong-foods,VNHPH,Thu Duc,29/06/2025 14:00,5,,＝beans,'=1+1,,\n" +
	"SHP/3,mekong-foods,VNSGN,USLGB,,,,,,ONEU8363919,\n"

const badRow = "SHP/202504/00063,Nobody Known Ltd,confirmed,VNSGN,AUMEL,27/04/2025,14/05/2025,\n"

func TestImportFromStandardInput(t *testing.T) {
	h := newHouse(t)
	dry := h.feed(ops, threeRows, "import", "-", "--dry-run", "--json")
	if dry.exit != ExitDone || !strings.Contains(dry.out, `"dry_run":true`) || !strings.Contains(h.must(ops, "shipments --json"), `"shipments":[]`) {
		t.Fatalf("%+v", dry)
	}
	first := h.feed(ops, threeRows, "import", "-")
	if first.exit != ExitDone || !strings.Contains(first.out, "2 rows: 2 taken, 0 unchanged, 0 refused.") {
		t.Fatalf("%+v", first)
	}
	again := h.feed(ops, threeRows, "import", "-")
	if again.exit != ExitDone || !strings.Contains(again.out, "0 taken, 2 unchanged") {
		t.Errorf("%+v", again)
	}
	if got := h.must(anna, "shipments --json"); !strings.Contains(got, "SHP/202504/00062") || strings.Contains(got, "00061") {
		t.Error(got)
	}
}

// What was refused is told with row, field, value and reason; the rest is in.
func TestImportSaysWhatItRefused(t *testing.T) {
	h := newHouse(t)
	got := h.feed(ops, threeRows+badRow, "import", "-")
	if got.exit != ExitFailed || got.err != "" || !strings.Contains(got.out, "1 refused") ||
		!strings.Contains(got.out, "row 4") || !strings.Contains(got.out, "Nobody Known Ltd") {
		t.Errorf("%+v", got)
	}
	got = h.feed(ops, threeRows+badRow, "import", "-", "--json")
	var report struct {
		Rows, Taken, Unchanged int
		Refused                []struct {
			Row                  int
			Field, Value, Reason string
		}
	}
	if err := json.Unmarshal([]byte(got.out), &report); err != nil || got.exit != ExitFailed {
		t.Fatalf("%v %+v", err, got)
	}
	if report.Rows != 3 || report.Unchanged != 2 || len(report.Refused) != 1 || report.Refused[0].Row != 4 ||
		report.Refused[0].Field != "partner" || report.Refused[0].Reason == "" {
		t.Errorf("%+v", report)
	}
	order, _ := fields(t, json.RawMessage(got.out))
	if !strings.HasPrefix(order, "rows taken unchanged refused") || !strings.Contains(order, "warnings") || !strings.Contains(order, "dry_run") {
		t.Errorf("the report has %s", order)
	}
}

// To a person each reason is told once, with the rows that it concerns and one
// hint for those that are mended in the same way.
func TestImportTellsEachReasonOnce(t *testing.T) {
	h := newHouse(t)
	list := "shipment,partner,status,mode,eta,packages\n" +
		"A1,Nobody Known Ltd,draft,sea,25/05/2025,1\n" +
		"A2,Somebody Else Ltd,draft,sea,25/05/2025,1\n" +
		"A3,Nobody Known Ltd,draft,sea,25/05/2025,1\n" +
		"A4,Nobody Known Ltd,draft,sea,25/05/2025,1\n" +
		"A5,saigon-tech,sunk,rocket,soon,many\n"
	got := h.feed(ops, list, "import", "-")
	for _, says := range []string{
		"5 rows: 0 taken, 0 unchanged, 5 refused.\n", "\n5 rows were refused\n",
		"  3 rows (2, 4–5) partner “Nobody Known Ltd”: There is no partner", "  row 3 partner “Somebody Else Ltd”: ",
	} {
		if got.exit != ExitFailed || strings.Count(got.out, says) != 1 {
			t.Errorf("%q is not there once:\n%s", says, got.out)
		}
	}
	if strings.Count(got.out, "--create-partners") != 1 || strings.Count(got.out, "row 6") != 4 {
		t.Error(got.out)
	}
	h.width = 40
	for _, part := range strings.Split(h.feed(ops, list, "import", "-").out, "\n") {
		if cells(part) > 48 { // a word may be longer than the line
			t.Errorf("wider than the terminal: %q", part)
		}
	}
	h.width = 0
	if got := h.feed(ops, list, "import", "-", "--json"); !strings.Contains(got.out, `"refused_total":8,"refused_rows":5`) {
		t.Error(got.out)
	}
}

func TestImportCountsInWords(t *testing.T) {
	h := newHouse(t)
	one := "shipment,partner\nA1,New Customer Ltd\n"
	got := h.feed(ops, one, "import", "-", "--dry-run", "--create-partners")
	if !strings.HasPrefix(got.out, "1 row: 1 taken, 0 unchanged, 0 refused.\nNothing was written") || !strings.Contains(got.out, "would be created") {
		t.Error(got.out)
	}
	if got := h.feed(ops, one, "import", "-"); !strings.Contains(got.out, "1 row was refused") {
		t.Error(got.out)
	}
}

// What a store that failed has not taken is named by its first row.
func TestImportSaysWhatIsNotIn(t *testing.T) {
	s := &session{Deps: Deps{Words: words.In(words.English, nil)}}
	r := intake.Report{Rows: 10, Taken: 3, Unchanged: 1, Stopped: true, Left: 6, Next: intake.Where{Row: 6}}
	said := strings.Join(s.describeImport(r), "\n")
	if !strings.HasPrefix(said, "10 rows: 3 taken, 1 unchanged, 0 refused.\n6 rows are not in, from row 6 on. Import the same file again") {
		t.Error(said)
	}
	r.Next = intake.Where{Path: "$.events[5]"}
	if said := s.describeImport(r)[1]; !strings.HasPrefix(said, "6 messages are not in, from $.events[5] on.") {
		t.Error(said)
	}
}

func TestADryRunIsLookedAtBeforeItCounts(t *testing.T) {
	h := newHouse(t)
	got := h.feed(ops, "Shipment #,Customer,ETD,Colour\nA1,saigon-tech,11/30/2026,red\n", "import", "-", "--dry-run")
	for _, says := range []string{
		"Shipment # → shipment\n", "Colour → left out\n", "Dates in etd: month first, as row 2 proves, 11/30/2026.\n", "has no zone are of ICT.\n",
		"  row 2  shipment A1 · partner saigon-tech · etd 2026-11-30\n",
	} {
		if !strings.Contains(got.out, says) {
			t.Errorf("not said: %q\n%s", says, got.out)
		}
	}
}

// A file name over ssh would be a file of the server.
func TestImportReadsNoFileOfTheServer(t *testing.T) {
	h := newHouse(t)
	path := filepath.Join(t.TempDir(), "shipments.csv")
	if err := os.WriteFile(path, []byte(threeRows), 0o600); err != nil {
		t.Fatal(err)
	}
	missing := path + ".not"
	there, gone := h.run(ops, "import "+path), h.run(ops, "import "+missing)
	if there.exit != ExitUsage || !strings.Contains(there.err, "import - <") ||
		strings.ReplaceAll(gone.err, missing, path) != there.err {
		t.Errorf("%+v and %+v", there, gone)
	}
	h.local = true
	if got := h.run(ops, "import "+path); got.exit != ExitDone || !strings.Contains(got.out, "2 taken") {
		t.Errorf("%+v", got)
	}
	for _, wrong := range []string{missing, t.TempDir()} {
		if got := h.run(ops, "import "+wrong); got.exit != ExitFailed || got.out != "" {
			t.Errorf("%s: %+v", wrong, got)
		}
	}
}

func TestImportUsage(t *testing.T) {
	h := newHouse(t)
	if got := h.feed(ops, threeRows, "import", "-", "--format", "odt"); got.exit != ExitUsage || got.out != "" {
		t.Errorf("%+v", got)
	}
	if got := h.run(ops, "import"); got.exit != ExitUsage {
		t.Errorf("%+v", got)
	}
}

// What was exported can be imported again, and is all known already.
func TestWhatWasExportedChangesNothing(t *testing.T) {
	h := newHouse(t)
	h.feed(ops, boxes, "import", "-")
	exported := h.must(ops, "shipments --csv")
	got := h.feed(ops, exported, "import", "-")
	if got.exit != ExitDone || !strings.Contains(got.out, "4 rows: 0 taken, 4 unchanged, 0 refused.") {
		t.Errorf("%s\n%+v", exported, got)
	}
}

func TestTheBarIsForTerminalsAndLeavesNothingBehind(t *testing.T) {
	h := newHouse(t)
	for _, terminal := range []bool{true, false} {
		var out, errs bytes.Buffer
		d := h.deps(ops, threeRows, &out, &errs)
		d.Terminal, d.Width = terminal, 80
		Run(t.Context(), d, []string{"import", "-"})
		if shown := strings.Contains(errs.String(), "100%"); shown != terminal {
			t.Errorf("terminal %v: %q", terminal, errs.String())
		}
		if terminal && !strings.HasSuffix(errs.String(), " \r") {
			t.Errorf("something stays: %q", errs.String())
		}
		for _, part := range strings.Split(errs.String(), "\r") {
			if cells(part) >= 80 {
				t.Errorf("wider than the terminal: %q", part)
			}
		}
	}
}

// What a heading is, is said once for a partner or under a name, and remembered.
func TestHeadingsAreRemembered(t *testing.T) {
	h := newHouse(t)
	list := "Mã riêng,ETD\nSHP/7,10/05/2025\n"
	got := h.feed(ops, list, "import", "-", "--partner", "saigon-tech")
	if got.exit != ExitFailed || !strings.Contains(got.err, "“Mã riêng”, “ETD”") || !strings.Contains(got.err, "--map 'HEADING=shipment'") {
		t.Errorf("%+v", got)
	}
	if got = h.feed(ops, list, "import", "-", "--partner", "saigon-tech", "--map", "Mã", "riêng=shipment"); got.exit != ExitDone ||
		!strings.Contains(got.out, "remembered for saigon-tech") {
		t.Errorf("the quotes were taken by a shell: %+v", got)
	}
	if got = h.feed(ops, list, "import", "-", "--partner", "saigon-tech"); got.exit != ExitDone || !strings.Contains(got.out, "1 unchanged") {
		t.Errorf("%+v", got)
	}
	named := "Mã riêng,Khách hàng\nSHP/8,saigon-tech\n"
	h.feed(ops, named, "import", "-", "--map", "Mã riêng=shipment", "--save-map", "hai-phong", "--dry-run")
	if got = h.feed(ops, named, "import", "-", "--use-map", "hai-phong"); got.exit == ExitDone || !strings.Contains(got.err, "hai-phong") {
		t.Errorf("a dry run remembers nothing: %+v", got)
	}
	h.feed(ops, named, "import", "-", "--map", "Mã riêng=shipment", "--save-map", "hai-phong")
	if got = h.feed(ops, named, "import", "-", "--use-map", "hai-phong"); got.exit != ExitDone {
		t.Errorf("%+v", got)
	}
	if out := h.must(ops, "mappings"); !strings.Contains(out, "hai-phong") || !strings.Contains(out, "Mã riêng") {
		t.Error(out)
	}
	if out := h.must(ops, "mappings --json"); !strings.Contains(out, `"columns":[{"heading":"Mã riêng","column":"shipment"}]`) {
		t.Error(out)
	}
	h.must(ops, "mapping remove hai-phong")
	if got := h.run(ops, "mapping remove hai-phong"); got.exit != ExitNotFound && got.exit != ExitFailed {
		t.Errorf("%+v", got)
	}
	if got = h.feed(ops, named, "import", "-", "--map", "Mã riêng=shipmnt"); got.exit != ExitUsage || !strings.Contains(got.err, "shipment") {
		t.Errorf("%+v", got)
	}
}
