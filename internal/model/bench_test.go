package model_test

import (
	"fmt"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/words"
)

// benchNow is a morning on which the shipment of the benchmarks is at sea.
var benchNow = time.Date(2025, 5, 16, 2, 0, 0, 0, time.UTC)

// benchRecord is what the office knows of a shipment on its way: two containers,
// the events of either, and an ETA that moved twice.
func benchRecord(b *testing.B) model.Shipment {
	b.Helper()
	line := func(s string) model.Text { return model.Line(s, model.NameCells) }
	s := model.Shipment{Ref: line("SHP/202505/00080"), Partner: "saigon-tech", FactsAt: benchNow.AddDate(0, 0, -20), Created: benchNow.AddDate(0, 0, -20)}
	s.Facts = model.Facts{
		Status: model.Confirmed, Mode: model.Sea, Load: model.FCL, Direction: model.Export,
		POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB"),
		ETD: model.Day(2025, 5, 10), ETA: model.Day(2025, 5, 25), Vessel: line("ONE HANNOVER"), Voyage: line("042E"), Carrier: line("ONEY"),
		References: model.References{HBL: line("HLSGN00080"), MBL: line("ONEYSGN123456789"), PO: []model.Text{line("PO-1"), line("PO-2")}},
		Containers: []model.Container{{Number: line("ONEU1234567"), Type: line("45G1")}, {Number: line("ONEU7654321"), Type: line("45G1")}},
	}
	s.Internal.BuyRate = line("USD 1,180 per container, all in")
	at := benchNow.AddDate(0, 0, -9)
	for i, m := range []model.Milestone{model.EmptyPickedUp, model.Stuffed, model.GateIn, model.Loaded} {
		for _, box := range s.Facts.Containers {
			record(b, &s, model.Event{Milestone: m, Classifier: model.Actual, At: model.Moment(at.Add(time.Duration(i) * 20 * time.Hour)), Place: s.Facts.POL, Container: box.Number})
		}
	}
	record(b, &s, model.Event{Milestone: model.Departed, Classifier: model.Actual, At: model.Moment(at.Add(80 * time.Hour)), Place: s.Facts.POL})
	for day := 26; day < 28; day++ {
		record(b, &s, model.Event{Milestone: model.ETAChanged, Classifier: model.Estimated, At: model.Day(2025, 5, day), Text: line(fmt.Sprint("Congestion, day ", day))})
	}
	return s
}

// record adds an event and publishes it.
func record(b *testing.B, s *model.Shipment, e model.Event) {
	b.Helper()
	stamp := model.Stamp{At: benchNow.Add(-time.Hour), By: "ops@demo.example"}
	if _, added := model.Record(s, e, stamp, stamp); !added {
		b.Fatalf("%s was not recorded", e.Milestone)
	}
}

// BenchmarkPublish is the door: what every write of a shipment goes through.
func BenchmarkPublish(b *testing.B) {
	s := benchRecord(b)
	b.ReportAllocs()
	for b.Loop() {
		model.Publish(s)
	}
}

// BenchmarkRowOf is what a list has of a shipment, made at every write.
func BenchmarkRowOf(b *testing.B) {
	p := model.Publish(benchRecord(b))
	b.ReportAllocs()
	for b.Loop() {
		model.RowOf(p)
	}
}

// BenchmarkAnswer is the four answers of an open shipment.
func BenchmarkAnswer(b *testing.B) {
	p := model.Publish(benchRecord(b))
	for _, language := range []words.Language{words.English, words.Vietnamese} {
		b.Run(string(language), func(b *testing.B) {
			say := words.In(language, nil)
			b.ReportAllocs()
			for b.Loop() {
				model.Answer(p, benchNow, say)
			}
		})
	}
}

// BenchmarkHeadline is the sentence below the list, said again at every key.
func BenchmarkHeadline(b *testing.B) {
	row := model.RowOf(model.Publish(benchRecord(b)))
	say := words.In(words.English, nil)
	b.ReportAllocs()
	for b.Loop() {
		model.Headline(row, benchNow, say)
	}
}

// BenchmarkTimeline is the ladder of an open shipment.
func BenchmarkTimeline(b *testing.B) {
	p := model.Publish(benchRecord(b))
	b.ReportAllocs()
	for b.Loop() {
		model.Timeline(p, benchNow)
	}
}
