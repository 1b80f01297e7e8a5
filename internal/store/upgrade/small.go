package upgrade

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// smallBuckets are those of small records.
var smallBuckets = []bucket{
	{path: []string{"house"}, take: takeForwarder},
	{path: []string{"office", "partners"}, take: into(&records.Partners)},
	{path: []string{"office", "names"}},
	{path: []string{"office", "accounts"}, take: into(&records.Accounts)},
	{path: []string{"office", "keys"}, take: into(&records.Keys)},
	{path: []string{"office", "account_keys"}},
	{path: []string{"office", "used"}, take: takeKeyUse, forgets: true},
	{path: []string{"office", "visits"}, take: takeVisit, forgets: true},
	{path: []string{"office", "invites"}, take: takeInvitation, numbers: &records.Invitations.Table},
	{path: []string{"office", "links"}, take: takeLink},
	{path: []string{"office", "link_numbers"}, numbers: &records.Links.Table},
	{path: []string{"office", "link_refs"}},
	{path: []string{"office", "left"}, take: takeFormer},
	{path: []string{"office", "audit"}, take: takeEntry},
	{path: []string{"office", "mailed"}, take: into(&records.Mailed)},
	{path: []string{"mail", "notices"}, take: into(&records.Notices)},
	{path: []string{"mail", "recipients"}, take: into(&records.Followers)},
	{path: []string{"mail", "told"}, take: into(&records.MailedTo)},
	{path: []string{"mail", "outbox"}, take: takeMail, numbers: &records.Outbox.Table},
	{path: []string{"mail", "due"}},
	{path: []string{"mail", "open"}, take: takeOpenMail},
	{path: []string{"mail"}, take: takeMailServer},
}

func moveSmall(update Update, limit int) error {
	for _, b := range smallBuckets {
		if err := b.move(update, limit); err != nil {
			return err
		}
	}
	return update(moveEras)
}

// oldEras is where, in meta, the times were at which the clock was put back.
const oldEras = "eras"

// moveEras moves these. The latest time of all is that of the last entry of the trail.
func moveEras(tx engine.Tx) error {
	meta, found := bolt.OldBucket(tx, "meta")
	if !found {
		return nil
	}
	payload, err := meta.Get(oldEras)
	if err != nil {
		return nil //nolint:nilerr // it stays where it is
	}
	for n := uint64(1); len(payload) >= 8; n, payload = n+1, payload[8:] {
		end := time.Unix(0, int64(binary.BigEndian.Uint64(payload))).UTC()
		if err := records.Rollbacks.Put(tx, end, records.NumberText(n)); err != nil {
			return err
		}
	}
	return meta.Delete([]byte(oldEras), []byte("clock")) //nolint:wrapcheck // it names the value
}

// into takes the records of a bucket as they are into a table, under the one or two
// parts of their keys.
func into[T any](t *records.Table[T]) func(tx engine.Tx, key, payload []byte) error {
	return func(tx engine.Tx, key, payload []byte) error {
		first, second := cut(key)
		return take(tx, t, payload, first, second)
	}
}

// take puts a record whose JSON is as it was into its table.
func take[T any](tx engine.Tx, t *records.Table[T], payload []byte, first string, second ...string) error {
	var v T
	if err := records.Decode(first, payload, &v); err != nil {
		return err
	}
	return t.Put(tx, v, first, second...)
}

func takeForwarder(tx engine.Tx, key, payload []byte) error {
	switch name, mapping := bytes.CutPrefix(key, []byte("mapping ")); {
	case mapping:
		return take(tx, &records.Mappings, payload, string(name))
	case string(key) == "forwarder":
		return take(tx, &records.Forwarders, payload, records.TheForwarder)
	case string(key) == "carriers":
		all := map[string]model.CarrierSetting{}
		if err := records.Decode(string(key), payload, &all); err != nil {
			return err
		}
		for _, code := range slices.Sorted(maps.Keys(all)) {
			if err := records.Carriers.Put(tx, all[code], code); err != nil {
				return err
			}
		}
	}
	return nil
}

func takeKeyUse(tx engine.Tx, key, payload []byte) error {
	n, err := number(payload)
	if err != nil {
		return err
	}
	return records.KeyUses.Put(tx, time.Unix(0, int64(n)).UTC(), string(key))
}

// takeVisit takes visits of both sizes: older ones have no time.
func takeVisit(tx engine.Tx, key, payload []byte) error {
	var v records.Visit
	switch len(payload) {
	case 8:
	case 16:
		v.At = time.Unix(0, int64(binary.BigEndian.Uint64(payload[8:]))).UTC()
	default:
		return engine.ErrDamaged
	}
	v.Seen = binary.BigEndian.Uint64(payload)
	email, slug := cut(key)
	return records.Visits.Put(tx, v, email, slug)
}

func takeInvitation(tx engine.Tx, key, payload []byte) error {
	i := records.KeptInvitation{Hash: hex.EncodeToString(key)}
	if err := records.Decode(string(key), payload, &i); err != nil {
		return err
	}
	return i.Keep(tx)
}

func takeLink(tx engine.Tx, key, payload []byte) error {
	l := records.KeptLink{Hash: hex.EncodeToString(key)}
	if err := records.Decode(string(key), payload, &l); err != nil {
		return err
	}
	return l.Keep(tx)
}

func takeFormer(tx engine.Tx, key, _ []byte) error {
	slug, ref := cut(key)
	return records.Former.Put(tx, struct{}{}, slug, ref)
}

func takeEntry(tx engine.Tx, key, payload []byte) error {
	n, err := number(key)
	if err != nil {
		return err
	}
	return records.PutEntry(tx, n, payload)
}

func takeMail(tx engine.Tx, key, payload []byte) error {
	n, err := number(key)
	if err != nil {
		return err
	}
	return take(tx, &records.Outbox, payload, records.NumberText(n))
}

func takeOpenMail(tx engine.Tx, key, payload []byte) error {
	n, err := number(payload)
	if err != nil {
		return err
	}
	to, ref := cut(key)
	return records.OpenMails.Put(tx, n, to, ref)
}

func takeMailServer(tx engine.Tx, _, payload []byte) error {
	return take(tx, &records.MailServers, payload, records.TheMailServer)
}
