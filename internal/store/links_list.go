package store

import (
	"bytes"
	"context"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// Links lists tracking codes, the newest first: those to one shipment, or all
// (empty ref); those behind after, at most limit (0: 500). next is what to pass
// as after for the rest, empty at the end. ErrNotFound for an unknown shipment,
// the Fault "error.cursor" for an after that is none.
func (o *Office) Links(ctx context.Context, ref, after string, limit int) (list []Link, next string, err error) {
	before, ok := parseLinkID(after)
	if after != "" && !ok {
		return nil, "", errCursor
	}
	limit = pageLimit(limit)
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		seqs, more, err := linkPage(tx, ref, before, limit)
		if err != nil {
			return err
		}
		if more {
			next = linkID(seqs[len(seqs)-1])
		}
		for _, seq := range seqs {
			_, l, err := linkByNumber(tx, seq)
			if err != nil {
				return err
			}
			list = append(list, l)
		}
		return nil
	})
	return list, next, err
}

// linkPage are the numbers of one page of links, the newest first.
func linkPage(tx bolt.Tx, ref string, before uint64, limit int) (seqs []uint64, more bool, err error) {
	var all []uint64
	if ref == "" {
		all, err = newestLinks(tx, before, limit+1)
	} else {
		all, err = linksNamed(tx, ref)
		slices.Reverse(all)
	}
	if err != nil {
		return nil, false, err
	}
	for _, seq := range all {
		if before > 0 && seq >= before {
			continue
		}
		if len(seqs) == limit {
			return seqs, true, nil
		}
		seqs = append(seqs, seq)
	}
	return seqs, false, nil
}

// newestLinks are the numbers of the newest links below a number (0: of all).
func newestLinks(tx bolt.Tx, before uint64, limit int) (seqs []uint64, err error) {
	numbers, err := bucket(tx, bucketOffice, bucketLinkNumbers)
	if err != nil {
		return nil, err
	}
	cursor := numbers.Cursor()
	key, _ := cursor.Last()
	if before > 0 {
		if key, _ = cursor.Seek(numberKey(before)); key != nil {
			key, _ = cursor.Prev()
		} else {
			key, _ = cursor.Last()
		}
	}
	for ; key != nil && len(seqs) < limit; key, _ = cursor.Prev() {
		if seq, ok := parseNumber(key); ok {
			seqs = append(seqs, seq)
		}
	}
	return seqs, nil
}

// linksNamed are the numbers of the links to a shipment as somebody calls it.
func linksNamed(tx bolt.Tx, ref string) ([]uint64, error) {
	hall, err := openTree(tx, hallName)
	if err != nil {
		return nil, err
	}
	name, err := hall.named(ref)
	if err != nil {
		return nil, err
	}
	return linksOf(tx, name)
}

// linkNumbers reads the numbers that stand under a shipment.
func linkNumbers(refs *bbolt.Bucket, ref string) (seqs []uint64) {
	head, cursor := pairKey(ref, ""), refs.Cursor()
	for key, _ := cursor.Seek(head); bytes.HasPrefix(key, head); key, _ = cursor.Next() {
		if seq, ok := parseNumber(key[len(head):]); ok {
			seqs = append(seqs, seq)
		}
	}
	return seqs
}

// openLinks are the links to a shipment that open it at now.
func openLinks(tx bolt.Tx, ref string, now time.Time) (hashes []CodeHash, links []Link, err error) {
	seqs, err := linksOf(tx, ref)
	if err != nil {
		return nil, nil, err
	}
	for _, seq := range seqs {
		hash, l, err := linkByNumber(tx, seq)
		if err != nil {
			return nil, nil, err
		}
		seen, err := latestSince(tx, l.Era, now)
		if err != nil {
			return nil, nil, err
		}
		if l.State(seen) == LinkOpen {
			hashes, links = append(hashes, hash), append(links, l)
		}
	}
	return hashes, links, nil
}

// Codes is how many tracking codes open a shipment, which is named exactly.
func (r *Reader) Codes(ref string) (int, error) {
	_, links, err := openLinks(r.tx, ref, r.now)
	return len(links), err
}

// CodesTo are the tracking codes that were made for an address and were not
// replaced by newer ones, the newest first, at most limit.
func (r *Reader) CodesTo(email string, limit int) (states []model.CodeState, err error) {
	numbers, err := bucket(r.tx, bucketOffice, bucketLinkNumbers)
	if err != nil {
		return nil, err
	}
	cursor := numbers.Cursor()
	for key, _ := cursor.Last(); key != nil && len(states) < limit; key, _ = cursor.Prev() {
		seq, _ := parseNumber(key)
		_, l, err := linkByNumber(r.tx, seq)
		if err != nil {
			return nil, err
		}
		if l.To != email || !l.Renewed.IsZero() {
			continue
		}
		seen, err := latestSince(r.tx, l.Era, r.now)
		if err != nil {
			return nil, err
		}
		state := model.CodeState{ID: l.ID, Ref: model.Line(l.Ref, model.RefCells), Expires: l.Expires, Revoked: !l.Revoked.IsZero()}
		if l.State(seen) == LinkExpired && r.now.Before(l.Expires) {
			state.Expires = r.now // the clock was put back: it has ended all the same
		}
		states = append(states, state)
	}
	return states, nil
}
