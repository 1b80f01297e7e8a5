package demo

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/model"
)

// makeKey writes an Ed25519 key pair in OpenSSH's format to path and path.pub,
// readable by its owner alone, and returns its public half for the store.
func makeKey(path, comment string) (model.Key, error) {
	if err := privateFolder(filepath.Dir(path)); err != nil {
		return model.Key{}, err
	}
	key, err := access.MakePair(path, comment)
	if err != nil {
		return model.Key{}, err //nolint:wrapcheck // says what failed
	}
	line := append(ssh.MarshalAuthorizedKey(key)[:len(ssh.MarshalAuthorizedKey(key))-1], " "+comment+"\n"...)
	if err := os.WriteFile(path+".pub", line, 0o600); err != nil {
		return model.Key{}, fmt.Errorf("writing a demo key: %w", err)
	}
	return model.Key{
		Fingerprint: access.Fingerprint(key), Account: comment, Type: key.Type(),
		Label: model.Line(comment, model.NameCells),
	}, nil
}
