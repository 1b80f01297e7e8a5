package intake

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"porthole/internal/model"
)

// A cell with a formula has its result beside it in the file, if a spreadsheet
// has ever computed it; a program that wrote the file may not have. Such a cell
// reads as empty, and a list whose dates are all formulas would lose them without
// a word. They are noted while the file is measured, and remarked row by row.

// maxFormulas bounds how many formulas without a result are noted in a file.
const maxFormulas = 20_000

// uncomputed are the formulas without a result of one sheet: row, from 1, and
// column, from 0.
type uncomputed map[int]map[int]string

// formulas finds the formulas without a result in a sheet, tag by tag.
type formulas struct {
	found    uncomputed
	left     *int // how many more may be noted
	row, col int
	rowTag   []byte // of the present row, without its bracket
	cell     []byte // of the present cell
	formula  []byte // its formula
	has      bool   // it has one
	value    bool   // and an element for the result
	result   bool   // with something in it
	inside   string // the element whose text comes
}

// text is what stood between the last tag's bracket and the next one's.
func (f *formulas) text(text []byte) {
	text = bytes.TrimSuffix(text, []byte("<"))
	_, content, _ := bytes.Cut(text, []byte(">"))
	switch f.inside {
	case "row":
		f.rowTag = append(f.rowTag[:0], text...)
	case "c":
		f.cell = append(f.cell[:0], text...)
	case "f":
		f.formula = append(f.formula, content...)
	case "v", "t":
		f.result = f.result || len(bytes.TrimSpace(content)) > 0
	}
	f.inside = ""
}

// tag is told the name of each tag; that of an end has a slash before it.
func (f *formulas) tag(name string) {
	switch name {
	case "row":
		f.row, f.col, f.inside = f.row+1, -1, name
	case "c":
		f.close()
		f.col, f.inside = f.col+1, name
	case "f":
		f.has, f.inside = true, name
	case "v", "t":
		f.value, f.inside = true, name
	case "/c", "/row":
		f.close()
	}
}

// close is the end of a cell. A result that is a text may be an empty one.
func (f *formulas) close() {
	computed := f.result || f.value && bytes.Contains(f.cell, []byte(` t="str"`))
	if f.has && !computed && *f.left > 0 {
		*f.left--
		f.note()
	}
	f.has, f.value, f.result, f.formula, f.cell = false, false, false, f.formula[:0], f.cell[:0]
}

// note keeps a formula under the place of its cell, which the cell or else its
// row may name.
func (f *formulas) note() {
	row, col := f.row, f.col
	if n := wholeNumber(attribute(f.rowTag, "r")); n > 0 {
		row = n
	}
	if x, y, err := excelize.CellNameToCoordinates(attribute(f.cell, "r")); err == nil {
		row, col = y, x-1
	}
	if f.found[row] == nil {
		f.found[row] = map[int]string{}
	}
	f.found[row][col] = "=" + html.UnescapeString(string(f.formula[:min(len(f.formula), 4*model.RefCells)]))
}

// attribute is the value of an attribute of a tag; empty when it has none.
func attribute(tag []byte, name string) string {
	_, rest, found := bytes.Cut(tag, []byte(" "+name+`="`))
	value, _, closed := bytes.Cut(rest, []byte(`"`))
	if !found || !closed {
		return ""
	}
	return string(value)
}

// wholeNumber is a number of a few digits; 0 for anything else.
func wholeNumber(text string) (n int) {
	for _, r := range text {
		if r < '0' || r > '9' || n > 1<<24 {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// sheetParts says in which part of a workbook, in lower case, each sheet is.
func sheetParts(archive *zip.Reader, l limits) (map[string]string, error) {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		Links []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := readPart(archive, "xl/workbook.xml", l, &book); err != nil {
		return nil, err
	}
	if err := readPart(archive, "xl/_rels/workbook.xml.rels", l, &links); err != nil {
		return nil, err
	}
	targets, parts := map[string]string{}, map[string]string{}
	for _, link := range links.Links {
		targets[link.ID] = partName(link.Target)
	}
	for _, s := range book.Sheets {
		parts[s.Name] = targets[s.ID]
	}
	return parts, nil
}

// partName is the name of a part to which the workbook links.
func partName(target string) string {
	target = strings.ToLower(strings.ReplaceAll(target, `\`, "/"))
	if absolute, ok := strings.CutPrefix(target, "/"); ok {
		return absolute
	}
	return path.Join("xl", target)
}

// readPart reads a small part; one that is not there has nothing in it.
func readPart(archive *zip.Reader, name string, l limits, to any) error {
	for _, part := range archive.File {
		if !strings.EqualFold(part.Name, name) {
			continue
		}
		r, err := part.Open()
		if err != nil {
			return fmt.Errorf("%w: %w", model.NewFault("error.import.xlsx"), err)
		}
		defer r.Close()
		if err := xml.NewDecoder(io.LimitReader(r, l.partBytes)).Decode(to); err != nil {
			return fmt.Errorf("%w: %w", model.NewFault("error.import.xlsx"), err)
		}
		return nil
	}
	return nil
}
