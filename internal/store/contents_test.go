package store

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt/bolttest"
)

// contentsOf is everything that the handles tell of a store, but for lists of shipments.
func contentsOf(t *testing.T, s *Store) string {
	t.Helper()
	office := must(s.Office(admin))
	outside := map[string]any{}
	note := func(name string, v any, err error) {
		t.Helper()
		if err != nil {
			v = err.Error()
		}
		outside[name] = v
	}
	f, err := office.Forwarder(ctx)
	note("forwarder", f, err)
	carriers, err := office.Carriers(ctx)
	note("carriers", carriers, err)
	mappings, err := office.Mappings(ctx)
	note("mappings", mappings, err)
	partners, _, err := office.Partners(ctx, "", 0)
	note("partners", partners, err)
	accounts, _, err := office.Accounts(ctx, "", 0)
	note("accounts", accounts, err)
	for _, a := range accounts {
		keys, err := office.Keys(ctx, a.Email)
		note("keys of "+a.Email, keys, err)
		who := model.Principal{Account: a.Email, Role: a.Role, Partner: a.Partner}
		self := must(s.Self(who))
		filters, err := self.Filters(ctx)
		note("filters of "+a.Email, filters, err)
		seen, err := self.LastSeen(ctx)
		note("last seen of "+a.Email, seen, err)
		visit, err := self.LastVisit(ctx)
		note("last visit of "+a.Email, visit, err)
		if a.Role == model.Portal {
			notices, err := self.Notices(ctx)
			note("notices of "+a.Email, notices, err)
		}
	}
	invitations, _, err := office.Invitations(ctx, "", 0)
	note("invitations", invitations, err)
	links, _, err := office.Links(ctx, "", "", 0)
	note("links", links, err)
	post, err := office.Outbox(ctx, "", 0)
	note("outbox", post, err)
	at, waits, err := s.Outbox().Next(ctx)
	note("next mail", []any{at, waits}, err)
	entries, _, err := office.SearchAudit(ctx, AuditQuery{Limit: 20})
	note("audit", entries, err)
	check(t, office.Read(context.Background(), func(r *Reader) error {
		for _, ref := range []string{"A/1", "A/2", "B/1"} {
			mailed, found, err := r.Mailed(ref)
			note("mailed "+ref, []any{mailed, found}, err)
			codes, err := r.Codes(ref)
			note("codes "+ref, codes, err)
			ofRef, _, err := office.Links(ctx, ref, "", 0)
			note("links of "+ref, ofRef, err)
		}
		for _, p := range partners {
			access, err := r.Access(p.Slug)
			note("access to "+p.Slug, access, err)
			gone, err := r.Gone(p.Slug, 10)
			note("gone of "+p.Slug, gone, err)
			pending, err := r.Pending(ctx, p.Slug, 10)
			note("pending of "+p.Slug, pending, err)
			_, err = r.PartnerNamed(p.Name.String())
			note("named "+p.Slug, nil, err)
		}
		to, err := r.CodesTo("guest@buyer.example", 10)
		note("codes to guest", to, err)
		return nil
	}))
	text, err := json.MarshalIndent(outside, "", " ")
	check(t, err)
	return string(text) + "\n"
}

// Whatever the handles told of a store of schema 6 they tell once it was brought up
// to date.
func TestSmallRecordsOfSchema6(t *testing.T) {
	s := must(Open(fixtureNamed(t, "records6"), Options{Now: func() time.Time { return noon.Add(61 * time.Minute) }}))
	defer s.Close()
	got, want := contentsOf(t, s), string(must(os.ReadFile("testdata/records6.json")))
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if report := must(s.Verify(ctx)); !report.Sound() {
		t.Errorf("%+v", report.Problems)
	}
}

// A record that is damaged keeps nobody from opening the store: it stays where it
// was, and Verify tells of it.
func TestDamagedRecordsStayBehind(t *testing.T) {
	long(t)
	for _, path := range []string{"office/accounts", "office/audit", "mail/outbox", "mail/told", "house", "meta/eras"} {
		dir := fixtureNamed(t, "records6")
		db := must(bbolt.Open(filepath.Join(dir, fileName), 0o600, nil))
		check(t, db.Update(func(tx *bbolt.Tx) error {
			outer, inner, _ := strings.Cut(path, "/")
			b := tx.Bucket([]byte(outer))
			if outer == "meta" {
				return b.Put([]byte(inner), []byte("damaged"))
			}
			if inner != "" {
				b = b.Bucket([]byte(inner))
			}
			key, value := b.Cursor().First()
			return b.Put(key, append([]byte("x"), value...))
		}))
		check(t, db.Close())
		s := must(Open(dir, Options{}))
		if report := must(s.Verify(ctx)); report.Sound() {
			t.Errorf("%s: it was not found", path)
		}
		check(t, s.Close())
	}
}

// Numbers go on behind those that were given before a store was brought up to date,
// also when a record had to stay behind.
func TestNumbersGoOnAfterAnUpgrade(t *testing.T) {
	var whole uint64 // the next invitation
	for _, damage := range []bool{false, true} {
		dir := fixtureNamed(t, "records6")
		if damage {
			db := must(bbolt.Open(filepath.Join(dir, fileName), 0o600, nil))
			check(t, db.Update(bolttest.In(func(tx bolttest.Tx) error {
				path := [][]byte{[]byte("office"), []byte("invites")}
				return spotsOf(tx.Bucket(path[0]).Bucket(path[1]), path...)[0].turn(tx)
			})))
			check(t, db.Close())
		}
		s := must(Open(dir, Options{Now: func() time.Time { return noon.Add(61 * time.Minute) }}))
		office := must(s.Office(admin))
		newest, _, err := office.Links(ctx, "", "", 1)
		check(t, err)
		l := must(office.CreateLink(ctx, LinkDraft{Ref: "A/1", To: "new@buyer.example"}, newCode("NEW")))
		i := must(office.Invite(ctx, model.InvitationDraft{Email: "linh@saigon-tech.example", Life: time.Hour}, FreshCode{Hash: CodeHash{1}}))
		if !damage {
			whole = i.Seq
		}
		if l.Seq != newest[0].Seq+1 || i.Seq != whole || i.Seq < 2 {
			t.Errorf("damage %v: link %d after %d, invitation %d and not %d", damage, l.Seq, newest[0].Seq, i.Seq, whole)
		}
		before := must(office.Outbox(ctx, "", 0)).Mail
		must(office.ResendMail(ctx, "A/1"))
		if after := must(office.Outbox(ctx, before[len(before)-1].ID, 0)).Mail; len(after) == 0 {
			t.Errorf("no mail is behind %+v", before)
		}
		check(t, s.Close())
	}
}

// What is worth no backup does not keep an older store from being opened.
func TestAnUpgradeForgetsUsesAndVisitsThatCannotBeRead(t *testing.T) {
	dir := fixtureNamed(t, "records6")
	db := must(bbolt.Open(filepath.Join(dir, fileName), 0o600, nil))
	check(t, db.Update(bolttest.In(func(tx bolttest.Tx) error {
		for _, name := range [][]byte{[]byte("used"), []byte("visits")} {
			spots := spotsOf(tx.Bucket([]byte("office")).Bucket(name), []byte("office"), name)
			if len(spots) == 0 {
				t.Errorf("the fixture has no %s", name)
			}
			for _, s := range spots {
				check(t, s.turn(tx))
			}
		}
		return nil
	})))
	check(t, db.Close())
	s := must(Open(dir, Options{}))
	defer s.Close()
	if report := must(s.Verify(ctx)); !report.Sound() {
		t.Errorf("%+v", report.Problems)
	}
	for _, k := range must(must(s.Office(admin)).Keys(ctx, "linh@saigon-tech.example")) {
		if !k.LastUsed.IsZero() {
			t.Errorf("%s was used at %s", k.Fingerprint, k.LastUsed)
		}
	}
}
