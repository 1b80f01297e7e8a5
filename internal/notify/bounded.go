package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"

	"github.com/wneessen/go-mail"
)

// mostHeard is how much a mail server may say on one connection: some kilobytes for each
// of its mails. An answer of many lines is kept until its end, and whoever stands between
// us and the server can begin one before anything is encrypted.
const mostHeard = perLine * 10 << 10

var errTalkative = errors.New("it says more than a mail server has to say")

// dialBounded connects to a mail server that is not heard for ever.
func dialBounded(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return &bounded{conn, mostHeard}, nil
}

// dialEncrypted is the same, encrypted from the first byte on.
func dialEncrypted(config *tls.Config) mail.DialContextFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dialBounded(ctx, network, address)
		if err != nil {
			return nil, err
		}
		encrypted := tls.Client(conn, config)
		if err := encrypted.HandshakeContext(ctx); err != nil {
			_ = conn.Close()
			return nil, fmt.Errorf("encrypt: %w", err)
		}
		return encrypted, nil
	}
}

// bounded is a connection from which so much more may come.
type bounded struct {
	net.Conn
	left int
}

// Read implements [net.Conn].
func (b *bounded) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, errTalkative
	}
	n, err := b.Conn.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err //nolint:wrapcheck // a net.Conn hands on what it got
}
