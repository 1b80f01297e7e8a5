package model

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

const canary = "CANARY-7391"

// The attack: somebody in the office writes what must not get out into every
// field that is meant for the office, and never publishes an event. Then
// everything that leaves through the door is searched for it.
func TestNothingInternalGoesThroughTheDoor(t *testing.T) {
	s := seaExport()
	secret := Line(canary, RefCells)
	s.Internal = Internal{BuyRate: secret, Remarks: secret}
	hidden := event(Loaded, mayAt(10, 1), "VNSGN")
	hidden.Text, hidden.Internal, hidden.Container, hidden.Vessel = secret, secret, secret, secret
	hidden.Origin = Origin{Kind: canary, ID: canary, Raw: canary}
	mustRecord(t, &s, hidden, Stamp{})
	open := event(GateIn, mayAt(9, 1), "VNSGN")
	open.Internal, open.Origin.Raw, open.Origin.ID = secret, canary, canary
	shown := mustRecord(t, &s, open, Stamp{At: mayAt(9, 2), By: canary, Why: secret})
	gone := mustRecord(t, &s, event(Stuffed, mayAt(8, 1), canary), stamp(8, 2))
	if err := WithdrawEvent(&s, gone.ID, Stamp{At: mayAt(8, 3), By: canary, Why: secret}); err != nil {
		t.Fatal(err)
	}
	s.Notes = []Note{{At: mayAt(9, 1), By: canary, Text: secret}, {At: mayAt(9, 1), ForCustomer: true, Text: secret, Withdrawn: stamp(9, 2)}}
	Reschedule(&s, KindETA, Day(2025, 6, 1), secret, "", Stamp{At: mayAt(9, 1), By: canary}, Stamp{})

	p := Publish(s)
	data, err := json.Marshal([]any{p, RowOf(p), Timeline(p, mayAt(16, 9))})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), canary) {
		t.Errorf("internal text has left the office: %s", data)
	}
	if len(p.Timeline) != 1 || p.Timeline[0].ID != shown.ID {
		t.Errorf("the timeline has %d events, want the published one alone", len(p.Timeline))
	}
	if p.Status != Confirmed || !p.ETA.Equal(Day(2025, 5, 25)) {
		t.Errorf("an unpublished event has moved status to %s or ETA to %s", p.Status, p.ETA)
	}
}

// The published types are closed: nothing reachable from them is a type of the
// office, whatever is added to either later.
func TestPublishedTypesCannotCarryTheOffice(t *testing.T) {
	forbidden := map[reflect.Type]bool{}
	for _, v := range []any{Shipment{}, Internal{}, Event{}, Note{}, LedgerEntry{}, Stamp{}, Origin{}, Account{}, Key{}} {
		forbidden[reflect.TypeOf(v)] = true
	}
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type, string)
	walk = func(typ reflect.Type, path string) {
		if forbidden[typ] {
			t.Errorf("%s is a %s", path, typ)
		}
		if seen[typ] {
			return
		}
		seen[typ] = true
		switch typ.Kind() {
		case reflect.Struct:
			for i := range typ.NumField() {
				walk(typ.Field(i).Type, path+"."+typ.Field(i).Name)
			}
		case reflect.Slice, reflect.Pointer, reflect.Array:
			walk(typ.Elem(), path+"[]")
		case reflect.Map:
			walk(typ.Key(), path+"{}")
			walk(typ.Elem(), path+"{}")
		case reflect.Interface:
			t.Errorf("%s is an interface and could carry anything", path)
		default:
		}
	}
	walk(reflect.TypeOf(Published{}), "Published")
	walk(reflect.TypeOf(Row{}), "Row")
	walk(reflect.TypeOf(Change{}), "Change")
}

func TestTheDoorIsPure(t *testing.T) {
	s := seaExport()
	mustRecord(t, &s, event(GateIn, mayAt(9, 1), "VNSGN"), stamp(9, 2))
	before, _ := json.Marshal(s)
	first, _ := json.Marshal(Publish(s))
	second, _ := json.Marshal(Publish(s.Clone()))
	after, _ := json.Marshal(s)
	if string(before) != string(after) || string(first) != string(second) {
		t.Error("publishing changed the shipment or its own answer")
	}
	p := Publish(s)
	p.Timeline[0].ID, p.Containers[0].Milestones[0].Milestone = "changed", Delivered
	if again, _ := json.Marshal(Publish(s)); string(again) != string(first) {
		t.Error("a published record shares memory with the office")
	}
}
