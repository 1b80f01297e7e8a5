// Package pgtest has clusters of PostgreSQL for tests: made for the test binary that
// asks, on a loopback port of its own, and ended with it.
//
// Where PostgreSQL is not installed the tests that need it are left out, and one line
// says so; with PORTHOLE_TEST_POSTGRES=1, and where CI is true, they fail instead.
package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/postgres"
)

// Variable has tests fail, and not be left out, where there is no PostgreSQL.
const Variable = "PORTHOLE_TEST_POSTGRES"

// Cluster is a PostgreSQL of our own.
type Cluster struct {
	programs string // the folder of PostgreSQL's programs
	folder   string // for its data and its socket
	Port     int
	server   *exec.Cmd
	exited   chan struct{}
	settings []string
	prepared sync.Once
}

// programs finds PostgreSQL, as Debian installs it or in the path; empty: there is none.
func programs() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) > 0 {
		return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) }))
	}
	if initdb, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(initdb)
	}
	return ""
}

func version(initdb string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	return n
}

const leftOut = "left out, for want of PostgreSQL: the tests of several servers on one database; to have them: apt-get install postgresql"

// Tell says on the terminal, if there is one, which tests are left out. Of a package
// whose tests pass, go test shows nothing that they print, unless it is asked to by -v.
// One package tells it, for all.
func Tell() {
	if programs() != "" {
		return
	}
	if terminal, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0); err == nil {
		_, _ = fmt.Fprintln(terminal, leftOut)
		_ = terminal.Close()
	}
}

// Main is for TestMain: it runs the tests, ends the cluster that they have used, and
// returns the exit code.
func Main(m *testing.M) int {
	if programs() == "" {
		fmt.Println(leftOut)
		if os.Getenv(Variable) != "" || os.Getenv("CI") == "true" {
			return 1
		}
	}
	defer func() {
		if c, err := shared(); c != nil && err == nil {
			c.Stop()
		}
	}()
	return m.Run()
}

var wanted atomic.Bool

// shared is the cluster of this test binary, made for the first that wants it; nil:
// there is no PostgreSQL, or nobody has wanted it.
var shared = sync.OnceValues(func() (*Cluster, error) {
	bin := programs()
	if bin == "" || !wanted.Load() {
		return nil, nil
	}
	return start(bin, "-c", "fsync=off") // nothing in it outlives the tests
})

var databases atomic.Int64

// Database is the URL of a new database. The test is skipped where there is no
// PostgreSQL.
func Database(t testing.TB) string {
	t.Helper()
	wanted.Store(true)
	c, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	if c == nil {
		t.Skip("no PostgreSQL here")
	}
	return c.Database(t)
}

// Database is the URL of a new database in the cluster, with the tables that the engine
// has made.
func (c *Cluster) Database(t testing.TB) string {
	t.Helper()
	c.prepared.Do(func() {
		Exec(t, c.URL("postgres"), "create database "+template)
		e, err := postgres.Open(context.Background(), c.URL(template), slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		_ = e.Close()
	})
	return c.make(t, " template "+template)
}

// Empty is the URL of a new database in the cluster, with nothing in it.
func (c *Cluster) Empty(t testing.TB) string {
	t.Helper()
	return c.make(t, "")
}

const template = "porthole"

func (c *Cluster) make(t testing.TB, how string) string {
	t.Helper()
	name := fmt.Sprintf("test%d", databases.Add(1))
	Exec(t, c.URL("postgres"), "create database "+name+how)
	return c.URL(name)
}

// URL is that of a database in the cluster.
func (c *Cluster) URL(database string) string {
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/%s?sslmode=disable", c.Port, database)
}

// Hosts is the URL of a database that names other clusters too.
func Hosts(url string, others ...*Cluster) string {
	host, name, _ := strings.Cut(strings.TrimPrefix(url, "postgres://postgres@"), "/")
	for _, c := range others {
		host += fmt.Sprintf(",127.0.0.1:%d", c.Port)
	}
	return "postgres://postgres@" + host + "/" + name
}

// Exec runs statements in a database.
func Exec(t testing.TB, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(context.Background(), sql); err != nil {
		t.Fatal(err)
	}
}

// start makes a cluster and starts it.
func start(bin string, settings ...string) (c *Cluster, err error) {
	c = &Cluster{programs: bin, settings: settings}
	if c.folder, err = os.MkdirTemp("", "pg"); err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	if err := own(c.folder); err != nil {
		return nil, err
	}
	if err := c.run("initdb", "-D", c.data(), "-U", "postgres", "-A", "trust", "--no-instructions", "--no-sync", "-k", "-E", "UTF8", "--locale=C.UTF-8"); err != nil {
		return nil, err
	}
	return c, c.Start()
}

// Primary is a cluster of the test's own, which it may do anything to; settings are of
// the form -c name=value.
func Primary(t testing.TB, settings ...string) *Cluster {
	t.Helper()
	bin := programs()
	if bin == "" {
		t.Skip("no PostgreSQL here")
	}
	c, err := start(bin, settings...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Stop)
	return c
}

// Standby is a copy of the cluster that follows it, and becomes its synchronous
// standby.
func (c *Cluster) Standby(t testing.TB) *Cluster {
	t.Helper()
	s := &Cluster{programs: c.programs, settings: []string{"-c", "wal_retrieve_retry_interval=100ms"}} // it may be promoted in between
	var err error
	if s.folder, err = os.MkdirTemp("", "pg"); err != nil {
		t.Fatal(err)
	}
	if err := own(s.folder); err != nil {
		t.Fatal(err)
	}
	from := fmt.Sprintf("host=127.0.0.1 port=%d user=postgres application_name=standby", c.Port)
	if err := s.run("pg_basebackup", "-D", s.data(), "-R", "-X", "stream", "-c", "fast", "--no-sync", "-d", from); err != nil {
		t.Fatal(err)
	}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	// Only now: the standby would inherit it, and wait for itself when it is promoted.
	Exec(t, c.URL("postgres"), "alter system set synchronous_standby_names = 'standby'")
	Exec(t, c.URL("postgres"), "select pg_reload_conf()")
	return s
}

// Promote makes a standby the primary.
func (c *Cluster) Promote(t testing.TB) {
	t.Helper()
	if err := c.run("pg_ctl", "promote", "-D", c.data(), "-w"); err != nil {
		t.Error(err)
	}
}

func (c *Cluster) data() string { return filepath.Join(c.folder, "data") }

// run runs one of PostgreSQL's programs to its end.
func (c *Cluster) run(name string, args ...string) error {
	out, err := c.command(name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, bytes.TrimSpace(out))
	}
	return nil
}

// command is one of PostgreSQL's programs, which all refuse to be run by root.
func (c *Cluster) command(name string, args ...string) *exec.Cmd {
	command := exec.Command(filepath.Join(c.programs, name), args...)
	command.Dir = c.folder
	if id, ok := unprivileged(); ok {
		command.SysProcAttr = &syscall.SysProcAttr{Credential: id}
	}
	return command
}

// unprivileged is who runs PostgreSQL when we are root.
func unprivileged() (*syscall.Credential, bool) {
	if os.Getuid() != 0 {
		return nil, false
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, false
	}
	uid, _ := strconv.ParseUint(u.Uid, 10, 32)
	gid, _ := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, true
}

func own(folder string) error {
	if id, ok := unprivileged(); ok {
		if err := os.Chown(folder, int(id.Uid), int(id.Gid)); err != nil {
			return fmt.Errorf("give the folder away: %w", err)
		}
	}
	return nil
}

// startTime is how long a cluster may take to take connections.
const startTime = 30 * time.Second

// Start starts the cluster's server, on the port that it had before if it had one.
func (c *Cluster) Start() error {
	if c.Port == 0 {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return fmt.Errorf("find a port: %w", err)
		}
		c.Port = listener.Addr().(*net.TCPAddr).Port
		_ = listener.Close()
	}
	log, err := os.Create(filepath.Join(c.folder, "log"))
	if err != nil {
		return fmt.Errorf("make a log: %w", err)
	}
	defer func() { _ = log.Close() }()
	c.server = c.command("postgres", append([]string{
		"-D", c.data(), "-p", strconv.Itoa(c.Port), "-k", c.folder,
		"-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=64MB", "-c", "max_connections=200", "-c", "wal_keep_size=64MB",
	}, c.settings...)...)
	c.server.Stdout, c.server.Stderr = log, log
	if err := c.server.Start(); err != nil {
		return fmt.Errorf("start postgres: %w", err)
	}
	server, exited := c.server, make(chan struct{})
	c.exited = exited
	go func() { _ = server.Wait(); close(exited) }()
	return c.ready()
}

// ready waits until the server takes connections.
func (c *Cluster) ready() error {
	ctx, done := context.WithTimeout(context.Background(), startTime)
	defer done()
	for {
		conn, err := pgx.Connect(ctx, c.URL("postgres"))
		if err == nil {
			return conn.Close(ctx) //nolint:wrapcheck // for tests
		}
		select {
		case <-c.exited:
			text, _ := os.ReadFile(filepath.Join(c.folder, "log"))
			return fmt.Errorf("postgres has ended: %s", text)
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Kill kills the server and its children at once, as a loss of power would. They are
// one process group no more than one session: each is found by its parent.
func (c *Cluster) Kill() {
	pids := append(children(c.server.Process.Pid), c.server.Process.Pid)
	for _, pid := range pids {
		_ = syscall.Kill(pid, syscall.SIGSTOP)
	}
	for _, pid := range append(pids, children(c.server.Process.Pid)...) {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	<-c.exited
}

// children are the processes that a process has started.
func children(pid int) (pids []int) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	for _, field := range bytes.Fields(text) {
		if n, err := strconv.Atoi(string(field)); err == nil {
			pids = append(pids, n)
		}
	}
	return pids
}

// Stop ends the server and removes what it kept; a second one does nothing.
func (c *Cluster) Stop() {
	_ = c.server.Process.Signal(syscall.SIGQUIT) // at once: nobody needs the data
	<-c.exited
	_ = os.RemoveAll(c.folder)
}
