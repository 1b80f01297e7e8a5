package intake

import (
	"bufio"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/unicode"

	"porthole/internal/model"
)

// Whatever program wrote it, it is the same list.
func TestTheSameListInManyDisguises(t *testing.T) {
	plain := "shipment,partner,eta,weight_kg,commodity\nA1,Saigon Tech Export,25/05/2025,1234.5,\"Coffee, green\"\n"
	utf16 := func(e unicode.Endianness) string {
		s, err := unicode.UTF16(e, unicode.UseBOM).NewEncoder().String(plain)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	cases := map[string]string{
		"plain":                plain,
		"a byte order mark":    "\xEF\xBB\xBF" + plain,
		"UTF-16, little end":   utf16(unicode.LittleEndian),
		"UTF-16, big end":      utf16(unicode.BigEndian),
		"CRLF":                 strings.ReplaceAll(plain, "\n", "\r\n"),
		"CR":                   strings.ReplaceAll(plain, "\n", "\r"),
		"no line end":          strings.TrimSpace(plain),
		"semicolons":           "shipment;partner;eta;weight_kg;commodity\nA1;Saigon Tech Export;25/05/2025;1.234,5;Coffee, green\n",
		"tabs":                 "shipment\tpartner\teta\tweight_kg\tcommodity\nA1\tSaigon Tech Export\t2025-05-25\t1,234.5\tCoffee, green\n",
		"bars":                 "shipment|partner|eta|weight_kg|commodity\nA1|Saigon Tech Export|2025-05-25|1234.5|Coffee, green\n",
		"a stated separator":   "sep=;\nshipment;partner;eta;weight_kg;commodity\nA1;Saigon Tech Export;25-05-2025;1234,5;Coffee, green\n",
		"another order":        "commodity,ETA,Partner,SHIPMENT,Weight_KG\n\"Coffee, green\",25.05.2025,Saigon Tech Export,A1,1234.5\n",
		"as Odoo shows it":     "Shipment #,Customer,ETA,Gross Weight,Commodity\nA1,Saigon Tech Export,2025-05-25 00:00:00,\"1,234.50\",\"Coffee, green\"\n",
		"in Vietnamese":        "Số lô hàng,Khách hàng,Ngày đến dự kiến,Trọng lượng (kg),Tên hàng\nA1,Saigon Tech Export,25/5/2025,1234.5,\"Coffee, green\"\n",
		"a title above":        "Shipments of May,,,,\n,,,,\n" + plain,
		"blank rows":           strings.ReplaceAll(plain, "\nA1", "\n\n,,,,\nA1"),
		"serial dates":         strings.ReplaceAll(plain, "25/05/2025", "45802"),
		"months in words":      strings.ReplaceAll(plain, "25/05/2025", "25-May-2025"),
		"guarded cells":        strings.ReplaceAll(plain, "A1,", "\"=\"\"A1\"\"\","),
		"quotes everywhere":    "\"shipment\",\"partner\",\"eta\",\"weight_kg\",\"commodity\"\n\"A1\",\"Saigon Tech Export\",\"25/05/2025\",\"1234.5\",\"Coffee, green\"\n",
		"cells after the last": strings.ReplaceAll(plain, "\n", ",,\n"),
	}
	for name, text := range cases {
		h := open(t, "Saigon Tech Export")
		r := h.take(text, Options{Name: "list.csv"})
		if r.Taken != 1 || r.RefusedTotal+r.WarningsTotal > 0 {
			t.Errorf("%s: %d taken\n%s", name, r.Taken, spoken(r))
			continue
		}
		f := h.shipment("A1").Facts
		if f.ETA != model.Day(2025, 5, 25) || f.Cargo.WeightKg == nil || *f.Cargo.WeightKg != 1234.5 || f.Cargo.Commodity.String() != "Coffee, green" {
			t.Errorf("%s: ETA %v, cargo %+v", name, f.ETA, f.Cargo)
		}
	}
}

func readAll(c *csvRows) (rows []string, faults int) {
	for {
		_, cells, err := c.Next()
		var fault *model.Fault
		switch {
		case errors.Is(err, io.EOF):
			return rows, faults
		case errors.As(err, &fault):
			faults++
		case err != nil:
			return rows, -1
		default:
			rows = append(rows, strings.Join(cells, "¦"))
		}
	}
}

func TestRowsOfCSV(t *testing.T) {
	cases := []struct {
		name, text string
		rows       []string
		faults     int
	}{
		{"quoted newline", "a,\"b\nc\",d\ne,f,g\n", []string{"a¦b\nc¦d", "e¦f¦g"}, 0},
		{"doubled quotes", "\"say \"\"hi\"\"\",b\n", []string{`say "hi"¦b`}, 0},
		{"a quote inside", "40'HC,5\" pipe,x\n", []string{`40'HC¦5" pipe¦x`}, 0},
		{"text after a quote", "\"a\"b,c\n", []string{"ab¦c"}, 0},
		{"blank before a quote", "x, \"a,b\"\n", []string{"x¦a,b"}, 0},
		{"empty cells", ",,\n", []string{"¦¦"}, 0},
		{"a quote that never closes", "a,\"b\nc,d\ne,f\n", []string{"c¦d", "e¦f"}, 1},
		{"and none follows", "a,\"b", nil, 1},
		{"nothing", "", nil, 0},
	}
	for _, c := range cases {
		rows, faults := readAll(newCSV(strings.NewReader(c.text), ',', 1<<10))
		if !reflect.DeepEqual(rows, c.rows) || faults != c.faults {
			t.Errorf("%s: %q, %d faults", c.name, rows, faults)
		}
		if slow, _ := readAll(newCSV(iotest.OneByteReader(strings.NewReader(c.text)), ',', 1<<10)); !reflect.DeepEqual(slow, c.rows) {
			t.Errorf("%s, byte by byte: %q", c.name, slow)
		}
	}
}

func TestAnEndlessRowCostsOneRow(t *testing.T) {
	text := "a,b\nc,\"" + strings.Repeat("x", 5000) + "\nd,e\n"
	rows, faults := readAll(newCSV(strings.NewReader(text), ',', 1<<10))
	if faults != 1 || !reflect.DeepEqual(rows, []string{"a¦b", "d¦e"}) {
		t.Errorf("%q, %d faults", rows, faults)
	}
}

func TestRowsAreNumberedAsAPersonSeesThem(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("title\n\nshipment,partner,eta\nA1,\"Saigon\n Tech Export\",25/05/2025\n\nA2,Saigon Tech Export,never\nA3,Saigon Tech Export,,extra\nA4,\"x\n", Options{})
	want(t, r, 1, 0, 3)
	var rows []int
	for _, f := range r.Refused {
		rows = append(rows, f.Row)
	}
	if !reflect.DeepEqual(rows, []int{6, 7, 8}) || reasons(r) != "import.date import.extra_cells import.quote" {
		t.Errorf("rows %v: %s", rows, reasons(r))
	}
}

func TestWhatIsNoListIsRefusedAsAWhole(t *testing.T) {
	cases := []struct{ name, text, fault string }{
		{"nothing", "", "error.import.nothing"},
		{"prose", "dear all,\nplease find attached\n", "error.import.no_header"},
		{"no partner", "shipment,eta,etd\nA1,25/05/2025,\n", "error.import.missing_column"},
		{"a web page", "<html><table>", "error.import.html"},
		{"an old workbook", "\xD0\xCF\x11\xE0rest", "error.import.old_excel"},
		{"no workbook", "PK\x03\x04rest", "error.import.archive"},
		{"too wide", strings.Repeat(",", 300) + "\n", "error.import.too_wide"},
	}
	for _, c := range cases {
		h := open(t)
		r, err := Run(t.Context(), h.office, strings.NewReader(c.text), Options{})
		var fault *model.Fault
		if !errors.As(err, &fault) || fault.Key != c.fault || r.Rows != 0 {
			t.Errorf("%s: %v, %d rows", c.name, err, r.Rows)
		}
	}
}

// Whatever bytes come, rows come out bounded, numbered upward, and all of the
// input is gone through.
func FuzzCSV(f *testing.F) {
	f.Add([]byte("shipment;partner\nA1;\"x\ny\"\n"))
	f.Add([]byte("\xFF\xFEa\x00,\x00\"\x00"))
	f.Add([]byte("sep=|\na|b\r\rc"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l := usual()
		l.rowBytes = 256
		c := openCSV(bufio.NewReader(strings.NewReader(string(data))), l, mapping{})
		last, size := 0, 0
		for {
			row, cells, err := c.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			if row != last+1 {
				t.Fatalf("row %d after %d", row, last)
			}
			last = row
			mapping{}.header(row, cells)
			for _, cell := range cells {
				size += len(cell)
			}
			if size > 4*len(data)+16 {
				t.Fatalf("%d bytes became more than %d", len(data), size)
			}
		}
	})
}
