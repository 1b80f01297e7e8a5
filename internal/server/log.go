package server

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"runtime/debug"
)

// bounded cuts what a client says of itself before it gets into a log. The log's
// handler quotes what is not plain.
func bounded(text string) string {
	const most = 64
	if len(text) > most {
		return text[:most] + "…"
	}
	return text
}

// shortID names one mishap, in a person's words and in the log.
func shortID() string {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// report logs an error that is ours, with what else is known of it, and returns the id
// that a person is told.
func report(log *slog.Logger, err error, args ...any) (id string) {
	id = shortID()
	log.Error("something went wrong on our side", append([]any{"id", id, "error", err}, args...)...)
	return id
}

// Report logs an error that is ours and returns its id, for the web page and the rest of the program.
func (s *Server) Report(err error) (id string) { return report(s.log, err) }

// caught is deferred in every goroutine: a panic ends what it was in and gets
// into the log with an id, and nobody else notices.
func caught(log *slog.Logger, where string, then func(id string)) {
	r := recover()
	if r == nil {
		return
	}
	id := shortID()
	log.Error("panic", "id", id, "where", where, "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
	if then != nil {
		then(id)
	}
}
