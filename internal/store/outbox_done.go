package store

import (
	"context"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/records"
)

// giveUpAfter is how long a mail is tried before a person has to decide.
const giveUpAfter = 5 * 24 * time.Hour

// Sent takes a mail out of the outbox that the mail server has accepted, a code
// in it included, and notes what its recipient was told. Nothing happens when it
// is not in the outbox any more.
func (o *Outbox) Sent(ctx context.Context, id string) error {
	defer o.store.told.mailed(true)
	return o.change(ctx, id, func(w *Writer, p records.Mail) error {
		if err := w.tx.Audit(model.ActOwn, p.Refs(), p.ID()+" to "+p.To+" sent"); err != nil {
			return err
		}
		for _, item := range p.Items {
			if err := w.wasTold(p, item); err != nil {
				return err
			}
		}
		return dropParcel(w.tx, p)
	})
}

// wasTold notes what a recipient has read of a shipment.
func (w *Writer) wasTold(p records.Mail, item records.MailItem) error {
	told := records.MailedETA{At: w.tx.Now, ETA: item.ETA}
	if err := records.MailedTo.Put(w.tx, told, item.Ref, p.To); err != nil {
		return err
	}
	if p.Kind == model.LetterCode {
		r, found, err := records.Followers.Get(w.tx, item.Ref, p.To)
		if err != nil || !found {
			return err
		}
		r.CodeSent = w.tx.Now
		if err := records.Followers.Put(w.tx, r, item.Ref, p.To); err != nil {
			return err
		}
	}
	s, err := records.Shipment(w.tx, item.Ref)
	if errors.Is(err, model.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return w.mailed(s, told)
}

// Refused notes that a mail did not go out: why, whether trying again is of any
// use, and whether the mail server cannot have got its text. When it never can
// have, the text is not settled any more, so that what changes meanwhile is in
// it.
func (o *Outbox) Refused(ctx context.Context, e Envelope, why model.Text, forGood, unseen bool) error {
	defer o.store.told.mailed(false)
	return o.change(ctx, e.ID, func(w *Writer, p records.Mail) error {
		fresh := p
		fresh.Trouble = why
		if forGood || w.tx.Now.Sub(p.Created) > giveUpAfter {
			fresh.State, fresh.Due = model.OutgoingFailed, time.Time{}
		}
		if unseen && !e.Again {
			fresh.Letter = nil
			if fresh.State == model.OutgoingSending {
				fresh.State = model.OutgoingWaiting
			}
			if err := w.absorb(&fresh); err != nil {
				return err
			}
		}
		if err := w.tx.Audit(model.ActOwn, p.Refs(), p.ID()+" to "+p.To+" refused"); err != nil {
			return err
		}
		return keepParcel(w.tx, p, fresh)
	})
}

// absorb takes the place of younger parcels about the same shipments, which
// came while the text of this one was settled: it knows the older state.
func (w *Writer) absorb(p *records.Mail) error {
	if p.Kind == model.LetterCode {
		return nil
	}
	for _, item := range p.Items {
		younger, found, err := openParcel(w.tx, p.To, item.Ref)
		if err != nil {
			return err
		}
		if !found || younger.Seq == p.Seq || younger.ByCode != p.ByCode || len(younger.Items) > 1 {
			continue
		}
		if younger.Kind == model.LetterResend {
			p.Kind = model.LetterResend
		}
		if err := dropParcel(w.tx, younger); err != nil {
			return err
		}
	}
	return nil
}

// Return puts a mail back that could not even be tried, because the mail server
// was gone: as if it had not been claimed.
func (o *Outbox) Return(ctx context.Context, e Envelope) error {
	return o.change(ctx, e.ID, func(w *Writer, p records.Mail) error {
		fresh := p
		fresh.Attempts, fresh.Due = max(p.Attempts-1, 0), w.tx.Now
		if !e.Again {
			fresh.Letter, fresh.State = nil, model.OutgoingWaiting
			if err := w.absorb(&fresh); err != nil {
				return err
			}
		}
		if err := w.tx.Audit(model.ActOwn, p.Refs(), p.ID()+" to "+p.To+" put back"); err != nil {
			return err
		}
		return keepParcel(w.tx, p, fresh)
	})
}

// change is one transaction on a parcel that was claimed; nothing happens when
// it is gone meanwhile.
func (o *Outbox) change(ctx context.Context, id string, fn func(w *Writer, p records.Mail) error) error {
	return o.store.write(ctx, sender, "mail", func(w *Writer) error {
		return w.do(func() error {
			p, err := records.MailByID(w.tx, id)
			switch {
			case errors.Is(err, model.ErrNotFound):
				return nil
			case err != nil || p.Letter == nil:
				return err
			}
			return fn(w, p)
		})
	})
}
