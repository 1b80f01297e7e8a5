package isolation

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/store"
)

// roster is who is who in the copy: all partners, all shipments by their
// numbers, and the canaries that were given out. It is complete before the
// first account signs in, and only read from then on.
type roster struct {
	mint      mint
	owners    []owner
	foreign   *phrases
	forwarder model.Forwarder
	partners  map[string]*company
	slugs     []string // of all partners, in order
	accounts  []model.Account
	decoy     decoy
}

// company is a partner with the shipments that the office has under its name.
type company struct {
	model.Partner
	mu      sync.Mutex // held while something of it changes, and while it must not
	refs    []string   // all of them, the highest number first
	planted []planted  // those with canaries, in the same order
}

// planted is a shipment with canaries.
type planted struct {
	ref   string
	owner int
}

// enrol gives out the number of a new owner of canaries.
func (r *roster) enrol(o owner) int {
	r.owners = append(r.owners, o)
	return len(r.owners) - 1
}

// gather reads who is who from the office.
func gather(ctx context.Context, office *store.Office, m mint) (*roster, error) {
	r := &roster{mint: m, foreign: newPhrases(), partners: map[string]*company{}}
	var err error
	if r.forwarder, err = office.Forwarder(ctx); err != nil {
		return nil, err
	}
	if err := r.gatherPartners(ctx, office); err != nil {
		return nil, err
	}
	if err := r.gatherAccounts(ctx, office); err != nil {
		return nil, err
	}
	return r, r.gatherShipments(ctx, office)
}

func (r *roster) gatherPartners(ctx context.Context, office *store.Office) error {
	return everyPage(func(after string) ([]model.Partner, string, error) { return office.Partners(ctx, after, 0) }, func(p model.Partner) error {
		r.partner(p)
		return nil
	})
}

// partner takes a partner in. A name that is also a port's is nobody's alone.
func (r *roster) partner(p model.Partner) {
	r.partners[p.Slug] = &company{Partner: p}
	r.slugs = append(r.slugs, p.Slug)
	if model.ParsePlace(p.Name.String()).Code.IsZero() {
		r.foreign.add(p.Name.String(), phrase{kind: kindPartner, owner: p.Slug, partner: p.Slug})
	}
}

func (r *roster) gatherAccounts(ctx context.Context, office *store.Office) error {
	return everyPage(func(after string) ([]store.AccountInfo, string, error) { return office.Accounts(ctx, after, 0) }, func(a store.AccountInfo) error {
		r.foreign.add(a.Email, phrase{kind: kindAccount, owner: a.Email, partner: a.Partner, account: a.Email})
		if a.Role == model.Portal {
			r.accounts = append(r.accounts, a.Account)
		}
		return nil
	})
}

func (r *roster) gatherShipments(ctx context.Context, office *store.Office) error {
	err := everyRow(ctx, office.AllShipments(), model.TabAll, func(row model.Row) error {
		s, err := office.Shipment(ctx, row.Ref.String())
		if err == nil {
			r.shipment(s.Ref.String(), s.Partner)
		}
		return err
	})
	for _, c := range r.partners {
		slices.SortFunc(c.refs, func(a, b string) int { return cmp.Compare(b, a) })
	}
	return err
}

// shipment takes a shipment in.
func (r *roster) shipment(ref, partner string) {
	if c := r.partners[partner]; c != nil {
		c.refs = append(c.refs, ref)
	}
	r.foreign.add(ref, phrase{kind: kindRef, owner: ref, partner: partner})
}

// newKey makes a key pair for the time of the check.
func newKey(label model.Text) (gossh.Signer, model.Key, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, model.Key{}, fmt.Errorf("make a key: %w", err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		return nil, model.Key{}, fmt.Errorf("use a key: %w", err)
	}
	public := signer.PublicKey()
	return signer, model.Key{Fingerprint: access.Fingerprint(public), Type: public.Type(), Label: label}, nil
}

// lend registers a temporary key to an account of the copy. One that has as
// many keys as it may have loses one; it is a copy.
func lend(ctx context.Context, office *store.Office, email string, label model.Text) (gossh.Signer, error) {
	signer, key, err := newKey(label)
	if err != nil {
		return nil, err
	}
	err = office.AddKey(ctx, email, key)
	if !errors.Is(err, model.NewFault("error.key_too_many")) {
		return signer, err
	}
	keys, err := office.Keys(ctx, email)
	if err != nil {
		return nil, err
	}
	if err := office.RemoveKey(ctx, email, keys[0].Fingerprint); err != nil {
		return nil, err
	}
	return signer, office.AddKey(ctx, email, key)
}
