package isolation

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
)

var plantedAt = time.Date(2025, 5, 16, 2, 0, 0, 0, time.UTC)

// stays are the texts that planting leaves alone: what names the record, and
// what tables know. Whoever adds a text to a shipment comes past this list.
var stays = regexp.MustCompile(`^(Ref|Partner|Facts\.(Status|Mode|Load|Direction)|.*\.(Code|Terminal|ID|EventID|Mode|Kind|Type|Milestone|Classifier|Doubt|Origin\.Kind))$`)

// full is a shipment that has every text that one can have.
func full() model.Shipment {
	s := model.Shipment{Ref: model.Line("SHP/1", 40), Partner: "me"}
	s.Facts.Containers = make([]model.Container, 2)
	s.Facts.Legs = make([]model.Leg, 2)
	s.Events = make([]model.Event, 3)
	s.Notes = make([]model.Note, 3)
	s.Ledger = make([]model.LedgerEntry, 3)
	fill(reflect.ValueOf(&s).Elem())
	for i := range 3 {
		if i != 1 {
			s.Events[i].Withdrawn, s.Ledger[i].Withdrawn, s.Notes[i].Withdrawn = model.Stamp{}, model.Stamp{}, model.Stamp{}
		}
	}
	s.Events[2].Published, s.Ledger[2].Published, s.Notes[2].ForCustomer = model.Stamp{}, model.Stamp{}, false
	return s
}

// fill puts something into every text and every time.
func fill(v reflect.Value) {
	switch {
	case v.Type() == reflect.TypeFor[model.Text]():
		v.Set(reflect.ValueOf(model.Line("once written", 40)))
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(plantedAt.Add(-time.Hour)))
	case v.Kind() == reflect.String && v.String() == "":
		v.SetString("once written")
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[model.When]():
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	}
}

// texts calls fn with every text under v and where it stands.
func texts(v reflect.Value, path string, fn func(path, text string)) {
	switch {
	case v.Type() == reflect.TypeFor[model.Text]():
		fn(path, v.Interface().(model.Text).String())
	case v.Kind() == reflect.String:
		fn(path, v.String())
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[model.When]() && v.Type() != reflect.TypeFor[time.Time]():
		for i := range v.NumField() {
			texts(v.Field(i), strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."), fn)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), path, fn)
		}
	}
}

func TestEveryTextOfAShipmentBecomesACanary(t *testing.T) {
	p := planter{testMint(t), 3, plantedAt}
	s := full()
	p.plant(&s)
	planted := map[kind]bool{}
	texts(reflect.ValueOf(s), "", func(path, text string) {
		if stays.MatchString(path) || text == "" {
			return
		}
		owner, k, ok := p.mint.read([]byte(text))
		if !ok || owner != 3 {
			t.Errorf("%s is still %q", path, text)
		}
		planted[k] = true
	})
	for k := range kindPartner {
		if !planted[k] {
			t.Errorf("no %s was planted", k)
		}
	}
}

// The door is given every canary, and must let through the public ones alone:
// of every sort, from a full shipment and from an empty one.
func TestTheDoorLetsThroughPublicCanariesOfEverySort(t *testing.T) {
	p := planter{testMint(t), 3, plantedAt}
	for name, s := range map[string]model.Shipment{"full": full(), "empty": {Ref: model.Line("SHP/2", 40)}} {
		p.plant(&s)
		text, err := json.Marshal(model.Publish(s))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[kind]bool{}
		for at := range string(text) {
			if _, k, ok := p.mint.read(text[at:]); ok {
				seen[k] = true
			}
		}
		for k := range kindPartner {
			if seen[k] != k.public() {
				t.Errorf("%s: %s is shown: %v", name, k, seen[k])
			}
		}
	}
}

// A canary must not change how a shipment stands: the same status, the same
// dates, as many steps.
func TestPlantingKeepsTheCourseOfAShipment(t *testing.T) {
	p := planter{testMint(t), 3, plantedAt}
	box := model.Line("ONEU6507410", 40)
	s := model.Shipment{Ref: model.Line("SHP/1", 40)}
	s.Facts = model.Facts{Status: model.Confirmed, POL: model.ParsePlace("VNSGN"), ETA: model.Day(2025, 5, 25)}
	s.Facts.Containers = []model.Container{{Number: box}}
	done := model.Stamp{At: plantedAt.Add(-48 * time.Hour), By: "ops@house.example"}
	s.Events = []model.Event{{
		ID: "e1", Milestone: model.Loaded, Classifier: model.Actual, At: model.Moment(done.At), Place: s.Facts.POL,
		Container: box, Recorded: done, Published: done,
	}}
	before := model.Publish(s)
	p.plant(&s)
	after := model.Publish(s)
	if after.Status != before.Status || !after.ETA.Equal(before.ETA) || after.POL != before.POL {
		t.Errorf("from %v %v %v to %v %v %v", before.Status, before.ETA, before.POL, after.Status, after.ETA, after.POL)
	}
	if !slices.ContainsFunc(after.Containers[0].Milestones, func(m model.ContainerMilestone) bool { return m.Milestone == model.Loaded }) {
		t.Error("the container has lost its step:", fmt.Sprint(after.Containers[0]))
	}
}
