package notify

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
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

// arrived is a mail as the server has accepted it.
type arrived struct {
	From string   `json:"from"`
	To   []string `json:"to"`
	Data string   `json:"data"`
	TLS  bool     `json:"tls"`
	User string   `json:"user"`
}

// mailServer is a real mail server, see testdata/server.py.
type mailServer struct {
	t    testing.TB
	port int
	cmd  *exec.Cmd
	in   io.Closer
	done chan struct{}

	mu    sync.Mutex
	came  []arrived
	bell  chan struct{}
	trust *x509.CertPool
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

func newMailServer(t testing.TB, args ...string) *mailServer {
	t.Helper()
	if python() == "" {
		t.Skip("python3-aiosmtpd is not installed")
	}
	s := &mailServer{t: t, bell: make(chan struct{}, 1)}
	s.start(args...)
	t.Cleanup(s.stop)
	return s
}

func (s *mailServer) start(args ...string) {
	s.t.Helper()
	s.cmd = exec.Command(python(), append([]string{"-W", "ignore", "testdata/server.py", "--port", strconv.Itoa(s.port)}, args...)...)
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
	if s.port, err = strconv.Atoi(strings.TrimSpace(line)); err != nil {
		s.t.Fatal(err)
	}
	go s.read(lines)
}

func (s *mailServer) read(lines *bufio.Reader) {
	defer close(s.done)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		var m arrived
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

func (s *mailServer) stop() {
	_ = s.in.Close()
	<-s.done
	_ = s.cmd.Wait()
}

func (s *mailServer) mails() []arrived {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]arrived{}, s.came...)
}

// wait waits until so many mails have come.
func (s *mailServer) wait(count int) []arrived {
	s.t.Helper()
	limit := time.After(30 * time.Second)
	for {
		if got := s.mails(); len(got) >= count {
			return got
		}
		select {
		case <-s.bell:
		case <-limit:
			s.t.Fatalf("%d of %d mails have come", len(s.mails()), count)
		}
	}
}

func (s *mailServer) settings() Settings {
	return Settings{
		Host: "127.0.0.1", Port: s.port, From: "track@hailong.example", Encryption: Plain,
		PublicHost: "track.hailong.example", Timeout: 10 * time.Second,
	}
}

// opened is a mail taken apart.
type opened struct {
	header     netmail.Header
	subject    string
	text, html string
}

func open(t testing.TB, m arrived) opened {
	t.Helper()
	msg, err := netmail.ReadMessage(strings.NewReader(m.Data))
	if err != nil {
		t.Fatal(err)
	}
	o := opened{header: msg.Header}
	if o.subject, err = new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject")); err != nil {
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
			o.html = text
		} else {
			o.text = text
		}
	}
}

// certificate makes one for 127.0.0.1, in files for the server.
func certificate(t testing.TB) (certFile, keyFile string, trust *tls.Config) {
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
