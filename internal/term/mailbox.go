package term

import (
	"reflect"
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"
)

// mailbox holds what others have to say to a session until it looks: the newest
// message of each kind, its size among them. Leaving something never waits; one
// goroutine at a time, which ends when the session has woken up, rings the bell.
type mailbox struct {
	mu      sync.Mutex
	notices []tea.Msg
	ringing bool
	ring    func() // nil while the session does not run
}

// wake is the message that makes a session look into its mailbox.
type wake struct{}

// Resize tells the session the size of its terminal, in cells and clamped by the
// caller. It never waits; of several sizes that come at once only the last is
// drawn. A size with a zero in it is ignored.
func (m *mailbox) Resize(w, h int) {
	if w > 0 && h > 0 {
		m.Notify(tea.WindowSizeMsg{Width: w, Height: h})
	}
}

// Notify leaves a message for the root. It never waits; a message that has not
// been looked at yet is replaced by a newer one of the same type.
func (m *mailbox) Notify(msg tea.Msg) {
	if msg == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	older := slices.IndexFunc(m.notices, func(old tea.Msg) bool { return reflect.TypeOf(old) == reflect.TypeOf(msg) })
	if older >= 0 {
		m.notices[older] = msg
	} else {
		m.notices = append(m.notices, msg)
	}
	m.wake()
}

// open connects the bell, and rings for what was left before.
func (m *mailbox) open(ring func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ring = ring
	if len(m.notices) > 0 {
		m.wake()
	}
}

func (m *mailbox) wake() {
	if m.ringing || m.ring == nil {
		return
	}
	m.ringing = true
	go m.ring()
}

// empty returns what was left.
func (m *mailbox) empty() []tea.Msg {
	m.mu.Lock()
	defer m.mu.Unlock()
	msgs := m.notices
	m.notices, m.ringing = nil, false
	return msgs
}
