package main

import (
	"fmt"
	"net"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/ssh"
)

// counted is a connection that counts its bytes.
type counted struct {
	net.Conn
	in, out atomic.Int64
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.in.Add(int64(n))
	return n, err //nolint:wrapcheck // a net.Conn hands on what it got
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.out.Add(int64(n))
	return n, err //nolint:wrapcheck // a net.Conn hands on what it got
}

// connection is somebody who has signed in.
type connection struct {
	ssh.Conn
	wire   *counted
	opened time.Time
	signed time.Time
}

// connect signs in. It does without [ssh.NewClient], which starts goroutines
// for what no server of ours ever asks of a client.
func (d *driver) connect(key ssh.Signer) (*connection, error) {
	c := &connection{opened: time.Now()}
	conn, err := net.DialTimeout("tcp", d.o.addr, d.o.patience)
	if err != nil {
		return nil, fmt.Errorf("connecting: %w", err)
	}
	c.wire = &counted{Conn: conn}
	_ = conn.SetDeadline(time.Now().Add(d.o.patience))
	signed, _, asked, err := ssh.NewClientConn(c.wire, d.o.addr, &ssh.ClientConfig{
		User: d.o.user, Auth: []ssh.AuthMethod{ssh.PublicKeys(key)}, HostKeyCallback: d.hostKey,
	})
	if err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("signing in: %w", err)
	}
	c.signed = time.Now()
	_ = conn.SetDeadline(time.Time{})
	go ssh.DiscardRequests(asked) // keepalives, which want an answer
	c.Conn = signed
	return c, nil
}

// The requests of a terminal session, as RFC 4254 has them.
type (
	ptyRequest struct {
		Term                      string
		Columns, Rows, Wide, High uint32
		Modes                     string
	}
	windowRequest struct{ Columns, Rows, Wide, High uint32 }
	execRequest   struct{ Command string }
)

const (
	columns = 80
	rows    = 24
)

// terminal opens a session with a terminal of 80×24 and a shell.
func (c *connection) terminal() (ssh.Channel, error) {
	ch, asked, err := c.OpenChannel("session", nil)
	if err != nil {
		return nil, fmt.Errorf("opening a session: %w", err)
	}
	go ssh.DiscardRequests(asked)
	if err := ask(ch, "pty-req", ssh.Marshal(ptyRequest{Term: "xterm-256color", Columns: columns, Rows: rows, Modes: "\x00"})); err != nil {
		return nil, err
	}
	return ch, ask(ch, "shell", nil)
}

// ask makes a request that has to be granted.
func ask(ch ssh.Channel, kind string, payload []byte) error {
	granted, err := ch.SendRequest(kind, true, payload)
	if err != nil {
		return fmt.Errorf("asking for %s: %w", kind, err)
	}
	if !granted {
		return fmt.Errorf("%s was refused", kind)
	}
	return nil
}
