package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// Link is a tracking code: it lets one recipient see one shipment. The code
// itself is nowhere in the store, but locked in the mail that brings it until
// that is sent; a link is found by the code's hash.
type Link struct {
	ID       string    `json:"id"` // for lists and for revoking; opens nothing
	Seq      uint64    `json:"seq"`
	Ref      string    `json:"ref"`
	Partner  string    `json:"partner"` // slug of the customer whose shipment it was when the code was made
	To       string    `json:"to"`      // mail address
	Language string    `json:"language,omitempty"`
	Created  time.Time `json:"created"`
	By       string    `json:"by"`
	Expires  time.Time `json:"expires"`
	Follows  bool      `json:"follows,omitempty"` // Expires moves on when the arrival does
	Era      int       `json:"era"`               // see eras.go
	Lapsed   bool      `json:"lapsed,omitempty"`  // was seen to have expired
	Bind     bool      `json:"bind,omitempty"`    // only the first key that uses it is let in
	Bound    string    `json:"bound,omitempty"`   // fingerprint of that key

	First time.Time `json:"first"` // first and last use
	Last  time.Time `json:"last"`
	From  string    `json:"from,omitempty"` // address of the last use
	Uses  int       `json:"uses,omitempty"`

	Revoked   time.Time `json:"revoked"`
	RevokedBy string    `json:"revoked_by,omitempty"`
	Renewed   time.Time `json:"renewed"`
	RenewedBy string    `json:"renewed_by,omitempty"`
	Successor string    `json:"successor,omitempty"` // id of the code that took its place
}

// LinkState is how a tracking code stands.
type LinkState string

// The states, as they are printed.
const (
	LinkOpen     LinkState = "open"
	LinkExpired  LinkState = "expired"
	LinkRevoked  LinkState = "revoked"
	LinkReplaced LinkState = "replaced"
)

// State is how the code stands at now, as far as it knows.
func (l Link) State(now time.Time) LinkState {
	switch {
	case !l.Renewed.IsZero():
		return LinkReplaced
	case !l.Revoked.IsZero():
		return LinkRevoked
	case l.Lapsed || !now.Before(l.Expires):
		return LinkExpired
	default:
		return LinkOpen
	}
}

// linkID is how people name the link with a number, and parseLinkID reads it.
func linkID(seq uint64) string { return "t" + strconv.FormatUint(seq, 10) }

func parseLinkID(id string) (uint64, bool) {
	digits, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(id)), "t")
	seq, err := strconv.ParseUint(digits, 10, 63)
	return seq, found && err == nil && seq > 0
}

// readLink reads a link by the hash of its code.
func readLink(tx bolt.Tx, hash CodeHash) (l Link, found bool, err error) {
	links, err := bucket(tx, bucketOffice, bucketLinks)
	if err != nil {
		return l, false, err
	}
	found, err = unsealJSON(hash[:], links.Get(hash[:]), &l)
	return l, found, err
}

func writeLink(tx bolt.Tx, hash CodeHash, l Link) error {
	links, err := bucket(tx, bucketOffice, bucketLinks)
	if err != nil {
		return err
	}
	sealed, err := sealJSON(hash[:], l)
	if err != nil {
		return err
	}
	return put(links, hash[:], sealed)
}

// numberLink gives a new link its number, and writes it where it is found by
// that and by its shipment.
func numberLink(tx bolt.Tx, hash CodeHash, l *Link) error {
	numbers, err := bucket(tx, bucketOffice, bucketLinkNumbers)
	if err != nil {
		return err
	}
	if l.Seq, err = numbers.NextSequence(); err != nil {
		return fmt.Errorf("number the tracking code: %w", err)
	}
	l.ID = linkID(l.Seq)
	key := numberKey(l.Seq)
	if err := put(numbers, key, seal(key, hash[:])); err != nil {
		return err
	}
	refs, err := bucket(tx, bucketOffice, bucketLinkRefs)
	if err != nil {
		return err
	}
	return put(refs, linkRefKey(l.Ref, l.Seq), nil)
}

// linkRefKey is where a link is found by its shipment.
func linkRefKey(ref string, seq uint64) []byte {
	return append(pairKey(ref, ""), numberKey(seq)...)
}

// linkByNumber finds a link by its number; ErrNotFound.
func linkByNumber(tx bolt.Tx, seq uint64) (hash CodeHash, l Link, err error) {
	numbers, err := bucket(tx, bucketOffice, bucketLinkNumbers)
	if err != nil {
		return hash, l, err
	}
	key := numberKey(seq)
	sealed := numbers.Get(key)
	if sealed == nil {
		return hash, l, model.ErrNotFound
	}
	payload, err := unseal(key, sealed)
	if err != nil {
		return hash, l, err
	}
	if len(payload) != len(hash) {
		return hash, l, fmt.Errorf("number of link %d: %w", seq, errDamaged)
	}
	hash = CodeHash(payload)
	l, found, err := readLink(tx, hash)
	if err == nil && (!found || l.Seq != seq) {
		err = fmt.Errorf("link %d is another's: %w", seq, errDamaged)
	}
	return hash, l, err
}

// linkByID is linkByNumber for what somebody typed.
func linkByID(tx bolt.Tx, id string) (CodeHash, Link, error) {
	seq, ok := parseLinkID(id)
	if !ok {
		return CodeHash{}, Link{}, model.ErrNotFound
	}
	return linkByNumber(tx, seq)
}

// linksOf are the numbers of the links to a shipment, the oldest first.
func linksOf(tx bolt.Tx, ref string) (seqs []uint64, err error) {
	refs, err := bucket(tx, bucketOffice, bucketLinkRefs)
	if err != nil {
		return nil, err
	}
	return linkNumbers(refs, ref), nil
}
