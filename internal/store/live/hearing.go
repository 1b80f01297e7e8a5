package live

import "sync"

// Hearing has words that were told while nobody could see to them, each once: lists that
// other servers have changed, accounts that have lost something.
type Hearing struct {
	Some chan struct{} // gives when there are some

	mu    sync.Mutex
	words map[string]bool
}

// NewHearing is one that has heard nothing.
func NewHearing() *Hearing {
	return &Hearing{words: map[string]bool{}, Some: make(chan struct{}, 1)}
}

// Hear takes a word. It does not wait.
func (h *Hearing) Hear(word string) {
	h.mu.Lock()
	h.words[word] = true
	h.mu.Unlock()
	select {
	case h.Some <- struct{}{}:
	default:
	}
}

// Take gives them, and forgets them.
func (h *Hearing) Take() map[string]bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	words := h.words
	h.words = map[string]bool{}
	return words
}
