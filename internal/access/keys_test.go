package access

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"porthole/internal/model"
)

func public(t testing.TB, key crypto.PublicKey) ssh.PublicKey {
	t.Helper()
	pub, err := ssh.NewPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pub
}

func ed25519Key(t testing.TB) ssh.PublicKey {
	t.Helper()
	pub, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return public(t, pub)
}

func rsaKey(t testing.TB, bits int) ssh.PublicKey {
	t.Helper()
	t.Setenv("GODEBUG", "rsa1024min=0")
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return public(t, &key.PublicKey)
}

func certificate(t testing.TB) ssh.PublicKey {
	t.Helper()
	_, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	cert := &ssh.Certificate{Key: ed25519Key(t), CertType: ssh.UserCert, ValidBefore: ssh.CertTimeInfinity}
	if err := cert.SignCert(rand.Reader, signer); err != nil {
		t.Fatal(err)
	}
	return cert
}

// line is a key as a .pub file has it.
func line(key ssh.PublicKey, comment string) string {
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key))) + " " + comment + "\n"
}

func TestReadKeyTakesTheKindsThatMaySignIn(t *testing.T) {
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []ssh.PublicKey{ed25519Key(t), public(t, &curve.PublicKey), rsaKey(t, 2048)} {
		got, err := ReadKey(strings.NewReader("\ufeff# my key\r\n\r\n" + line(key, "anna@laptop\x1b[31m\u202e red")))
		if err != nil {
			t.Fatalf("%s: %v", key.Type(), err)
		}
		want := model.Key{Fingerprint: ssh.FingerprintSHA256(key), Type: key.Type(), Label: model.Line("anna@laptop red", 60)}
		if got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// A hardware key's line, as ssh-keygen -t ed25519-sk writes it.
const hardwareKey = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gAAAABHNzaDo= yubi"

func TestReadKeyTakesHardwareKeys(t *testing.T) {
	got, err := ReadKey(strings.NewReader(hardwareKey))
	if err != nil || got.Type != "sk-ssh-ed25519@openssh.com" || got.Label.String() != "yubi" {
		t.Errorf("%+v %v", got, err)
	}
}

func TestReadKeyRefuses(t *testing.T) {
	one := line(ed25519Key(t), "a")
	for _, c := range []struct{ name, sent, fault string }{
		{"nothing", "", "error.key.empty"},
		{"a comment alone", "# nothing here\n", "error.key.empty"},
		{"a private key", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----\n", "error.key.private"},
		{"two keys", one + line(ed25519Key(t), "b"), "error.key.several"},
		{"prose", "please add my key", "error.key.unreadable"},
		{"half a key", one[:40], "error.key.unreadable"},
		{"options", `command="sh" ` + one, "error.key.options"},
		{"a certificate authority", "cert-authority " + one, "error.key.options"},
		{"a certificate", line(certificate(t), "c"), "error.key.certificate"},
		{"a weak key", line(rsaKey(t, 1024), "weak"), "error.key.rsa"},
		{"a flood", strings.Repeat("a", 1<<20), "error.key.too_long"},
	} {
		_, err := ReadKey(strings.NewReader(c.sent))
		var fault *model.Fault
		if !errors.As(err, &fault) || fault.Key != c.fault {
			t.Errorf("%s: %v, want %s", c.name, err, c.fault)
		}
	}
}

func TestReadKeysNamesTheLineThatIsWrong(t *testing.T) {
	file := "# admins\n" + line(ed25519Key(t), "anna@hailong.example") + "\nnonsense\n"
	_, err := ReadKeys(strings.NewReader(file))
	if err == nil || !strings.Contains(err.Error(), "line 4") {
		t.Errorf("%v", err)
	}
	many := strings.Repeat(line(ed25519Key(t), ""), maxKeys+1)
	if _, err := ReadKeys(strings.NewReader(many)); !errors.Is(err, model.NewFault("error.key.too_many")) {
		t.Errorf("%v", err)
	}
}

func TestAdministratorsAreNamedByTheirComments(t *testing.T) {
	keys := []model.Key{
		{Label: model.Line("root", 40)},
		{Label: model.Line("Anna@Hailong.example", 40)},
		{Label: model.Line("", 40)},
		{Label: model.Line("anna@hailong.example", 40)},
		{Label: model.Line("admin-2@localhost", 40)},
		{Label: model.Line("it's Bình", 40)},
	}
	nameAdmins(keys)
	want := []string{
		"admin@localhost", "anna@hailong.example", "admin-3@localhost", "anna@hailong.example",
		"admin-2@localhost", "admin-4@localhost",
	}
	for i, key := range keys {
		if key.Account != want[i] {
			t.Errorf("key %d belongs to %s, want %s", i, key.Account, want[i])
		}
	}
}

func FuzzReadKey(f *testing.F) {
	f.Add(line(ed25519Key(f), "anna"))
	f.Add(hardwareKey)
	f.Add("ssh-rsa AAAAB3NzaC1yc2E= x")
	f.Fuzz(func(t *testing.T, sent string) {
		key, err := ReadKey(strings.NewReader(sent))
		if err != nil {
			return
		}
		if !acceptedTypes[key.Type] || !strings.HasPrefix(key.Fingerprint, "SHA256:") {
			t.Fatalf("%q gives %+v", sent, key)
		}
	})
}
