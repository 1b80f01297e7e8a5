package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// cable leads from one server to its database, and can be pulled: then nothing that is
// sent arrives, and nobody is told. Root gives the server a network of its own, with one
// link to the database, which goes down, and one to its customers. For others a proxy
// stands in between that goes silent, and closes nothing.
type cable struct {
	t        *testing.T
	database string // the port behind which the database is
	listener net.Listener
	pulled   atomic.Bool
	network  string // of the server; empty: there is only the proxy
	mu       sync.Mutex
	ends     []net.Conn
}

// The two links of a network: of each the address here, and the server's.
const (
	toDatabase, toDatabaseThere   = "10.213.7.1", "10.213.7.2"
	toCustomers, toCustomersThere = "10.213.8.1", "10.213.8.2"
)

// lay lays a cable to the database of a URL.
func lay(t *testing.T, url string) *cable {
	t.Helper()
	c := &cable{t: t, database: hostOf(url)}
	host := "127.0.0.1"
	if _, err := exec.LookPath("ip"); err == nil && os.Getuid() == 0 && c.ownNetwork() {
		host = toDatabase
	}
	var err error
	if c.listener, err = net.Listen("tcp", host+":0"); err != nil {
		t.Fatal(err)
	}
	go c.accept()
	t.Cleanup(c.close)
	return c
}

func hostOf(url string) string {
	_, rest, _ := strings.Cut(url, "@")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// ownNetwork makes the network; false where it cannot be had.
func (c *cable) ownNetwork() bool {
	name := fmt.Sprintf("porthole%d", os.Getpid())
	if exec.Command("ip", "netns", "add", name).Run() != nil {
		return false
	}
	c.network = name
	for n, ends := range [][2]string{{toDatabase, toDatabaseThere}, {toCustomers, toCustomersThere}} {
		here, there := c.link(n), fmt.Sprintf("pt%d", n)
		for _, line := range []string{
			"link add " + here + " type veth peer name " + there + " netns " + name,
			"addr add " + ends[0] + "/30 dev " + here, "link set " + here + " up",
			"-n " + name + " addr add " + ends[1] + "/30 dev " + there, "-n " + name + " link set " + there + " up",
		} {
			c.ip(line)
		}
	}
	c.ip("-n " + name + " link set lo up")
	return true
}

func (c *cable) link(n int) string { return fmt.Sprintf("pt%d-%d", n, os.Getpid()) }

func (c *cable) ip(line string) {
	c.t.Helper()
	if out, err := exec.Command("ip", strings.Fields(line)...).CombinedOutput(); err != nil {
		c.t.Fatalf("ip %s: %v %s", line, err, out)
	}
}

// kind says what it is made of.
func (c *cable) kind() string {
	if c.network != "" {
		return "a network of its own, whose link goes down"
	}
	return "a proxy that goes silent"
}

// url is how the server names the database.
func (c *cable) url(url string) string {
	return strings.Replace(url, c.database, c.listener.Addr().String(), 1)
}

// server starts a server at the other end.
func (c *cable) server(args []string) *house {
	c.t.Helper()
	path, err := program()
	if err != nil {
		c.t.Fatal(err)
	}
	said := &bytes.Buffer{}
	if c.network == "" {
		return begin(c.t, said, said, exec.Command(path, args...))
	}
	args = append([]string{"netns", "exec", c.network, path}, args...)
	return begin(c.t, said, said, exec.Command("ip", append(args, "--addr", toCustomersThere+":0")...))
}

func (c *cable) pull()   { c.set(true, "down") }
func (c *cable) plugIn() { c.set(false, "up") }

func (c *cable) set(pulled bool, state string) {
	c.t.Helper()
	if c.network != "" {
		c.ip("link set " + c.link(0) + " " + state)
		return
	}
	c.pulled.Store(pulled)
}

func (c *cable) accept() {
	for {
		server, err := c.listener.Accept()
		if err != nil {
			return
		}
		database, err := net.Dial("tcp", c.database)
		if err != nil {
			_ = server.Close()
			continue
		}
		c.mu.Lock()
		c.ends = append(c.ends, server, database)
		c.mu.Unlock()
		go c.pass(server, database)
		go c.pass(database, server)
	}
}

// pass passes on what comes. What was under way when the cable was pulled is lost, as is
// the connection then: it stays silent.
func (c *cable) pass(from, to net.Conn) {
	buf := make([]byte, 64<<10)
	for {
		n, err := from.Read(buf)
		if c.pulled.Load() {
			_, _ = io.Copy(io.Discard, from)
			return
		}
		if n > 0 {
			_, _ = to.Write(buf[:n])
		}
		if err != nil {
			_ = to.Close()
			return
		}
	}
}

func (c *cable) close() {
	_ = c.listener.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, end := range c.ends {
		_ = end.Close()
	}
	if c.network != "" {
		c.ip("link del " + c.link(0))
		c.ip("link del " + c.link(1))
		c.ip("netns del " + c.network)
	}
}
