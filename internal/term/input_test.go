package term

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

func TestBucket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b bucket
		take := func(n, times int) time.Duration {
			begun := time.Now()
			for range times {
				b.take(t.Context(), n)
			}
			return time.Since(begun)
		}
		if waited := take(1<<10, 16); waited != 0 {
			t.Errorf("waited %v in the burst", waited)
		}
		if waited := take(1<<10, 40); waited != 10*time.Second {
			t.Errorf("40 KiB at 4 KiB/s took %v", waited)
		}
		time.Sleep(24 * time.Hour)
		if take(16<<10, 1) != 0 {
			t.Error("a day of silence did not fill the bucket")
		}
	})
}

func TestWaitingEndsWithTheSession(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(ErrStalled)
	var b bucket
	if err := b.take(ctx, 1<<20); !errors.Is(err, ErrStalled) {
		t.Errorf("got %v", err)
	}
}

// endless is the text of a paste, as long as it is asked to be.
type endless struct{ left int }

func (e *endless) Read(b []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := min(len(b), e.left)
	e.left -= n
	copy(b, bytes.Repeat([]byte{'p'}, n))
	return n, nil
}

// TestAPasteOf64MB is paid for by who sends it: minutes of waiting, and no memory.
func TestAPasteOf64MB(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const size = 64 << 20
		var got []tea.Msg
		i := &input{
			in:      io.MultiReader(strings.NewReader(pasteStart), &endless{left: size}, strings.NewReader(pasteEnd+"x")),
			deliver: func(msgs []tea.Msg, _ time.Time) { got = append(got, msgs...) },
			guard:   *newGuard(),
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begun := time.Now()
		if err := i.run(t.Context()); !errors.Is(err, ErrInputClosed) {
			t.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		if paste, ok := got[0].(tea.PasteMsg); !ok || len(paste.Content) != 4<<10 || said(got[2:]) != "x" {
			t.Errorf("delivered %T and %d more", got[0], len(got)-1)
		}
		if waited := time.Since(begun); waited < time.Minute || waited > 5*time.Minute {
			t.Errorf("64 MB came through in %v", waited)
		}
		if kept := int64(after.HeapInuse) - int64(before.HeapInuse); kept > 4<<20 {
			t.Errorf("%d bytes of memory more", kept)
		}
	})
}

// typing is an input that gets what a test types, and what came of it.
func typing(t *testing.T) (keys io.Writer, got func(want string)) {
	t.Helper()
	in, keys := io.Pipe()
	heard := make(chan string, 64)
	i := &input{
		in: in, guard: *newGuard(),
		deliver: func(msgs []tea.Msg, _ time.Time) { heard <- said(msgs) },
		onPanic: func(value any) { t.Errorf("panic: %v", value) },
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = i.run(context.Background())
	}()
	t.Cleanup(func() { _ = in.Close(); <-done })
	return keys, func(want string) {
		t.Helper()
		select {
		case got := <-heard:
			if got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		case <-time.After(2*endPause + time.Second):
			t.Fatalf("%s does not come", want)
		}
	}
}

// TestAPasteWithoutAnEnd: the mark was lost. Whoever waits, or presses ctrl+c,
// has their keys again; so has who began another sequence that never ends.
func TestAPasteWithoutAnEnd(t *testing.T) {
	for name, begun := range map[string]struct{ bytes, becomes string }{
		"a paste":         {pasteStart + "one\rtwo", `paste "one\ntwo"`},
		"a title":         {"\x1b]0;title", ""},
		"half an end":     {pasteStart + "one\x1b[20", `paste "one"`},
		"an old mouse":    {"\x1b[M!", ""},
		"a long sequence": {"\x1b[1;2;3", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			keys, got := typing(t)
			io.WriteString(keys, begun.bytes)
			io.WriteString(keys, "\x03")
			if begun.becomes != "" {
				got(begun.becomes)
			}
			got("ctrl+c")
			io.WriteString(keys, begun.bytes)
			if begun.becomes != "" {
				got(begun.becomes)
				io.WriteString(keys, "x")
				got("x")
			}
		})
	}
}

// TestAReaderThatBringsNothing must not keep a processor busy.
func TestAReaderThatBringsNothing(t *testing.T) {
	i := &input{in: nothing{}, guard: *newGuard()}
	if err := i.run(context.Background()); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("got %v", err)
	}
}

type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, nil }
