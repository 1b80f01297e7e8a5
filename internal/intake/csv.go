package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"porthole/internal/model"
)

// csvRows reads the rows of a CSV file, more forgiving than RFC 4180 as real
// files ask for: a quote inside an unquoted cell is a character, text after a
// closing quote belongs to the cell, and a quote that is never closed costs
// its own line and not the rest of the file.
type csvRows struct {
	in    io.Reader
	comma byte
	limit int // bytes of one row
	buf   []byte
	ended bool
	err   error
	row   int
}

func newCSV(in io.Reader, comma byte, limit int) *csvRows {
	return &csvRows{in: in, comma: comma, limit: limit}
}

var errQuote = model.NewFault("import.quote")

// Next returns the next row and its number as a spreadsheet counts it, blank
// rows included. A Fault is of this row alone, the rest can be read; io.EOF
// ends the file; anything else is the input's.
func (c *csvRows) Next() (row int, cells []string, err error) {
	if err := c.fill(1); err != nil {
		return 0, nil, err
	}
	if len(c.buf) == 0 {
		return 0, nil, io.EOF
	}
	c.row++
	for {
		cells, size, whole := splitRow(c.buf, c.comma, c.ended)
		if whole {
			c.buf = c.buf[size:]
			return c.row, cells, nil
		}
		if c.ended || len(c.buf) >= c.limit {
			return c.row, nil, c.giveUp()
		}
		if err := c.fill(2 * len(c.buf)); err != nil {
			return 0, nil, err
		}
	}
}

// giveUp leaves the line at which a row began that has no end.
func (c *csvRows) giveUp() error {
	at := bytes.IndexByte(c.buf, '\n')
	for at < 0 && !c.ended {
		c.buf = c.buf[:0]
		if err := c.fill(c.limit); err != nil {
			return err
		}
		at = bytes.IndexByte(c.buf, '\n')
	}
	if at < 0 {
		at = len(c.buf) - 1
	}
	c.buf = c.buf[at+1:]
	return errQuote
}

// fill sees to it that at least n bytes are there, or all that are left.
func (c *csvRows) fill(n int) error {
	for len(c.buf) < n && !c.ended {
		if c.err != nil {
			return c.err
		}
		size := max(n, 32<<10)
		grown := make([]byte, len(c.buf), len(c.buf)+size)
		copy(grown, c.buf)
		got, err := c.in.Read(grown[len(grown):cap(grown)])
		c.buf = grown[:len(grown)+got]
		if errors.Is(err, io.EOF) {
			c.ended = true
		} else if err != nil {
			c.err = err
		}
	}
	return nil
}

// splitRow takes one row off text: its cells, and how many bytes it has with
// its line end. whole is false when its end is not in text; last says that
// nothing follows text.
func splitRow(text []byte, comma byte, last bool) (cells []string, size int, whole bool) {
	at := 0
	for {
		cell, n, end := splitCell(text[at:], comma, last)
		if end == cellOpen {
			return nil, 0, false
		}
		cells = append(cells, cell)
		at += n
		if end == cellLast {
			return cells, at, true
		}
	}
}

// cellEnd is what a cell ends with.
type cellEnd int

const (
	cellOpen cellEnd = iota // nothing: the text stops before
	cellMore                // a separator
	cellLast                // the end of the row
)

func splitCell(text []byte, comma byte, last bool) (cell string, size int, end cellEnd) {
	var quoted strings.Builder
	at := 0
	for at < len(text) && text[at] == ' ' {
		at++
	}
	if at == len(text) || text[at] != '"' {
		return plainCell(text, comma, last, &quoted, 0)
	}
	for at++; ; at++ {
		close := bytes.IndexByte(text[at:], '"')
		if close < 0 {
			return "", 0, cellOpen
		}
		quoted.Write(text[at : at+close])
		at += close + 1
		if at == len(text) && !last {
			return "", 0, cellOpen // whether the quote closes is told by what follows
		}
		if at == len(text) || text[at] != '"' {
			return plainCell(text, comma, last, &quoted, at)
		}
		quoted.WriteByte('"')
	}
}

// plainCell reads from at to the end of the cell, behind what was quoted.
func plainCell(text []byte, comma byte, last bool, quoted *strings.Builder, at int) (string, int, cellEnd) {
	n := bytes.IndexFunc(text[at:], func(r rune) bool { return r == rune(comma) || r == '\n' || r == '\r' })
	if n < 0 && !last {
		return "", 0, cellOpen
	}
	if n < 0 {
		quoted.Write(text[at:])
		return quoted.String(), len(text), cellLast
	}
	quoted.Write(text[at : at+n])
	at += n
	switch {
	case text[at] == comma:
		return quoted.String(), at + 1, cellMore
	case text[at] == '\n':
		return quoted.String(), at + 1, cellLast
	case at+1 == len(text) && !last:
		return "", 0, cellOpen // CR, perhaps of a CRLF
	case at+1 < len(text) && text[at+1] == '\n':
		return quoted.String(), at + 2, cellLast
	default:
		return quoted.String(), at + 1, cellLast
	}
}

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
