// Package folder is what lies in a data folder: the file of a store, the note of who
// has it open, copies of the file that are worked on, and backups on their way out
// and in.
//
// A copy is made with the engine, so that it is as the file was at one moment; the
// folder knows nothing of what is in it.
package folder

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"porthole/internal/model"
)

// FileName is the name of the store's file.
const FileName = "porthole.db"

// The lock itself is the engine's, on the file. It does not say who holds it, so the
// holder leaves a note beside it. A note without a lock means nothing: it is
// what a killed process left behind.

// NoteName is the name of that note.
const NoteName = "porthole.lock.json"

// note is who holds a store.
type note struct {
	PID   int       `json:"pid"`
	What  string    `json:"what"`
	Since time.Time `json:"since"`
}

// LeaveNote says who holds the store in folder. It is a courtesy: when it
// cannot be written the store works all the same.
func LeaveNote(folder, what string, now time.Time) {
	text, err := json.Marshal(note{os.Getpid(), what, now})
	if err == nil {
		_ = os.WriteFile(filepath.Join(folder, NoteName), append(text, '\n'), 0o600)
	}
}

// RemoveNote takes the note away.
func RemoveNote(folder string) { _ = os.Remove(filepath.Join(folder, NoteName)) }

// Locked is the Fault for a store that another process holds.
func Locked(folder string) error {
	var n note
	text, err := os.ReadFile(filepath.Join(folder, NoteName))
	if err != nil || json.Unmarshal(text, &n) != nil || n.PID == 0 {
		return model.NewFault("error.store_locked_unknown", Display(folder))
	}
	what := model.Line(n.What, model.NameCells)
	if what.IsZero() {
		what = model.Line("porthole", model.NameCells)
	}
	return model.NewFault("error.store_locked", Display(folder), strconv.Itoa(n.PID), what.String(), n.Since.Format(time.DateTime))
}

// Display is a path in a sentence.
func Display(path string) string { return model.Line(path, model.NoteCells).String() }
