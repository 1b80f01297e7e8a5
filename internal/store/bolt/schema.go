package bolt

import (
	"encoding/binary"
	"fmt"

	"porthole/internal/store/engine"
)

// The number of the schema is in the bucket meta, under version.
var (
	bucketMeta = []byte("meta")
	keyVersion = []byte("version")
)

// Schema is engine.Reader's.
func (tx Tx) Schema() (uint64, error) {
	meta := tx.Bucket(bucketMeta)
	if meta == nil {
		return 0, nil
	}
	payload, err := checked(keyVersion, meta.Get(keyVersion))
	if err != nil {
		return 0, err
	}
	if len(payload) != 8 {
		return 0, fmt.Errorf("schema: %w", engine.ErrDamaged)
	}
	return binary.BigEndian.Uint64(payload), nil
}

// SetSchema is engine.Tx's.
func (tx Tx) SetSchema(n uint64) error {
	meta, err := tx.CreateBucketIfNotExists(bucketMeta)
	if err == nil {
		err = meta.Put(keyVersion, withChecksum(keyVersion, binary.BigEndian.AppendUint64(nil, n)))
	}
	if err != nil {
		return fmt.Errorf("write schema: %w", err)
	}
	return nil
}
