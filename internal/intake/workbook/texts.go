package workbook

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"porthole/internal/model"
)

// What the texts that a workbook's cells share may cost.
const (
	maxTexts   = 3_000_000 // how many
	textMemory = 48 << 20  // bytes that stay in memory; the others go to a file
)

// texts are those that the cells of a workbook share, by their numbers.
type texts struct {
	memory []string
	file   *os.File
	ends   []int64 // in the file, of those that are not in memory
}

// readTexts reads the part that has them.
func readTexts(part io.Reader, folder string) (*texts, error) {
	all, tags := &texts{}, newTags(part)
	w := textWriter{texts: all, folder: folder}
	for {
		text, err := nextText(tags)
		if errors.Is(err, io.EOF) {
			return all, w.flush()
		}
		if err != nil {
			return all, err
		}
		if err := w.add(text); err != nil {
			return all, err
		}
	}
}

// nextText reads a text with all its runs, without how it is to be pronounced.
func nextText(t *tags) (string, error) {
	var text strings.Builder
	inside, spoken := false, false
	for {
		if err := t.next(); err != nil {
			return "", err
		}
		switch t.name() {
		case "si":
			t.record()
			inside = !t.alone
			if t.alone {
				return "", nil
			}
		case "rPh":
			spoken = !t.alone
		case "/rPh":
			spoken = false
		case "/t":
			if inside && !spoken {
				text.WriteString(t.content())
			}
		case "/si":
			return characters(text.String()), nil
		}
	}
}

// textWriter keeps texts while they are read.
type textWriter struct {
	*texts
	folder string
	size   int
	out    *bufio.Writer
	end    int64
}

func (w *textWriter) add(text string) error {
	if len(w.memory)+len(w.ends) >= maxTexts {
		return model.NewFault("error.import.xlsx_record", maxRecord>>20)
	}
	const header = 16
	if w.out == nil && w.size+len(text)+header <= textMemory {
		w.size += len(text) + header
		w.memory = append(w.memory, text)
		return nil
	}
	if w.out == nil {
		var err error
		if w.file, err = os.CreateTemp(w.folder, "texts-"); err != nil {
			return fmt.Errorf("make a temporary file: %w", err)
		}
		w.out = bufio.NewWriterSize(w.file, 64<<10)
	}
	if _, err := w.out.WriteString(text); err != nil {
		return fmt.Errorf("write a temporary file: %w", err)
	}
	w.end += int64(len(text))
	w.ends = append(w.ends, w.end)
	return nil
}

func (w *textWriter) flush() error {
	if w.out == nil {
		return nil
	}
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("write a temporary file: %w", err)
	}
	return nil
}

// text is that of a number; empty when there is none.
func (t *texts) text(number string) (string, error) {
	n, err := strconv.Atoi(strings.TrimSpace(number))
	switch beyond := n - len(t.memory); {
	case err != nil || n < 0 || beyond >= len(t.ends):
		return "", nil
	case beyond < 0:
		return t.memory[n], nil
	default:
		var from int64
		if beyond > 0 {
			from = t.ends[beyond-1]
		}
		text := make([]byte, t.ends[beyond]-from)
		if _, err := t.file.ReadAt(text, from); err != nil {
			return "", fmt.Errorf("read a temporary file: %w", err)
		}
		return string(text), nil
	}
}

func (t *texts) close() {
	if t != nil && t.file != nil {
		_ = t.file.Close()
	}
}

// characters reads _x000D_ and the like, as which a workbook has the characters
// that XML cannot have.
func characters(text string) string {
	at := strings.Index(text, "_x")
	if at < 0 {
		return text
	}
	var b strings.Builder
	for at >= 0 {
		b.WriteString(text[:at])
		text = text[at:]
		code, err := uint64(0), strconv.ErrSyntax
		if len(text) >= 7 && text[6] == '_' {
			code, err = strconv.ParseUint(text[2:6], 16, 16)
		}
		if err == nil {
			b.WriteRune(rune(code))
			text = text[7:]
		} else {
			b.WriteString(text[:2])
			text = text[2:]
		}
		at = strings.Index(text, "_x")
	}
	return b.String() + text
}
