package intake

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"porthole/internal/model"
)

// What an XLSX file may cost beyond its sizes.
const (
	xlsxInMemory = 8 << 20   // a part larger than this is unpacked to disk
	xlsxRecord   = 4 << 20   // bytes of XML of one row, or one shared text
	xlsxTexts    = 3_000_000 // shared texts
	xlsxTextSize = 256 << 20 // all shared texts, unpacked
)

// guardXLSX looks at a workbook before it is opened: a few kilobytes of a
// zipped file can be gigabytes of rows, or one row without end. It gives the
// formulas without a result that it has seen, by sheet.
func guardXLSX(path string, l limits) (map[string]uncomputed, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, model.NewFault("error.import.xlsx")
	}
	defer archive.Close()
	if err := guardSizes(archive, l); err != nil {
		return nil, err
	}
	found, left := map[string]uncomputed{}, maxFormulas
	for _, part := range archive.File {
		record := xlsxRecordOf(part.Name)
		if record == "" {
			continue
		}
		f := &formulas{found: uncomputed{}, left: &left}
		if err := guardPart(part, record, f); err != nil {
			return nil, err
		}
		if len(f.found) > 0 {
			found[partName("/"+part.Name)] = f.found
		}
	}
	if len(found) == 0 {
		return nil, nil
	}
	sheets, err := sheetParts(&archive.Reader, l)
	for sheet, part := range sheets {
		found[sheet] = found[part]
	}
	return found, err
}

// guardSizes adds up what unpacking would cost.
func guardSizes(archive *zip.ReadCloser, l limits) error {
	if len(archive.File) > l.parts {
		return errTooLarge(l.sheetBytes)
	}
	var all, inMemory uint64
	for _, part := range archive.File {
		record := xlsxRecordOf(part.Name)
		all += part.UncompressedSize64
		if record == "" || part.UncompressedSize64 <= xlsxInMemory {
			inMemory += part.UncompressedSize64
		}
		if all > uint64(l.sheetBytes) || inMemory > uint64(l.partBytes) ||
			(record == "si" && part.UncompressedSize64 > xlsxTextSize) {
			return errTooLarge(l.sheetBytes)
		}
	}
	return nil
}

// xlsxRecordOf is the element that repeats in a part which is read as a
// stream; empty for the other parts.
func xlsxRecordOf(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	switch {
	case strings.HasPrefix(name, "xl/worksheets/sheet"):
		return "row"
	case name == "xl/sharedstrings.xml":
		return "si"
	default:
		return ""
	}
}

func guardPart(part *zip.File, record string, f *formulas) error {
	r, err := part.Open()
	if err != nil {
		return model.NewFault("error.import.xlsx")
	}
	defer r.Close()
	return guardRecords(r, record, f)
}

// guardRecords measures the records of a part without parsing them, and shows
// the tags of rows to f.
func guardRecords(r io.Reader, record string, f *formulas) error {
	in := bufio.NewReaderSize(r, 64<<10)
	records, size := 0, 0
	for {
		text, err := in.ReadSlice('<')
		size += len(text)
		if size > xlsxRecord || (record == "si" && records > xlsxTexts) {
			return model.NewFault("error.import.xlsx_record", xlsxRecord>>20)
		}
		f.text(text)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%w: %w", model.NewFault("error.import.xlsx"), err)
		}
		tag, _ := in.Peek(24)
		name := localName(tag)
		f.tag(name)
		switch name {
		case record:
			records, size = records+1, 0
		case "/sheetData":
			return nil
		}
	}
}

// localName is the name of the element that tag begins with, without its
// prefix; an end tag keeps its slash.
func localName(tag []byte) string {
	end := bytes.IndexAny(tag, " \t\r\n>")
	if end < 0 {
		end = len(tag)
	}
	name := bytes.TrimSuffix(tag[:end], []byte("/"))
	slash := ""
	if bytes.HasPrefix(name, []byte("/")) {
		slash, name = "/", name[1:]
	}
	if colon := bytes.IndexByte(name, ':'); colon >= 0 {
		name = name[colon+1:]
	}
	return slash + string(name)
}
