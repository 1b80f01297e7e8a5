package bolt

import "bytes"

// cursor goes over keys in their order: one of bbolt, or one of lines. A nil key says
// that there is none on that side.
type cursor interface {
	Seek(key []byte) (k, value []byte)
	Last() (k, value []byte)
	Next() (k, value []byte)
	Prev() (k, value []byte)
}

// walk goes over the keys that begin with head, in one direction. It stands at key,
// which is nil before it began and at its end.
type walk struct {
	cursor     cursor // nil: there is no key
	head       []byte
	back       bool
	key, value []byte
}

// begin moves to the first key behind from in the direction of the walk; nil: to the
// first of all. With at, from itself counts.
func (w *walk) begin(from []byte, at bool) {
	if w.cursor == nil {
		return
	}
	if from != nil && at == w.back {
		from = append(bytes.Clone(from), 0) // the least key behind it that there can be
	}
	if !w.back {
		if bytes.Compare(from, w.head) < 0 {
			from = w.head
		}
		w.stand(w.cursor.Seek(from))
		return
	}
	end := behind(w.head)
	if from != nil && (end == nil || bytes.Compare(from, end) < 0) {
		end = from
	}
	w.before(end)
}

// before moves to the last key before another; nil: to the last of all.
func (w *walk) before(key []byte) {
	if key != nil {
		if at, _ := w.cursor.Seek(key); at != nil {
			w.stand(w.cursor.Prev())
			return
		}
	}
	w.stand(w.cursor.Last())
}

// behind is the first key behind all those that begin with head; nil for an empty one.
// Its last byte is never the greatest there is: heads end with a zero, an order, a
// status or with UTF-8.
func behind(head []byte) []byte {
	if len(head) == 0 {
		return nil
	}
	end := bytes.Clone(head)
	end[len(end)-1]++
	return end
}

// count is how many keys there are.
func (w *walk) count() (n int) {
	for w.begin(nil, false); w.key != nil; w.next() {
		n++
	}
	return n
}

// next moves to the next key.
func (w *walk) next() {
	if w.back {
		w.stand(w.cursor.Prev())
	} else {
		w.stand(w.cursor.Next())
	}
}

func (w *walk) stand(key, value []byte) {
	if !bytes.HasPrefix(key, w.head) {
		key = nil
	}
	w.key, w.value = key, value
}
