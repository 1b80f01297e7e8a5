package term

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"time"
)

func TestAClientThatStopsReading(t *testing.T) {
	t.Parallel()
	in, keys := io.Pipe()
	defer keys.Close()
	stuck, out := io.Pipe() // nobody ever reads
	gaveUp := make(chan struct{})
	w := NewPatientWriter(out, 20*time.Millisecond, func() { stuck.Close(); close(gaveUp) })
	s := New(&model{}, in, w, Options{Width: 80, Height: 24, Environ: []string{"TERM=xterm"}})
	err := s.Run(context.Background())
	if !errors.Is(err, ErrStalled) {
		t.Errorf("got %v", err)
	}
	<-gaveUp
	if _, err := w.Write([]byte("more")); !errors.Is(err, ErrStalled) {
		t.Errorf("a later write returned %v", err)
	}
	keys.Close()
}

func TestPatientWriterTakesSlowForAlive(t *testing.T) {
	t.Parallel()
	r, out := io.Pipe()
	w := NewPatientWriter(out, time.Minute, func() { t.Error("gave up on a reader") })
	want := bytes.Repeat([]byte("0123456789"), 5000)
	got := make(chan []byte)
	go func() {
		b, _ := io.ReadAll(r)
		got <- b
	}()
	if n, err := w.Write(want); n != len(want) || err != nil {
		t.Fatal(n, err)
	}
	out.Close()
	if !bytes.Equal(<-got, want) {
		t.Error("what arrived is something else")
	}
}
