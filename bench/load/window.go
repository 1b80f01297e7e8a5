package main

import (
	"bytes"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/ssh"
)

// window is one session. Its reader is the only goroutine that it has; times
// are taken there, where the bytes arrive.
type window struct {
	*connection
	ch    ssh.Channel
	watch []byte

	got     atomic.Int64 // bytes inside the channel
	heard   atomic.Int64 // Unix nanoseconds of the last of them
	asked   atomic.Int64 // when an answer began to be waited for; 0: none is
	answers atomic.Pointer[samples]
	keep    atomic.Pointer[recording]

	first chan time.Time // gets the time of the first full frame, once
	ended chan struct{}  // closed when the session is over
	left  atomic.Bool    // the driver has ended it
}

// frameBegin and frameEnd are around a frame of those who draw in synchronized
// updates.
var frameBegin, frameEnd = []byte("\x1b[?2026h"), []byte("\x1b[?2026l")

func newWindow(c *connection, watch string) *window {
	return &window{connection: c, watch: []byte(watch), first: make(chan time.Time, 1), ended: make(chan struct{})}
}

// open asks for the terminal and begins to read.
func (w *window) open() error {
	ch, err := w.terminal()
	if err != nil {
		return err
	}
	w.ch = ch
	go w.read()
	return nil
}

// read is the reader. What was drawn is looked at until the first full frame is
// there, and only counted from then on.
func (w *window) read() {
	defer close(w.ended)
	var drawn []byte
	looking := len(w.watch) > 0
	if !looking {
		w.first <- time.Now()
	}
	buffer := make([]byte, 2048)
	for {
		n, err := w.ch.Read(buffer)
		if n > 0 {
			now := time.Now()
			w.arrived(buffer[:n], now)
			if looking {
				drawn = append(drawn, buffer[:n]...)
				if complete(drawn, w.watch) {
					w.first <- now
					looking, drawn = false, nil
				}
			}
		}
		if err != nil {
			return
		}
	}
}

// arrived counts bytes, and answers whoever waits for some.
func (w *window) arrived(b []byte, now time.Time) {
	w.got.Add(int64(len(b)))
	w.heard.Store(now.UnixNano())
	if since := w.asked.Swap(0); since != 0 {
		if answers := w.answers.Load(); answers != nil {
			answers.add(time.Duration(now.UnixNano() - since))
		}
	}
	if keep := w.keep.Load(); keep != nil {
		keep.add(b)
	}
}

// complete says whether the text has been drawn, and the frame that it is in has
// come to its end.
func complete(drawn, text []byte) bool {
	at := bytes.Index(drawn, text)
	if at < 0 {
		return false
	}
	return !bytes.Contains(drawn[:at], frameBegin) || bytes.Contains(drawn[at:], frameEnd)
}

// wait notes that an answer is waited for from now on, unless one is already.
func (w *window) wait(since time.Time, answers *samples) {
	w.answers.Store(answers)
	w.asked.CompareAndSwap(0, since.UnixNano())
}

// leave ends the session and its connection.
func (w *window) leave() {
	w.left.Store(true)
	_ = w.Close()
}

// alive says whether the session is still there.
func (w *window) alive() bool {
	select {
	case <-w.ended:
		return false
	default:
		return true
	}
}
