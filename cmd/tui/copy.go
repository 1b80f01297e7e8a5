package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/charmbracelet/x/term"

	"porthole/internal/command"
	"porthole/internal/durable"
	"porthole/internal/model"
	"porthole/internal/server/start"
	"porthole/internal/store/location"
)

// copyCommand copies a store from one place to another: from a data folder into a
// database, or back. Like restore it is for this program alone.
const copyCommand = "copy"

// hostKeyName is the host key in a data folder.
const hostKeyName = "host_ed25519"

// readCopy reads the flags behind the word.
func (o *options) readCopy(f *start.Flags) error {
	if err := f.Read(f.Args()[1:]); err != nil {
		return err //nolint:wrapcheck // a Fault
	}
	if f.NArg() > 0 {
		return model.NewFault("start.arguments", model.Line(f.Arg(0), model.NameCells).String())
	}
	return nil
}

// copyStore copies a store, prints what was proven of each part of it, and says what
// comes next.
func copyStore(ctx context.Context, sur surroundings, console start.Console, o options, log *slog.Logger) error {
	from, to := location.Side{Place: o.from}, location.Side{Place: o.to}
	if location.Shares(o.from) || location.Shares(o.to) {
		if o.hostKey == "" {
			return model.NewFault("start.host_key")
		}
		_, secret, err := start.ReadHostKey(o.hostKey)
		if err != nil {
			return err //nolint:wrapcheck // a Fault
		}
		from.Secret, to.Secret = secret, secret
	}
	bar := &command.Progress{}
	if term.IsTerminal(sur.err.Fd()) {
		width, _, _ := term.GetSize(sur.err.Fd())
		bar = command.NewProgress(sur.err, width, console.Spell)
	}
	copied, err := location.Copy(ctx, from, to, log, bar.Show)
	bar.Clear()
	for _, s := range copied.Sums {
		_, _ = fmt.Fprintln(sur.out, console.Spell(sumLine(console, s.Name, s.Count, s.Digest, s.Copied, s.Wrong)))
	}
	if err != nil {
		return ofFolder(o.to, err)
	}
	console.Note(console.Say("start.copy.done", len(copied.Sums)))
	if copied.Codes > 0 {
		console.Note(console.Say("start.copy.codes", copied.Codes), console.Say("start.restore.codes.hint"))
	}
	return settleIn(console, o)
}

// sumLine is what was proven of a table or a list: how many there are, and the digest of
// all that is in it.
func sumLine(console start.Console, name string, count int, digest, copied string, wrong error) string {
	line := fmt.Sprintf("%-24s %9d  %.16s", model.Line(name, model.NameCells), count, digest)
	switch {
	case copied != "":
		return line + "  " + console.Say("start.copy.differs", copied)
	case wrong != nil:
		return line + "  " + console.Say("start.copy.differs", model.Line(wrong.Error(), model.NoteCells).String())
	}
	return line + "  " + console.Say("start.copy.equal")
}

// settleIn says how to start a server on the copy. A folder gets the host key first, which
// customers' programs know the servers by.
func settleIn(console start.Console, o options) error {
	if location.Shares(o.to) {
		key := o.hostKey
		console.Note(console.Say("start.copy.next_database", location.Shown(o.to), key))
		if !location.Shares(o.from) && !sameFile(key, filepath.Join(o.from, hostKeyName)) {
			console.Note(console.Say("start.copy.other_key", key, filepath.Join(o.from, hostKeyName)))
		}
		return nil
	}
	source := o.hostKey
	if source == "" {
		source = filepath.Join(o.from, hostKeyName)
	}
	target := filepath.Join(o.to, hostKeyName)
	switch same := sameFile(source, target); {
	case !same && start.MissingKey(o.to) != "":
		text, err := os.ReadFile(source)
		if err == nil {
			err = durable.WriteFile(target, text)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return ofFolder(o.to, err)
		}
	case !same:
		console.Note(console.Say("start.copy.other_key", target, source))
	}
	if err := start.Finished(o.to); err != nil {
		return ofFolder(o.to, err)
	}
	console.Note(console.Say("start.restore.next", o.to))
	return nil
}

// sameFile says that two files have the same in them.
func sameFile(a, b string) bool {
	one, errA := os.ReadFile(a)
	other, errB := os.ReadFile(b)
	return errA == nil && errB == nil && bytes.Equal(one, other)
}
