package bolt

import (
	"encoding/binary"

	"porthole/internal/store/engine"
)

// packItem is the value of an item: status, whether it needs attention, its
// numbers, its row after its length, its words. What it stands for in the lines
// is kept as it was used: rules that have changed since could not tell any more
// what has to be taken out.
func packItem(key []byte, i engine.Item) []byte {
	b := make([]byte, checksumSize, checksumSize+48+len(i.Row)+len(i.Words))
	b = append(b, i.Status, 0)
	if i.Attention {
		b[len(b)-1] = 1
	}
	b = binary.AppendUvarint(b, i.Seq)
	for _, n := range []int64{i.Turn, i.ETD, i.ETA, i.Updated} {
		b = binary.AppendVarint(b, n)
	}
	b = append(binary.AppendUvarint(b, uint64(len(i.Row))), i.Row...)
	b = append(b, i.Words...)
	binary.BigEndian.PutUint32(b, checksum(key, b[checksumSize:]))
	return b
}

func unpackItem(ref string, value []byte) (engine.Item, error) {
	i := engine.Item{Ref: ref}
	b, err := checked([]byte(ref), value)
	if err != nil {
		return i, err
	}
	if len(b) < 2 || b[0] >= engine.Statuses || b[1] > 1 {
		return i, damaged("item %q has no status", ref)
	}
	i.Status, i.Attention = b[0], b[1] == 1
	var ok bool
	i.Seq, b, ok = number(b[2:])
	for _, n := range []*int64{&i.Turn, &i.ETD, &i.ETA, &i.Updated} {
		value, size := binary.Varint(b)
		ok = ok && size > 0
		*n, b = value, b[max(size, 0):]
	}
	size, b, whole := number(b)
	if !ok || !whole || size > uint64(len(b)) {
		return i, damaged("item %q is cut short", ref)
	}
	i.Row, i.Words = b[:size:size], engine.Words(b[size:])
	return i, nil
}

// A record is stored behind the number of the change that brought it.

func packFull(key []byte, i engine.Item) []byte {
	return withChecksum(key, append(binary.BigEndian.AppendUint64(make([]byte, 0, 8+len(i.Record)), i.Seq), i.Record...))
}

func unpackFull(key, value []byte) (record []byte, seq uint64, err error) {
	payload, err := checked(key, value)
	if err == nil && len(payload) < 8 {
		err = damaged("record of %q is cut short", key)
	}
	if err != nil {
		return nil, 0, err
	}
	return payload[8:], binary.BigEndian.Uint64(payload), nil
}
