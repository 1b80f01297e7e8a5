package store

import (
	"context"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// Post is a page of the outbox, the oldest mail first.
type Post struct {
	Mail     []model.Outgoing
	Next     string // what to pass as after for the rest; empty at the end
	Total    int    // on all pages
	Standing records.MailServer
}

// Outbox lists the mail that has not gone out, behind the id after, at most
// limit (0: 500). It has no text of any mail, and no code.
func (o *Office) Outbox(ctx context.Context, after string, limit int) (post Post, err error) {
	var behind uint64
	if after != "" {
		seq, ok := records.ParseMailID(after)
		if !ok {
			return post, model.ErrCursor
		}
		behind = seq
	}
	limit = records.PageLimit(limit)
	err = o.store.view(ctx, func(tx engine.Reader) error {
		post = Post{}
		if post.Standing, _, err = records.MailServers.Get(tx, records.TheMailServer); err != nil {
			return err
		}
		for p, err := range records.Outbox.Scan(tx, engine.Scan{}) {
			if err != nil {
				return err
			}
			post.Total++
			switch {
			case p.Value.Seq <= behind:
			case len(post.Mail) == limit:
				post.Next = post.Mail[limit-1].ID
			default:
				post.Mail = append(post.Mail, outgoing(p.Value))
			}
		}
		return nil
	})
	return post, err
}

// RetryMail has a mail tried again now, whatever became of it before;
// model.ErrNotFound.
func (o *Office) RetryMail(ctx context.Context, id string) error {
	return o.change(ctx, model.ActMail, "outbox retry", func(w *Writer) error {
		return w.do(func() error {
			p, err := records.MailByID(w.tx, id)
			if err != nil {
				return err
			}
			return w.retry(p)
		})
	})
}

// RetryAllMail has everything in the outbox tried again now, and says how many
// that are. What waits for a digest goes on waiting.
func (o *Office) RetryAllMail(ctx context.Context) (count int, err error) {
	err = o.change(ctx, model.ActMail, "outbox retry", func(w *Writer) error {
		return w.do(func() error {
			all, err := records.Outbox.List(w.tx, engine.Scan{})
			for _, p := range all {
				if p.Digest && p.State == model.OutgoingWaiting && p.Attempts == 0 {
					continue
				}
				if err := w.retry(p); err != nil {
					return err
				}
				count++
			}
			return err
		})
	})
	if err != nil {
		return 0, err
	}
	return count, nil
}

func (w *Writer) retry(p records.Mail) error {
	if err := w.tx.Audit(model.ActMail, p.Refs(), p.ID()+" to "+p.To); err != nil {
		return err
	}
	fresh := p
	fresh.Due, fresh.Attempts = w.tx.Now, 0
	if p.State == model.OutgoingFailed {
		fresh.State, fresh.Created = model.OutgoingWaiting, w.tx.Now
	}
	if fresh.Letter != nil {
		fresh.State = model.OutgoingSending // it may have gone out once
	}
	w.tx.MailQueued = true
	return keepParcel(w.tx, p, fresh)
}

// DropMail takes a mail out of the outbox; it is not sent. model.ErrNotFound.
func (o *Office) DropMail(ctx context.Context, id string) error {
	return o.change(ctx, model.ActMail, "outbox drop", func(w *Writer) error {
		return w.do(func() error {
			p, err := records.MailByID(w.tx, id)
			if err != nil {
				return err
			}
			if err := w.tx.Audit(model.ActMail, p.Refs(), p.ID()+" to "+p.To); err != nil {
				return err
			}
			return dropParcel(w.tx, p)
		})
	})
}

// ResendMail mails the present state of a shipment to everybody who follows it,
// whether or not it has changed, and says to whom. The Faults are
// model.ErrNotFound, and "error.mail.nobody" when nobody follows it.
func (o *Office) ResendMail(ctx context.Context, ref string) (to []string, err error) {
	err = o.change(ctx, model.ActMail, "mail resend", func(w *Writer) error {
		s, err := w.Shipment(ref)
		if err != nil {
			return err
		}
		return w.do(func() error {
			to, err = w.resend(s)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return to, nil
}

func (w *Writer) resend(s model.Shipment) (to []string, err error) {
	ref := s.Ref.String()
	now, found, err := records.Published(w.tx, engine.List(s.Partner), ref)
	if err != nil || !found {
		return nil, errorOr(err, fmt.Errorf("room of %q lacks it: %w", ref, engine.ErrDamaged))
	}
	readers, err := readersOf(w.tx, s.Partner, ref, w.tx.Now)
	if err != nil {
		return nil, err
	}
	if len(readers) == 0 {
		return nil, model.NewFault("error.mail.nobody", ref)
	}
	for _, r := range readers {
		if err := w.tx.Audit(model.ActMail, ref, "to "+r.to); err != nil {
			return nil, err
		}
		if err := w.resendTo(r, ref, now); err != nil {
			return nil, err
		}
		to = append(to, r.to)
	}
	w.tx.MailQueued = true
	return to, nil
}

// resendTo mails one reader at once. News that wait for them anyway are in it.
func (w *Writer) resendTo(r reader, ref string, now model.Published) error {
	waiting, found, err := openParcel(w.tx, r.to, ref)
	if err != nil {
		return err
	}
	if found && waiting.ByCode == r.byCode && len(waiting.Items) == 1 {
		fresh := waiting
		fresh.Kind, fresh.State, fresh.Due, fresh.Attempts = model.LetterResend, model.OutgoingWaiting, w.tx.Now, 0
		return keepParcel(w.tx, waiting, fresh)
	}
	return addParcel(w.tx, records.Mail{
		Kind: model.LetterResend, To: r.to, Slug: r.slug, ByCode: r.byCode, State: model.OutgoingWaiting,
		Created: w.tx.Now, Due: w.tx.Now, Items: []records.MailItem{{Ref: ref, Before: model.OutlineOf(now, w.tx.Now)}},
	})
}

// outgoing is a parcel as staff see it.
func outgoing(p records.Mail) model.Outgoing {
	out := model.Outgoing{
		ID: p.ID(), Kind: p.Kind, To: p.To, State: p.State, Created: p.Created, Due: p.Due,
		Attempts: p.Attempts, Trouble: p.Trouble,
	}
	for _, item := range p.Items {
		out.Refs = append(out.Refs, model.Line(item.Ref, lists.MaxRef))
	}
	return out
}
