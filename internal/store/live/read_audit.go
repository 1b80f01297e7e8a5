package live

import (
	"sync"
	"time"

	"porthole/internal/model"
)

// ReadAudit is who of the staff looked at what the office knows, as long as that is
// not in the audit trail. Looking must not wait for the disk and must not fail with
// it, so it is gathered for a moment and written together.
type ReadAudit struct {
	*Later // has Write called

	writing sync.Mutex // held while some is written, so that who waits for it finds it
	mu      sync.Mutex
	pending []Looked
	last    map[Looked]time.Time
}

// NewReadAudit has write called when there is something to write.
func NewReadAudit(write func()) *ReadAudit { return &ReadAudit{Later: NewLater(write)} }

// Looked is what somebody looked at, under a verb as those of changes are.
type Looked struct {
	Who     model.Principal
	Verb    string
	Subject string
}

const (
	// lookAgain is for how long the same look of the same person is one: a
	// screen that reads a record again at every change is one look.
	lookAgain = 10 * time.Minute
	// maxLooks bounds what is remembered of looks; beyond it they are forgotten,
	// and the next is recorded again.
	maxLooks = 10_000
)

// Add takes a look. Within ten minutes the same is one.
func (a *ReadAudit) Add(l Looked, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if last, known := a.last[l]; known && now.Sub(last).Abs() < lookAgain {
		return
	}
	if a.last == nil || len(a.last) >= maxLooks {
		a.last = map[Looked]time.Time{}
	}
	a.last[l] = now
	a.pending = append(a.pending, l)
	a.Call()
}

// Write has what has gathered written, and waits for who is at it.
func (a *ReadAudit) Write(write func([]Looked)) {
	a.writing.Lock()
	defer a.writing.Unlock()
	a.mu.Lock()
	pending := a.pending
	a.pending = nil
	a.mu.Unlock()
	if len(pending) > 0 {
		write(pending)
	}
}
