package location

import (
	"errors"
	"fmt"
	"log/slog"
	"syscall"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/folder"
	"porthole/internal/store/live"
)

// Explain turns an error of an engine that has a sentence into a Fault: damage of a file, a
// disk that is full or fails, a database that is away. The log gets the cause. All else
// stays as it is.
func Explain(err error, file string, log *slog.Logger) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, engine.ErrDamaged), errors.Is(err, engine.ErrNone): // what can be missing is told apart before
		log.Error("store: damaged", "cause", fmt.Sprintf("%q", err.Error()))
		return Damaged(file)
	case errors.Is(err, engine.ErrFull), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		log.Error("store: disk full", "cause", fmt.Sprintf("%q", err.Error()))
		return model.NewFault("error.store_full")
	case errors.Is(err, engine.ErrFailing):
		log.Error("store: the disk fails: the kernel's log says how; take a backup to another one", "cause", fmt.Sprintf("%q", err.Error()))
		return model.NewFault("error.store_failing")
	case errors.Is(err, engine.ErrClosed):
		return live.ErrClosed
	case errors.Is(err, engine.ErrAway):
		return model.ErrAway // the engine's log has why
	case errors.Is(err, engine.ErrDoubt):
		log.Error("store: the database has not said what has become of a change", "cause", fmt.Sprintf("%q", err.Error()))
		return model.NewFault("error.store_doubt")
	default:
		return err
	}
}

// Damaged is the Fault of a file that cannot be relied on.
func Damaged(file string) error { return model.NewFault("error.store_damaged", folder.Display(file)) }
