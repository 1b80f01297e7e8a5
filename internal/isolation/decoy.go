package isolation

import (
	"context"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/store"
)

// decoy is a customer that only the copy has, made of canaries: in a store with
// a single customer there would be nobody else to be seen. Its name, its people
// and the numbers of its shipments are canaries too, which they cannot become
// where they exist already.
type decoy struct {
	slug    string
	account string
	key     gossh.PublicKey
	refs    []string
}

// decoyShipments is how many shipments the decoy has.
const decoyShipments = 3

// plantDecoy makes the decoy, without the canaries in its shipments, which are
// planted like any others. Every partner gets one more account and key, whose
// names are canaries.
func (r *roster) plantDecoy(ctx context.Context, office *store.Office) error {
	number := r.enrol(owner{name: "decoy", partner: "decoy"})
	token := r.mint.token(number, kindPartner)
	slug := strings.ToLower(token)
	r.owners[number] = owner{name: slug, partner: slug}
	p, err := office.AddPartner(ctx, slug, model.Line(token+" Decoy Trading", model.NameCells))
	if err != nil {
		return err
	}
	r.decoy.slug = p.Slug
	r.partner(p)
	if err := r.plantAccounts(ctx, office); err != nil {
		return err
	}
	return r.plantShipments(ctx, office, number)
}

// plantAccounts gives each partner an account and a key that are canaries.
func (r *roster) plantAccounts(ctx context.Context, office *store.Office) error {
	for _, slug := range r.slugs {
		number := r.enrol(owner{name: slug, partner: slug, account: "canary of " + slug})
		email := strings.ToLower(r.mint.token(number, kindAccount)) + "@canary.invalid"
		if _, err := office.AddAccount(ctx, model.Account{Email: email, Partner: slug}); err != nil {
			return err
		}
		signer, err := lend(ctx, office, email, model.Line(r.mint.token(number, kindKey), model.RefCells))
		if err != nil {
			return err
		}
		if slug == r.decoy.slug {
			r.decoy.account, r.decoy.key = email, signer.PublicKey()
		}
	}
	return nil
}

// plantShipments gives the decoy its shipments.
func (r *roster) plantShipments(ctx context.Context, office *store.Office, number int) error {
	company := r.partners[r.decoy.slug]
	err := office.Write(ctx, "isolation decoy", func(w *store.Writer) error {
		for i := range decoyShipments {
			ref := r.mint.token(number, kindRef) + "/" + string(rune('A'+i))
			s := model.Shipment{Ref: model.Line(ref, model.RefCells), Partner: r.decoy.slug}
			s.Facts = model.Facts{
				Status: model.Confirmed, Mode: model.Sea, Load: model.FCL, Direction: model.Export,
				POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB"),
				ETD: model.DayOf(w.Now().AddDate(0, 0, 5)), ETA: model.DayOf(w.Now().AddDate(0, 0, 25)),
			}
			if _, err := w.Put(s); err != nil {
				return err
			}
			company.refs = append([]string{ref}, company.refs...)
		}
		return nil
	})
	r.decoy.refs = company.refs
	return err
}
