package desk

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store"
)

// longestList bounds the findings of one kind in a diagnosis.
const longestList = 20

// Doctor says why an account sees what it sees, and what mends it;
// ErrUnknownAccount.
func (d *Desk) Doctor(ctx context.Context, email string) (found []model.Finding, err error) {
	if err := d.may(model.ActInspect); err != nil {
		return nil, err
	}
	err = d.office.Read(ctx, func(r *store.Reader) error {
		in, err := diagnosis(ctx, r, email)
		if err != nil {
			return err
		}
		found = model.Diagnose(in)
		return nil
	})
	return found, err
}

// diagnosis gathers what has to be known of an account.
func diagnosis(ctx context.Context, r *store.Reader, email string) (in model.DoctorInput, err error) {
	in.Now = r.Now()
	if in.Account, err = r.Account(email); err != nil {
		return in, err
	}
	if in.Keys, err = r.Keys(in.Account.Email); err != nil {
		return in, err
	}
	slug := in.Account.Partner
	if _, in.PartnerExists, err = r.Partner(slug); err != nil || !in.PartnerExists {
		return in, err
	}
	in.Pauses = r.Pauses(slug)
	if in.Shipments, err = r.Count(slug); err != nil {
		return in, err
	}
	if in.Notices, err = r.Notices(slug, in.Account.Email); err != nil {
		return in, err
	}
	if in.Elsewhere, err = r.Gone(slug, longestList); err != nil {
		return in, err
	}
	if in.Codes, err = r.CodesTo(in.Account.Email, longestList); err != nil {
		return in, err
	}
	return in, pending(ctx, r, &in)
}

// pending adds the events that wait to be published, and the ETAs that were
// mailed.
func pending(ctx context.Context, r *store.Reader, in *model.DoctorInput) error {
	refs, err := r.Pending(ctx, in.Account.Partner, longestList)
	if err != nil {
		return err
	}
	for _, ref := range refs {
		s, err := r.Shipment(ref)
		if err != nil {
			return err
		}
		if set := model.WaitingOf(s, r.Now()); len(set.Events) > 0 {
			in.Unpublished = append(in.Unpublished, set)
		}
		mailed, found, err := r.Mailed(ref)
		if err != nil {
			return err
		}
		if found {
			in.Mailed = append(in.Mailed, model.MailedETA{Ref: s.Ref, Mailed: mailed.ETA, Shown: model.Shown(s).ETA})
		}
	}
	return nil
}
