package desk

import (
	"cmp"
	"context"

	"porthole/internal/model"
	"porthole/internal/store"
)

// usualReviews is the length of a list of reviews when no other was asked for.
const usualReviews = 50

// Review is the manager's page of one shipment: the office's record and the one
// in the customer's room, what is withheld and why, and the final checkpoint.
// ErrNotFound.
func (d *Desk) Review(ctx context.Context, ref string) (review model.Review, err error) {
	if err := d.may(model.ActReview); err != nil {
		return review, err
	}
	err = d.office.Read(ctx, func(r *store.Reader) error {
		s, err := r.Shipment(ref)
		if err != nil {
			return err
		}
		partner, _, err := r.Partner(s.Partner)
		if err != nil {
			return err
		}
		in, err := newReviewer(r).input(s)
		if err != nil {
			return err
		}
		review = model.Review{
			Office: s, PartnerName: partner.Name, Shown: in.Published, Withheld: withheld(s, in.Now), Points: model.Checkpoint(in),
		}
		return nil
	})
	if err == nil {
		d.office.Looked("review", review.Office.Ref.String())
	}
	return review, err
}

// Reviews are the checkpoint's results of a partner's shipments, or of all
// (empty), by number, those behind after, at most limit (0: 50, at most 500).
// next is where to go on, empty at the end. ErrUnknownPartner.
func (d *Desk) Reviews(ctx context.Context, partner, after string, limit int) (items []model.ReviewItem, next string, err error) {
	if err := d.may(model.ActReview); err != nil {
		return nil, "", err
	}
	if limit <= 0 {
		limit = usualReviews
	}
	err = d.office.Read(ctx, func(r *store.Reader) error {
		if _, found, err := r.Partner(partner); err != nil || partner != "" && !found {
			return cmp.Or[error](err, model.NewFault(model.ErrUnknownPartner.Key, model.Line(partner, model.NameCells).String()))
		}
		refs, more, err := r.Refs(partner, after, min(limit, model.MaxPage))
		if err != nil {
			return err
		}
		next = more
		items, err = newReviewer(r).items(ctx, refs)
		return err
	})
	return items, next, err
}

// reviewer gathers what the checkpoint looks at, for several shipments of one
// moment; the names of partners are prepared once.
type reviewer struct {
	r     *store.Reader
	names map[string]model.Names // the others', by partner
}

func newReviewer(r *store.Reader) *reviewer {
	return &reviewer{r: r, names: map[string]model.Names{}}
}

func (v *reviewer) items(ctx context.Context, refs []string) ([]model.ReviewItem, error) {
	var items []model.ReviewItem
	for _, ref := range refs {
		if err := ctx.Err(); err != nil {
			return nil, err //nolint:wrapcheck // it says all there is to say
		}
		s, err := v.r.Shipment(ref)
		if err != nil {
			return nil, err
		}
		in, err := v.input(s)
		if err != nil {
			return nil, err
		}
		row, err := v.r.Row(ref)
		if err != nil {
			return nil, err
		}
		items = append(items, model.ReviewItem{Ref: s.Ref, Partner: s.Partner, Row: row, Failed: failed(model.Checkpoint(in))})
	}
	return items, nil
}

func failed(points []model.Point) []string {
	var names []string
	for _, p := range points {
		if !p.Passed {
			names = append(names, p.Point)
		}
	}
	return names
}

// input is everything that the checkpoint looks at.
func (v *reviewer) input(s model.Shipment) (in model.CheckInput, err error) {
	in = model.CheckInput{Shipment: s, Now: v.r.Now()}
	if in.Published, err = v.r.InRoom(s.Partner, s.Ref.String()); err != nil {
		return in, err
	}
	if in.RoomsHolding, err = v.r.RoomsHolding(s.Ref.String()); err != nil {
		return in, err
	}
	if in.Access, err = v.r.Access(s.Partner); err != nil {
		return in, err
	}
	if in.Access.Codes, err = v.r.Codes(s.Ref.String()); err != nil {
		return in, err
	}
	others, prepared := v.names[s.Partner]
	if !prepared {
		names, err := v.r.PartnerNames(s.Partner)
		if err != nil {
			return in, err
		}
		others = model.NamesOf(names)
		v.names[s.Partner] = others
	}
	in.LintContext, err = contextOf(v.r, s, others)
	return in, err
}
