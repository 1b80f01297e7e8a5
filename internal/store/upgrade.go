package store

import (
	"fmt"

	"go.etcd.io/bbolt"
)

// upgrade brings a store of an older schema up to date, all in one transaction.
//
// From 1 to 2: the desk's entries, invitations, and what was mailed came.
// From 2 to 3: the outbox and notices came.
// From 3 to 4: tracking codes came.
func upgrade(tx *bbolt.Tx) error {
	office, err := bucket(tx, bucketOffice)
	if err != nil {
		return err
	}
	if office.Bucket(bucketDesk) != nil {
		if err := office.DeleteBucket(bucketDesk); err != nil {
			return fmt.Errorf("clear the desk: %w", err)
		}
	}
	for _, name := range [][]byte{
		bucketDesk, bucketMailed, bucketLeft, bucketInvites, bucketLinks, bucketLinkNumbers, bucketLinkRefs,
	} {
		if _, err := office.CreateBucketIfNotExists(name); err != nil {
			return fmt.Errorf("create office/%s: %w", name, err)
		}
	}
	if err := createMail(tx); err != nil {
		return err
	}
	if err := furnishDesk(tx); err != nil {
		return err
	}
	meta, err := bucket(tx, bucketMeta)
	if err != nil {
		return err
	}
	return put(meta, keyVersion, seal(keyVersion, numberKey(schema)))
}

// furnishDesk makes the entries of all shipments anew.
func furnishDesk(tx *bbolt.Tx) error {
	shipments, err := bucket(tx, bucketOffice, bucketShipments)
	if err != nil {
		return err
	}
	cursor := shipments.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		s, err := readShipment(tx, string(key))
		if err != nil {
			return err
		}
		if err := keepOutlook(tx, s); err != nil {
			return err
		}
	}
	return nil
}
