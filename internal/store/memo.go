package store

import (
	"strings"
	"sync"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// memo keeps what several sessions look at, so that it is read and decoded once
// and not once for each of them. An answer is kept under the number of the
// change of which it knows at least, so that it can be late but never wrong:
// whoever asks says how far the changes had come when they looked. What is kept
// is shared, and nobody may change it.
//
// It is bounded: when it is full something else is forgotten, and is read again
// when it is asked for.
type memo[K comparable, V any] struct {
	most int

	mu   sync.Mutex
	kept map[K]*answer[V]
}

// answer is made once, by the first who asks; the others wait for it.
type answer[V any] struct {
	version uint64
	once    sync.Once
	value   V
	err     error
}

func newMemo[K comparable, V any](most int) *memo[K, V] {
	return &memo[K, V]{most: most, kept: map[K]*answer[V]{}}
}

// get is the answer for key as of version; read makes it when nobody has yet.
func (m *memo[K, V]) get(key K, version uint64, read func() (V, error)) (V, error) {
	a := m.answer(key, version)
	if a == nil {
		return read()
	}
	a.once.Do(func() {
		a.err = errDamaged // stays so when read panics, on a damaged file
		a.value, a.err = read()
	})
	if a.err != nil {
		m.forget(key, a)
	}
	return a.value, a.err
}

// answer is the one for key as of version, new if need be; nil when one is kept
// that knows of a later change, and when nothing is to be kept.
func (m *memo[K, V]) answer(key K, version uint64) *answer[V] {
	if m.most == 0 {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	a, known := m.kept[key]
	switch {
	case known && a.version == version:
		return a
	case known && a.version > version:
		return nil
	case !known && len(m.kept) >= m.most:
		for other := range m.kept {
			delete(m.kept, other)
			break
		}
	}
	a = &answer[V]{version: version}
	m.kept[key] = a
	return a
}

// forget drops an answer that failed: the next who asks tries again.
func (m *memo[K, V]) forget(key K, a *answer[V]) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept[key] == a {
		delete(m.kept, key)
	}
}

// The questions that are shared. Each begins with the list that it is about,
// which comes from the handle: there is no way to ask for another's.
type (
	pageOf struct {
		list    engine.List
		outside bool
		query   model.Query
	}
	recordOf struct {
		list engine.List
		ref  string
	}
)

// longestCursor bounds the cursors of questions that are shared. A list's own are
// shorter: they have a token and a shipment's number in them at most.
const longestCursor = 512

// askedOften is the question in the form in which all who want the same page ask
// it, and whether its page is shared. One that is longer than those of the screens
// is read by whoever wants it: a program fetches it once, and many of them would
// fill the memory.
func askedOften(q model.Query) (model.Query, bool) {
	q.Search = strings.Join(searched(q.Search), " ")
	if !strings.Contains(q.Filter, string(model.FieldChanged)) {
		q.Since = 0
	}
	if q.Limit <= 0 {
		q.Limit = usualPage
	}
	return q, q.Limit <= usualPage && len(q.Search) <= longestCursor && len(q.Filter) <= longestCursor && len(q.After) <= longestCursor && len(q.Before) <= longestCursor
}

// How many answers are shared at most. A page of fifty rows is about 40 KB and a
// record about 10 KB, most of which sessions that show them hold anyway.
const (
	mostPages   = 1024
	mostRecords = 1024
)
