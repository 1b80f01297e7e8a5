package access

import (
	"bufio"
	"bytes"
	"crypto/rsa"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/ssh"

	"porthole/internal/model"
)

// Bounds of what is read: one line, a whole authorized_keys file, and the
// modulus of an RSA key, whose upper bound keeps signatures cheap to check.
const (
	maxKeyLine  = 16 << 10
	maxKeyFile  = 256 << 10
	maxKeys     = 256
	minRSABits  = 2048
	maxRSABits  = 8192
	labelCells  = 60
	privateMark = "PRIVATE KEY-----"
)

// acceptedTypes are the kinds of key that may sign in. Certificates are none
// of them: they are known by who issued them, and here keys are known.
var acceptedTypes = map[string]bool{
	ssh.KeyAlgoED25519:    true,
	ssh.KeyAlgoSKED25519:  true,
	ssh.KeyAlgoECDSA256:   true,
	ssh.KeyAlgoECDSA384:   true,
	ssh.KeyAlgoECDSA521:   true,
	ssh.KeyAlgoSKECDSA256: true,
	ssh.KeyAlgoRSA:        true,
}

// Fingerprint is the name of a public key: `SHA256:` and unpadded base64, as
// OpenSSH prints it.
func Fingerprint(key ssh.PublicKey) string { return ssh.FingerprintSHA256(key) }

// CheckKey says whether a key may sign in: Ed25519, ECDSA, their hardware-bound
// forms, and RSA from 2048 to 8192 bits. The error is a Fault.
func CheckKey(key ssh.PublicKey) error {
	if _, certificate := key.(*ssh.Certificate); certificate {
		return model.NewFault("error.key.certificate")
	}
	if !acceptedTypes[key.Type()] {
		return model.NewFault("error.key.type", model.Line(key.Type(), model.RefCells).String())
	}
	if key.Type() != ssh.KeyAlgoRSA {
		return nil
	}
	if bits := rsaBits(key); bits < minRSABits || bits > maxRSABits {
		return model.NewFault("error.key.rsa", bits)
	}
	return nil
}

func rsaBits(key ssh.PublicKey) int {
	held, ok := key.(ssh.CryptoPublicKey)
	if !ok {
		return 0
	}
	public, ok := held.CryptoPublicKey().(*rsa.PublicKey)
	if !ok {
		return 0
	}
	return public.N.BitLen()
}

// ReadKey reads the one public key line that in holds, as `cat id_ed25519.pub`
// gives it. The comment becomes the key's label. Empty lines and comments round
// it do not matter. The error is a Fault, but for one of reading.
func ReadKey(in io.Reader) (model.Key, error) {
	lines, err := keyLines(in, maxKeyLine)
	switch {
	case err != nil:
		return model.Key{}, err
	case len(lines) == 0:
		return model.Key{}, model.NewFault("error.key.empty")
	case len(lines) > 1:
		return model.Key{}, model.NewFault("error.key.several", len(lines))
	}
	return lines[0].parse()
}

// ReadKeys reads an authorized_keys file of at most 256 keys. The error is a
// Fault that names the line, but for one of reading.
func ReadKeys(in io.Reader) ([]model.Key, error) {
	lines, err := keyLines(in, maxKeyFile)
	if err != nil {
		return nil, err
	}
	if len(lines) > maxKeys {
		return nil, model.NewFault("error.key.too_many", maxKeys)
	}
	keys := make([]model.Key, 0, len(lines))
	for _, line := range lines {
		key, err := line.parse()
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line.number, err)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// keyLine is a line that should be a key, and where it stands.
type keyLine struct {
	number int
	text   string
}

// keyLines are the lines of in without comments and empty ones. A private key
// is recognised before anything else is said of its lines.
func keyLines(in io.Reader, limit int) ([]keyLine, error) {
	all, err := io.ReadAll(io.LimitReader(in, int64(limit)+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading a public key: %w", err)
	case len(all) > limit:
		return nil, model.NewFault("error.key.too_long")
	case bytes.Contains(all, []byte(privateMark)):
		return nil, model.NewFault("error.key.private")
	}
	var lines []keyLine
	scanner := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(all, []byte("\xef\xbb\xbf"))))
	scanner.Buffer(nil, limit+1)
	for number := 1; scanner.Scan(); number++ {
		text := strings.TrimSpace(scanner.Text())
		if text != "" && text[0] != '#' {
			lines = append(lines, keyLine{number, text})
		}
	}
	return lines, nil
}

// parse reads the line. Options in front of a key would promise limits that
// nobody here keeps, so a key with options is refused rather than widened.
func (l keyLine) parse() (model.Key, error) {
	public, comment, options, _, err := ssh.ParseAuthorizedKey([]byte(l.text))
	if err != nil {
		return model.Key{}, model.NewFault("error.key.unreadable", model.Line(l.text, model.RefCells).String())
	}
	if len(options) > 0 {
		return model.Key{}, model.NewFault("error.key.options")
	}
	if err := CheckKey(public); err != nil {
		return model.Key{}, err
	}
	return model.Key{
		Fingerprint: Fingerprint(public),
		Type:        public.Type(),
		Label:       model.Line(comment, labelCells),
	}, nil
}
