package isolation

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/server"
	"porthole/internal/web"
)

// town is the real server over the copy, on a port of the loopback that nobody
// else knows of.
type town struct {
	addr  string // of SSH
	web   string // of the web page
	host  gossh.PublicKey
	close func() error
}

// open begins to serve the copy.
func (c *check) open() (*town, error) {
	host, _, err := newKey(model.Text{})
	if err != nil {
		return nil, err
	}
	s, err := server.New(server.Options{
		Store: c.store, HostKey: host, Now: c.Now, Log: slog.New(slog.DiscardHandler),
		Limits: server.Limits{DrainNotice: time.Millisecond, DrainCommands: time.Second, Drain: 5 * time.Second},
	})
	if err != nil {
		return nil, err
	}
	page, err := web.New(web.Options{Store: c.store, Door: s, Now: c.Now})
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	forPages, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("listen: %w", err), listener.Close())
	}
	closePage := page.Serve(forPages)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, listener) }()
	return &town{addr: listener.Addr().String(), web: forPages.Addr().String(), host: host.PublicKey(), close: func() error {
		closePage()
		cancel()
		return <-ended
	}}, nil
}
