package workbook

import (
	"strings"
	"testing"
)

func FuzzFormats(f *testing.F) {
	for _, code := range []string{"General", `"HL"000-000;;`, "[$-42A]d mmmm yyyy;@", `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, `\`, `"`, "[", "_", "0,,%"} {
		f.Add(code, 45802.25)
	}
	f.Fuzz(func(t *testing.T, code string, value float64) {
		readFormat(code).show(value, true)
	})
}

func FuzzSheets(f *testing.F) {
	f.Add(`<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a&amp;b</t></is></c><c><f>1+1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`)
	f.Add(`<x:row r='3' hidden="1"><x:c s="9"><x:v>1E5</x:v></x:c></x:row><!-- > --><row/><![CDATA[ x ]]>`)
	f.Fuzz(func(t *testing.T, part string) {
		b := &Book{texts: &texts{}}
		merges, err := readMerges(strings.NewReader(part))
		if err != nil {
			return
		}
		s := newRows(b, merges, strings.NewReader(part))
		for range 50 {
			if _, _, err := s.Next(); err != nil {
				return
			}
			s.IsTitle(0, 1)
		}
	})
}
