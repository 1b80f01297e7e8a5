package isolation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

const (
	// patience is how long anything may take that must come.
	patience = 15 * time.Second
	// unended is the status of a command that was still at work.
	unended = -1
	// maxAnswer bounds what one command may print, in bytes.
	maxAnswer = 64 << 20
)

// client is a connection, as a customer's own ssh program makes one.
type client struct{ *gossh.Client }

// entry is what somebody comes with: a key, a code, or neither.
type entry struct {
	user string
	key  gossh.Signer
	code string // what is typed where one is asked for
}

// dial signs in and trusts the host key that the check has made and no other. The
// connection ends with the context.
func dial(ctx context.Context, addr string, host gossh.PublicKey, with entry) (*client, error) {
	config := &gossh.ClientConfig{
		User: with.user, Timeout: patience, HostKeyCallback: gossh.FixedHostKey(host),
		Auth: []gossh.AuthMethod{gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
			return slices.Repeat([]string{with.code}, len(questions)), nil
		})},
	}
	if with.key != nil {
		config.Auth = append([]gossh.AuthMethod{gossh.PublicKeys(with.key)}, config.Auth...)
	}
	c, err := gossh.Dial("tcp", addr, config)
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	context.AfterFunc(ctx, func() { _ = c.Close() })
	return &client{c}, nil
}

// answer is what a command gave.
type answer struct {
	out, err []byte
	status   int
}

// all is everything that came back.
func (a answer) all() []byte { return append(append(bytes.Clone(a.out), '\n'), a.err...) }

// run runs a command without a terminal, for so long. Of one that has not ended
// by then the status is unended: whoever asks for news that is not theirs may be
// kept waiting for it.
func (c *client) run(line, input string, limit time.Duration) (answer, error) {
	session, err := c.NewSession()
	if err != nil {
		return answer{}, fmt.Errorf("open a session for %q: %w", line, err)
	}
	defer func() { _ = session.Close() }()
	var out, errOut bounded
	session.Stdout, session.Stderr, session.Stdin = &out, &errOut, strings.NewReader(input)
	late := time.AfterFunc(limit, func() { _ = session.Close() })
	status, err := statusOf(session.Run(line))
	switch {
	case !late.Stop():
		status = unended
	case err != nil:
		return answer{}, fmt.Errorf("run %q: %w", line, err)
	}
	return answer{out.Bytes(), errOut.Bytes(), status}, nil
}

// statusOf is the exit status in what a session's end gave.
func statusOf(err error) (int, error) {
	var exit *gossh.ExitError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit):
		return exit.ExitStatus(), nil
	default:
		return 0, fmt.Errorf("end of a session: %w", err)
	}
}

// bounded is a buffer that does not grow without end.
type bounded struct{ bytes.Buffer }

var errTooMuch = errors.New("isolation: a command prints without end")

// Write implements [io.Writer].
func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > maxAnswer {
		return 0, errTooMuch
	}
	return b.Buffer.Write(p) //nolint:wrapcheck // a buffer does not fail
}

// terminal asks for a session with a terminal, in which a screen or, with a
// line, a command runs. What it shows is on the glass.
func (c *client) terminal(width, height int, line string) (*glass, error) {
	session, err := c.NewSession()
	if err != nil {
		return nil, fmt.Errorf("open a session: %w", err)
	}
	keys, err := session.StdinPipe()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open a session: %w", err), session.Close())
	}
	g := newGlass(width, height, session, keys)
	session.Stdout, session.Stderr = g, g
	if err := session.RequestPty("xterm-256color", height, width, gossh.TerminalModes{}); err != nil {
		g.close()
		return nil, fmt.Errorf("ask for a terminal: %w", err)
	}
	if line == "" {
		err = session.Shell()
	} else {
		err = session.Start(line)
	}
	if err != nil {
		g.close()
		return nil, fmt.Errorf("begin a session: %w", err)
	}
	go func() {
		_ = session.Wait()
		g.ended()
	}()
	return g, nil
}
