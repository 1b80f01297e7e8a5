package bolt

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"porthole/internal/store/engine"
)

// The file's pages carry no checksum, so every value carries its own: four
// bytes of CRC-32C over its key and its payload, then the payload. The key is
// in it so that a value cannot pass for another's.

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

const checksumSize = 4

// withChecksum puts the checksum before a payload.
func withChecksum(key, payload []byte) []byte {
	value := make([]byte, checksumSize, checksumSize+len(payload))
	value = append(value, payload...)
	binary.BigEndian.PutUint32(value, checksum(key, payload))
	return value
}

// checked is the payload of a value, which lives as long as the value does;
// ErrDamaged when the checksum is another.
func checked(key, value []byte) ([]byte, error) {
	if len(value) < checksumSize {
		return nil, damaged("value of %q is cut short", key)
	}
	payload := value[checksumSize:]
	if binary.BigEndian.Uint32(value) != checksum(key, payload) {
		return nil, damaged("checksum of %q", key)
	}
	return payload, nil
}

func checksum(key, payload []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, payload)
}

func damaged(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), engine.ErrDamaged)
}
