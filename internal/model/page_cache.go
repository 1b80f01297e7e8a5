package model

import "sync"

// PageCache is what those who show a page keep beside it, so that what a thousand of
// them would prepare of it is prepared once. It lives as long as the page, and
// goes to nobody who does not have the page. It is safe for use by many
// goroutines; nil keeps nothing.
type PageCache struct {
	mu     sync.Mutex
	things []any
	oldest int // of a full cache: what gives way next
}

// mostCached bounds how many things are kept beside one page.
const mostCached = 6

// Find is the thing of which is says so, or else the one that make makes, which
// is kept. Neither may look for another thing of the same page.
func (k *PageCache) Find(is func(thing any) bool, make func() any) any {
	if k == nil {
		return make()
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, thing := range k.things {
		if is(thing) {
			return thing
		}
	}
	thing := make()
	if len(k.things) < mostCached {
		k.things = append(k.things, thing)
		return thing
	}
	k.things[k.oldest] = thing
	k.oldest = (k.oldest + 1) % mostCached
	return thing
}
