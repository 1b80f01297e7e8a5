package bolt

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"time"

	"porthole/internal/store/engine"
)

// A record is stored under its key as: number of columns, the columns, each
// after its length, when it is due (0, or 1 and nanoseconds of the epoch), and
// its value to the end.

func packRecord(r engine.Record) []byte {
	b := binary.AppendUvarint(nil, uint64(len(r.Columns)))
	for _, column := range r.Columns {
		b = append(binary.AppendUvarint(b, uint64(len(column))), column...)
	}
	if r.Due.IsZero() {
		b = append(b, 0)
	} else {
		b = binary.BigEndian.AppendUint64(append(b, 1), uint64(r.Due.UnixNano()))
	}
	return append(b, r.Value...)
}

func unpackRecord(key, value []byte) (engine.Record, error) {
	r := engine.Record{Key: parseKey(key)}
	payload, err := checked(key, value)
	if err != nil {
		return r, err
	}
	count, payload, ok := number(payload)
	for range count {
		var size uint64
		if size, payload, ok = number(payload); !ok || size > uint64(len(payload)) {
			return r, short(key)
		}
		r.Columns, payload = append(r.Columns, string(payload[:size])), payload[size:]
	}
	switch {
	case !ok || len(payload) == 0:
		return r, short(key)
	case payload[0] == 0:
		r.Value = payload[1:]
	case len(payload) < 9:
		return r, short(key)
	default:
		r.Due, r.Value = time.Unix(0, int64(binary.BigEndian.Uint64(payload[1:]))).UTC(), payload[9:]
	}
	return r, nil
}

func short(key []byte) error { return damaged("record %q is cut short", key) }

func number(b []byte) (n uint64, rest []byte, ok bool) {
	n, size := binary.Uvarint(b)
	return n, b[max(size, 0):], size > 0
}

// keyOf is a key as it is in the file: its parts, with a zero byte between them
// when there are two.
func keyOf(k engine.Key) []byte {
	key := []byte(k.First)
	if k.Second != "" {
		key = append(append(key, 0), k.Second...)
	}
	return key
}

func parseKey(key []byte) engine.Key {
	first, second, _ := bytes.Cut(key, []byte{0})
	return engine.Key{First: string(first), Second: string(second)}
}

// dueKey is where a record stands in its queue.
func dueKey(due time.Time, key []byte) []byte {
	return append(binary.BigEndian.AppendUint64(nil, uint64(due.UnixNano())^(math.MaxInt64+1)), key...)
}

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
