// Package mailtest is a real mail server for tests, aiosmtpd, with faults that a
// test can ask for by the addresses it sends to, see server.py.
package mailtest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	_ "embed" // the server
	"encoding/json"
	"encoding/pem"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Mail is a mail as the server has accepted it.
type Mail struct {
	From string   `json:"from"`
	To   []string `json:"to"`
	Data string   `json:"data"`
	TLS  bool     `json:"tls"`
	User string   `json:"user"`
}

// Server is a running mail server.
type Server struct {
	t    testing.TB
	Port int
	cmd  *exec.Cmd
	in   io.Closer
	done chan struct{}

	mu   sync.Mutex
	came []Mail
	bell chan struct{}
}

// python is one that has aiosmtpd.
var python = sync.OnceValue(func() string {
	for _, path := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(path, "-c", "import aiosmtpd").Run() == nil {
			return path
		}
	}
	return ""
})

//go:embed server.py
var script string

// New starts a server for the time of the test, which is skipped where aiosmtpd
// is not installed. args are those of server.py.
func New(t testing.TB, args ...string) *Server {
	t.Helper()
	if python() == "" {
		t.Skip("python3-aiosmtpd is not installed")
	}
	s := &Server{t: t, bell: make(chan struct{}, 1)}
	s.Start(args...)
	t.Cleanup(s.Stop)
	return s
}

// Start starts the server again, after Stop, on the same port.
func (s *Server) Start(args ...string) {
	s.t.Helper()
	s.cmd = exec.Command(python(), append([]string{"-W", "ignore", "-c", script, "--port", strconv.Itoa(s.Port)}, args...)...)
	s.cmd.Stderr = os.Stderr
	in, err := s.cmd.StdinPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.in, s.done = in, make(chan struct{})
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		s.t.Fatal("the mail server did not start:", err)
	}
	if s.Port, err = strconv.Atoi(strings.TrimSpace(line)); err != nil {
		s.t.Fatal(err)
	}
	go s.read(lines)
}

func (s *Server) read(lines *bufio.Reader) {
	defer close(s.done)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		var m Mail
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			s.t.Error(err)
			return
		}
		s.mu.Lock()
		s.came = append(s.came, m)
		s.mu.Unlock()
		select {
		case s.bell <- struct{}{}:
		default:
		}
	}
}

// Stop ends the server; what it has accepted is known afterwards.
func (s *Server) Stop() {
	_ = s.in.Close()
	<-s.done
	_ = s.cmd.Wait()
}

// Mails are those that the server has accepted, in that order.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail{}, s.came...)
}

// Wait waits until so many mails have come.
func (s *Server) Wait(count int) []Mail {
	s.t.Helper()
	limit := time.After(30 * time.Second)
	for {
		if got := s.Mails(); len(got) >= count {
			return got
		}
		select {
		case <-s.bell:
		case <-limit:
			s.t.Fatalf("%d of %d mails have come", len(s.Mails()), count)
		}
	}
}

// Opened is a mail taken apart.
type Opened struct {
	Header     netmail.Header
	Subject    string
	Text, HTML string
}

// Open takes a mail apart, which must have a plain and an HTML part.
func Open(t testing.TB, m Mail) Opened {
	t.Helper()
	msg, err := netmail.ReadMessage(strings.NewReader(m.Data))
	if err != nil {
		t.Fatal(err)
	}
	o := Opened{Header: msg.Header}
	if o.Subject, err = new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	kind, parameters, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("content type %q, %v", kind, err)
	}
	parts := multipart.NewReader(msg.Body, parameters["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return o
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(body), "\r\n", "\n")
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			o.HTML = text
		} else {
			o.Text = text
		}
	}
}

// Certificate makes one for localhost, in files for the server, and what trusts
// it.
func Certificate(t testing.TB) (certFile, keyFile string, trust *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "127.0.0.1"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	certPEM := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
	for path, content := range map[string][]byte{
		certFile: certPEM, keyFile: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}),
	} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(certPEM)
	return certFile, keyFile, &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}
