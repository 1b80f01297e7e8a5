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
	later *Later[Looked] // has them written

	mu   sync.Mutex
	last map[Looked]time.Time
}

// NewReadAudit has write called with what there is to write.
func NewReadAudit(write func([]Looked)) *ReadAudit { return &ReadAudit{later: NewLater(Moment, write)} }

// Flush has what waits written now.
func (a *ReadAudit) Flush() { a.later.Flush() }

// Stop is Flush for the last time.
func (a *ReadAudit) Stop() { a.later.Stop() }

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

// Look takes a look. Within ten minutes the same is one.
func (a *ReadAudit) Look(l Looked, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if last, known := a.last[l]; known && now.Sub(last).Abs() < lookAgain {
		return
	}
	if a.last == nil || len(a.last) >= maxLooks {
		a.last = map[Looked]time.Time{}
	}
	a.last[l] = now
	a.later.Add(l)
}
