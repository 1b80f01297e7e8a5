package store

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/live"
	"porthole/internal/store/records"
)

// maxAuditScan bounds how many entries one search looks at.
const maxAuditScan = 200_000

// VerifyAudit walks the whole trail and checks that no entry was changed, taken
// out or put in. It says how many there are and the hash of the last one, which
// can be noted elsewhere to show later that the end was not cut off. The error
// is the Fault "error.store_audit" with the number of the first bad entry.
// ErrForbidden for all but managers and administrators.
func (o *Office) VerifyAudit(ctx context.Context) (entries uint64, head string, err error) {
	err = o.trail(ctx, func(tx engine.Reader) error {
		entries, head, err = records.VerifyTrail(tx)
		return err
	})
	return entries, head, err
}

// trail reads the audit trail, in which everything is that was done until now.
func (o *Office) trail(ctx context.Context, fn func(tx engine.Reader) error) error {
	if !o.who.Role.May(model.ActAudit) {
		return model.ErrForbidden
	}
	o.store.finishTrail()
	return o.store.view(ctx, fn)
}

// AuditEntry is one line of the audit trail.
type AuditEntry = records.AuditEntry

// AuditQuery asks for a part of the audit trail. The zero value is its
// beginning.
type AuditQuery struct {
	Latest bool      // the latest first, from the end
	Since  time.Time // entries made at this time or later
	After  uint64    // entries behind this number, in the order that is asked for
	Limit  int       // 0: 500
	Search string    // words that each entry has somewhere, accents and case aside
}

// SearchAudit reads the entries of the trail that match. next is the number to go
// on from, zero at the end; a page may be short, or empty, and have a next all the
// same, when much had to be looked through.
// ErrForbidden for all but managers and administrators.
func (o *Office) SearchAudit(ctx context.Context, q AuditQuery) (list []AuditEntry, next uint64, err error) {
	err = o.trail(ctx, func(tx engine.Reader) error {
		selected := records.Newest(q.After)
		if !q.Latest {
			after, err := lastBefore(tx, q.Since)
			if err != nil {
				return err
			}
			selected = records.Behind(max(after, q.After))
		}
		list, next, err = scanAudit(ctx, tx, selected, q)
		return err
	})
	return list, next, err
}

// nearly is by how much entries may be out of the order of their times: what was
// written beside one another is added to the trail when it is done.
const nearly = 10 * time.Minute

// lastBefore is the number of an entry behind which all are that were made since then.
// Entries are numbered without a gap and nearly in the order of their times.
func lastBefore(r engine.Reader, since time.Time) (uint64, error) {
	if since.IsZero() {
		return 0, nil
	}
	last, failed := records.LastEntry(r)
	n := sort.Search(int(last.Seq), func(i int) bool {
		e, err := records.Entry(r, uint64(i)+1)
		if err != nil {
			failed = err
		}
		return !e.At.Before(since.Add(-nearly))
	})
	return uint64(n), failed
}

// scanAudit reads a page of matching entries among those that are selected.
func scanAudit(ctx context.Context, r engine.Reader, selected engine.Scan, q AuditQuery) (list []AuditEntry, next uint64, err error) {
	last, seen, limit := uint64(0), 0, records.PageLimit(q.Limit)
	for e, err := range records.Entries(r, selected) {
		if len(list) == limit || seen == maxAuditScan {
			return list, last, nil
		}
		if seen++; seen%4096 == 0 && ctx.Err() != nil {
			return nil, 0, fmt.Errorf("audit: %w", ctx.Err())
		}
		if err != nil {
			return nil, 0, err
		}
		last = e.Seq
		if !e.At.Before(q.Since) && entryHas(e, q.Search) {
			list = append(list, e)
		}
	}
	return list, 0, nil
}

// entryHas says that each word of a search is in one of the entry's fields.
func entryHas(e AuditEntry, search string) bool {
	return model.Found(search, e.Actor, string(e.Role), e.Remote, e.Verb, e.Subject, e.Detail)
}

// finishTrail has everything in the trail that was done until now.
func (s *Store) finishTrail() {
	s.reads.Flush()
	s.seal()
}

// seal adds to the trail what was written beside one another, if the engine can do that.
// What cannot be added now is added with the next.
func (s *Store) seal() {
	if !s.shared() {
		return
	}
	err := s.updateIf(context.Background(), func(tx engine.Tx) (bool, error) {
		sealed, err := records.Seal(tx)
		return sealed > 0, err
	})
	if err != nil && !errors.Is(err, ErrClosed) {
		s.log.Warn("store: entries of the audit trail wait to be sealed", "cause", fmt.Sprintf("%q", err.Error()))
	}
}

// Looked records in the audit trail that this person looked at something, such
// as the office's record of a shipment, under a verb as those of changes are.
// It comes back at once: the line is written a moment later, and is there when
// the trail is read next. Within ten minutes the same is recorded once.
func (o *Office) Looked(verb, subject string) {
	o.store.reads.Look(live.Looked{Who: o.who, Verb: verb, Subject: model.Line(subject, model.NameCells).String()}, o.store.now())
}

// writeReads writes what was looked at, in one transaction. What goes wrong is
// told to the log: whoever looked has seen it long ago.
func (s *Store) writeReads(looked []live.Looked) {
	err := s.write(context.Background(), true, model.Principal{}, "", func(w *Writer) error {
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
}
