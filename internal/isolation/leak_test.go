package isolation

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/bolt/bolttest"
	"porthole/internal/store/engine"
)

// leaks are the canaries of the leaks that an account had by a probe whose name
// begins like that, each with its owner.
func leaks(report model.IsolationReport, account, probe string) []string {
	var found []string
	for _, leak := range report.Leaks {
		if leak.Account == account && strings.HasPrefix(leak.Probe, probe) {
			found = append(found, leak.Canary+" "+leak.Owner)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// told fails the test unless the report names these.
func told(t *testing.T, report model.IsolationReport, account, probe string, want ...string) {
	t.Helper()
	if report.Passed {
		t.Error("passed")
	}
	found := leaks(report, account, probe)
	for _, one := range want {
		if !slices.Contains(found, one) {
			t.Errorf("%s by %q: %q is not among %q", account, probe, one, found)
		}
	}
}

// leaky is a house of two customers with one account each, in whose copy a
// fault is put before anybody signs in.
func leaky(t *testing.T, fault func(c *check) error) model.IsolationReport {
	t.Helper()
	return checked(t, Options{Store: newHouse(t, 2, 1, 3).Store, faults: fault})
}

// change edits one shipment of the copy.
func change(t *testing.T, c *check, ref string, edit func(s *model.Shipment)) error {
	t.Helper()
	return c.office.Write(t.Context(), "fault", func(w *store.Writer) error {
		s, err := w.Shipment(ref)
		if err != nil {
			return err
		}
		s = s.Clone()
		edit(&s)
		_, err = w.Put(s)
		return err
	})
}

// Somebody copies a record to make a new one, and forgets whose it was.
func TestARecordOfAnotherCustomerIsFound(t *testing.T) {
	theirs := ""
	report := leaky(t, func(c *check) error {
		theirs = c.roster.partners[slug(1)].refs[0]
		return c.office.Write(t.Context(), "fault", func(w *store.Writer) error {
			s, err := w.Shipment(theirs)
			if err != nil {
				return err
			}
			s.Ref, s.Partner, s.Version = model.Line("SHP/9999/1", 40), slug(0), 0
			_, err = w.Put(s)
			return err
		})
	})
	told(t, report, mail(0, 0), "shipments --json", "set SHP/9999/1")
	told(t, report, mail(0, 0), "shipments --csv", "commodity "+theirs, "container "+theirs, "hbl "+theirs)
	told(t, report, mail(0, 0), "screen", "event "+theirs)
	if found := leaks(report, mail(1, 0), ""); len(found) > 0 {
		t.Errorf("the other customer, who sees what is theirs: %q", found)
	}
}

// An internal note is pasted into the field for the customer.
func TestAnInternalTextInAPublishedNoteIsFound(t *testing.T) {
	ref := ""
	report := leaky(t, func(c *check) error {
		ref = c.roster.partners[slug(0)].refs[1]
		return change(t, c, ref, func(s *model.Shipment) {
			pasted := s.Internal.BuyRate.String() + " " + s.Notes[0].Text.String()
			s.Notes = append(s.Notes, model.Note{ID: "n9", At: noon, ForCustomer: true, Text: model.Line(pasted, 200)})
		})
	})
	told(t, report, mail(0, 0), "shipment -- '", "buy_rate "+ref, "note_internal "+ref)
	told(t, report, mail(0, 0), "screen", "buy_rate "+ref)
}

// Everything of a shipment is published, also what was withdrawn.
func TestAPublishedEventThatNobodyPublishedIsFound(t *testing.T) {
	ref := ""
	report := leaky(t, func(c *check) error {
		ref = c.roster.partners[slug(0)].refs[0]
		return change(t, c, ref, func(s *model.Shipment) {
			for i := range s.Events {
				s.Events[i].Published, s.Events[i].Withdrawn = s.Events[0].Recorded, model.Stamp{}
			}
			for i := range s.Ledger {
				s.Ledger[i].Published, s.Ledger[i].Withdrawn = s.Ledger[0].Recorded, model.Stamp{}
			}
		})
	})
	told(t, report, mail(0, 0), "shipment --json", "event_unpublished "+ref, "event_withdrawn "+ref, "ledger_unpublished "+ref)
}

// Whoever signs in is given somebody else's room.
func TestTheWrongRoomIsFound(t *testing.T) {
	theirs := ""
	report := leaky(t, func(c *check) error {
		theirs = c.roster.partners[slug(1)].refs[0]
		return c.office.MoveAccount(t.Context(), mail(0, 0), slug(1))
	})
	told(t, report, mail(0, 0), "shipments", "ref "+theirs, "commodity "+theirs, "set "+theirs)
	told(t, report, mail(0, 0), "whoami", "partner "+slug(1))
}

// A room of the live store has another customer's rows in it, as a fault in the
// store's own code would put them there.
func TestARoomThatMixesCustomersIsFound(t *testing.T) {
	h := newHouse(t, 2, 1, 3)
	theirs := sample(1, 0, model.Stamp{}).Ref.String()
	report := checked(t, Options{Store: h.Store, raw: func(folder string) error {
		bolttest.Edit(t, filepath.Join(folder, "porthole.db"), func(tx bolttest.Tx) error {
			return pour(tx, engine.List(slug(1)), engine.List(slug(0)))
		})
		return nil
	}})
	told(t, report, mail(0, 0), "room", "record "+theirs, "set "+theirs)
	told(t, report, mail(0, 0), "shipments", "ref "+theirs, "set "+theirs)
	told(t, report, mail(0, 0), "screen", "ref "+theirs)
	if found := leaks(report, mail(0, 0), "shipment -- X"); len(found) == 0 || !strings.HasPrefix(found[0], "unlike SHP/") {
		t.Errorf("what is foreign cannot be told from what is not there: %q", found)
	}
}

// pour puts all that is in one list into another.
func pour(tx engine.Tx, from, to engine.List) error {
	for record, err := range tx.Records(from, "") {
		if err != nil {
			return err
		}
		items, err := tx.Items(from, record.Ref)
		if err != nil {
			return err
		}
		items[0].Record = record.Record
		if err := tx.PutItem(to, items[0]); err != nil {
			return err
		}
	}
	return nil
}

// A tab that counts somebody else's shipments tells of them, although the list
// under it is right.
func TestATabThatCountsTooManyIsFound(t *testing.T) {
	h := newHouse(t, 2, 1, 3)
	err := h.office.Write(t.Context(), "test", func(w *store.Writer) error {
		_, err := w.Put(sample(1, 3, w.Stamp()))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	report := checked(t, Options{Store: h.Store, raw: func(folder string) error {
		bolttest.Edit(t, filepath.Join(folder, "porthole.db"), func(tx bolttest.Tx) error {
			theirs := tx.List(engine.List(slug(1))).Get([]byte("state"))
			return tx.List(engine.List(slug(0))).Put([]byte("state"), slices.Clone(theirs))
		})
		return nil
	}})
	told(t, report, mail(0, 0), "room", "counts all")
	told(t, report, mail(0, 0), "screen", "counts ")
	if found := leaks(report, mail(1, 0), ""); len(found) > 0 {
		t.Errorf("the other customer, whose tabs are right: %q", found)
	}
}

// A code opens another shipment than it was made for: another customer's, or only another
// one of the same. Both doors show it.
func TestAnotherShipmentBehindACodeIsFound(t *testing.T) {
	for name, whose := range map[string]int{"another customer's": 1, "another of the same customer": 0} {
		t.Run(name, func(t *testing.T) {
			theirs := ""
			report := leaky(t, func(c *check) error {
				planted := c.roster.partners[slug(whose)].planted
				theirs = planted[len(planted)-1].ref
				c.code = func(ctx context.Context, _ string) (string, error) { return c.newCode(ctx, theirs) }
				return nil
			})
			told(t, report, mail(0, 0), "web /t?lang=vi", "hbl "+theirs, "container "+theirs, "event "+theirs)
			told(t, report, mail(0, 0), "web /t/shipment.ics", "ref "+theirs)
			told(t, report, mail(0, 0), "code: screen", "container "+theirs)
			told(t, report, mail(0, 0), "code: shipment --json", "hbl "+theirs)
			told(t, report, mail(0, 0), "code: ics", "ref "+theirs)
		})
	}
}

// What the office does without publishing it moves a date, a place in the order or a
// line of a watch.
func TestWhatIsNotPublishedAndCanBeNoticedIsFound(t *testing.T) {
	report := leaky(t, func(c *check) error {
		c.unseen = c.touch
		return nil
	})
	first, last := sample(0, 2, model.Stamp{}).Ref.String(), sample(0, 0, model.Stamp{}).Ref.String()
	told(t, report, mail(0, 0), "shipment --json", "moved "+first)
	told(t, report, mail(0, 0), "watch", "moved "+last)
}

// Somebody is shown as an account what the account does not get.
func TestAPreviewOfAnotherAccountIsFound(t *testing.T) {
	report := leaky(t, func(c *check) error {
		c.preview = func(_, line string) string { return "preview " + mail(1, 0) + " " + line }
		return nil
	})
	theirs := sample(1, 2, model.Stamp{}).Ref.String()
	told(t, report, mail(0, 0), "preview shipments --json", "preview ", "ref "+theirs)
}

// An account is mailed about the shipments of another customer.
func TestAMailToTheWrongCustomerIsFound(t *testing.T) {
	report := leaky(t, func(c *check) error {
		c.address = func(e store.Envelope) string {
			return map[string]string{mail(0, 0): mail(1, 0), mail(1, 0): mail(0, 0)}[e.To]
		}
		return nil
	})
	theirs := sample(1, 2, model.Stamp{}).Ref.String()
	told(t, report, mail(0, 0), "mail", "hbl "+theirs, "ref "+theirs)
}
