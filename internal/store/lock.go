package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"porthole/internal/model"
)

// The lock itself is bbolt's, on the file. It does not say who holds it, so the
// holder leaves a note beside it. A note without a lock means nothing: it is
// what a killed process left behind.

const (
	fileName = "porthole.db"
	noteName = "porthole.lock.json"
)

// note is who holds a store.
type note struct {
	PID   int       `json:"pid"`
	What  string    `json:"what"`
	Since time.Time `json:"since"`
}

// leaveNote says who holds the store in folder. It is a courtesy: when it
// cannot be written the store works all the same.
func leaveNote(folder, what string, now time.Time) {
	text, err := json.Marshal(note{os.Getpid(), what, now})
	if err == nil {
		_ = os.WriteFile(filepath.Join(folder, noteName), append(text, '\n'), 0o600)
	}
}

func removeNote(folder string) { _ = os.Remove(filepath.Join(folder, noteName)) }

// locked is the Fault for a store that another process holds.
func locked(folder string) error {
	var n note
	text, err := os.ReadFile(filepath.Join(folder, noteName))
	if err != nil || json.Unmarshal(text, &n) != nil || n.PID == 0 {
		return model.NewFault("error.store_locked_unknown", display(folder))
	}
	what := model.Line(n.What, model.NameCells)
	if what.IsZero() {
		what = model.Line("porthole", model.NameCells)
	}
	return model.NewFault("error.store_locked", display(folder), strconv.Itoa(n.PID), what.String(), n.Since.Format(time.DateTime))
}

// display is a path in a sentence.
func display(path string) string { return model.Line(path, model.NoteCells).String() }
