package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

const (
	// firstPause and longestPause are between two attempts to reach a mail server
	// that is gone.
	firstPause   = 5 * time.Second
	longestPause = 5 * time.Minute
	// perLine is how many mails go over one connection; servers do not like more.
	perLine = 100
	// lastMoments is how long a mail that is under way may take when the program
	// ends.
	lastMoments = 5 * time.Second
)

// Sender sends what is due in an outbox. There may be only one at a time.
type Sender struct {
	box      *store.Outbox
	settings Settings
	now      func() time.Time
	log      *slog.Logger
	pause    time.Duration // the first one; tests make it shorter
}

// NewSender makes a sender for settings that were checked. now is the clock of
// the store, by which the outbox says when something is due; log may be nil.
func NewSender(box *store.Outbox, settings Settings, now func() time.Time, log *slog.Logger) *Sender {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Sender{box: box, settings: settings, now: now, log: log, pause: firstPause}
}

// Run sends until ctx ends, and then lets the mail that is under way finish. It
// returns when nothing of it is left. Nothing that goes wrong ends it before.
func (s *Sender) Run(ctx context.Context) {
	pause := s.pause
	for ctx.Err() == nil {
		err := s.round(ctx)
		switch {
		case ctx.Err() != nil || errors.Is(err, store.ErrClosed):
			return
		case err == nil:
			pause = s.pause
			err = s.box.Wait(ctx, longestPause)
			if err != nil && ctx.Err() == nil && !errors.Is(err, store.ErrClosed) {
				s.log.Warn("waiting for mail", "cause", fmt.Sprintf("%q", err.Error()))
			}
		default:
			s.log.Warn("mail does not go out", "cause", fmt.Sprintf("%q", err.Error()), "again", pause)
			sleep(ctx, pause)
			pause = min(2*pause, longestPause)
		}
	}
}

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// round sends everything that is due on one connection. The error is for what
// concerns all mail: the server is gone, or does not let us in; or the store
// cannot be read.
func (s *Sender) round(ctx context.Context) (err error) {
	defer func() {
		if caught := recover(); caught != nil {
			s.log.Error("mail panicked", "cause", fmt.Sprintf("%q", fmt.Sprint(caught)), "stack", string(debug.Stack()))
			err = errPanic
		}
	}()
	at, waits, err := s.box.Next(ctx)
	if err != nil || !waits || at.After(s.now()) {
		return err //nolint:wrapcheck // the store's own
	}
	l, err := s.settings.dial(ctx)
	if err != nil {
		return errors.Join(err, s.box.SetServer(ctx, false, plainly(err, "")))
	}
	defer l.hangUp()
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(lastMoments, l.cut) })
	defer stop()
	for range perLine {
		more, err := s.one(ctx, l)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

var errPanic = errors.New("mail: panic")

// one claims the next mail and sends it; false when none is due. What became of
// it is written down also when the program is about to end.
func (s *Sender) one(ctx context.Context, l *line) (more bool, err error) {
	if ctx.Err() != nil {
		return false, nil
	}
	keep := context.WithoutCancel(ctx)
	e, claimed, err := s.box.Claim(keep, func(errand model.Errand) model.Letter {
		return Compose(errand, s.settings)
	})
	if err != nil || !claimed {
		return false, err //nolint:wrapcheck // the store's own
	}
	result, failure := l.send(e)
	return result == accepted || result == deferred || result == rejected, s.noteOutcome(keep, e, result, failure)
}

// noteOutcome writes down what became of a mail. The error is for what concerns the
// other mails too.
func (s *Sender) noteOutcome(ctx context.Context, e store.Envelope, result outcome, failure error) error {
	if failure != nil {
		s.log.Info("mail not accepted", "id", e.ID, "attempt", e.Attempts, "cause", fmt.Sprintf("%q", plainly(failure, e.Code)))
	}
	switch result {
	case accepted:
		s.log.Info("mail sent", "id", e.ID, "message_id", e.Letter.MessageID, "attempt", e.Attempts)
		return errors.Join(s.box.Sent(ctx, e.ID), s.box.SetServer(ctx, false, model.Text{}))
	case deferred, rejected:
		return s.box.Refused(ctx, e, plainly(failure, e.Code), result == rejected, true) //nolint:wrapcheck // the store's own
	case unknown:
		return errors.Join(failure, s.box.Refused(ctx, e, plainly(failure, e.Code), false, false))
	default:
		trouble := plainly(failure, e.Code)
		return errors.Join(failure, s.box.Return(ctx, e), s.box.SetServer(ctx, false, trouble))
	}
}
