package model_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"porthole/internal/model"
	"porthole/internal/words"
)

// contradictions are, by what the list calls a shipment, what no sentence about it
// may say, in each language. The sentences of containers that have not come as far
// as the furthest are theirs alone, and are not looked at.
var contradictions = map[words.Language]map[model.Status]string{
	words.English: {
		model.Draft:     `On board|At sea|rrived|elivered|^Left|Loaded|off the vessel|Yes\. (The vessel|Last)`,
		model.Confirmed: `On board|At sea|rrived|elivered|^Left|Loaded on|off the vessel|Yes\. (The vessel|Last)`,
		model.InTransit: `elivered|[Ii]t arrived|has arrived|Arrived in|terminal|[Oo]ff the vessel|In port at|Nothing has|is planned|No\. The booking|is done`,
		model.LabelArrived: `^Delivered|At sea|next port|[Ee]stimate published|is planned|was planned|\bdue\b|Due|Was due|On board since|Not reported yet|` +
			`Now |Still |is back|holds at present|Nothing has|waiting|is done|No ETA yet|has been given yet`,
		model.Done: `At sea|next port|[Ee]stimate published|is planned|was planned|Due|\bdue\b|On board since|Not reported yet|Now |Still |` +
			`is back|holds at present|waiting|In the terminal|^Left|No ETA yet|has been given yet`,
	},
	words.Vietnamese: {
		model.Draft:     `Trên tàu|Trên biển|Đã đến|Đã giao|Rời|Đã xếp lên tàu|Đã dỡ`,
		model.Confirmed: `Trên tàu|Trên biển|Đã đến|Đã giao|Rời|Đã dỡ`,
		model.InTransit: `Đã giao|Đã đến|bãi cảng [^c]*từ|Đã rời cảng|Đã dỡ|Tại cảng [^c]|Hàng chưa di chuyển|hoàn thành`,
		model.LabelArrived: `^Đã giao|Trên biển|cảng tiếp theo|công bố ngày [^;]*\)\.|Dự kiến|lẽ ra|Đã lên tàu từ|^Chưa|Nay là|Vẫn là|` +
			`nay trở lại|Hiện chưa|chờ|hoàn thành`,
		model.Done: `Trên biển|cảng tiếp theo|Dự kiến|lẽ ra|Đã lên tàu từ|^Chưa|Nay là|Vẫn là|nay trở lại|Hiện chưa|chờ`,
	},
}

var unclean = regexp.MustCompile(`\{\d\}|\(\s*\)| {2,}| [,.;:)]|\(\s|,\.|,,|\.\.|^\s|\s$|^$|answer\.|milestone\.|headline\.|-\d+ (day|ngày)`)

// storyShipment draws a shipment with a random history: events of every kind and
// certainty, of all or some containers, at right and wrong places, published or
// not and withdrawn or not, and dates and a status that a list stated.
func storyShipment(t *rapid.T) model.Shipment {
	line := func(s string) model.Text { return model.Line(s, model.RefCells) }
	day := func(name string) model.When {
		at := time.Date(2025, 5, rapid.IntRange(1, 28).Draw(t, name), rapid.IntRange(0, 23).Draw(t, name+" hour"), 0, 0, 0, time.UTC)
		if rapid.Bool().Draw(t, name+" is a date") {
			return model.DayOf(at)
		}
		return model.Moment(at)
	}
	maybe := func(name string) model.When {
		if rapid.IntRange(0, 3).Draw(t, name+" known") > 0 {
			return model.When{}
		}
		return day(name)
	}
	boxes := []string{"ONEU6507410", "ONEU8363919", "TLLU1234568"}
	s := model.Shipment{Ref: line("SHP/1"), Facts: model.Facts{
		Status: rapid.SampledFrom(model.Statuses()).Draw(t, "status"), Mode: model.Sea, Load: model.FCL,
		POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB"), ETD: maybe("etd"), ATD: maybe("atd"), ATA: maybe("ata"),
	}}
	for _, box := range boxes[:rapid.IntRange(0, 3).Draw(t, "containers")] {
		s.Facts.Containers = append(s.Facts.Containers, model.Container{Number: line(box)})
	}
	if rapid.Bool().Draw(t, "legs") {
		via := model.ParsePlace("SGSIN")
		s.Facts.Legs = []model.Leg{{Mode: model.Sea, From: s.Facts.POL, To: via}, {Mode: model.Sea, From: via, To: s.Facts.POD}}
	}
	stamp := model.Stamp{At: time.Date(2025, 5, 1, 0, 0, 0, 0, time.UTC), By: "ops@demo.example"}
	for range rapid.IntRange(0, 2).Draw(t, "etas") {
		model.Reschedule(&s, model.KindETA, day("eta"), model.Text{}, "", stamp, stamp)
	}
	for range rapid.IntRange(0, 7).Draw(t, "events") {
		e := model.Event{
			Milestone:  rapid.SampledFrom(model.Milestones()).Draw(t, "milestone"),
			Classifier: rapid.SampledFrom([]model.Classifier{model.Actual, model.Actual, model.Estimated}).Draw(t, "classifier"),
			At:         day("at"), Place: model.ParsePlace(rapid.SampledFrom([]string{"", "", "VNSGN", "USLGB", "SGSIN", "USLAX"}).Draw(t, "place")),
			Container: line(rapid.SampledFrom(append([]string{"", ""}, boxes...)).Draw(t, "container")),
		}
		published := stamp
		if rapid.IntRange(0, 4).Draw(t, "kept") == 0 {
			published = model.Stamp{}
		}
		recorded, added := model.Record(&s, e, stamp, published)
		if added && rapid.IntRange(0, 4).Draw(t, "withdrawn") == 0 {
			if err := model.WithdrawEvent(&s, recorded.ID, stamp); err != nil {
				t.Fatal(err)
			}
		}
	}
	return s
}

// Whatever was reported of a shipment, in whatever order: the list, the headline,
// the four answers, the strip, the progress and the timeline do not contradict
// each other, in either language.
func TestAllThatIsToldOfAShipmentIsOneStory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := storyShipment(t)
		now := time.Date(2025, 5, rapid.IntRange(1, 31).Draw(t, "now"), 12, 0, 0, 0, time.UTC)
		for _, p := range []model.Published{model.Publish(s), model.Inside(s)} {
			for _, language := range words.Languages() {
				tellsOneStory(t, p, now, words.In(language, nil))
			}
			drawsOneStory(t, p, now)
		}
	})
}

func tellsOneStory(t *rapid.T, p model.Published, now time.Time, say words.Catalogue) {
	row, a := model.RowOf(p), model.Answer(p, now, say)
	last, next := model.Headline(row, now, say)
	told := []string{a.Loaded, a.EtaChanged, a.Where, a.Arrival, last}
	if next != "" {
		told = append(told, next)
	}
	wrong := contradictions[say.Language()][row.Label()]
	for _, sentence := range told {
		if unclean.MatchString(sentence) {
			t.Fatalf("%s: untidy %q", row.Label(), sentence)
		}
		if p.Status == model.Cancelled && sentence != say.Say("answer.cancelled") {
			t.Fatalf("cancelled, and it says %q", sentence)
		}
		first, _, _ := strings.Cut(sentence, "ONEU")
		first, _, _ = strings.Cut(first, "TLLU")
		if wrong != "" && regexp.MustCompile(wrong).MatchString(first) {
			t.Fatalf("%s, and it says %q (%q)", row.Label(), regexp.MustCompile(wrong).FindString(first), sentence)
		}
	}
}

func drawsOneStory(t *rapid.T, p model.Published, now time.Time) {
	row := model.RowOf(p)
	label, track := row.Label(), model.Passage(row, now)
	over := label == model.LabelArrived || label == model.Done
	if label == model.Cancelled {
		return
	}
	if !p.ATA.IsZero() && !over || !p.ATD.IsZero() && (label == model.Draft || label == model.Confirmed) {
		t.Fatalf("%s with ATD %q and ATA %q", label, p.ATD, p.ATA)
	}
	if (track.Fraction == 1) != over || track.Day < 0 || track.Days < 0 {
		t.Fatalf("%s at %+v of the way", label, track)
	}
	if over && row.Attention(now) != "" {
		t.Fatalf("%s and %s", label, row.Attention(now))
	}
	if label != model.Done && row.StepsDone >= row.Steps-1 {
		t.Fatalf("%s with %d of %d steps behind it", label, row.StepsDone, row.Steps)
	}
	for _, step := range model.Timeline(p, now) {
		ahead := step.State == model.StepExpected || step.State == model.StepLate || step.State == model.StepUpcoming
		if ahead && (over && step.Milestone.Rank() <= model.Arrived.Rank() || label == model.Done && step.Milestone != model.EmptyReturned) {
			t.Fatalf("%s and %s is expected", label, step.Milestone)
		}
	}
}
