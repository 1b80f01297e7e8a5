// Package live is what a process keeps of a store beside what is in it: who waits for
// a change of a list ([Feed]), what was read since the last one ([Cache]), and what is
// to be written in a moment ([Marks], [ReadAudit]). It is local to the process.
package live

import (
	"sync"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
)

// Cache keeps the state of each list and what sessions have looked at in that state,
// so that a change which wakes a thousand of them is read and decoded once. Whoever commits a change of a list replaces
// its state, and what was kept with the state before goes. So an answer can be
// late, but is never wrong. It is shared: nobody may change it.
type Cache struct {
	mu     sync.Mutex
	states map[engine.List]*State
	size   int // answers of all lists
}

// State is what is known of a list from one change to the next.
type State struct {
	Seq       uint64
	Committed time.Time        // zero: before anybody looked
	Counts    model.Counts     // shared: nobody may change it
	answers   map[Question]any // functions of sync.OnceValues; nil: a later change has come
}

// Question is what sessions ask of a list: a record by its number, or a page.
type Question struct {
	Ref     string // empty: a page
	Outside bool
	Query   model.Query
}

// mostAnswers bounds what is kept. A page of fifty rows is about 40 KB and a record
// about 10 KB, most of which sessions that show them hold anyway.
const mostAnswers = 2048

// NewCache knows of no list.
func NewCache() *Cache { return &Cache{states: map[engine.List]*State{}} }

// State is the latest of a list; nil before anybody looked.
func (c *Cache) State(l engine.List) *State {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.states[l]
}

// Latest is the number of the latest change that is known of a list.
func (c *Cache) Latest(l engine.List) uint64 {
	if s := c.State(l); s != nil {
		return s.Seq
	}
	return 0
}

// Note keeps the state of a list, and gives the latest: who commits first need not
// come here first. committed is zero for a state that was only found.
func (c *Cache) Note(l engine.List, s engine.State, committed time.Time) *State {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.states[l]
	if old != nil {
		if old.Seq > s.Seq || old.Seq == s.Seq && (committed.IsZero() || !old.Committed.IsZero()) {
			return old
		}
		c.size -= len(old.answers)
		old.answers = nil
	}
	c.states[l] = &State{s.Seq, committed, lists.Counts(s), map[Question]any{}}
	return c.states[l]
}

// Cached is the answer to a question about a list in some state. The first who asks
// reads it, the others wait; what fails is not kept.
func Cached[T any](c *Cache, s *State, q Question, read func() (T, error)) (value T, err error) {
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

func answer[T any](c *Cache, s *State, q Question, read func() (T, error)) func() (T, error) {
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

// Answers is how many are kept.
func (c *Cache) Answers() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.size
}

func (c *Cache) forget(s *State, q Question) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, kept := s.answers[q]; kept {
		delete(s.answers, q)
		c.size--
	}
}

// Clear forgets everything, also how lists are.
func (c *Cache) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.states {
		s.answers = nil
	}
	clear(c.states)
	c.size = 0
}

// forgetAny makes room for one answer.
func (c *Cache) forgetAny() {
	for _, s := range c.states {
		for q := range s.answers {
			delete(s.answers, q)
			c.size--
			return
		}
	}
}
