package notify

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"porthole/internal/model"
	"porthole/internal/store"
)

// Encryption is how the connection to the mail server is kept private.
type Encryption string

// The ways. Without any, a password is sent to this very machine only.
const (
	STARTTLS Encryption = "starttls" // begins plainly, and does not go on without
	Implicit Encryption = "implicit"
	Plain    Encryption = "none"
)

// Settings are how mail goes out.
type Settings struct {
	Host        string // of the mail server
	Port        int    // 0: the usual one for the encryption
	User        string // empty: no authentication
	Password    string
	From        string        // address that the mail comes from
	Encryption  Encryption    // empty: STARTTLS
	PublicHost  string        // what customers type behind ssh, see CheckHost
	Fingerprint string        // of the host key, as ssh shows it
	PublicWeb   string        // the page for tracking codes, see CheckWeb; empty: there is none
	Timeout     time.Duration // for each step of a delivery; 0: a minute
	TLS         *tls.Config   // nil: the system's certificates
}

// Check fills in what is usual and refuses what cannot work. The errors are the
// Faults "start.mail.server", "start.mail.port", "start.mail.from",
// "start.mail.tls", "start.mail.password" and "start.mail.host".
func (s *Settings) Check() error {
	if !hostShape.MatchString(s.Host) {
		return model.NewFault("start.mail.server", model.Line(s.Host, model.NameCells).String())
	}
	from, err := model.ParseEmail(s.From)
	if err != nil {
		return model.NewFault("start.mail.from")
	}
	usual := map[Encryption]int{STARTTLS: 587, Implicit: 465, Plain: 25}
	if s.Encryption == "" {
		s.Encryption = STARTTLS
	}
	if usual[s.Encryption] == 0 {
		return model.NewFault("start.mail.tls", model.Line(string(s.Encryption), model.RefCells).String())
	}
	if s.Port == 0 {
		s.Port = usual[s.Encryption]
	}
	if s.Port < 1 || s.Port > 65535 {
		return model.NewFault("start.mail.port", s.Port)
	}
	if s.User != "" && s.Password == "" {
		return model.NewFault("start.mail.password")
	}
	if s.Timeout == 0 {
		s.Timeout = time.Minute
	}
	s.From = from
	s.PublicHost, err = CheckHost(s.PublicHost)
	return err
}

// domain is that of the sender's address.
func (s Settings) domain() string { return s.From[strings.LastIndexByte(s.From, '@')+1:] }

// client is what speaks to the mail server.
func (s Settings) client() (*mail.Client, error) {
	options := []mail.Option{mail.WithPort(s.Port), mail.WithTimeout(s.Timeout), mail.WithHELO(s.domain()), mail.WithoutNoop()}
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if s.TLS != nil {
		config = s.TLS.Clone()
	}
	config.ServerName = s.Host
	switch s.Encryption {
	case Implicit: // opportunistic makes the library look whether it is encrypted already
		options = append(options, mail.WithTLSPolicy(mail.TLSOpportunistic), mail.WithDialContextFunc(dialEncrypted(config)))
	case Plain:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS), mail.WithDialContextFunc(dialBounded))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory), mail.WithDialContextFunc(dialBounded))
	}
	options = append(options, mail.WithTLSConfig(config))
	if s.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	client, err := mail.NewClient(s.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("prepare for the mail server: %w", err)
	}
	return client, nil
}

// line is an open connection to the mail server.
type line struct {
	settings Settings
	client   *mail.Client
	conn     *smtp.Client
}

// dial connects and signs in. A server that has taken the connection and says
// nothing is not waited for once ctx has ended: it has nothing of ours yet.
func (s Settings) dial(ctx context.Context) (*line, error) {
	client, err := s.client()
	if err != nil {
		return nil, err
	}
	var conn *smtp.Client
	dialled := make(chan error, 1)
	go func() {
		var err error
		conn, err = client.DialToSMTPClientWithContext(ctx)
		dialled <- err
	}()
	select {
	case err = <-dialled:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("reach the mail server: %w", err)
	}
	return &line{s, client, conn}, nil
}

// hangUp ends the connection politely.
func (l *line) hangUp() { _ = l.client.CloseWithSMTPClient(l.conn) }

// cut ends the connection at once, whatever is on it.
func (l *line) cut() { _ = l.conn.Close() }

// outcome is what became of one attempt.
type outcome int

const (
	accepted outcome = iota // the server has it
	deferred                // the server does not want it now, and has not kept it
	rejected                // the server will never want it
	unknown                 // the connection broke when the server may have had all of it
	untried                 // the server is gone, or lets us send nothing at all
)

// send hands one mail over. The error says why it was not accepted.
func (l *line) send(e store.Envelope) (outcome, error) {
	msg, err := l.settings.message(e)
	if err != nil {
		return rejected, err
	}
	err = l.client.SendWithSMTPClient(l.conn, msg)
	if err == nil || msg.IsDelivered() {
		return accepted, nil
	}
	var failed *mail.SendError
	if !errors.As(err, &failed) {
		return unknown, fmt.Errorf("send mail: %w", err)
	}
	return judge(failed), fmt.Errorf("send mail: %w", err)
}

// judge says what an error means for the mail, by how far it got and by the
// code with which the server has answered; zero: it has not.
func judge(failed *mail.SendError) outcome {
	code := failed.ErrorCode()
	switch {
	case failed.Reason == mail.ErrConnCheck, code == 421:
		return untried
	case failed.Reason == mail.ErrSMTPMailFrom && (code == 0 || code >= 500):
		return untried // the sender is refused, and so would be every other mail
	case code >= 500:
		return rejected
	case code >= 400:
		return deferred
	case failed.Reason == mail.ErrSMTPRcptTo || failed.Reason == mail.ErrSMTPData:
		return untried
	case failed.Reason == mail.ErrWriteContent || failed.Reason == mail.ErrSMTPDataClose:
		return unknown
	default:
		return rejected
	}
}

// message is the mail as it goes out: to one recipient, with the same bytes at
// every attempt.
func (s Settings) message(e store.Envelope) (*mail.Msg, error) {
	msg := mail.NewMsg(
		mail.WithNoDefaultUserAgent(), mail.WithCharset(mail.CharsetUTF8), mail.WithEncoding(mail.EncodingQP),
		mail.WithBoundary(strings.NewReplacer(".", "", "@", "").Replace(e.Letter.MessageID[:min(len(e.Letter.MessageID), 40)])),
	)
	msg.FromMailAddress(&netmail.Address{Name: e.Letter.From, Address: s.From})
	if err := msg.To(e.To); err != nil {
		return nil, fmt.Errorf("address the mail: %w", err)
	}
	if e.Letter.ReplyTo != "" {
		if err := msg.ReplyTo(e.Letter.ReplyTo); err != nil {
			return nil, fmt.Errorf("address the answer: %w", err)
		}
	}
	msg.Subject(e.Letter.Subject)
	msg.SetDateWithValue(e.Letter.Date)
	msg.SetMessageIDWithValue(e.Letter.MessageID)
	s.label(msg, e.Letter)
	msg.SetBodyString(mail.TypeTextPlain, strings.ReplaceAll(e.Letter.Text, model.CodeMark, e.Code))
	msg.AddAlternativeString(mail.TypeTextHTML, strings.ReplaceAll(e.Letter.HTML, model.CodeMark, e.Code))
	return msg, nil
}

// label says what kind of mail it is: nobody's holiday answers it, mails about one shipment
// stand together, and whoever wants no more of them finds how to say so.
func (s Settings) label(msg *mail.Msg, l model.Letter) {
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	if l.Thread != "" {
		msg.SetGenHeader(mail.HeaderInReplyTo, "<"+l.Thread+">")
		msg.SetGenHeader(mail.HeaderReferences, "<"+l.Thread+">")
	}
	if l.Unsubscribe != "" {
		to := url.URL{Scheme: "mailto", Opaque: cmp.Or(l.ReplyTo, s.From), RawQuery: "subject=" + strings.ReplaceAll(url.QueryEscape(l.Unsubscribe), "+", "%20")}
		msg.SetGenHeader(mail.HeaderListUnsubscribe, "<"+to.String()+">")
	}
}

// plainly is what the server said, for staff: without addresses and numbers of
// ours, and never with the code that the mail brings.
func plainly(err error, code string) model.Text {
	said, _, _ := strings.Cut(err.Error(), ", affected ")
	if code != "" {
		said = strings.ReplaceAll(said, code, "…")
	}
	return model.Line(said, 2*model.NameCells)
}
