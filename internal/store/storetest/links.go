package storetest

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// kim is who gets tracking codes in these tests.
const kim = "kim@longbeach.example"

// track is a tracking code, by a name.
func track(name string) store.FreshCode {
	plain := "HL-PLAIN-CODE0-" + name
	return store.FreshCode{Hash: sha256.Sum256([]byte(plain)), Plain: plain}
}

// linked puts a shipment and makes the code "one" for it.
func linked(w *world) store.Link {
	w.put(shipment(ref, "saigon-tech"), shipment("B/1", "saigon-tech"))
	return must(w.office(operations).CreateLink(ctx, store.LinkDraft{Ref: ref, To: "Kim@LongBeach.example"}, track("one")))
}

// enter opens a code as its holder does.
func (w *world) enter(name, fingerprint string) (model.Principal, error) {
	return w.Directory().OpenLink(ctx, track(name).Hash, fingerprint, "198.51.100.7:4022")
}

// refused expects that a code does not open, with the key of a Fault.
func (w *world) refused(name, fingerprint, fault string) {
	w.t.Helper()
	w.fault(second(w.enter(name, fingerprint)), fault)
}

// A code opens its shipment and nothing else, each use is counted, and the code itself
// is in no list and not in the trail.
func codeOpens(w *world) {
	made := linked(w)
	w.same("to whom", made.To, kim)
	w.always(func() {
		p := must(w.enter("one", ""))
		shared := must(w.SharedShipment(p))
		w.same("what it shows", must(shared.Shipment(ctx)).Ref.String()+" "+shared.Ref().String(), ref+" "+ref)
		for what, err := range map[string]error{
			"room": second(w.Room(p)), "office": second(w.Office(p)), "self": second(w.Self(p)), "a customer": second(w.SharedShipment(customer("saigon-tech"))),
		} {
			if !errors.Is(err, model.ErrForbidden) {
				w.t.Errorf("%s: %v", what, err)
			}
		}
		w.refused("other", "", "error.code.unknown")
	})
	list, _, err := w.office(cs).Links(ctx, strings.ToLower(ref), "", 0)
	w.check(err)
	w.same("uses", []any{len(list), list[0].ID, list[0].Uses, list[0].By, list[0].From}, []any{1, made.ID, 2, operations.Account, "198.51.100.7:4022"})
	entries, _, err := w.office(manager).SearchAudit(ctx, store.AuditQuery{})
	w.check(err)
	if told := string(must(json.Marshal([]any{entries, list}))); strings.Contains(told, "PLAIN") {
		w.t.Errorf("the code itself is told: %s", told)
	}
}

// What ends a code ends the sessions that it opened, with the same words; but whoever
// types one that was revoked is not told that there was one.
func codeEnds(w *world) {
	for name, c := range map[string]struct {
		fault string
		end   func(w *world, l store.Link) error
	}{
		"expired": {"error.code.expired", func(w *world, l store.Link) error { w.now = l.Expires; return nil }},
		"revoked": {"error.code.withdrawn", func(w *world, l store.Link) error { return second(w.office(manager).RevokeLink(ctx, l.ID)) }},
		"replaced": {"error.code.replaced", func(w *world, l store.Link) error {
			return second(w.office(admin).RenewLink(ctx, l.ID, 0, track("two")))
		}},
		"moved": {"error.code.withdrawn", func(w *world, _ store.Link) error {
			w.edit(ref, func(s *model.Shipment) { s.Partner = "mekong-foods" })
			return nil
		}},
	} {
		w := newWorld(w.t, w.open)
		l := linked(w)
		shared := must(w.SharedShipment(must(w.enter("one", ""))))
		lost := w.told()
		w.check(c.end(w, l))
		w.fault(second(shared.Shipment(ctx)), c.fault)
		if told := strings.Join(*lost, " "); name != "expired" && told != "code "+l.ID {
			w.t.Errorf("%s: %q were told", name, told)
		}
		typed := c.fault
		if typed == "error.code.withdrawn" {
			typed = "error.code.unknown"
		}
		w.always(func() { w.refused("one", "", typed) })
		if name == "replaced" {
			must(w.enter("two", ""))
		}
		if name == "expired" {
			w.now = l.Expires.AddDate(0, 0, -1) // a clock that is put back gives no time back
			w.refused("one", "", c.fault)
		}
	}
}

// A code that is bound is for the first key that opens it.
func codeBound(w *world) {
	linked(w)
	must(w.office(admin).CreateLink(ctx, store.LinkDraft{Ref: ref, To: kim, Bind: true}, track("bound")))
	w.refused("bound", "", "error.code.unknown")
	must(w.enter("bound", "SHA256:kim"))
	w.always(func() {
		w.refused("bound", "SHA256:thief", "error.code.unknown")
		w.refused("bound", "", "error.code.unknown")
		must(w.enter("bound", "SHA256:kim"))
	})
}

// A code lasts thirty days after the arrival, and longer when that is put off; one
// that was made for some days lasts these.
func codeLasts(w *world) {
	l := linked(w)
	arrival := must(w.office(cs).Shipment(ctx, ref)).Facts.ETA
	fixed := must(w.office(admin).CreateLink(ctx, store.LinkDraft{Ref: ref, To: kim, Life: 2 * day}, track("fixed")))
	w.same("for two days", fixed.Expires, noon.Add(2*day))
	if over := l.Expires.Sub(arrival.Instant()); over < 29*day || over > 31*day {
		w.t.Errorf("it lasts until %s, and the arrival is %s", l.Expires, arrival)
	}
	w.edit(ref, func(s *model.Shipment) { s.Facts.ETA = model.DayOf(arrival.Instant().AddDate(0, 0, 10)) })
	w.always(func() {
		list, _, err := w.office(cs).Links(ctx, ref, "", 0)
		w.check(err)
		longer := list[1].Expires.Sub(l.Expires)
		w.same("ten days later", []any{len(list), longer > 9*day, longer < 11*day, list[0].Expires}, []any{2, true, true, fixed.Expires})
	})
}

// Codes are read in parts, the latest first, of all shipments or of one.
func codesInParts(w *world) {
	linked(w)
	for _, name := range []string{"b", "c", "d"} {
		must(w.office(admin).CreateLink(ctx, store.LinkDraft{Ref: "B/1", To: kim}, track(name)))
	}
	w.always(func() {
		for of, want := range map[string]int{"": 4, "B/1": 3, ref: 1} {
			var seen []uint64
			for after := ""; ; {
				list, next, err := w.office(cs).Links(ctx, of, after, 2)
				w.check(err)
				for _, l := range list {
					seen = append(seen, l.Seq)
				}
				if after = next; next == "" {
					break
				}
			}
			for i := range seen[1:] {
				if seen[i] <= seen[i+1] {
					w.t.Errorf("%s: %v", of, seen)
				}
			}
			w.same("codes of "+of, len(seen), want)
		}
		_, _, err := w.office(cs).Links(ctx, "C/9", "", 0)
		w.fault(err, model.ErrNotFound.Key)
	})
}

// Who may make a code, and who may end one.
func codesByRole(w *world) {
	l := linked(w)
	for _, who := range []model.Principal{cs, manager, operations, admin} {
		office := w.office(who)
		for what, done := range map[string]struct {
			err error
			act model.Act
		}{
			"make":  {second(office.CreateLink(ctx, store.LinkDraft{Ref: ref, To: kim}, track(who.Account))), model.ActCodes},
			"renew": {second(office.RenewLink(ctx, "t99", 0, track("r"+who.Account))), model.ActCodes},
			"end":   {second(office.RevokeLink(ctx, l.ID)), model.ActRevoke},
		} {
			if errors.Is(done.err, model.ErrForbidden) == who.Role.May(done.act) {
				w.t.Errorf("%s by %s: %v", what, who.Role, done.err)
			}
		}
	}
}

// The holder of a code reads the same, and is not woken, whatever happens to other
// shipments of the same customer.
func codeSeesNoNeighbours(w *world) {
	linked(w)
	shared := must(w.SharedShipment(must(w.enter("one", ""))))
	version, before := must(shared.Version(ctx)), must(shared.Shipment(ctx))
	w.now = noon.Add(time.Hour)
	w.edit("B/1", func(s *model.Shipment) { s.Facts.Vessel = text("CANARY") })
	w.same("the shipment", must(shared.Shipment(ctx)), before)
	w.same("its version", must(shared.Version(ctx)), version)
	w.edit(ref, func(s *model.Shipment) { s.Facts.Vessel = text("ONE OWN") })
	if now := w.watch(shared, version); now <= version {
		w.t.Errorf("version %d after %d", now, version)
	}
	w.same("the vessel", must(shared.Shipment(ctx)).Vessel, text("ONE OWN"))
}
