package lists

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// fullRow has something in every field; a field that the code forgets comes
// back empty.
func fullRow(t *testing.T) model.Row {
	t.Helper()
	zone := time.FixedZone("", 7*3600)
	pier := model.Place{Code: text("USLGB"), Name: text("Long Beach"), Terminal: text("Pier J")}
	r := model.Row{
		Ref: text("SHP/202505/00080"), Status: model.InTransit, Mode: model.Sea, Load: model.FCL,
		POL: model.ParsePlace("Cat Lai"), POD: pier, ETD: model.Day(2025, 5, 10), ETA: model.Day(1969, 12, 31),
		ATD: model.Moment(time.Date(2025, 5, 10, 1, 20, 0, 0, zone)), ATA: model.Moment(noon.In(model.ZoneNamed("America/Los_Angeles"))), FirstETA: model.Day(2025, 5, 22), FreeUntil: model.Day(2025, 6, 2),
		Vessel: text("Hải Phòng Star"), Voyage: text("023E"),
		Last:      model.LastEvent{Milestone: model.Departed, At: model.Moment(noon.In(zone)), Place: pier, Boxes: 1, Of: 3},
		StepsDone: 3, Steps: 12, UpdatedAt: noon.Add(123456789).In(zone), Carrier: text("ONE"), Partner: "saigon-tech",
	}
	filled(t, reflect.ValueOf(r), "Row")
	return r
}

func filled(t *testing.T, v reflect.Value, name string) {
	t.Helper()
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if name == "Row" && (field.Name == "Change" || field.Name == "Otherwise") {
			continue // it is the item's, or found out when the row is read
		}
		if v.Field(i).IsZero() {
			t.Fatalf("%s.%s is new: give it a value here and a place in packRow and unpackRow", name, field.Name)
		}
		if field.Type.Kind() == reflect.Struct && field.Type.PkgPath() == v.Type().PkgPath() && field.Type.NumField() > 2 {
			filled(t, v.Field(i), field.Name)
		}
	}
}

func TestARowComesBackWithEveryField(t *testing.T) {
	want := fullRow(t)
	got, err := unpackRow(packRow(nil, want))
	check(t, err)
	before, after := reflect.ValueOf(want), reflect.ValueOf(got)
	for i := range before.NumField() {
		name := before.Type().Field(i).Name
		a, b := before.Field(i).Interface(), after.Field(i).Interface()
		if same := sameJSON(t, a, b); !same {
			t.Errorf("%s: %v came back as %v", name, a, b)
		}
	}
}

func sameJSON(t *testing.T, a, b any) bool {
	t.Helper()
	textA, err := json.Marshal(a)
	check(t, err)
	textB, err := json.Marshal(b)
	check(t, err)
	return bytes.Equal(textA, textB)
}

func TestAnEmptyRowComesBackEmpty(t *testing.T) {
	got, err := unpackRow(packRow(nil, model.Row{}))
	check(t, err)
	if !sameJSON(t, got, model.Row{}) {
		t.Errorf("came back as %+v", got)
	}
}

// A row that was cut or lengthened is refused, and nothing makes reading panic.
func TestWhatIsNoRowIsRefused(t *testing.T) {
	whole := packRow(nil, fullRow(t))
	for i := range whole {
		if _, err := unpackRow(whole[:i]); !errors.Is(err, engine.ErrDamaged) {
			t.Fatalf("the first %d bytes read as a row", i)
		}
	}
	if _, err := unpackRow(append(bytes.Clone(whole), 0)); !errors.Is(err, engine.ErrDamaged) {
		t.Error("a longer one reads as a row")
	}
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		_, _ = unpackRow(append([]byte{rowForm}, b...))
	})
}
