package sshtest

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// NewKey makes an Ed25519 key.
func NewKey(t testing.TB) ssh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// Client is somebody's connection.
type Client struct {
	*ssh.Client
	t testing.TB
}

// Config is how a client signs in: with these keys, and without any by
// answering questions, each with nothing.
func Config(user string, keys ...ssh.Signer) *ssh.ClientConfig {
	config := &ssh.ClientConfig{
		User: user, Timeout: Patience,
		HostKeyCallback: ssh.InsecureIgnoreHostKey(), //nolint:gosec // the server is this test's own
		Auth: []ssh.AuthMethod{ssh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
			return make([]string, len(questions)), nil
		})},
	}
	if len(keys) > 0 {
		config.Auth = append([]ssh.AuthMethod{ssh.PublicKeys(keys...)}, config.Auth...)
	}
	return config
}

// Dial connects and signs in.
func Dial(t testing.TB, addr, user string, keys ...ssh.Signer) *Client {
	t.Helper()
	client, err := TryDial(t, addr, user, keys...)
	if err != nil {
		t.Fatalf("signing in: %v", err)
	}
	return client
}

// TryDial is Dial for those who may be refused.
func TryDial(t testing.TB, addr, user string, keys ...ssh.Signer) (*Client, error) {
	client, err := ssh.Dial("tcp", addr, Config(user, keys...))
	if err != nil {
		return nil, err //nolint:wrapcheck // the test looks at it
	}
	t.Cleanup(func() { _ = client.Close() })
	return &Client{Client: client, t: t}, nil
}

// Run runs a command without a terminal and returns what came of it.
func (c *Client) Run(line string, input ...string) (stdout, stderr string, status int) {
	c.t.Helper()
	session, err := c.NewSession()
	if err != nil {
		c.t.Fatalf("opening a session: %v", err)
	}
	defer func() { _ = session.Close() }()
	var out, errOut bytes.Buffer
	session.Stdout, session.Stderr = &out, &errOut
	session.Stdin = strings.NewReader(strings.Join(input, ""))
	status = Status(c.t, session.Run(line))
	return out.String(), errOut.String(), status
}

// Status is the exit status in what a session's Run or Wait returned; -1 when
// the channel was closed without one.
func Status(t testing.TB, err error) int {
	t.Helper()
	var exit *ssh.ExitError
	var missing *ssh.ExitMissingError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitStatus()
	case errors.As(err, &missing), errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed):
		return -1
	}
	t.Fatalf("running: %v", err)
	return -1
}

// Person is somebody at a terminal, in a session with a shell.
type Person struct {
	*Screen
	Session *ssh.Session
	stdin   io.WriteCloser
	ended   chan error
}

// Size is the size of a new person's window.
const (
	Width  = 80
	Height = 24
)

// Open opens a session with a terminal of 80×24 and a shell. env has pairs of
// names and values; TERM is what the terminal is.
func (c *Client) Open(env ...string) *Person {
	c.t.Helper()
	return c.begin(func(session *ssh.Session) error { return session.Shell() }, env)
}

// Start opens a session with a terminal of 80×24 for one command, as ssh -t does.
func (c *Client) Start(line string) *Person {
	c.t.Helper()
	return c.begin(func(session *ssh.Session) error { return session.Start(line) }, nil)
}

func (c *Client) begin(start func(*ssh.Session) error, env []string) *Person {
	c.t.Helper()
	session, err := c.NewSession()
	if err != nil {
		c.t.Fatalf("opening a session: %v", err)
	}
	stdin, err := session.StdinPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	p := &Person{Session: session, stdin: stdin, ended: make(chan error, 1), Screen: NewScreen(c.t, Width, Height, stdin)}
	session.Stdout, session.Stderr = p.Screen, p.Screen
	kind := "xterm-256color"
	for i := 0; i+1 < len(env); i += 2 {
		if env[i] == "TERM" {
			kind = env[i+1]
			continue
		}
		_ = session.Setenv(env[i], env[i+1])
	}
	if err := session.RequestPty(kind, Height, Width, ssh.TerminalModes{}); err != nil {
		c.t.Fatalf("asking for a terminal: %v", err)
	}
	if err := start(session); err != nil {
		c.t.Fatalf("asking for a shell or a command: %v", err)
	}
	go func() {
		p.ended <- session.Wait()
		p.Over()
	}()
	c.t.Cleanup(func() { _ = session.Close() })
	return p
}

// Press types the keys, each of which may be several bytes.
func (p *Person) Press(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		if _, err := io.WriteString(p.stdin, key); err != nil {
			p.t.Fatalf("pressing %q: %v", key, err)
		}
	}
}

// Resize changes the size of the window.
func (p *Person) Resize(width, height int) {
	p.t.Helper()
	p.Screen.Resize(width, height)
	if err := p.Session.WindowChange(height, width); err != nil {
		p.t.Fatalf("resizing: %v", err)
	}
}

// HangUp closes the input, as a terminal does that is closed.
func (p *Person) HangUp() { _ = p.stdin.Close() }

// Ended waits for the end of the session and returns its exit status.
func (p *Person) Ended() int {
	p.t.Helper()
	select {
	case err := <-p.ended:
		p.ended <- err
		return Status(p.t, err)
	case <-time.After(Patience):
		p.t.Fatalf("the session did not end; on its screen:\n%s", p.Text())
		return -1
	}
}

// On is a client on a connection that is there already.
func On(t testing.TB, connection *ssh.Client) *Client { return &Client{Client: connection, t: t} }
