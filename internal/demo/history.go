package demo

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"porthole/internal/intake"
	"porthole/internal/model"
	"porthole/internal/store"
)

//go:embed shipments.csv
var shipmentsCSV []byte

// act is something that happened in the office at a time of the story.
type act struct {
	at time.Time
	do func(context.Context) error
}

// live lets the weeks pass: every act in its order, with the clock set to it.
func (d *builder) live(ctx context.Context) error {
	acts, err := d.history()
	if err != nil {
		return err
	}
	slices.SortStableFunc(acts, func(a, b act) int { return a.at.Compare(b.at) })
	for _, a := range acts {
		if a.at.After(Scenario()) {
			break
		}
		d.clock.now = a.at
		if err := a.do(ctx); err != nil {
			return err
		}
	}
	d.clock.now = Scenario()
	return nil
}

// booking is the rows of one shipment in the file, as it stands on the morning
// of the demo.
type booking struct {
	header []string
	rows   [][]string
}

func (b booking) field(name string) string { return b.rows[0][slices.Index(b.header, name)] }

func (b booking) when(name string) model.When {
	w, _ := model.ParseWhen(b.field(name), saigon())
	return w
}

func (d *builder) history() ([]act, error) {
	bookings, err := readBookings()
	if err != nil {
		return nil, err
	}
	var acts []act
	for _, b := range bookings {
		acts = append(acts, d.booked(b))
		if b.field("shipment") == starRef {
			acts = append(acts, d.starStory()...)
		} else {
			acts = append(acts, d.course(b)...)
		}
	}
	return append(acts, d.lastVisit()), nil
}

func readBookings() ([]booking, error) {
	rows, err := csv.NewReader(bytes.NewReader(shipmentsCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading the demo's shipments: %w", err)
	}
	var all []booking
	for _, row := range rows[1:] {
		if n := len(all); n > 0 && all[n-1].field("shipment") == row[0] {
			all[n-1].rows = append(all[n-1].rows, row)
			continue
		}
		all = append(all, booking{header: rows[0], rows: [][]string{row}})
	}
	return all, nil
}

// booked is the import of a shipment on the day it was booked: a draft, without
// anything that was to happen later.
func (d *builder) booked(b booking) act {
	at := b.bookedAt()
	early := booking{header: b.header}
	for _, row := range b.rows {
		row = slices.Clone(row)
		row[slices.Index(b.header, "status")] = string(model.Draft)
		row[slices.Index(b.header, "atd")], row[slices.Index(b.header, "ata")] = "", ""
		early.rows = append(early.rows, row)
	}
	return act{at, func(ctx context.Context) error { return d.importRows(ctx, early) }}
}

// bookedAt is some two weeks before departure, in office hours, and never in
// the last days of the story.
func (b booking) bookedAt() time.Time {
	if b.field("shipment") == starRef {
		return starDay(2, 8, 30)
	}
	day := b.when("etd").Instant().AddDate(0, 0, -17)
	if latest := Scenario().AddDate(0, 0, -5); day.After(latest) {
		day = latest
	}
	return clockTime(day, 9, b.jitter("booked", 360))
}

// clockTime is minutes after an hour of a day in Saigon.
func clockTime(day time.Time, hour, minutes int) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, hour, minutes, 0, 0, saigon())
}

// jitter is a number below n that belongs to the shipment and the word: the
// demo is the same on every machine.
func (b booking) jitter(word string, n int) int {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(b.field("shipment") + word))
	return int(sum.Sum32() % uint32(n))
}

func (d *builder) importRows(ctx context.Context, b booking) error {
	var file bytes.Buffer
	out := csv.NewWriter(&file)
	if err := out.WriteAll(append([][]string{b.header}, b.rows...)); err != nil {
		return fmt.Errorf("writing the demo's rows: %w", err)
	}
	report, err := intake.Run(ctx, d.ops, &file, intake.Options{Format: "csv", Zone: saigon()})
	if err == nil && len(report.Refused) > 0 {
		err = fmt.Errorf("importing %s: %+v", b.field("shipment"), report.Refused[0])
	}
	return err
}

// change writes one shipment at the present moment of the story.
func (d *builder) change(ctx context.Context, ref, verb string, edit func(*store.Writer, *model.Shipment) error) error {
	return d.ops.Write(ctx, verb, func(w *store.Writer) error {
		s, err := w.Shipment(ref)
		if err != nil {
			return err
		}
		if err := edit(w, &s); err != nil {
			return err
		}
		_, err = w.Put(s)
		return err
	})
}

// post is the act of recording an event some time after it happened, and of
// publishing it at once.
func (d *builder) post(ref string, delay time.Duration, e model.Event) act {
	at := e.At.Instant().Add(delay)
	if e.Milestone.IsChange() || e.Classifier != model.Actual {
		at = e.Reported
	}
	return act{at, func(ctx context.Context) error {
		return d.change(ctx, ref, "event.post", func(w *store.Writer, s *model.Shipment) error {
			e.Reported = w.Now()
			e.Origin = model.Origin{Kind: "manual"}
			model.Record(s, e, w.Stamp(), w.Stamp())
			return nil
		})
	}}
}
