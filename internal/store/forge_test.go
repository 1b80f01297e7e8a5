package store

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"porthole/internal/store/bolt"
	"porthole/internal/store/bolt/bolttest"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// What is forged is changed as somebody would who knows the file, with its
// checksums put right.

// db is the file as bbolt has it.
func (h *house) db() *bbolt.DB { return h.engine.(*bolt.File).DB() }

// forge changes the file past all rules.
func (h *house) forge(fn func(tx bolttest.Tx) error) error { return h.db().Update(bolttest.In(fn)) }

// look reads in the file.
func (h *house) look(fn func(tx bolttest.Tx) error) error { return h.db().View(bolttest.In(fn)) }

// sealSize is the length of the checksum that begins every value.
const sealSize = 4

// seal puts the checksum before a payload.
func seal(key, payload []byte) []byte {
	sum := crc32.Checksum(slices.Concat(key, payload), crc32.MakeTable(crc32.Castagnoli))
	return append(binary.BigEndian.AppendUint32(nil, sum), payload...)
}

// room is the list of the customer of most tests.
const room = engine.List("saigon-tech")

// partOf is one of the buckets of a list: items, records or lines.
func partOf(tx bolttest.Tx, l engine.List, name string) *bbolt.Bucket {
	return tx.List(l).Bucket([]byte(name))
}

// deskOf is the bucket of the desk.
func deskOf(tx bolttest.Tx) *bbolt.Bucket {
	return tx.Bucket([]byte("tables")).Bucket([]byte(records.Schedules.Name))
}

func dropFirst(b *bbolt.Bucket) error {
	key, _ := b.Cursor().First()
	return b.Delete(key)
}

func spoilCounts(tx bolttest.Tx) error {
	root := tx.List(room)
	key := []byte("state")
	payload := bytes.Clone(root.Get(key)[sealSize:])
	payload[15]++
	return root.Put(key, seal(key, payload))
}

func spoilState(tx bolttest.Tx, l engine.List) error {
	return tx.List(l).Put([]byte("state"), []byte("xxxxxxxx"))
}

// forgeItem changes an item together with everything that leads to it.
func forgeItem(tx bolttest.Tx, ref string, change func(i *engine.Item)) error {
	i, _, err := lists.Of(tx, room).Item(ref)
	if err != nil {
		return err
	}
	change(&i)
	return tx.PutItem(room, i)
}

// forgeWords changes the words by which an item is found.
func forgeWords(tx bolttest.Tx, ref string, change func(words []engine.Word) []engine.Word) error {
	return forgeItem(tx, ref, func(i *engine.Item) {
		var words []engine.Word
		for text, kinds := range i.Words.All() {
			words = append(words, engine.Word{Text: string(text), Kinds: kinds})
		}
		words = change(words)
		slices.SortFunc(words, func(a, b engine.Word) int { return strings.Compare(a.Text, b.Text) })
		i.Words = engine.Pack(words)
	})
}

// forgeRecord changes a published record.
func forgeRecord(tx bolttest.Tx, ref string) error {
	records, key := partOf(tx, room, "records"), []byte(ref)
	payload := bytes.Replace(bytes.Clone(records.Get(key)[sealSize:]), []byte("ONE HUMBER"), []byte("ONE HAMBER"), 1)
	return records.Put(key, seal(key, payload))
}

// forgeEntry changes an entry of the audit trail.
func forgeEntry(tx bolttest.Tx) error {
	r := must(tx.Get(&records.AuditLog, records.KeyOf(records.NumberText(2))))
	r.Value = bytes.Replace(r.Value, []byte("admin@"), []byte("nobod@"), 1)
	return tx.Put(&records.AuditLog, r)
}
