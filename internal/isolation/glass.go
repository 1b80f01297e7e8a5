package isolation

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	gossh "golang.org/x/crypto/ssh"
)

// glass is a terminal emulator that a session is shown on. It keeps the bytes
// too: what was painted over before anybody looked is still in them.
type glass struct {
	session *gossh.Session
	keys    io.WriteCloser

	mu    sync.Mutex // guards all but replies
	drawn *sync.Cond
	emu   *vt.Emulator
	raw   bytes.Buffer
	over  bool // nothing more will come

	replies sync.WaitGroup
}

func newGlass(width, height int, session *gossh.Session, keys io.WriteCloser) *glass {
	g := &glass{session: session, keys: keys, emu: vt.NewEmulator(width, height)}
	g.drawn = sync.NewCond(&g.mu)
	g.replies.Add(1)
	go g.reply()
	return g
}

// reply sends what the emulator answers to questions. It must be read, also
// when nobody is there any more to read it.
func (g *glass) reply() {
	defer g.replies.Done()
	buf := make([]byte, 256)
	for {
		n, err := g.emu.Read(buf)
		if err != nil {
			return
		}
		_, _ = g.keys.Write(buf[:n])
	}
}

// Write implements [io.Writer].
func (g *glass) Write(b []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	defer g.drawn.Broadcast()
	if g.raw.Len()+len(b) > maxAnswer {
		return 0, errTooMuch
	}
	g.raw.Write(b)
	return g.emu.Write(b) //nolint:wrapcheck // an emulator does not fail
}

// ended tells whoever waits that nothing more will come.
func (g *glass) ended() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.over = true
	g.drawn.Broadcast()
}

// close lets go of the session and of the emulator.
func (g *glass) close() {
	_ = g.session.Close()
	_ = g.emu.InputPipe().(io.Closer).Close()
	g.replies.Wait()
}

// press types keys.
func (g *glass) press(keys string) { _, _ = io.WriteString(g.keys, keys) }

// paste types a text as a terminal does that was given it at once.
func (g *glass) paste(text string) { g.press("\x1b[200~" + text + "\x1b[201~") }

// interrupt is what ctrl+c does to a command.
func (g *glass) interrupt() { g.press("\x03") }

// await looks after each write whether something is as wanted, for so long. It
// is false when it never was, or when the session is over before.
func (g *glass) await(limit time.Duration, wanted func() bool) bool {
	late := false
	timer := time.AfterFunc(limit, func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		late = true
		g.drawn.Broadcast()
	})
	defer timer.Stop()
	g.mu.Lock()
	defer g.mu.Unlock()
	for {
		if wanted() {
			return true
		}
		if late || g.over {
			return false
		}
		g.drawn.Wait()
	}
}

// until waits so long for the screen to be as wanted and gives what stands there.
func (g *glass) until(limit time.Duration, wanted func(screen string) bool) (screen string, ok bool) {
	ok = g.await(limit, func() bool {
		screen = g.text()
		return wanted(screen)
	})
	return screen, ok
}

// text is what stands on the screen, a line for each row. The emulator's own
// way of telling it compares the styles of all cells, which nobody asks for.
func (g *glass) text() string {
	var b strings.Builder
	width, height := g.emu.Width(), g.emu.Height()
	b.Grow(width * height * 5 / 4)
	for y := range height {
		blanks := 0
		for x := 0; x < width; x++ {
			cell := g.emu.CellAt(x, y)
			if cell == nil || cell.Content == "" || cell.Content == " " {
				blanks++
				continue
			}
			for ; blanks > 0; blanks-- {
				b.WriteByte(' ')
			}
			b.WriteString(cell.Content)
			x += max(0, cell.Width-1)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// within waits for the bytes to be as wanted.
func (g *glass) within(limit time.Duration, wanted func(raw []byte) bool) bool {
	return g.await(limit, func() bool { return wanted(g.raw.Bytes()) })
}

// wait waits for the end of the session.
func (g *glass) wait() bool { return g.await(patience, func() bool { return g.over }) }

// bytes are all that have come.
func (g *glass) bytes() []byte {
	g.mu.Lock()
	defer g.mu.Unlock()
	return bytes.Clone(g.raw.Bytes())
}

// titles are the texts that the session has put outside of the screen, such as
// the window's title, a line for each.
func titles(raw []byte) []byte {
	var found [][]byte
	for {
		_, rest, ok := bytes.Cut(raw, []byte("\x1b]"))
		if !ok {
			return bytes.Join(found, []byte("\n"))
		}
		end := bytes.IndexAny(rest, "\x07\x1b")
		if end < 0 {
			end = len(rest)
		}
		found = append(found, rest[:end])
		raw = rest[end:]
	}
}

// holds says whether the screen shows the text.
func holds(text string) func(screen string) bool {
	return func(screen string) bool { return strings.Contains(screen, text) }
}
