package term

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// witness is an observer that keeps what it was told, in its order.
type witness struct {
	frames, keys, news chan time.Duration
	bytes              chan int
}

func newWitness() *witness {
	const many = 100
	return &witness{
		make(chan time.Duration, many), make(chan time.Duration, many), make(chan time.Duration, many), make(chan int, many),
	}
}

func (w *witness) Frame(took time.Duration, bytes int) { w.frames <- took; w.bytes <- bytes }
func (w *witness) Key(took time.Duration)              { w.keys <- took }
func (w *witness) News(took time.Duration)             { w.news <- took }

// sitWatched is sit with a witness.
func sitWatched(t *testing.T, m *model) (*person, *witness) {
	t.Helper()
	in, keys := io.Pipe()
	w := newWitness()
	p := &person{t: t, keys: keys, ended: make(chan error, 1)}
	p.screenOf = newTerminal(t, 40, 6, keys)
	p.session = New(m, in, p.screenOf, Options{Width: 40, Height: 6, Environ: []string{"TERM=xterm-256color"}, Observer: w})
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	done := make(chan struct{})
	go func() {
		defer close(done)
		err := p.session.Run(ctx)
		in.Close()
		p.ended <- err
	}()
	t.Cleanup(func() { cancel(); keys.Close(); <-done })
	return p, w
}

func await(t *testing.T, told <-chan time.Duration, what string) time.Duration {
	t.Helper()
	select {
	case took := <-told:
		return took
	case <-time.After(patience):
		t.Fatalf("the observer was not told of %s", what)
		return 0
	}
}

func TestAKeyIsTimedUntilItsFrame(t *testing.T) {
	t.Parallel()
	const slow = 20 * time.Millisecond
	p, w := sitWatched(t, &model{update: func(_ *model, msg tea.Msg) tea.Cmd {
		if _, ok := msg.(tea.KeyPressMsg); ok {
			time.Sleep(slow) // the work of this key
		}
		return nil
	}})
	p.see("40x6")
	p.press("a")
	p.see("keys=a")
	if took := await(t, w.keys, "a key"); took < slow || took > patience {
		t.Errorf("it took %v", took)
	}
	if took := await(t, w.frames, "a frame"); took <= 0 {
		t.Errorf("the first frame took %v", took)
	}
	if bytes := <-w.bytes; bytes < len("40x6 keys=.") {
		t.Errorf("the first frame has %d bytes", bytes)
	}
	if len(w.news) > 0 {
		t.Error("there was no news")
	}
}

// A key whose answer has to be fetched is answered by the frame that has it.
func TestAKeyThatFetchesIsTimedUntilItIsThere(t *testing.T) {
	t.Parallel()
	const slow = 20 * time.Millisecond
	fetched := ""
	type answer struct{}
	p, w := sitWatched(t, &model{
		update: func(_ *model, msg tea.Msg) tea.Cmd {
			switch msg.(type) {
			case tea.KeyPressMsg:
				return func() tea.Msg { time.Sleep(slow); return answer{} } // the work of this key
			case answer:
				fetched = "fetched"
			}
			return nil
		},
		view: func(*model) string { return "here: " + fetched },
	})
	p.see("here:")
	p.press("a")
	p.see("fetched")
	if took := await(t, w.keys, "a key"); took < slow {
		t.Errorf("it took %v", took)
	}
}

// A key that means nothing is answered by no frame, also not by a later one.
func TestAKeyThatMeansNothingIsNotTimed(t *testing.T) {
	t.Parallel()
	type tick struct{}
	p, w := sitWatched(t, &model{
		update: func(m *model, msg tea.Msg) tea.Cmd {
			if _, ok := msg.(tick); ok {
				m.w++
			}
			return nil
		},
		view: func(m *model) string { return strings.Repeat("x", m.w-39) },
	})
	p.see("x")
	p.press("a")
	p.session.Notify(tick{})
	p.see("xx")
	if len(w.keys) > 0 {
		t.Errorf("it was timed: %v", <-w.keys)
	}
}

func TestNewsAreTimedUntilTheyAreShown(t *testing.T) {
	t.Parallel()
	type news struct{ text string }
	shown := "old"
	p, w := sitWatched(t, &model{
		update: func(_ *model, msg tea.Msg) tea.Cmd {
			if msg, ok := msg.(news); ok {
				shown = msg.text
			}
			return nil
		},
		view: func(m *model) string { return shown + " " + m.keys },
	})
	p.see("old")
	const ago = time.Second
	p.session.News(time.Now().Add(-ago))
	p.press("a") // somebody types in between: that frame does not have the news
	p.see("old a")
	p.session.Notify(news{"fresh"})
	p.see("fresh")
	if took := await(t, w.news, "news"); took < ago || took > ago+patience {
		t.Errorf("it took %v", took)
	}
	// News that are off the screen do not count for those that are on it later.
	p.session.News(time.Now().Add(-5 * time.Second))
	p.session.Notify(news{"fresh"})
	p.press("b")
	p.see("fresh ab")
	p.session.News(time.Now())
	p.session.Notify(news{"fresher"})
	p.see("fresher ab")
	if took := await(t, w.news, "news"); took > 4*time.Second {
		t.Errorf("it took %v", took)
	}
	// News that are off the screen are not what an unrelated frame much later shows.
	p.session.News(time.Now().Add(-time.Minute))
	p.session.Notify(news{"later"})
	p.see("later")
	if len(w.news) > 0 {
		t.Errorf("it was timed: %v", <-w.news)
	}
}

// Nobody looks at the clock for nobody.
func TestWithoutAnObserver(t *testing.T) {
	t.Parallel()
	p := sit(t, &model{})
	p.see("40x6")
	p.session.News(time.Now())
	p.press("a")
	p.see("keys=a")
	if p.session.news.Load() != nil {
		t.Error("something was noted")
	}
}

// BenchmarkWatchedDraw is what watching adds to a frame that changes something.
func BenchmarkWatchedDraw(b *testing.B) {
	for name, o := range map[string]Observer{"nobody": nil, "somebody": deaf{}} {
		b.Run(name, func(b *testing.B) {
			m := &model{view: func(m *model) string { return m.keys }}
			s := New(m, nil, io.Discard, Options{Observer: o})
			screen := NewScreen(io.Discard, 0)
			screen.Resize(80, 24)
			sh := &shell{s: s, root: m, screen: screen}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m.keys = [2]string{"a", "b"}[i%2]
				sh.drawWatched(time.Now(), false)
			}
		})
	}
}

type deaf struct{}

func (deaf) Frame(time.Duration, int) {}
func (deaf) Key(time.Duration)        {}
func (deaf) News(time.Duration)       {}
