package postgres_test

import (
	"errors"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/postgres/pgtest"
	"porthole/internal/store/upkeep"
)

// Somebody who can send SQL changes or takes away something behind the program's back.
// Whatever it is, verify finds it, and says in which part.
func TestVerifyFindsWhatSQLHasChanged(t *testing.T) {
	for what, c := range map[string]struct {
		sql  string
		part upkeep.Part
	}{
		"an entry of the trail that is gone":    {`delete from office.log where first = '000000000002'`, upkeep.PartTrail},
		"an entry of the trail that is changed": {`update office.log set value = overlay(value placing '\x58' from 60) where first = '000000000002'`, upkeep.PartTrail},
		"the trail without its middle":          {`delete from office.log where first between '000000000002' and '000000000003'`, upkeep.PartTrail},
		"a row that is changed":                 {`update rooms.item set line = overlay(line placing '\x58' from 6)`, upkeep.PartRoom},
		"a record that is changed":              {`update rooms.item set record = overlay(record placing '\x58' from 20)`, upkeep.PartRoom},
		"a record that is gone":                 {`update rooms.item set record = null`, upkeep.PartRoom},
		"a shipment that is gone from a room":   {`delete from rooms.item where ref = 'S/0'`, upkeep.PartRoom},
		"a shipment that is gone from all":      {`delete from office.item where ref = 'S/0'`, upkeep.PartList},
		"a word that is gone":                   {`delete from rooms.word where text = (select max(text) from rooms.word)`, upkeep.PartList},
		"a word too many":                       {`insert into office.word select list, 'zzz', plain, ref, kinds, shared, status, attention from office.word limit 1`, upkeep.PartList},
		"another status":                        {`update rooms.item set status = 5`, upkeep.PartList},
		"wrong counts":                          {`update office.list set counts = array[9,9,9,9,9,9]`, upkeep.PartList},
		"a change that never was":               {`update rooms.item set seq = 1000`, upkeep.PartList},
		"a room that is gone":                   {`delete from rooms.list`, upkeep.PartList},
		"a shipment in another's room":          {`insert into rooms.list (name, seq, counts, attention) select 'other', seq, counts, attention from rooms.list; update rooms.item set list = (select id from rooms.list where name = 'other')`, upkeep.PartRoom},
		"a partner that is gone":                {`delete from office.partner`, upkeep.PartPartner},
		"an account that is gone":               {`delete from office.account`, upkeep.PartKey},
		"an entry of the desk that is gone":     {`delete from office.desk`, upkeep.PartDesk},
		"a table without its column":            {`alter table office.key drop column account`, upkeep.PartKey},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			url := pgtest.Database(t)
			s := server(t, url)
			o := must(s.Office(admin))
			must(o.AddPartner(ctx, "lotus", model.Line("Lotus", model.NameCells)))
			must(o.AddAccount(ctx, model.Account{Email: "buyer@lotus.example", Partner: "lotus"}))
			err := o.AddKey(ctx, "buyer@lotus.example", model.Key{Fingerprint: "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
			if err := errors.Join(err, addShipment(o, "S/0", "lotus"), publish(o, "S/0")); err != nil {
				t.Fatal(err)
			}
			if before := must(s.Verify(ctx)); !before.Sound() || before.Audit < 4 {
				t.Fatalf("%+v", before)
			}
			pgtest.Exec(t, url, c.sql)
			report, err := s.Verify(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range report.Problems {
				if p.Part == c.part {
					return
				}
			}
			t.Errorf("%+v", report)
		})
	}
}

// An older schema of the rules cannot be brought up to date here, since there is none:
// stores begin in databases with the present one. It is refused with both numbers.
func TestAnOlderSchemaOfTheRulesIsRefused(t *testing.T) {
	url := pgtest.Database(t)
	_ = server(t, url).Close()
	pgtest.Exec(t, url, "update office.number set n = 6 where name = 'schema of the rules'")
	_, err := store.New(open(t, url), "", store.Options{})
	var fault *model.Fault
	if !errors.As(err, &fault) || fault.Key != "error.store_older" || len(fault.Args) != 2 || fault.Args[0] != uint64(6) {
		t.Errorf("%#v", err)
	}
}
