package store

import (
	"sync"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
)

// The cache is local to this process. It keeps the state of each list and what
// sessions have looked at in that state, so that a change which wakes a thousand
// of them is read and decoded once. Whoever commits a change of a list replaces
// its state, and what was kept with the state before goes. So an answer can be
// late, but is never wrong. It is shared: nobody may change it.
type cache struct {
	mu     sync.Mutex
	states map[engine.List]*listState
	size   int // answers of all lists
}

// listState is what is known of a list from one change to the next.
type listState struct {
	seq       uint64
	committed time.Time        // zero: before anybody looked
	counts    model.Counts     // shared: nobody may change it
	answers   map[question]any // functions of sync.OnceValues; nil: a later change has come
}

// question is what sessions ask of a list: a record by its number, or a page.
type question struct {
	ref     string // empty: a page
	outside bool
	query   model.Query
}

// mostAnswers bounds what is kept. A page of fifty rows is about 40 KB and a record
// about 10 KB, most of which sessions that show them hold anyway.
const mostAnswers = 2048

func newCache() *cache { return &cache{states: map[engine.List]*listState{}} }

// state is the latest of a list; nil before anybody looked.
func (c *cache) state(l engine.List) *listState {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.states[l]
}

// latest is the number of the latest change that is known of a list.
func (c *cache) latest(l engine.List) uint64 {
	if s := c.state(l); s != nil {
		return s.seq
	}
	return 0
}

// note keeps the state of a list, and gives the latest: who commits first need not
// come here first. committed is zero for a state that was only found.
func (c *cache) note(l engine.List, s engine.State, committed time.Time) *listState {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.states[l]
	if old != nil {
		if old.seq > s.Seq || old.seq == s.Seq && (committed.IsZero() || !old.committed.IsZero()) {
			return old
		}
		c.size -= len(old.answers)
		old.answers = nil
	}
	c.states[l] = &listState{s.Seq, committed, lists.Counts(s), map[question]any{}}
	return c.states[l]
}

// cached is the answer to a question about a list in some state. The first who asks
// reads it, the others wait; what fails is not kept.
func cached[T any](c *cache, s *listState, q question, read func() (T, error)) (value T, err error) {
	done := false
	defer func() {
		if !done { // also when read panics, on a damaged file
			c.forget(s, q)
		}
	}()
	value, err = answer(c, s, q, read)()
	done = err == nil
	return value, err
}

func answer[T any](c *cache, s *listState, q question, read func() (T, error)) func() (T, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if kept, ok := s.answers[q].(func() (T, error)); ok {
		return kept
	}
	if s.answers == nil {
		return read
	}
	if c.size >= mostAnswers {
		c.forgetAny()
	}
	kept := sync.OnceValues(read)
	s.answers[q] = kept
	c.size++
	return kept
}

func (c *cache) forget(s *listState, q question) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, kept := s.answers[q]; kept {
		delete(s.answers, q)
		c.size--
	}
}

// forgetAny makes room for one answer.
func (c *cache) forgetAny() {
	for _, s := range c.states {
		for q := range s.answers {
			delete(s.answers, q)
			c.size--
			return
		}
	}
}
