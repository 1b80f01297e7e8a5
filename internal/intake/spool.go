package intake

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

// spool keeps what was read in a temporary file and remembers, for each
// shipment, which of it is hers. In memory it costs about a hundred bytes per
// shipment, whatever the rows hold.
type spool struct {
	file  *os.File
	out   *bufio.Writer
	size  int64
	chain map[string]int
	keys  []chain
	items int
}

// chain is the items of one key. Each item in the file points back to the one
// before it.
type chain struct {
	last  int64 // offset of the latest item
	items int
}

const spoolHead = 12 // offset of the item before, length

func newSpool() (*spool, error) {
	file, err := os.CreateTemp("", "porthole-import-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	// A name less: whatever happens to this process, the file goes with it. A
	// system that cannot do so removes it in close.
	_ = os.Remove(file.Name())
	return &spool{file: file, out: bufio.NewWriterSize(file, 64<<10), chain: map[string]int{}}, nil
}

func (s *spool) close() {
	_ = s.file.Close()
	_ = os.Remove(s.file.Name())
}

// add appends an item under a key.
func (s *spool) add(key string, item []byte) error {
	i, ok := s.chain[key]
	if !ok {
		i = len(s.keys)
		s.chain[key] = i
		s.keys = append(s.keys, chain{last: -1})
	}
	var head [spoolHead]byte
	binary.LittleEndian.PutUint64(head[:8], uint64(s.keys[i].last))
	binary.LittleEndian.PutUint32(head[8:], uint32(len(item)))
	if _, err := s.out.Write(head[:]); err != nil {
		return fmt.Errorf("write the temporary file: %w", err)
	}
	if _, err := s.out.Write(item); err != nil {
		return fmt.Errorf("write the temporary file: %w", err)
	}
	s.keys[i] = chain{last: s.size, items: s.keys[i].items + 1}
	s.size += spoolHead + int64(len(item))
	s.items++
	return nil
}

// done ends the writing. It must come before the first get.
func (s *spool) done() error {
	if err := s.out.Flush(); err != nil {
		return fmt.Errorf("write the temporary file: %w", err)
	}
	s.chain = nil
	return nil
}

// get reads the items of the ith key, in the order in which they came, and of
// more than limit only the last ones.
func (s *spool) get(i, limit int) ([][]byte, error) {
	items := make([][]byte, min(s.keys[i].items, limit))
	at := s.keys[i].last
	for n := len(items) - 1; n >= 0; n-- {
		var head [spoolHead]byte
		if _, err := s.file.ReadAt(head[:], at); err != nil {
			return nil, fmt.Errorf("read the temporary file: %w", err)
		}
		items[n] = make([]byte, binary.LittleEndian.Uint32(head[8:]))
		if _, err := s.file.ReadAt(items[n], at+spoolHead); err != nil && err != io.EOF {
			return nil, fmt.Errorf("read the temporary file: %w", err)
		}
		at = int64(binary.LittleEndian.Uint64(head[:8]))
	}
	return items, nil
}
