package server

import (
	"errors"
	"net"
	"os"
	"testing"
	"time"
)

// What is written outside of sessions, such as answers to requests, has nobody else who
// gives it up: the connection of a client that does not read it is closed.
func TestAWriteThatNobodyReadsClosesTheConnection(t *testing.T) {
	host, client := net.Pipe()
	defer client.Close()
	defer time.AfterFunc(5*time.Second, func() { _ = client.Close() }).Stop() // or a fault would wait for ever
	closed := false
	w := newWire(host, 20*time.Millisecond, func() { closed = true })
	if _, err := w.Write([]byte("x")); !errors.Is(err, os.ErrDeadlineExceeded) || !closed {
		t.Errorf("%v, closed %v", err, closed)
	}
}
