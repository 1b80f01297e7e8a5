package demo

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"

	"porthole/internal/model"
)

// makeKey writes an Ed25519 key pair in OpenSSH's format to path and path.pub,
// readable by its owner alone, and returns its public half for the store.
func makeKey(path, comment string) (model.Key, error) {
	if err := privateFolder(filepath.Dir(path)); err != nil {
		return model.Key{}, err
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return model.Key{}, fmt.Errorf("making a demo key: %w", err)
	}
	block, err := ssh.MarshalPrivateKey(private, comment)
	if err != nil {
		return model.Key{}, fmt.Errorf("encoding a demo key: %w", err)
	}
	if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
		return model.Key{}, fmt.Errorf("writing a demo key: %w", err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		return model.Key{}, fmt.Errorf("encoding a demo key: %w", err)
	}
	line := append(ssh.MarshalAuthorizedKey(key)[:len(ssh.MarshalAuthorizedKey(key))-1], " "+comment+"\n"...)
	if err := os.WriteFile(path+".pub", line, 0o600); err != nil {
		return model.Key{}, fmt.Errorf("writing a demo key: %w", err)
	}
	return model.Key{
		Fingerprint: ssh.FingerprintSHA256(key), Account: comment, Type: key.Type(),
		Label: model.Line(comment, model.NameCells),
	}, nil
}
