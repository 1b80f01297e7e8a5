// Package mailtest is a mail server for tests, with faults that a test can ask for
// by the addresses it sends to.
package mailtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// Mail is a mail as the server has accepted it.
type Mail struct {
	From string
	To   []string
	Data string
	TLS  bool
	User string // who signed in; empty: nobody
}

// Server is a running mail server. The first part of a recipient's address says what
// it does to them: grey is put off once, gone is refused, cut loses its connection
// in the middle of the text once, deaf has the text taken and the connection closed
// without an answer once.
type Server struct {
	t        testing.TB
	Port     int
	options  Options
	smtp     *smtp.Server
	listener net.Listener
	ended    chan struct{}

	mu   sync.Mutex
	came []Mail
	done map[string]bool // addresses to whom something has happened
	bell chan struct{}
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

// Certificate makes one for localhost: what a server shows, and what trusts it.
func Certificate(t testing.TB) (shows, trusts *tls.Config) {
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
	made, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(made)
	certificate := tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}
	return &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12},
		&tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}
