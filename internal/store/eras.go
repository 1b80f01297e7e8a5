package store

import (
	"encoding/binary"
	"time"

	"porthole/internal/store/bolt"

	"go.etcd.io/bbolt"
)

// A clock that is put back must not open again what has expired. Small steps
// back are no matter, see tick. After a great one the old time would be gone,
// so where it stood is kept: the store lives in a new era. Whatever was made in
// an earlier era has also lived until that era's end.

// closeEra notes where the clock stood before it was put back.
func closeEra(meta *bbolt.Bucket, stood time.Time) error {
	ends, err := readEras(meta)
	if err != nil {
		return err
	}
	payload := []byte{}
	for _, end := range append(ends, stood) {
		payload = binary.BigEndian.AppendUint64(payload, uint64(nanos(end)))
	}
	return put(meta, keyEras, seal(keyEras, payload))
}

// readEras are the ends of all eras that are over.
func readEras(meta *bbolt.Bucket) ([]time.Time, error) {
	sealed := meta.Get(keyEras)
	if sealed == nil {
		return nil, nil
	}
	payload, err := unseal(keyEras, sealed)
	if err != nil {
		return nil, err
	}
	if len(payload)%8 != 0 {
		return nil, errDamaged
	}
	var ends []time.Time
	for ; len(payload) > 0; payload = payload[8:] {
		ends = append(ends, time.Unix(0, int64(binary.BigEndian.Uint64(payload))).UTC())
	}
	return ends, nil
}

// era is the number of the era that the store lives in.
func era(tx bolt.Tx) (int, error) {
	meta, err := bucket(tx, bucketMeta)
	if err != nil {
		return 0, err
	}
	ends, err := readEras(meta)
	return len(ends), err
}

// latestSince is the latest time that was ever seen since something was made
// in an era: now, what was written last, and the ends of the eras since.
func latestSince(tx bolt.Tx, made int, now time.Time) (time.Time, error) {
	meta, err := bucket(tx, bucketMeta)
	if err != nil {
		return now, err
	}
	ends, err := readEras(meta)
	if err != nil {
		return now, err
	}
	written, err := readNumber(meta, keyClock)
	if err != nil {
		return now, err
	}
	for _, seen := range append(ends[min(made, len(ends)):], time.Unix(0, int64(written))) {
		if seen.After(now) {
			now = seen
		}
	}
	return now, nil
}
