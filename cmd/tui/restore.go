package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"porthole/internal/model"
	"porthole/internal/server/start"
	"porthole/internal/store"
)

// restoreCommand is the one command that opens no store: it makes one of a
// backup. It is for this program alone, on the machine itself.
const restoreCommand = "restore"

// readRestore reads what follows the word: the backup, with flags before or
// behind it.
func (o *options) readRestore(f *start.Flags) error {
	if err := f.Read(f.Args()[1:]); err != nil {
		return err //nolint:wrapcheck // a Fault
	}
	if f.NArg() == 0 {
		return model.NewFault("start.restore.file")
	}
	o.backup = f.Arg(0)
	if err := f.Read(f.Args()[1:]); err != nil {
		return err //nolint:wrapcheck // likewise
	}
	if f.NArg() > 0 {
		return model.NewFault("start.arguments", model.Line(f.Arg(0), model.NameCells).String())
	}
	return nil
}

// restore puts a backup into the data folder and says what comes next: the host
// key, which is in the folder and not in the store, and then the server.
func restore(ctx context.Context, sur surroundings, console start.Console, o options, log *slog.Logger) error {
	backup, err := openBackup(sur.in, o.backup)
	if err != nil {
		return err
	}
	defer func() { _ = backup.Close() }()
	name := model.Line(filepath.Base(o.backup), model.NameCells).String()
	if o.backup == "-" {
		name = "stdin"
	}
	report, err := store.Restore(ctx, start.Local(), backup, name, o.data, store.Options{Now: o.now, Holder: "porthole", Log: log})
	if err == nil {
		err = start.Finished(o.data)
	}
	if err != nil {
		return ofFolder(o.data, err)
	}
	console.Note(console.Say("start.restore.done", name, report.Shipments, report.Rooms, report.Audit))
	if key := start.MissingKey(o.data); key != "" {
		console.Note(console.Say("start.restore.key", key), console.Say("start.restore.key.hint", key))
	}
	if secret := store.MissingSecret(o.data); secret != "" && report.Codes > 0 {
		console.Note(console.Say("start.restore.codes", report.Codes, secret), console.Say("start.restore.codes.hint"))
	}
	console.Note(console.Say("start.restore.next", o.data))
	return nil
}

// openBackup opens a backup; - is standard input.
func openBackup(in *os.File, name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(in), nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, model.NewFault("error.restore_file", model.Line(name, model.NameCells).String(), cause(err))
	}
	return file, nil
}

// ofFolder says of what the system did not allow which folder it is about.
func ofFolder(folder string, err error) error {
	var fault *model.Fault
	if refused := refusal(err); refused != nil && !errors.As(err, &fault) {
		return model.NewFault("error.server_folder", model.Line(folder, model.NoteCells).String(), refused.Error())
	}
	return err
}

// refusal is what the operating system says, without the paths; nil when it has
// said nothing.
func refusal(err error) error {
	var path *fs.PathError
	var link *os.LinkError // of whatever has two paths, such as a renaming
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	default:
		return nil
	}
}

// cause is what the operating system says, or else all of the error.
func cause(err error) string {
	if refused := refusal(err); refused != nil {
		err = refused
	}
	return err.Error()
}
