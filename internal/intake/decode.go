package intake

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"

	"porthole/internal/model"
)

// errTooLarge is for input beyond the limit of its format; its argument is the
// limit in megabytes.
func errTooLarge(limit int64) *model.Fault {
	return model.NewFault("error.import.too_large", limit>>20)
}

// source is the input as it arrives: bounded, and ending when its import does.
type source struct {
	ctx   context.Context
	in    io.Reader
	left  int64
	limit int64
	// failed is the error that ended the input, for those who peek and see
	// only that there is no more.
	failed error
}

// narrow lowers the limit once the format is known.
func (s *source) narrow(limit int64) {
	s.left -= s.limit - limit
	s.limit = limit
}

// Read implements io.Reader. Its errors are the context's, the input's, and
// the Fault of errTooLarge.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.failed = err
	}
	return n, err
}

func (s *source) read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, fmt.Errorf("read the input: %w", err)
	}
	if s.left <= 0 {
		// One byte more tells a file of just this size from a larger one.
		var one [1]byte
		if n, err := s.in.Read(one[:]); n == 0 {
			return 0, inputError(err)
		}
		return 0, errTooLarge(s.limit)
	}
	n, err := s.in.Read(p[:min(int64(len(p)), s.left)])
	s.left -= int64(n)
	return n, inputError(err)
}

// inputError says of an error that it is the input's; io.EOF stays itself.
func inputError(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	return fmt.Errorf("read the input: %w", err)
}

// byte order marks
var (
	markUTF8 = []byte{0xEF, 0xBB, 0xBF}
	markLE   = []byte{0xFF, 0xFE}
	markBE   = []byte{0xFE, 0xFF}
)

// plainText reads text in UTF-8, whatever the mark at its beginning says that
// it is in. Text without a mark is UTF-16 when it looks like it, and else taken to be
// UTF-8.
func plainText(in *bufio.Reader) io.Reader {
	head, _ := in.Peek(3)
	switch {
	case bytes.HasPrefix(head, markUTF8):
		_, _ = in.Discard(len(markUTF8))
		return in
	case bytes.HasPrefix(head, markLE), bytes.HasPrefix(head, markBE):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(in)
	}
	if order, ok := wideOrder(in); ok {
		return unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Reader(in)
	}
	return in
}

// wideOrder tells UTF-16 without a mark: every second byte is mostly 0 or 1, which no
// other text has.
func wideOrder(in *bufio.Reader) (unicode.Endianness, bool) {
	head, _ := in.Peek(512)
	var small [2]int
	for i, c := range head {
		if c <= 1 {
			small[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case half == 0 || small[0]+small[1] < half/2:
		return unicode.LittleEndian, false
	case small[1] > 2*small[0]:
		return unicode.LittleEndian, true
	case small[0] > 2*small[1]:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// isMarked says that a mark tells what a text is in, or that it is UTF-16 without one.
func isMarked(head []byte) bool {
	return bytes.HasPrefix(head, markUTF8) || bytes.HasPrefix(head, markLE) || bytes.HasPrefix(head, markBE) || bytes.IndexByte(head, 0) >= 0
}
