package store

import (
	"context"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// Envelope is a mail that may go out now.
type Envelope struct {
	ID       string
	To       string
	Letter   model.Letter
	Code     string // goes where the letter has its model.CodeMark
	Attempts int    // with this one
	Again    bool   // the text was settled before: the mail server may have it
}

const (
	// crowded is how many mails of one recipient may be due at once before they
	// become one: an import need not fill anybody's inbox.
	crowded = 5
	// mostItems bounds the shipments in one mail.
	mostItems = 100
)

// Claim settles the text of the next mail that is due and hands it over, or
// gives false when none is. What it hands over is on disk as being sent: if
// nothing is said of it any more, it comes again after a while, with the same
// text and the same Message-ID. Mail to recipients who may not have it any more,
// and mail in which nothing is left to tell, is taken out of the outbox here.
//
// compose is called within the transaction and must not wait for anything.
func (o *Outbox) Claim(ctx context.Context, compose func(model.Errand) model.Letter) (e Envelope, claimed bool, err error) {
	err = o.store.write(ctx, sender, "mail", func(w *Writer) error {
		return w.do(func() error {
			e, claimed, err = w.claim(compose)
			return err
		})
	})
	return e, claimed && err == nil, err
}

func (w *Writer) claim(compose func(model.Errand) model.Letter) (Envelope, bool, error) {
	for {
		p, found, err := records.Outbox.Read(w.tx.Claim(&records.Outbox.Table, w.tx.Now))
		if err != nil || !found {
			return Envelope{}, false, err
		}
		e, ready, err := w.settle(p, compose)
		if err != nil || ready {
			return e, ready, err
		}
	}
}

// settle makes a parcel ready to go, or takes it out of the way.
func (w *Writer) settle(p records.Mail, compose func(model.Errand) model.Letter) (e Envelope, ready bool, err error) {
	if w.store.paused(p.Slug) {
		return e, false, w.hold(p)
	}
	old := p
	if p.Letter == nil {
		if p, err = w.gather(p); err != nil {
			return e, false, err
		}
	}
	errand, err := w.errand(&p)
	if err != nil {
		return e, false, err
	}
	if len(errand.Items) == 0 {
		return e, false, w.discard(old, "nothing to tell")
	}
	code, err := w.codeOf(p)
	if errors.Is(err, errLocked) {
		return e, false, w.stuck(old, "code")
	}
	if err != nil {
		return e, false, err
	}
	again := p.Letter != nil
	if !again {
		letter := compose(errand)
		p.Letter = &letter
	}
	p.State, p.Attempts = model.OutgoingSending, p.Attempts+1
	p.Due = w.tx.Now.Add(patience(p.Attempts))
	if err := w.tx.Audit(model.ActOwn, p.Refs(), p.ID()+" to "+p.To); err != nil {
		return e, false, err
	}
	e = Envelope{ID: p.ID(), To: p.To, Letter: *p.Letter, Code: code, Attempts: p.Attempts, Again: again}
	return e, true, keepParcel(w.tx, old, p)
}

// codeOf is the code that a parcel brings; empty for all others.
func (w *Writer) codeOf(p records.Mail) (string, error) {
	if len(p.Code) == 0 {
		return "", nil
	}
	return w.store.unlock(p.Code)
}

// gather has the other news for the same recipient that are due join a parcel:
// for a digest, and when there are many.
func (w *Writer) gather(p records.Mail) (records.Mail, error) {
	if p.Kind != model.LetterUpdate || p.ByCode {
		return p, nil
	}
	var others []records.Mail
	for open, err := range records.OpenMails.Scan(w.tx, engine.Scan{First: p.To}) {
		if err != nil {
			return p, err
		}
		if len(others)+len(p.Items) >= mostItems {
			break
		}
		q, found, err := records.Outbox.Get(w.tx, records.NumberText(open.Value))
		if err != nil {
			return p, err
		}
		fits := found && q.Seq != p.Seq && q.Kind == p.Kind && q.Slug == p.Slug && !q.ByCode && len(q.Items) == 1 &&
			q.State == model.OutgoingWaiting && !q.Due.IsZero() && !q.Due.After(w.tx.Now)
		if fits {
			others = append(others, q)
		}
	}
	if !p.Digest && len(p.Items)+len(others) <= crowded {
		return p, nil
	}
	for _, q := range others {
		if err := dropParcel(w.tx, q); err != nil {
			return p, err
		}
		p.Items = append(p.Items, q.Items...)
	}
	return p, nil
}

// errand is what a parcel's letter is to say. Of a letter that is not settled
// the shipments are left out of which there is nothing to tell; all of them have
// to be such that the recipient may see them now, or the letter does not go out.
func (w *Writer) errand(p *records.Mail) (model.Errand, error) {
	house, err := records.Forwarder(w.tx)
	if err != nil {
		return model.Errand{}, err
	}
	e := model.Errand{ID: p.ID(), Kind: p.Kind, To: p.To, ByCode: p.ByCode, House: house, Now: w.tx.Now}
	var kept []records.MailItem
	for _, item := range p.Items {
		told, r, tells, err := w.item(*p, item)
		if err != nil {
			return e, err
		}
		if !tells {
			if p.Letter != nil {
				return model.Errand{}, nil
			}
			continue
		}
		e.Language, e.Expires, e.CodeSent = r.language, r.code.Until, r.code.CodeSent
		if p.Letter == nil {
			item.ETA = told.Now.ETA
		}
		e.Items, kept = append(e.Items, told), append(kept, item)
	}
	p.Items = kept
	return e, nil
}

// item is one shipment of a letter; false when it has no place in it.
func (w *Writer) item(p records.Mail, item records.MailItem) (told model.ErrandItem, r reader, tells bool, err error) {
	r, may, err := readerOf(w.tx, p, item.Ref, w.tx.Now)
	if err != nil || !may {
		return told, r, false, err
	}
	now, found, err := records.Published(w.tx, engine.List(p.Slug), item.Ref)
	if err != nil || !found {
		return told, r, false, err
	}
	last, _, err := records.MailedTo.Get(w.tx, item.Ref, p.To)
	if err != nil {
		return told, r, false, err
	}
	told = model.ErrandItem{Before: item.Before, Now: now, Old: last.ETA}
	tells = p.Letter != nil || p.Kind != model.LetterUpdate || r.notices.Wants(told.News())
	return told, r, tells, nil
}

// discard takes a parcel out of the outbox that is not to be sent any more.
func (w *Writer) discard(p records.Mail, why string) error {
	if err := w.tx.Audit(model.ActOwn, p.Refs(), p.ID()+" to "+p.To+" not sent: "+why); err != nil {
		return err
	}
	return dropParcel(w.tx, p)
}

// stuck leaves a parcel to a person.
func (w *Writer) stuck(p records.Mail, why string) error {
	fresh := p
	fresh.State, fresh.Due, fresh.Trouble = model.OutgoingFailed, time.Time{}, model.Line(why, model.NameCells)
	if err := w.tx.Audit(model.ActOwn, p.Refs(), p.ID()+" cannot be sent: "+why); err != nil {
		return err
	}
	return keepParcel(w.tx, p, fresh)
}

// patience is how long to wait after so many attempts. Servers that greylist
// want some minutes; one that is down need not be asked every minute for days.
func patience(attempts int) time.Duration {
	steps := []time.Duration{
		time.Minute, 5 * time.Minute, 10 * time.Minute, 20 * time.Minute, 40 * time.Minute,
		time.Hour, 2 * time.Hour, 4 * time.Hour,
	}
	return steps[min(max(attempts, 1), len(steps))-1]
}
