package intake

import (
	"bufio"
	"bytes"
	"strings"
)

// sniffBytes is how much of a file is looked at to tell what it is.
const sniffBytes = 64 << 10

// separators are those that occur, the standard one first.
const separators = ",;\t|"

// sniffSeparator tells by which character a CSV file's cells are divided: the
// one that makes most of a row near the top read as a header. A file may say it
// itself in a first line such as `sep=;`, as Excel does.
func (m mapping) sniffSeparator(head []byte, rows int) byte {
	if sep, ok := statedSeparator(head); ok {
		return sep
	}
	best, bestKnown, bestCells := byte(','), -1, -1
	for _, sep := range []byte(separators) {
		known, cells := m.headerWith(head, sep, rows)
		if known > bestKnown || (known == bestKnown && cells > bestCells) {
			best, bestKnown, bestCells = sep, known, cells
		}
	}
	return best
}

// headerWith is how good the best row near the top is as a header.
func (m mapping) headerWith(head []byte, sep byte, rows int) (known, cells int) {
	for range rows {
		row, size, whole := splitRow(head, sep, true)
		if !whole {
			break
		}
		h := m.header(1, row)
		if h.readable > known {
			known, cells = h.readable, len(row)
		}
		if head = head[size:]; len(head) == 0 {
			break
		}
	}
	return known, cells
}

// statedSeparator reads Excel's `sep=;`.
func statedSeparator(head []byte) (byte, bool) {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	text := strings.ToLower(strings.Trim(string(bytes.TrimRight(line, "\r")), `"`))
	if len(text) == 5 && strings.HasPrefix(text, "sep=") && strings.ContainsRune(separators, rune(text[4])) {
		return text[4], true
	}
	return 0, false
}

// openCSV makes the rows of a CSV stream readable.
func openCSV(in *bufio.Reader, l limits, m mapping) *csvRows {
	text := bufio.NewReaderSize(plainText(in), sniffBytes)
	head, _ := text.Peek(sniffBytes)
	rows := newCSV(text, m.sniffSeparator(head, l.headerRows), l.rowBytes)
	return rows
}
