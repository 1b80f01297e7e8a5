package bolt

import (
	"errors"
	"slices"
	"time"

	"porthole/internal/store/engine"
)

// Find is engine.ListReader's. It is asked for every row of an import, so what the
// transaction has changed is looked at where it waits to be written.
func (tx transaction) Find(name engine.List, kinds uint8, text string) ([]string, error) {
	l, err := tx.open(name)
	if err != nil {
		return nil, err
	}
	var refs []string
	changed := map[string]change{}
	for _, c := range l.pending.references[text] {
		changed[string(c.key)] = c
	}
	for key, c := range changed {
		if !c.gone && c.value[1]&kinds != 0 {
			refs = append(refs, key[keyHead+len(text)+2:])
		}
	}
	for _, group := range groupsOf(engine.Query{Order: engine.ByWord, Statuses: engine.EveryStatus()}) {
		if !l.holds(keyWord, group) {
			continue
		}
		at := l.lines.over(appendWord([]byte{keyWord, group}, []byte(text), classReference), false)
		for at.begin(nil, false); at.key != nil; at.next() {
			if len(at.value) != 2 {
				return nil, damaged("line %q of list %q", at.key, name)
			}
			if _, overtaken := changed[string(at.key)]; !overtaken && at.value[1]&kinds != 0 {
				refs = append(refs, string(at.key[len(at.head):]))
			}
		}
		if at.lines.err != nil {
			return nil, at.lines.err
		}
	}
	slices.Sort(refs)
	return refs, nil
}

// Turns is engine.ListReader's. Each list has its own turns in the order of their
// times.
func (tx transaction) Turns(now time.Time, limit int) ([]engine.Turn, error) {
	var turns []engine.Turn
	lists, err := tx.Lists()
	if err != nil {
		return nil, err
	}
	for _, name := range lists {
		some, err := tx.turnsOf(name, now, limit)
		if err != nil && !errors.Is(err, engine.ErrDamaged) {
			return nil, err
		}
		turns = append(turns, some...)
	}
	return turns, nil
}

func (tx transaction) turnsOf(name engine.List, now time.Time, limit int) (turns []engine.Turn, err error) {
	l, err := tx.flushed(name)
	if err != nil {
		return nil, err
	}
	at := l.lines.over([]byte{keyTurn, oneGroup}, false)
	for at.begin(nil, false); at.key != nil && len(turns) < limit; at.next() {
		line, ok := parse(at.key, at.value, "")
		if !ok {
			return nil, damaged("line %q of list %q", at.key, name)
		}
		if line.At > now.UnixNano() {
			break
		}
		turns = append(turns, engine.Turn{List: name, Ref: line.Ref})
	}
	return turns, at.lines.err
}
