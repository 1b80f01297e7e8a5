package store

import (
	"context"
	"errors"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/live"
)

// writeMarks writes when keys were used last, and what was seen last.
func (s *Store) writeMarks() error {
	return s.marks.Write(func(fn func(tx engine.Tx) error) error { return s.update(context.Background(), fn) })
}

func (s *Store) marksDue() {
	if err := s.writeMarks(); err != nil {
		s.log.Warn("store: last uses and visits not written", "cause", fmt.Sprintf("%q", err.Error()))
	}
}

// Looked records in the audit trail that this person looked at something, such
// as the office's record of a shipment, under a verb as those of changes are.
// It comes back at once: the line is written a moment later, and is there when
// the trail is read next. Within ten minutes the same is recorded once.
func (o *Office) Looked(verb, subject string) {
	o.store.reads.Add(live.Looked{Who: o.who, Verb: verb, Subject: model.Line(subject, model.NameCells).String()}, o.store.now())
}

// writeReads writes what was looked at, in one transaction. What goes wrong is
// told to the log: whoever looked has seen it long ago.
func (s *Store) writeReads() {
	s.reads.Write(func(looked []live.Looked) {
		err := s.write(context.Background(), model.Principal{}, "", func(w *Writer) error {
			for _, l := range looked {
				w.tx.Who, w.tx.Verb = l.Who, l.Verb
				if err := w.tx.Audit(model.ActInspect, l.Subject, ""); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, ErrClosed) {
			s.log.Warn("store: looks not recorded", "count", len(looked), "cause", fmt.Sprintf("%q", err.Error()))
		}
	})
}
