package server

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"porthole/internal/model"
	"porthole/internal/term"
)

// typed makes input for a command of what is typed on a terminal in raw mode: an
// Enter ends a line, backspace takes a character of it back, ctrl+d ends the input,
// ctrl+c interrupts the command, and what was typed is shown. It reads on whether or not the command does, so that
// ctrl+c is always seen; what it keeps for the command is bounded.
type typed struct {
	echo      io.Writer
	interrupt func()

	made    time.Time
	lastKey atomic.Int64 // how long after that

	part []byte // of a character whose rest is still to come

	mu   sync.Mutex
	cond *sync.Cond
	kept []byte // whole lines, to be read
	line []byte // the present one, which can still be changed
	err  error  // why there will be no more
	raw  *io.PipeWriter
}

const maxTyped = 64 << 10

func newTyped(echo io.Writer, interrupt func()) *typed {
	t := &typed{echo: echo, interrupt: interrupt, made: time.Now()}
	t.cond = sync.NewCond(&t.mu)
	return t
}

// Read implements [io.Reader].
func (t *typed) Read(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for len(t.kept) == 0 && t.err == nil {
		t.cond.Wait()
	}
	if len(t.kept) == 0 {
		return 0, t.err
	}
	n := copy(b, t.kept)
	t.kept = t.kept[n:]
	return n, nil
}

// divert hands the keys on as they come, for screens that a command shows, until
// back is called.
func (t *typed) divert() (raw io.Reader, back func()) {
	r, w := io.Pipe()
	t.mu.Lock()
	t.raw = w
	if t.err != nil {
		_ = w.CloseWithError(t.err)
	}
	t.mu.Unlock()
	return r, func() {
		t.mu.Lock()
		t.raw = nil
		t.mu.Unlock()
		_ = r.Close()
	}
}

func (t *typed) diverted() *io.PipeWriter {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.raw
}

// last is when the last key came.
func (t *typed) last() time.Time { return t.made.Add(time.Duration(t.lastKey.Load())) }

func (t *typed) close() { t.finish(io.EOF) }

func (t *typed) finish(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil {
		t.err, t.kept, t.line = err, append(t.kept, t.line...), nil
	}
	if t.raw != nil {
		_ = t.raw.CloseWithError(t.err)
	}
	t.cond.Broadcast()
}

// follow reads keys until there are no more, or the command is done.
func (t *typed) follow(keys io.Reader) {
	buf := make([]byte, 1024)
	for {
		n, err := keys.Read(buf)
		t.lastKey.Store(int64(time.Since(t.made)))
		if raw := t.diverted(); raw != nil {
			_, _ = raw.Write(buf[:n]) // it fails when the screens are over: then nobody wants it
		} else {
			t.keys(buf[:n])
		}
		if err != nil {
			t.close()
			return
		}
	}
}

func (t *typed) keys(b []byte) {
	var run []byte
	for _, c := range b {
		switch {
		case c == 0x03:
			t.interrupt()
			t.close()
			return
		case c == 0x04:
			t.add(run)
			t.close()
			return
		case c == 0x7f || c == '\b':
			t.add(run)
			run = nil
			t.erase()
		case c == '\r':
			run = append(run, '\n')
		case c == '\n' || c == '\t' || c >= ' ':
			run = append(run, c)
		}
	}
	t.add(run)
}

// add keeps and shows what was typed.
func (t *typed) add(run []byte) {
	if len(run) > 0 && t.keep(run) {
		_, _ = t.echo.Write(t.shown(run))
	}
}

// erase takes the last character of the present line back.
func (t *typed) erase() {
	t.mu.Lock()
	_, size := utf8.DecodeLastRune(t.line)
	gone := string(t.line[len(t.line)-size:])
	t.line = t.line[:len(t.line)-size]
	t.mu.Unlock()
	_, _ = io.WriteString(t.echo, strings.Repeat("\b \b", ansi.StringWidth(gone)))
}

// shown is what of a typed line may be seen: it can have been pasted from
// anywhere, and is text on the terminal that it comes back to, never control.
func (t *typed) shown(line []byte) []byte {
	line = append(t.part, line...)
	t.part = nil
	var out []byte
	for len(line) > 0 {
		if !utf8.FullRune(line) {
			t.part = line
			break
		}
		r, n := utf8.DecodeRune(line)
		if r == '\n' || r == '\t' || !term.Hidden(r) {
			out = append(out, line[:n]...)
		}
		line = line[n:]
	}
	return out
}

// keep adds to what the command will read; false when it will not.
func (t *typed) keep(b []byte) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err != nil {
		return false
	}
	if len(t.kept)+len(t.line)+len(b) > maxTyped {
		t.err = model.NewFault("error.server_typed", maxTyped>>10)
	} else {
		t.line = append(t.line, b...)
		whole := bytes.LastIndexByte(t.line, '\n') + 1
		t.kept, t.line = append(t.kept, t.line[:whole]...), t.line[whole:]
	}
	t.cond.Broadcast()
	return t.err == nil
}
