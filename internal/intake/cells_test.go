package intake

import (
	"math"
	"testing"
	"time"

	"porthole/internal/intake/dates"
	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

func TestDatesAsFilesWriteThem(t *testing.T) {
	ict := time.FixedZone("", 7*3600)
	saigon := model.ParsePlace("VNSGN")
	moment := func(hour, minute int) model.When {
		return model.Moment(time.Date(2025, 5, 25, hour, minute, 0, 0, ict))
	}
	cases := []struct {
		cell string
		want model.When
	}{
		{"25/05/2025", model.Day(2025, 5, 25)},
		{"5/6/2025", model.Day(2025, 6, 5)},
		{"2025-05-25", model.Day(2025, 5, 25)},
		{"2025/05/25", model.Day(2025, 5, 25)},
		{"25.05.2025", model.Day(2025, 5, 25)},
		{"25-05-2025", model.Day(2025, 5, 25)},
		{"25-May-25", model.Day(2025, 5, 25)},
		{"25 May 2025", model.Day(2025, 5, 25)},
		{"25/05/25", model.Day(2025, 5, 25)},
		{"20250525", model.Day(2025, 5, 25)},
		{"45802", model.Day(2025, 5, 25)},
		{"45802.0", model.Day(2025, 5, 25)},
		{"2025-05-25 00:00:00", model.Day(2025, 5, 25)},
		{"2025-05-25T00:00:00", model.Day(2025, 5, 25)},
		{"25/05/2025 00:00", model.Day(2025, 5, 25)},
		{"25/05/2025 10:00", model.Moment(time.Date(2025, 5, 25, 10, 0, 0, 0, ict))},
		{"45802.25", model.Moment(time.Date(2025, 5, 25, 6, 0, 0, 0, ict))},
		{"2025-05-25T06:00:00Z", model.Moment(time.Date(2025, 5, 25, 6, 0, 0, 0, time.UTC))},
		{"2025-05-25T00:00:00+07:00", model.Day(2025, 5, 25)},
		{"2025-05-25T00:00:00.000+0000", model.Day(2025, 5, 25)},
		{"2025-05-25T06:30:00-07:00", model.Moment(time.Date(2025, 5, 25, 13, 30, 0, 0, time.UTC))},
		{"25/05/2025 15:30 GMT+7", moment(15, 30)},
		{"25/05/2025 15:30 (UTC+05:30)", model.Moment(time.Date(2025, 5, 25, 10, 0, 0, 0, time.UTC))},
		{"25/5/25", model.Day(2025, 5, 25)},
		{"25 tháng 5 2025", model.Day(2025, 5, 25)},
		{"Ngày 25 tháng 5 năm 2025", model.Day(2025, 5, 25)},
		{"25 Tháng Năm, 2025", model.Day(2025, 5, 25)},
		{"25 tháng mười một năm 2025", model.Day(2025, 11, 25)},
		{"25 tháng 5 năm 2025", model.Day(2025, 5, 25)},
		{"25-thg 5-25", model.Day(2025, 5, 25)},
		{"25-Thg5-2025", model.Day(2025, 5, 25)},
		{"Chủ nhật, 25/05/2025", model.Day(2025, 5, 25)},
		{"Thứ 2, ngày 26/05/2025", model.Day(2025, 5, 26)},
		{"May 25, 2025", model.Day(2025, 5, 25)},
		{"MAY 25TH, 2025", model.Day(2025, 5, 25)},
		{"Sunday, May 25, 2025", model.Day(2025, 5, 25)},
		{"25th of May 2025", model.Day(2025, 5, 25)},
		{"25MAY2025", model.Day(2025, 5, 25)},
		{"25MAY25", model.Day(2025, 5, 25)},
		{"2025-May-25", model.Day(2025, 5, 25)},
		{"Sept. 25, 2025", model.Day(2025, 9, 25)},
		{"25 May 2025", model.Day(2025, 5, 25)},
		{"25–05–2025", model.Day(2025, 5, 25)},
		{"25/05/2025 12:00:00 AM", model.Day(2025, 5, 25)},
		{"25/05/2025 3:30 PM", moment(15, 30)},
		{"25/05/2025 03:30:00 p.m.", moment(15, 30)},
		{"25/05/2025 3:30 PM", moment(15, 30)},
		{"25/05/2025 3:30 CH", moment(15, 30)},
		{"25/05/2025 12:30 PM", moment(12, 30)},
		{"25/05/2025 12:30 AM", moment(0, 30)},
		{"25/05/2025 15h30", moment(15, 30)},
		{"25/05/2025 15 giờ 30 phút", moment(15, 30)},
		{"15:30 25/05/2025", moment(15, 30)},
		{"15h30 ngày 25/05/2025", moment(15, 30)},
		{"15h 25/05/2025", moment(15, 0)},
		{"25-May-25 1530 HRS", moment(15, 30)},
		{"25.05.2025 - 15:30 (LT)", moment(15, 30)},
		{"2025-05-25 15:30:00.000", moment(15, 30)},
		{"25/05/2025 15:30 UTC", model.Moment(time.Date(2025, 5, 25, 15, 30, 0, 0, time.UTC))},
	}
	for _, c := range cases {
		got, err := dialect{}.date(c.cell, dates.DayFirst, saigon)
		if err != nil || !got.Equal(c.want) {
			t.Errorf("%q is %v, want %v", c.cell, got, c.want)
		}
	}
	for _, cell := range []string{
		"31/02/2025", "05/25/2025", "1234", "99999999", "tomorrow", "25/05", "-45802", "0", "1e5",
		"10-12/05/2025", "10/05/2025-12/05/2025", "May 2025", "25 May", "15:30", "25/05/2025 25:00", "25/05/2025 15:30 AM", "32/01/2025",
		"25/05/202", "5/25", "25-mai-2025", "25/05/2025?", "–", "tháng 13 1 2025", "25 tháng 2025", "1 2 3 4", "about 25/05/2025", "25//05/2025/1",
		"25/05/2025 06:00-08:00", "25/05/2025 06:00+1", "25/05/2025 15:30 GMT+99", "25/05/2025 15:30 PST",
	} {
		if got, err := (dialect{}).date(cell, dates.DayFirst, saigon); err == nil {
			t.Errorf("%q was read as %v", cell, got)
		}
	}
	if got, _ := (dialect{from1904: true}).date("44340", dates.DayFirst, saigon); got != model.Day(2025, 5, 25) {
		t.Errorf("from 1904: %v", got)
	}
}

func TestNumbersAsFilesWriteThem(t *testing.T) {
	cases := []struct {
		cell string
		sign decimalSign // that the column has before decimals
		want float64
		open bool
	}{
		{"1234.5", comma, 1234.5, false},
		{"1,234.5", comma, 1234.5, false},
		{"1.234,5", point, 1234.5, false},
		{"1 234,5", point, 1234.5, false},
		{"1\u00a0234.5", point, 1234.5, false},
		{"1'234.5", comma, 1234.5, false},
		{"12,470", point, 12470, true},
		{"12.470", point, 12.47, true},
		{"12.470", comma, 12470, true},
		{"12,470", comma, 12.47, true},
		{"62,9", point, 62.9, false},
		{"0,470", point, 0.47, false},
		{"12470.000", comma, 12470, false},
		{"1,234,567", comma, 1234567, false},
		{"1.234.567", point, 1234567, false},
		{"22,025.00 KG", comma, 22025, false},
		{"1.5 t", point, 1500, false},
		{"6.379E+3", point, 6379, false},
		{"+7", point, 7, false},
		{".5", comma, 0.5, false},
	}
	for _, c := range cases {
		a, ok := readAmount(c.cell, colWeight)
		got, sensible := a.reads(c.sign, colWeight)
		if !ok || !sensible || got != c.want || a.open() != c.open {
			t.Errorf("%q is %v (%v), want %v", c.cell, got, ok, c.want)
		}
	}
	for _, cell := range []string{"", ".", ",", "1,23,456", "1.2.3,4,5", "-1", "1-2", "NaN", "Inf", "0x10", "1e999", "12 m3", "5,5,5", "1234567890123"} {
		a, ok := readAmount(cell, colWeight)
		if got, sensible := a.reads(point, colWeight); ok && sensible {
			t.Errorf("%q was read as %v", cell, got)
		}
	}
	if a, _ := readAmount("62.9 m3", colVolume); a.decimal != "62.9" {
		t.Errorf("62.9 m3 is %+v", a)
	}
	a, _ := readAmount("1.171 kiện", colPackages)
	if got, ok := a.reads(comma, colPackages); !ok || got != 1171 {
		t.Errorf("1.171 kiện is %v", got)
	}
	if _, ok := a.reads(point, colPackages); ok {
		t.Error("a part of a package was taken")
	}
}

func FuzzCells(f *testing.F) {
	for _, cell := range []string{"25/05/2025 10:00", "1.234,5 kg", "'=1+1", "45802.25", "1e5", "m3", "12m3m3"} {
		f.Add(cell, true)
	}
	f.Fuzz(func(t *testing.T, cell string, comma bool) {
		d := dialect{decimalComma: comma}
		text := unguard(cell)
		if when, err := d.date(text, dates.DayFirst, model.Place{}); err == nil && text != "" && (when.IsZero() || when.Instant().Year() < 1955 || when.Instant().Year() > 2200) {
			t.Errorf("%q is the date %v", cell, when)
		}
		for _, c := range []column{colPackages, colWeight, colVolume} {
			a, _ := readAmount(text, c)
			n, ok := a.reads(d.usual(), c)
			if ok && (n < 0 || n > largest || math.IsNaN(n)) {
				t.Errorf("%q is the number %v", cell, n)
			}
		}
		readHeading(cell)
		row := listRow{rowAt: rowAt{row: 7}, cells: [columnCount]string{colContainer: cell, colPO: cell, colPOL: cell, colETA: cell, colIMO: cell}}
		row.marks[colPO] = workbook.Date | workbook.Below
		back, err := decodeRow(row.encode(nil))
		if err != nil || back != row {
			t.Errorf("%q does not come back from the spool", cell)
		}
		readListed([]listRow{row, row}, d, &once{}, 0)
	})
}
