package mail

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"porthole/internal/store/records"
)

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
