package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	readyPatience = 30 * time.Second
	endPatience   = 30 * time.Second
)

// server is a running program that takes connections.
type server struct {
	name, addr, metrics string
	cmd                 *exec.Cmd
	ended               chan error
}

func (s *server) pid() int { return s.cmd.Process.Pid }

// sshd starts ours on a ground.
func (b *bench) sshd(ctx context.Context, g ground) (*server, error) {
	args := []string{"--data", g.data, "--addr", "127.0.0.1:0"}
	return b.start(ctx, "sshd", b.metrics, args...)
}

// bare starts the floor, which is an echo or a repaint.
func (b *bench) bare(ctx context.Context, kind string, args ...string) (*server, error) {
	return b.start(ctx, "floor", true, append([]string{kind}, args...)...)
}

// start starts a program and waits for its ready line.
func (b *bench) start(ctx context.Context, name string, metrics bool, args ...string) (*server, error) {
	s := &server{name: name, ended: make(chan error, 1)}
	if metrics {
		addr, err := freeAddress(ctx)
		if err != nil {
			return nil, err
		}
		s.metrics = "http://" + addr + "/metrics"
		args = append(args, "--metrics", addr)
	}
	// Not CommandContext: that would kill, and what is to end is asked first.
	s.cmd = exec.Command(b.path(name), args...)
	var said bytes.Buffer
	s.cmd.Stderr = &head{to: &said}
	s.cmd.Env = append(os.Environ(), "LC_ALL=", "LANG=C")
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("starting %s: %w", name, err)
	}
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", name, err)
	}
	ready := make(chan string, 1)
	go s.follow(out, ready)
	select {
	case s.addr = <-ready:
	case <-ctx.Done():
	case <-time.After(readyPatience):
	}
	if s.addr == "" {
		return nil, errors.Join(fmt.Errorf("%s did not become ready: %s", name, said.String()), s.stop())
	}
	return s, nil
}

// follow reads what the program says until it ends.
func (s *server) follow(out io.Reader, ready chan<- string) {
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if addr, found := strings.CutPrefix(lines.Text(), "listening on "); found {
			ready <- addr
		}
	}
	close(ready)
	s.ended <- s.cmd.Wait()
}

// stop asks the program to end, and ends it when it does not.
func (s *server) stop() error {
	_ = s.cmd.Process.Signal(os.Interrupt)
	select {
	case <-s.ended:
		return nil
	case <-time.After(endPatience):
		_ = s.cmd.Process.Kill()
		<-s.ended
		return fmt.Errorf("%s had to be killed", s.name)
	}
}

// freeAddress is an address that nobody listens on at the moment.
func freeAddress(ctx context.Context) (string, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("looking for a free port: %w", err)
	}
	return listener.Addr().String(), listener.Close()
}

// head keeps the beginning of what a program says to standard error, which is
// where the reason stands when it does not start; a log of ten thousand sessions
// is not kept.
type head struct{ to *bytes.Buffer }

func (h *head) Write(b []byte) (int, error) {
	if room := 4096 - h.to.Len(); room > 0 {
		h.to.Write(b[:min(room, len(b))])
	}
	return len(b), nil
}
