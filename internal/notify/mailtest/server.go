package mailtest

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"strconv"
	"strings"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// User and Password sign in at a server that asks for it.
const (
	User     = "porthole"
	Password = "correct horse"
)

// Options say what a server is like. The zero value speaks in the clear and takes
// mail from anybody.
type Options struct {
	// TLS is what the server shows of itself; it then takes mail only from who has
	// encrypted and signed in. Implicit is that it is encrypted from the first byte.
	TLS      *tls.Config
	Implicit bool
	// RefuseSender is that no sender is right.
	RefuseSender bool
}

// New starts a server for the time of the test.
func New(t testing.TB) *Server {
	t.Helper()
	return NewWith(t, Options{})
}

// NewWith starts a server like that for the time of the test.
func NewWith(t testing.TB, o Options) *Server {
	t.Helper()
	s := &Server{t: t, options: o, bell: make(chan struct{}, 1), done: map[string]bool{}}
	s.Start()
	t.Cleanup(s.Stop)
	return s
}

// Start starts the server again, after Stop, on the same port.
func (s *Server) Start() {
	s.t.Helper()
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(s.Port)))
	if err != nil {
		s.t.Fatal("the mail server did not start:", err)
	}
	s.Port = listener.Addr().(*net.TCPAddr).Port
	s.smtp = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{server: s, conn: c}, nil }))
	s.smtp.Domain = "localhost"
	s.smtp.ErrorLog = log.New(io.Discard, "", 0) // connections that are cut on purpose
	if s.options.Implicit {
		listener = tls.NewListener(listener, s.options.TLS)
	} else {
		s.smtp.TLSConfig = s.options.TLS
	}
	s.listener, s.ended = listener, make(chan struct{})
	go func() {
		defer close(s.ended)
		_ = s.smtp.Serve(listener) // until Stop
	}()
}

// Stop ends the server; what it has accepted is known afterwards.
func (s *Server) Stop() {
	_ = s.smtp.Close()
	_ = s.listener.Close() // it may be that it was not yet the library's
	<-s.ended
}

// first reports whether this is the first time that it happens to the address,
// which begins with the name of what happens.
func (s *Server) first(kind, address string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !strings.HasPrefix(address, kind) || s.done[address] {
		return false
	}
	s.done[address] = true
	return true
}

// accept keeps a mail and tells who waits for it.
func (s *Server) accept(m Mail) {
	s.mu.Lock()
	s.came = append(s.came, m)
	s.mu.Unlock()
	select {
	case s.bell <- struct{}{}:
	default:
	}
}

// session is one connection.
type session struct {
	server *Server
	conn   *smtp.Conn
	user   string
	mail   Mail
}

func refusal(code int, class smtp.EnhancedCode, text string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: class, Message: text}
}

func (s *session) encrypted() bool {
	_, is := s.conn.TLSConnectionState()
	return is
}

func (s *session) Reset()        { s.mail = Mail{} }
func (s *session) Logout() error { return nil }

func (s *session) AuthMechanisms() []string {
	if s.server.options.TLS == nil {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != User || password != Password {
			return smtp.ErrAuthFailed
		}
		s.user = user
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	switch {
	case s.server.options.RefuseSender:
		return refusal(550, smtp.EnhancedCode{5, 7, 1}, "this sender may not")
	case s.server.options.TLS != nil && (!s.encrypted() || s.user == ""):
		return refusal(530, smtp.EnhancedCode{5, 7, 0}, "encrypt and sign in first")
	}
	s.mail = Mail{From: from, TLS: s.encrypted(), User: s.user}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	switch {
	case s.server.first("grey", to):
		return refusal(451, smtp.EnhancedCode{4, 7, 1}, "greylisted, come again")
	case strings.HasPrefix(to, "gone"):
		return refusal(550, smtp.EnhancedCode{5, 1, 1}, "nobody of that name")
	}
	s.mail.To = append(s.mail.To, to)
	return nil
}

// errCut is that the connection was closed on purpose.
var errCut = errors.New("the connection is cut")

func (s *session) Data(r io.Reader) error {
	if s.server.first("cut", s.mail.To[0]) {
		_, _ = r.Read(make([]byte, 1))
		_ = s.conn.Conn().Close()
		return errCut
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("reading a mail: %w", err)
	}
	s.mail.Data = string(text)
	s.server.accept(s.mail)
	if s.server.first("deaf", s.mail.To[0]) {
		_ = s.conn.Conn().Close()
		return errCut
	}
	return nil
}
