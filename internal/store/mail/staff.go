package mail

import (
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// Post is a page of the outbox, the oldest mail first.
type Post struct {
	Mail   []model.Outgoing
	Next   string // what to pass as after for the rest; empty at the end
	Total  int    // on all pages
	Server records.MailServer
}

// List lists the mail that has not gone out, behind the id after, at most limit
// (0: model.MaxPage). It has no text of any mail, and no code.
func List(r engine.Reader, after string, limit int) (post Post, err error) {
	behind, ok := records.ParseMailID(after)
	if after != "" && !ok {
		return post, model.ErrCursor
	}
	limit = records.PageLimit(limit)
	if post.Server, _, err = records.MailServers.Get(r, records.TheMailServer); err != nil {
		return post, err
	}
	for m, err := range records.Outbox.Scan(r, engine.Scan{}) {
		if err != nil {
			return post, err
		}
		post.Total++
		switch {
		case m.Value.Seq <= behind:
		case len(post.Mail) == limit:
			post.Next = post.Mail[limit-1].ID
		default:
			post.Mail = append(post.Mail, outgoing(m.Value))
		}
	}
	return post, nil
}

// outgoing is a mail as staff see it.
func outgoing(m records.Mail) model.Outgoing {
	out := model.Outgoing{
		ID: m.ID(), Kind: m.Kind, To: m.To, State: m.State, Created: m.Created, Due: m.Due,
		Attempts: m.Attempts, Trouble: m.Trouble,
	}
	out.Refs = lines(m.ListOfRefs())
	return out
}

// lines are the numbers of shipments as they are shown.
func lines(refs []string) (all []model.Text) {
	for _, ref := range refs {
		all = append(all, model.Line(ref, lists.MaxRef))
	}
	return all
}

// Mails is a page of what an address, or else a customer with the codes made on its
// behalf, was mailed within a year, the latest first, behind the id after; what is in the
// outbox still comes first. next is what to pass as after for the rest, empty at the end.
func Mails(r engine.Reader, to, slug, after string, limit int) (list []model.Outgoing, next string, err error) {
	before, ok := records.ParseMailID(after)
	if after != "" && !ok {
		return nil, "", model.ErrCursor
	}
	in, past := engine.Scan{Reverse: true}, records.Newest(before)
	if past.Column, past.Value = "slug", slug; to != "" {
		in.Column, in.Value = "to", to
		past.Column, past.Value = "to", to
	}
	if after == "" {
		for m, err := range records.Outbox.Scan(r, in) {
			switch {
			case err != nil:
				return nil, "", err
			case to != "" || m.Value.Slug == slug:
				list = append(list, outgoing(m.Value))
			}
		}
	}
	found, more, err := records.PastMails.Page(r, past, limit)
	for _, m := range found {
		list = append(list, model.Outgoing{
			ID: records.Mail{Seq: m.Seq}.ID(), Kind: m.Kind, To: m.To, Refs: lines(m.Refs), State: m.State,
			Created: m.Created, Left: m.Left, Subject: m.Subject,
		})
	}
	if more.First != "" {
		next = list[len(list)-1].ID
	}
	return list, next, err
}

// Retry has a mail tried again now, whatever became of it before; model.ErrNotFound.
func Retry(tx *records.Tx, id string) error {
	m, err := records.MailByID(tx, id)
	if err != nil {
		return err
	}
	return retry(tx, m)
}

// RetryAll has everything in the outbox tried again now, and says how many that
// are. What waits for a digest goes on waiting.
func RetryAll(tx *records.Tx) (count int, err error) {
	all, err := records.Outbox.All(tx)
	for _, m := range all {
		if m.Digest && m.State == model.OutgoingWaiting && m.Attempts == 0 {
			continue
		}
		if err := retry(tx, m); err != nil {
			return 0, err
		}
		count++
	}
	return count, err
}

func retry(tx *records.Tx, m records.Mail) error {
	if err := audit(tx, model.ActMail, m, ""); err != nil {
		return err
	}
	if m.Due.IsZero() {
		m.Created = tx.Now
	}
	m.Due, m.Attempts = tx.Now, 0
	return keep(tx, m)
}

// Drop takes a mail out of the outbox; it is not sent. model.ErrNotFound.
func Drop(tx *records.Tx, id string) error {
	m, err := records.MailByID(tx, id)
	if err != nil {
		return err
	}
	if err := audit(tx, model.ActMail, m, ""); err != nil {
		return err
	}
	if err := tx.NotePast(m, model.OutgoingDropped); err != nil {
		return err
	}
	return drop(tx, m)
}

// Resend mails the present state of a shipment to everybody who follows it, whether
// or not it has changed, and says to whom. The Fault is "error.mail.nobody" when
// nobody follows it.
func Resend(tx *records.Tx, s model.Shipment) (to []string, err error) {
	ref := s.Ref.String()
	now, found, err := records.Published(tx, engine.List(s.Partner), ref)
	if err == nil && !found {
		err = fmt.Errorf("list of %q lacks %q: %w", s.Partner, ref, engine.ErrDamaged)
	}
	if err != nil {
		return nil, err
	}
	recipients, err := recipientsOf(tx, s.Partner, ref)
	if err == nil && len(recipients) == 0 {
		err = model.NewFault("error.mail.nobody", ref)
	}
	if err != nil {
		return nil, err
	}
	for _, r := range recipients {
		if err := tx.Audit(model.ActMail, ref, "to "+r.to); err != nil {
			return nil, err
		}
		if err := resend(tx, r, ref, now); err != nil {
			return nil, err
		}
		to = append(to, r.to)
	}
	return to, nil
}

// resend mails one recipient at once. News that wait for them anyway are in it.
func resend(tx *records.Tx, r recipient, ref string, now model.Published) error {
	open, found, err := openMail(tx, r.to, ref)
	if err != nil {
		return err
	}
	if found && open.ByCode == r.byCode && len(open.Items) == 1 {
		open.Kind, open.Due, open.Attempts = model.LetterResend, tx.Now, 0
		return keep(tx, open)
	}
	return add(tx, records.Mail{
		Kind: model.LetterResend, To: r.to, Slug: r.slug, ByCode: r.byCode, Due: tx.Now,
		Items: []records.MailItem{{Ref: ref, Before: model.OutlineOf(now, tx.Now)}},
	})
}
