package isolation

import (
	"context"

	"porthole/internal/store"
)

// plantedAtOnce is how many shipments are written in one transaction.
const plantedAtOnce = 200

// plant puts canaries into the shipments of all partners of the copy.
func (c *check) plant(ctx context.Context) error {
	most := min(plantMost, max(1, plantBudget/max(1, len(c.roster.slugs))))
	for _, slug := range c.roster.slugs {
		company := c.roster.partners[slug]
		refs := company.refs[:min(most, len(company.refs))]
		for from := 0; from < len(refs); from += plantedAtOnce {
			if err := c.plantSome(ctx, company, refs[from:min(len(refs), from+plantedAtOnce)]); err != nil {
				return err
			}
		}
	}
	return nil
}

// plantSome puts canaries into some shipments of a partner.
func (c *check) plantSome(ctx context.Context, company *company, refs []string) error {
	return c.office.Write(ctx, "isolation plant", func(w *store.Writer) error {
		for _, ref := range refs {
			s, err := w.Shipment(ref)
			if err != nil {
				return err
			}
			number := c.roster.enrol(owner{name: ref, partner: company.Slug})
			s = s.Clone()
			planter{c.roster.mint, number, w.Now()}.plant(&s)
			if _, err := w.Put(s); err != nil {
				return err
			}
			company.planted = append(company.planted, planted{ref, number})
		}
		return nil
	})
}
