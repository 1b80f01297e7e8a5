package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// maxAuditScan bounds how many entries one search looks at.
const maxAuditScan = 200_000

// AuditQuery asks for a part of the audit trail. The zero value is its
// beginning.
type AuditQuery struct {
	Since  time.Time // entries made at this time or later
	After  uint64    // entries behind this number
	Limit  int       // 0: 500
	Search string    // words that each entry has somewhere, accents and case aside
}

// SearchAudit reads the entries of the trail that match, the oldest first. next
// is the number to go on from, zero at the end; a page may be short, or empty,
// and have a next all the same, when much had to be looked through.
// ErrForbidden for all but managers and administrators.
func (o *Office) SearchAudit(ctx context.Context, q AuditQuery) (list []AuditEntry, next uint64, err error) {
	if !o.who.Role.May(model.ActReview) {
		return nil, 0, model.ErrForbidden
	}
	o.store.writeLooks()
	wanted := searchWords(q.Search)
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		audit, err := bucket(tx, bucketOffice, bucketAudit)
		if err != nil {
			return err
		}
		start, err := firstSince(audit, q.Since)
		if err != nil {
			return err
		}
		list, next, err = scanAudit(ctx, audit, max(start, q.After+1), pageLimit(q.Limit), wanted)
		return err
	})
	return list, next, err
}

// scanAudit reads up to limit matching entries from number from on.
func scanAudit(ctx context.Context, audit *bbolt.Bucket, from uint64, limit int, wanted []string) (list []AuditEntry, next uint64, err error) {
	cursor, last, seen := audit.Cursor(), from-1, 0
	for key, sealed := cursor.Seek(numberKey(from)); key != nil; key, sealed = cursor.Next() {
		if len(list) == limit || seen == maxAuditScan {
			return list, last, nil
		}
		if seen++; seen%4096 == 0 && ctx.Err() != nil {
			return nil, 0, fmt.Errorf("audit: %w", ctx.Err())
		}
		e, err := readEntry(key, sealed)
		if err != nil {
			return nil, 0, err
		}
		last = e.Seq
		if e.matches(wanted) {
			list = append(list, e)
		}
	}
	return list, 0, nil
}

func searchWords(text string) []string {
	var words []string
	for _, word := range strings.Fields(text) {
		if key := model.Fold(word); key != "" {
			words = append(words, key)
		}
	}
	return words
}

// matches says that each word is in one of the entry's fields.
func (e AuditEntry) matches(words []string) bool {
	if len(words) == 0 {
		return true
	}
	fields := make([]string, 0, 6)
	for _, field := range []string{e.Actor, string(e.Role), e.Remote, e.Verb, e.Subject, e.Detail} {
		fields = append(fields, model.Fold(field))
	}
	all := strings.Join(fields, "\x00")
	for _, word := range words {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}
