package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
)

// The file's pages carry no checksum, so every value carries its own: four
// bytes of CRC-32C over its key and its payload, then the payload. The key is
// in it so that a value cannot pass for another's.

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

const sealSize = 4

// seal puts the checksum before a payload.
func seal(key, payload []byte) []byte {
	sealed := make([]byte, sealSize, sealSize+len(payload))
	sealed = append(sealed, payload...)
	binary.BigEndian.PutUint32(sealed, sum(key, payload))
	return sealed
}

// unseal gives the payload, which lives as long as sealed does; errDamaged
// when the checksum does not fit.
func unseal(key, sealed []byte) ([]byte, error) {
	if len(sealed) < sealSize {
		return nil, fmt.Errorf("value of %q is cut short: %w", key, errDamaged)
	}
	payload := sealed[sealSize:]
	if binary.BigEndian.Uint32(sealed) != sum(key, payload) {
		return nil, fmt.Errorf("checksum of %q: %w", key, errDamaged)
	}
	return payload, nil
}

func sum(key, payload []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, payload)
}

// decodeJSON reads a payload whose checksum was right: when it cannot be read
// all the same, somebody wrote it who should not have. JSON keeps the offset of a
// time only, so what has places puts its times to the clocks of these again.
func decodeJSON(key, payload []byte, v any) error {
	if err := json.Unmarshal(payload, v); err != nil {
		return fmt.Errorf("decode %q: %w: %w", key, err, errDamaged)
	}
	if s, ok := v.(interface{ Localize() }); ok {
		s.Localize()
	}
	return nil
}
