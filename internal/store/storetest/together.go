package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store"
)

// What several people do at once. They are at work on two servers where an engine lets
// several have a store open, see [Servers], and otherwise on one.
var atOnce = []contractTest{
	{"OperatorsOfDifferentCustomersWriteAtOnce", differentRooms},
	{"OperatorsOfOneShipmentLoseNothing", oneShipment},
	{"OfTwoWhoHaveReadTheSameOneIsTold", bothHaveRead},
	{"ANumberIsTakenByOneCustomer", oneNumber},
	{"AnActUnderAnIDIsDoneOnceAtOnce", onceAtOnce},
	{"OfManyWhoRedeemOneSucceeds", invitationRace},
	{"ACodeIsBoundToOneKeyAtOnce", boundAtOnce},
	{"ShipmentsChangeHandsAtOnce", changeHands},
	{"AKeyIsRegisteredOnceAtOnce", keyAtOnce},
}

// Servers puts two servers that have the same store open through what people do at once.
func Servers(t *testing.T, open Open) {
	for _, c := range atOnce {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, open)
			w.other = open(t, w.folder, w.clock)
			t.Cleanup(func() { _ = w.other.Close() })
			c.test(w)
		})
	}
}

// operators is how many work at once, and each does what it does so often.
const operators, rounds = 8, 5

// together has operators do something at once, on one server and the other. It says how
// many did it without an error; each error must be a Fault with this key.
func (w *world) together(do func(operator int, s *store.Store) error, fault string) (done int) {
	w.t.Helper()
	other := w.other
	if other == nil {
		other = w.Store
	}
	var wg sync.WaitGroup
	errs := make([]error, operators)
	for i := range operators {
		wg.Go(func() { errs[i] = do(i, []*store.Store{w.Store, other}[i%2]) })
	}
	wg.Wait()
	for _, err := range errs {
		if err == nil {
			done++
		} else {
			w.fault(err, fault)
		}
	}
	return done
}

// sound fails where anything contradicts itself.
func (w *world) sound() {
	w.t.Helper()
	report, err := w.Verify(ctx)
	w.check(err)
	for _, problem := range report.Problems {
		w.t.Error("verify:", problem)
	}
}

// note adds a note for the customer to a shipment, which is a publication.
func note(s *store.Store, ref, said string) error {
	return must(s.Office(operations)).WriteEvents(ctx, "note", func(tx *store.Writer) error {
		s, err := tx.Shipment(ref)
		if err != nil {
			return err
		}
		s.Notes = append(s.Notes, model.Note{ID: said, At: tx.Now(), Text: text(said), ForCustomer: true})
		_, err = tx.Put(s)
		return err
	})
}

// reaches waits until a room has had so many changes: of those of another server this
// one hears a moment later.
func (w *world) reaches(slug string, version uint64) {
	w.t.Helper()
	room := w.room(slug)
	v := must(room.Version(ctx))
	for v < version {
		v = w.watch(room, v)
	}
	w.same("the room's version", v, version)
}

// Eight operators publish for eight customers. Each room, the list of all shipments and
// the trail have all of it, and the numbers of changes are those of the commits.
func differentRooms(w *world) {
	slug := func(i int) string { return fmt.Sprintf("customer-%d", i) }
	for i := range operators {
		must(w.office(admin).AddPartner(ctx, slug(i), text("Customer "+slug(i))))
		w.put(shipment(fmt.Sprint("S", i), slug(i)))
	}
	office := w.office(operations).AllShipments()
	before, lines := must(office.Version(ctx)), w.entries()
	w.same("operators", w.together(func(i int, s *store.Store) error {
		for n := range rounds {
			if err := note(s, fmt.Sprint("S", i), fmt.Sprintf("note %d", n)); err != nil {
				return err
			}
		}
		return nil
	}, ""), operators)
	w.same("lines in the trail", w.entries()-lines, uint64(operators*rounds))
	for i := range operators {
		w.reaches(slug(i), rounds+1)
	}
	changes := must(office.Changes(ctx, before, 0))
	w.same("shipments that changed", len(changes), operators)
	w.same("the last change", changes[operators-1].Seq, before+operators*rounds)
	w.sound()
}

// Eight operators add notes to one shipment, each to what it is then.
func oneShipment(w *world) {
	w.put(shipment(ref, "saigon-tech"))
	notes := len(must(w.office(operations).Shipment(ctx, ref)).Notes)
	w.same("operators", w.together(func(i int, s *store.Store) error {
		for n := range rounds {
			if err := note(s, ref, fmt.Sprintf("note %d of %d", n, i)); err != nil {
				return err
			}
		}
		return nil
	}, ""), operators)
	w.same("notes", len(must(w.office(operations).Shipment(ctx, ref)).Notes), notes+operators*rounds)
	w.sound()
}

// Eight operators have read one record, and write it. One does, the others are told.
func bothHaveRead(w *world) {
	w.put(shipment(ref, "saigon-tech"))
	for range rounds {
		read := must(w.office(operations).Shipment(ctx, ref))
		done := w.together(func(i int, s *store.Store) error {
			mine := read.Clone()
			mine.Facts.Voyage = text(fmt.Sprintf("%d of %d", i, read.Version))
			return must(s.Office(operations)).Write(ctx, "test", func(tx *store.Writer) error {
				_, err := tx.Put(mine)
				return err
			})
		}, "error.edited_meanwhile")
		w.same("operators who wrote", done, 1)
	}
	w.sound()
}

// A number of a shipment is taken for several customers at once. It is one's.
func oneNumber(w *world) {
	for n := range rounds {
		done := w.together(func(i int, s *store.Store) error {
			fresh := shipment(fmt.Sprint("NEW/", n), []string{"saigon-tech", "mekong-foods"}[i/2%2])
			return must(s.Office(operations)).Write(ctx, "test", func(tx *store.Writer) error {
				_, err := tx.Put(fresh)
				return err
			})
		}, "error.edited_meanwhile")
		w.same("operators who made it", done, 1)
	}
	w.sound()
}

// An act is tried again on another server while the first attempt is under way.
func onceAtOnce(w *world) {
	mailed(w, model.Notices{Level: model.NoticesAll})
	lines := w.entries()
	for n := range rounds {
		w.together(func(_ int, s *store.Store) error {
			again := model.Once(ctx, fmt.Sprint("act ", n))
			err := must(s.Office(operations)).Write(again, "move", func(tx *store.Writer) error {
				s, err := tx.Shipment(ref)
				if err != nil {
					return err
				}
				s.Facts.ETA = model.DayOf(noon.AddDate(0, 0, 30+int(s.Version)))
				_, err = tx.Put(s)
				return err
			})
			if errors.Is(err, model.ErrDone) {
				return nil
			}
			return err
		}, "")
	}
	w.same("lines in the trail", w.entries()-lines, uint64(rounds))
	post := must(w.office(operations).Outbox(ctx, "", 0))
	w.same("mails", post.Total, 1)
	w.sound()
}

// A code that is bound to the first key is used with many at once.
func boundAtOnce(w *world) {
	w.put(shipment(ref, "saigon-tech"))
	must(w.office(operations).CreateLink(ctx, store.LinkDraft{Ref: ref, To: kim, Bind: true}, track("bound")))
	w.same("keys that were let in", w.together(func(i int, s *store.Store) error {
		_, err := s.Directory().OpenLink(ctx, track("bound").Hash, key(string(rune('a'+i))).Fingerprint, "")
		return err
	}, "error.code.unknown"), 1)
	w.sound()
}

// Shipments go to another customer and back while others write to them.
func changeHands(w *world) {
	w.put(shipment("A/1", "saigon-tech"), shipment("B/1", "mekong-foods"))
	w.same("operators", w.together(func(i int, s *store.Store) error {
		for n := range rounds {
			err := must(s.Office(operations)).Write(ctx, "test", func(tx *store.Writer) error {
				for _, ref := range [][]string{{"A/1", "B/1"}, {"B/1", "A/1"}}[i/2%2] {
					s, err := tx.Shipment(ref)
					if err != nil {
						return err
					}
					s.Facts.Voyage = text(fmt.Sprintf("%d of %d", n, i))
					if i%4 == 0 {
						s.Partner = []string{"saigon-tech", "mekong-foods"}[n%2]
					}
					if _, err := tx.Put(s); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	}, ""), operators)
	w.sound()
}

// A key is registered to many accounts at once. It is one's.
func keyAtOnce(w *world) {
	for i := range operators {
		must(w.office(operations).AddAccount(ctx, model.Account{Email: fmt.Sprintf("a%d@x.example", i), Partner: "saigon-tech"}))
	}
	w.same("accounts that got it", w.together(func(i int, s *store.Store) error {
		return must(s.Office(operations)).AddKey(ctx, fmt.Sprintf("a%d@x.example", i), key("k"))
	}, "error.key_taken"), 1)
	w.sound()
}
