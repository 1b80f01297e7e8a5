package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"sync"

	"charm.land/ssh"
	"charm.land/wish/v2"
	gossh "golang.org/x/crypto/ssh"
)

// sessions are those that are open, for what is written to all of them.
type sessions struct {
	mu   sync.Mutex
	open map[ssh.Session]struct{}
}

func newServer(answer answer) (*ssh.Server, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("making a host key: %w", err)
	}
	key, err := gossh.NewSignerFromKey(private)
	if err != nil {
		return nil, fmt.Errorf("making a host key: %w", err)
	}
	all := &sessions{open: map[ssh.Session]struct{}{}}
	handle := func(ssh.Handler) ssh.Handler {
		return func(s ssh.Session) {
			if len(s.Command()) > 0 {
				all.broadcast()
				return
			}
			all.serve(s, answer)
		}
	}
	server, err := wish.NewServer(
		func(server *ssh.Server) error { server.HostSigners = []ssh.Signer{key}; return nil },
		wish.WithPublicKeyAuth(func(ssh.Context, ssh.PublicKey) bool { return true }),
		wish.WithMiddleware(handle),
	)
	if err != nil {
		return nil, fmt.Errorf("assembling the server: %w", err)
	}
	return server, nil
}

// serve answers what is typed until the session ends.
func (a *sessions) serve(s ssh.Session, answer answer) {
	a.mu.Lock()
	a.open[s] = struct{}{}
	a.mu.Unlock()
	defer func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		delete(a.open, s)
	}()
	var keys [256]byte
	for {
		n, err := s.Read(keys[:])
		if n > 0 {
			if err := answer(s, keys[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// news is what is written to all sessions.
var news = func() []byte {
	b := make([]byte, 100)
	for i := range b {
		b[i] = byte('a' + i%26)
	}
	return b
}()

// broadcast is the least that can be done to tell everybody: one loop.
func (a *sessions) broadcast() {
	a.mu.Lock()
	open := make([]ssh.Session, 0, len(a.open))
	for s := range a.open {
		open = append(open, s)
	}
	a.mu.Unlock()
	for _, s := range open {
		_, _ = s.Write(news)
	}
}
