package server

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/durable"
	"porthole/internal/model"
)

const (
	hostKeyFile = "host_ed25519"
	// storeFile shows that the folder is in use: then a host key must be there.
	storeFile = "porthole.db"
)

// HostKey returns the key by which clients know this server again, from the data
// folder. At the very first start, before there is a store, it makes the folder
// and the key. A folder that has a store and no key is refused, with a Fault that
// says how to restore it: a new key would greet every customer with a warning of
// an attack, and teach them to ignore it.
func HostKey(dir string) (gossh.Signer, error) {
	path := HostKeyPath(dir)
	signer, _, err := ReadHostKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return signer, err
	}
	if _, err := os.Stat(filepath.Join(dir, storeFile)); !errors.Is(err, fs.ErrNotExist) {
		return nil, model.NewFault("error.server_host_key_missing", path)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, model.NewFault("error.server_folder", dir, PlainCause(err))
	}
	return makeHostKey(path)
}

// HostKeyPath is where the host key of a data folder is.
func HostKeyPath(dir string) string { return filepath.Join(dir, hostKeyFile) }

// ReadHostKey reads a host key, and makes of it a secret that all who have the key can
// make. The error is a Fault, or [fs.ErrNotExist].
func ReadHostKey(path string) (signer gossh.Signer, secret []byte, err error) {
	raw, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, err //nolint:wrapcheck // the caller tells it apart
	case err != nil:
		return nil, nil, model.NewFault("error.server_host_key_unreadable", path, PlainCause(err))
	}
	key, err := gossh.ParseRawPrivateKey(raw)
	if err == nil {
		signer, err = gossh.NewSignerFromKey(key)
	}
	if err == nil {
		secret, err = secretOf(key)
	}
	if err != nil {
		return nil, nil, model.NewFault("error.server_host_key_damaged", path)
	}
	return signer, secret, nil
}

// secretOf is the key of the codes in the outbox: whoever has the host key has it, and
// whoever has the database has not.
func secretOf(key any) ([]byte, error) {
	if pointer, is := key.(*ed25519.PrivateKey); is {
		key = *pointer
	}
	text, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("reading the host key: %w", err)
	}
	secret, err := hkdf.Key(sha256.New, text, nil, "porthole outbox", sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("reading the host key: %w", err)
	}
	return secret, nil
}

func makeHostKey(path string) (gossh.Signer, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("making a host key: %w", err)
	}
	block, err := gossh.MarshalPrivateKey(private, "")
	if err != nil {
		return nil, fmt.Errorf("writing down the host key: %w", err)
	}
	if err := durable.WriteFile(path, pem.EncodeToMemory(block)); err != nil {
		return nil, model.NewFault("error.server_folder", filepath.Dir(path), PlainCause(err))
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		return nil, fmt.Errorf("using the host key: %w", err)
	}
	return signer, nil
}

// PlainCause is what the operating system says is wrong, without the path,
// which the sentence names already.
func PlainCause(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return err.Error()
}
