package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// MissingSecret is where the key to the codes in the outbox of a folder should be
// and is not; empty when it is there.
func MissingSecret(folder string) string {
	path := filepath.Join(folder, secretFile)
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return path
	}
	return ""
}

// secretFile holds the key with which codes in the outbox are locked. It is
// beside the store and not in it: pages that bbolt has freed keep their bytes,
// and a backup is handed around, and neither must open what a code opens.
const secretFile = "outbox.key"

const secretSize = 32

// errLocked is for a code that the key at hand does not open, as after a backup
// was restored elsewhere.
var errLocked = errors.New("store: the code cannot be read")

// lock makes a code unreadable without the key.
func (s *Store) lock(code string) ([]byte, error) {
	box, err := s.box()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	_, _ = rand.Read(nonce) // it never fails
	return box.Seal(nonce, nonce, []byte(code), nil), nil
}

// unlock reads what lock wrote; errLocked.
func (s *Store) unlock(locked []byte) (string, error) {
	box, err := s.box()
	if err != nil {
		return "", err
	}
	if len(locked) < box.NonceSize() {
		return "", errLocked
	}
	code, err := box.Open(nil, locked[:box.NonceSize()], locked[box.NonceSize():], nil)
	if err != nil {
		return "", errLocked
	}
	return string(code), nil
}

// box is the cipher with the folder's key, which is made when it is missing.
func (s *Store) box() (cipher.AEAD, error) {
	key, err := s.secret()
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("prepare the outbox's key: %w", err)
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("prepare the outbox's key: %w", err)
	}
	return box, nil
}

// secret reads the folder's key, and makes it at the first code. Only the
// process that holds the store comes here, and within a writing transaction.
func (s *Store) secret() ([]byte, error) {
	path := filepath.Join(s.folder, secretFile)
	key, err := os.ReadFile(path)
	if err == nil && len(key) == secretSize {
		return key, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the outbox's key: %w", err)
	}
	key = make([]byte, secretSize)
	_, _ = rand.Read(key) // it never fails
	if err := writeSynced(path, key); err != nil {
		return nil, err
	}
	return key, SyncFolder(s.folder)
}

// writeSynced writes a small file for its owner alone, and returns when it is on
// disk. It appears whole or not at all.
func writeSynced(path string, content []byte) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write %s: %w", filepath.Base(path), err), file.Close(), os.Remove(file.Name()))
		}
	}()
	if _, err := file.Write(content); err != nil {
		return err //nolint:wrapcheck // wrapped above
	}
	if err := file.Sync(); err != nil {
		return err //nolint:wrapcheck // wrapped above
	}
	if err := file.Close(); err != nil {
		return err //nolint:wrapcheck // wrapped above
	}
	return os.Rename(file.Name(), path) //nolint:wrapcheck // wrapped above
}
