package server

import (
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// wire is a connection that does not wait for ever: a write that cannot be
// delivered within its patience closes it, and it remembers when it last heard
// from the other side.
type wire struct {
	net.Conn
	link     *link
	observer Observer // nil: nobody is told
	patience time.Duration
	born     time.Time
	heard    atomic.Int64 // how long after that the last byte came
	once     sync.Once
	closed   func()
}

func newWire(conn net.Conn, patience time.Duration, closed func()) *wire {
	return &wire{Conn: conn, patience: patience, born: time.Now(), closed: closed}
}

// Read implements [net.Conn].
func (w *wire) Read(b []byte) (int, error) {
	n, err := w.Conn.Read(b)
	if n > 0 {
		w.heard.Store(int64(time.Since(w.born)))
	}
	return n, err //nolint:wrapcheck // a net.Conn hands on what it got
}

// Write implements [net.Conn]. After an error the connection is closed: part of
// an encrypted packet may be out, and nothing sound can follow it.
func (w *wire) Write(b []byte) (int, error) {
	_ = w.SetWriteDeadline(time.Now().Add(w.patience))
	n, err := w.Conn.Write(b)
	if w.observer != nil {
		w.observer.Sent(n)
	}
	if err != nil {
		_ = w.Close()
	}
	return n, err //nolint:wrapcheck // a net.Conn hands on what it got
}

// SetDeadline is for reading alone: each write sets its own.
func (w *wire) SetDeadline(t time.Time) error {
	return w.SetReadDeadline(t) //nolint:wrapcheck // a net.Conn hands on what it got
}

// Close implements [net.Conn].
func (w *wire) Close() error {
	err := w.Conn.Close()
	w.once.Do(w.closed)
	return err //nolint:wrapcheck // a net.Conn hands on what it got
}

// silence is for how long nothing was heard. It goes by the monotonic clock:
// nobody falls silent because the machine's clock is set.
func (w *wire) silence(now time.Time) time.Duration {
	return now.Sub(w.born) - time.Duration(w.heard.Load())
}
