package mail

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"porthole/internal/durable"
	"porthole/internal/model"
	"porthole/internal/store/records"
)

// secretFile holds the key with which codes in the outbox are encrypted. It is
// beside the store and not in it: pages that an engine has freed keep their bytes,
// and a backup is handed around, and neither must open what a code opens.
const secretFile = "outbox.key"

const secretSize = 32

// MissingSecret is where the key to the codes in the outbox of a folder should be
// and is not; empty when it is there.
func MissingSecret(folder string) string {
	path := filepath.Join(folder, secretFile)
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return path
	}
	return ""
}

// errUnreadable is for a code that the key at hand does not open, as after a backup
// was restored elsewhere.
var errUnreadable = errors.New("mail: the code cannot be read")

// encrypt makes a code unreadable without the key.
func (o *Outbox) encrypt(code string) ([]byte, error) {
	aead, err := o.cipher()
	if err != nil {
		return nil, err
	}
	return aead.Seal(nil, nil, []byte(code), nil), nil
}

// decrypt reads what encrypt wrote, and nothing of nothing; errUnreadable.
func (o *Outbox) decrypt(code []byte) (string, error) {
	if len(code) == 0 {
		return "", nil
	}
	aead, err := o.cipher()
	if err != nil {
		return "", err
	}
	plain, err := aead.Open(nil, nil, code, nil)
	if err != nil {
		return "", errUnreadable
	}
	return string(plain), nil
}

// cipher is AES-GCM with the folder's key, which is made when it is missing.
func (o *Outbox) cipher() (cipher.AEAD, error) {
	key, err := o.secret()
	if err != nil {
		return nil, fmt.Errorf("the outbox's key: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("the outbox's key: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block) //nolint:wrapcheck // it cannot fail for AES
}

// secret reads the folder's key, and makes it at the first code. Only the process
// that holds the store comes here, and within a writing transaction. The Fault is for a
// store on a database that was opened without the host key.
func (o *Outbox) secret() ([]byte, error) {
	switch {
	case o.Secret != nil:
		return o.Secret, nil
	case o.Folder == "":
		return nil, model.NewFault("error.store_host_key")
	}
	path := filepath.Join(o.Folder, secretFile)
	key, err := os.ReadFile(path)
	if err == nil && len(key) == secretSize || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return key, err //nolint:wrapcheck // it names the file
	}
	key = make([]byte, secretSize)
	_, _ = rand.Read(key) // it never fails
	return key, durable.WriteFile(path, key)
}

// Codes reads and writes the mails of an outbox that go from one key to another.
type Codes struct {
	box        *Outbox
	unreadable map[uint64]bool
}

// NewCodes is for the mails of an outbox.
func NewCodes(box *Outbox) *Codes { return &Codes{box, map[uint64]bool{}} }

// Unreadable is how many mails have a code that the key has not opened.
func (c *Codes) Unreadable() int { return len(c.unreadable) }

// What a code begins with that was opened, and one that could not be.
var opened, locked = []byte("opened "), []byte("locked ")

// Open is a mail with its code as it is sent; one that the key does not open stays as it
// is kept.
func (c *Codes) Open(value []byte) ([]byte, error) {
	return recode(value, func(m *records.Mail) error {
		code, err := c.box.decrypt(m.Code)
		switch {
		case errors.Is(err, errUnreadable):
			c.unreadable[m.Seq] = true
			m.Code = append(bytes.Clone(locked), m.Code...)
			return nil
		case err != nil:
			return err
		}
		m.Code = append(bytes.Clone(opened), code...)
		return nil
	})
}

// Close undoes Open with the key of this outbox.
func (c *Codes) Close(value []byte) ([]byte, error) {
	return recode(value, func(m *records.Mail) (err error) {
		code, is := bytes.CutPrefix(m.Code, opened)
		if !is {
			m.Code = bytes.TrimPrefix(m.Code, locked)
			return nil
		}
		m.Code, err = c.box.encrypt(string(code))
		return err
	})
}

// recode changes the code of a mail; a mail without one stays as it is, to the byte.
func recode(value []byte, change func(m *records.Mail) error) ([]byte, error) {
	var m records.Mail
	if err := records.Decode("a mail", value, &m); err != nil {
		return nil, err
	}
	if len(m.Code) == 0 {
		return value, nil
	}
	if err := change(&m); err != nil {
		return nil, err
	}
	value, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("encode a mail: %w", err)
	}
	return value, nil
}
