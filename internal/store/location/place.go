// Package location is where a store is: a data folder, or a database that several servers
// share. It opens the engine that is there, says in words what is in the way, and copies a
// store from one place to another.
package location

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/folder"
	"porthole/internal/store/postgres"
)

// Shares says whether a place is the URL of a database, which several servers may share,
// and not a folder.
func Shares(place string) bool {
	return strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://")
}

// Shown is a place as it may be shown: without a password.
func Shown(place string) string {
	if !Shares(place) {
		return place
	}
	u, err := url.Parse(place)
	if err != nil {
		return "postgres://…"
	}
	return u.Redacted()
}

// File is the file in a data folder, as it is named when something is wrong with it; of a
// database its place.
func File(place string) string {
	if Shares(place) {
		return Shown(place)
	}
	return filepath.Join(place, folder.FileName)
}

// Open opens the engine at a place, and makes it where there is none; the folder must be
// there. The Faults are "error.store_locked", "error.store_url", "error.store_newer",
// "error.store_shared" for a database that somebody has to themselves, and those of [Explain].
func Open(place string, log *slog.Logger) (engine.Engine, error) {
	return open(place, log, postgres.Open)
}

// openAlone is Open, and nobody else has the place open meanwhile.
func openAlone(place string, log *slog.Logger) (engine.Engine, error) {
	return open(place, log, postgres.OpenAlone)
}

// open opens a file, or a database by one of the two ways that package postgres has.
func open(
	place string, log *slog.Logger, database func(ctx context.Context, url string, log *slog.Logger) (*postgres.Engine, error),
) (e engine.Engine, err error) {
	switch _, wrong := url.Parse(place); {
	case !Shares(place):
		e, err = bolt.Open(File(place), log)
	case wrong != nil:
		err = model.NewFault("error.store_url")
	default:
		e, err = database(context.Background(), place, log)
	}
	var newer postgres.NewerError
	switch {
	case errors.As(err, &newer):
		err = model.NewFault("error.store_newer", newer.Have, newer.Know)
	case errors.Is(err, bolt.ErrInUse):
		err = folder.Locked(place)
	case errors.Is(err, postgres.ErrInUse):
		err = model.NewFault("error.store_shared", Shown(place))
	}
	if err != nil {
		return nil, Explain(err, File(place), log)
	}
	return e, nil
}
