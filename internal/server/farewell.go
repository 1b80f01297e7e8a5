package server

import (
	"io"
	"net"
	"time"

	"porthole/internal/words"
)

const (
	// mostFarewells is how many refused connections may be told why at once; others are
	// just closed.
	mostFarewells = 32
	// farewellTime is how long one may take. What the client has sent is read
	// meanwhile: it would be answered with a reset otherwise, which takes the line with it.
	farewellTime = 500 * time.Millisecond
	farewellSize = 16 << 10
)

// turnAway tells a connection that is not let in why, before the first byte of SSH, and
// closes it. A server may say such lines there.
func (s *Server) turnAway(l *link, key string) {
	select {
	case s.farewells <- struct{}{}:
	default:
		l.close()
		return
	}
	go func() {
		defer func() { <-s.farewells }()
		defer l.close()
		defer caught(s.log, "turning away", nil)
		for _, language := range words.Languages() {
			_, _ = io.WriteString(l.wire, words.In(language, nil).Say(key)+"\r\n")
		}
		_ = closeWrite(l.wire.Conn)
		_ = l.wire.SetReadDeadline(time.Now().Add(farewellTime))
		_, _ = io.CopyN(io.Discard, l.wire, farewellSize)
	}()
}

func closeWrite(conn net.Conn) error {
	if half, ok := conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite() //nolint:wrapcheck // a net.Conn hands on what it got
	}
	return nil
}
