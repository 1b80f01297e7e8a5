package ui

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"porthole/internal/model"
)

// fakeDesk is the office in memory. It keeps the rules of the model, so that
// what a screen shows before a yes is what the room has after it.
type fakeDesk struct {
	mu      sync.Mutex
	hall    *fakeData
	records map[string]model.Shipment
	order   []string
	fail    error
	asked   []string // what was done, in words of the tests
}

// newFakeDesk is an office with these records, and the hall over them.
func newFakeDesk(records ...model.Shipment) *fakeDesk {
	d := &fakeDesk{records: map[string]model.Shipment{}, hall: newFakeData()}
	for _, s := range records {
		d.order = append(d.order, s.Ref.String())
		d.put(s)
	}
	return d
}

func (d *fakeDesk) put(s model.Shipment) {
	s.Version++
	d.records[s.Ref.String()] = s
	d.hall.set(model.Inside(s))
}

func (d *fakeDesk) note(words ...string) { d.asked = append(d.asked, strings.Join(words, " ")) }

func (d *fakeDesk) record(ref string) (model.Shipment, error) {
	if d.fail != nil {
		return model.Shipment{}, d.fail
	}
	s, ok := d.records[ref]
	if !ok {
		return s, model.ErrNotFound
	}
	return s.Clone(), nil
}

var partnerNames = map[string]model.Text{
	"saigon-tech": model.Line("Saigon Tech Export", 40), "mekong-foods": model.Line("Mekong Foods JSC", 40),
	"dai-phat": model.Line("Công ty TNHH Gỗ Đại Phát", 40),
}

func (d *fakeDesk) Desk(_ context.Context, q model.DeskQuery) (model.DeskPage, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return model.DeskPage{}, d.fail
	}
	var items []model.DeskItem
	for _, s := range d.records {
		needs := model.Needs(s, stageNow, model.NeedRules{})
		if len(needs) == 0 || q.Partner != "" && q.Partner != s.Partner {
			continue
		}
		items = append(items, model.DeskItem{
			Standing: model.Standing{Ref: s.Ref, Partner: s.Partner, Needs: needs}, PartnerName: partnerNames[s.Partner],
			Row: model.RowOf(model.Inside(s)), Next: model.NextMilestone(s), Offers: model.OffersOf(s),
		})
	}
	slices.SortFunc(items, func(a, b model.DeskItem) int {
		return cmp.Or(
			cmp.Compare(b.Needs[0].Severity(), a.Needs[0].Severity()), cmp.Compare(len(b.Needs), len(a.Needs)),
			strings.Compare(a.Ref.String(), b.Ref.String()),
		)
	})
	from, _ := strconv.Atoi(q.After)
	to := min(len(items), from+q.Limit)
	page := model.DeskPage{Items: items[from:to], Total: len(items)}
	if to < len(items) {
		page.Next = strconv.Itoa(to)
	}
	return page, nil
}

func (d *fakeDesk) Freshness(context.Context) ([]model.PartnerFreshness, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []model.PartnerFreshness
	for _, slug := range []string{"dai-phat", "mekong-foods", "saigon-tech"} {
		meter := model.NewFreshnessMeter(stageNow, 7)
		for _, s := range d.records {
			if s.Partner == slug {
				meter.Add(s.Facts.Status, model.LastUpdate(s))
			}
		}
		all = append(all, model.PartnerFreshness{Partner: slug, Name: partnerNames[slug], Figure: meter.Figure()})
	}
	return all, d.fail
}

func (d *fakeDesk) Record(_ context.Context, ref string) (model.Shipment, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.record(ref)
}

func stamp() model.Stamp { return model.Stamp{At: stageNow, By: "olga@hailong.example"} }

func eventOf(draft model.EventDraft) model.Event {
	return model.Event{
		Milestone: draft.Milestone, Classifier: draft.Classifier, At: draft.At, Place: draft.Place, Container: draft.Container,
		Vessel: draft.Vessel, Voyage: draft.Voyage, Text: draft.Text, Internal: draft.Internal,
	}
}

func (d *fakeDesk) propose(ref string, text model.Text, change func(*model.Shipment) error) (model.Proposal, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s, err := d.record(ref)
	if err != nil {
		return model.Proposal{}, err
	}
	with := s.Clone()
	if err := change(&with); err != nil {
		return model.Proposal{}, err
	}
	var others []model.Text
	for slug, name := range partnerNames {
		if slug != s.Partner {
			others = append(others, name)
		}
	}
	known := model.LintContext{Own: model.OwnTexts(s, partnerNames[s.Partner]), Others: model.NamesOf(others)}
	return model.Proposal{
		Before: model.Publish(s), After: model.Publish(with), Questions: model.LintText(text, known), Version: s.Version,
	}, nil
}

func (d *fakeDesk) change(ref string, version uint64, change func(*model.Shipment) error) error {
	d.mu.Lock()
	s, err := d.record(ref)
	if err == nil && version != 0 && version != s.Version {
		err = model.NewFault("error.edited_meanwhile", ref, "minh@hailong.example", "09:01")
	}
	if err == nil {
		err = change(&s)
	}
	d.mu.Unlock()
	if err != nil {
		return err
	}
	d.put(s)
	return nil
}

func recordEvent(draft model.EventDraft, publish bool) func(*model.Shipment) error {
	return func(s *model.Shipment) error {
		published := model.Stamp{}
		if publish {
			published = stamp()
		}
		model.Record(s, eventOf(draft), stamp(), published)
		return nil
	}
}

func (d *fakeDesk) Propose(_ context.Context, ref string, draft model.EventDraft) (model.Proposal, error) {
	return d.propose(ref, draft.Text, recordEvent(draft, true))
}

func (d *fakeDesk) Post(_ context.Context, ref string, draft model.EventDraft, publish bool, version uint64) (model.Posted, error) {
	d.note("post", string(draft.Milestone), draft.At.String(), draft.Place.String(), draft.Container.String(), strconv.FormatBool(publish))
	return model.Posted{}, d.change(ref, version, recordEvent(draft, publish))
}

func (d *fakeDesk) ProposePublish(_ context.Context, ref, id string, _ model.Reason) (model.Proposal, error) {
	return d.propose(ref, model.Text{}, func(s *model.Shipment) error { return model.PublishEvent(s, id, stamp()) })
}

func (d *fakeDesk) Publish(_ context.Context, ref, id string, _ model.Reason) error {
	d.note("publish", id)
	return d.change(ref, 0, func(s *model.Shipment) error { return model.PublishEvent(s, id, stamp()) })
}

func (d *fakeDesk) Withdraw(_ context.Context, ref, id string, reason model.Text) error {
	d.note("withdraw", id, reason.String())
	why := stamp()
	why.Why = reason
	return d.change(ref, 0, func(s *model.Shipment) error { return model.Withdraw(s, id, why) })
}

func reschedule(draft model.DateDraft, publish bool) func(*model.Shipment) error {
	return func(s *model.Shipment) error {
		published := model.Stamp{}
		if publish {
			published = stamp()
		}
		model.Reschedule(s, draft.Kind, draft.To, draft.Why.Text, "", stamp(), published)
		return nil
	}
}

func (d *fakeDesk) ProposeDate(_ context.Context, ref string, draft model.DateDraft) (model.Proposal, error) {
	return d.propose(ref, draft.Why.Text, reschedule(draft, true))
}

func (d *fakeDesk) Reschedule(_ context.Context, ref string, draft model.DateDraft, publish bool, version uint64) error {
	d.note("reschedule", string(draft.Kind), draft.To.String(), draft.Why.Text.String(), strconv.FormatBool(publish))
	return d.change(ref, version, reschedule(draft, publish))
}

func addNote(text model.Text, forCustomer bool) func(*model.Shipment) error {
	return func(s *model.Shipment) error {
		s.Notes = append(s.Notes, model.Note{
			ID: "n" + strconv.Itoa(len(s.Notes)+1), At: stageNow, By: stamp().By, Text: text, ForCustomer: forCustomer,
		})
		return nil
	}
}

func (d *fakeDesk) AddNote(_ context.Context, ref string, text model.Text) (string, error) {
	d.note("note", text.String())
	return "", d.change(ref, 0, addNote(text, false))
}

func (d *fakeDesk) ProposeNote(_ context.Context, ref string, text model.Text) (model.Proposal, error) {
	return d.propose(ref, text, addNote(text, true))
}

func (d *fakeDesk) PublishNote(_ context.Context, ref string, text model.Text) (string, error) {
	d.note("publish note", text.String())
	return "", d.change(ref, 0, addNote(text, true))
}

func (d *fakeDesk) plan(draft model.VoyageDraft) model.VoyagePlan {
	var plan model.VoyagePlan
	for _, ref := range d.order {
		s := d.records[ref]
		if s.Facts.Vessel != draft.Vessel {
			continue
		}
		on := model.VoyageShipment{Ref: s.Ref, Partner: s.Partner, Row: model.RowOf(model.Inside(s))}
		if !model.Known(s).ATD.IsZero() && draft.Milestone == model.Departed {
			on.Skip = model.Remark{Key: "review.dates.ok", Args: []any{s.Facts.Status}}
		}
		plan.Shipments = append(plan.Shipments, on)
	}
	plan.Questions = model.LintText(draft.Text, model.LintContext{})
	return plan
}

func (d *fakeDesk) PlanVoyage(_ context.Context, draft model.VoyageDraft) (model.VoyagePlan, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.plan(draft), d.fail
}

func (d *fakeDesk) PostVoyage(_ context.Context, draft model.VoyageDraft, listed model.VoyagePlan, publish bool) (model.VoyagePlan, error) {
	if now := d.plan(draft); writtenTo(now) != writtenTo(listed) {
		return now, model.NewFault("error.voyage.changed", draft.Vessel.String(), draft.Voyage.String(), "SHP/202505/00080")
	}
	d.note("voyage", draft.Vessel.String(), draft.Voyage.String(), string(draft.Milestone), strconv.FormatBool(publish))
	return d.plan(draft), d.fail
}

func (d *fakeDesk) checked(s model.Shipment) []model.Point {
	shown := model.Publish(s)
	return model.Checkpoint(model.CheckInput{
		Shipment: s, Published: shown, RoomsHolding: []string{s.Partner}, Now: stageNow,
		Access: model.AccessState{PortalAccounts: 1, WithKey: len(s.Partner) % 2},
	})
}

func (d *fakeDesk) Review(_ context.Context, ref string) (model.Review, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s, err := d.record(ref)
	if err != nil {
		return model.Review{}, err
	}
	r := model.Review{Office: s, PartnerName: partnerNames[s.Partner], Shown: model.Publish(s), Points: d.checked(s)}
	hold := func(field string, what model.Text) {
		r.Withheld = append(r.Withheld, model.Withheld{Field: field, What: what, Why: model.Remark{Key: "withheld.internal"}})
	}
	for _, e := range s.Events {
		if e.Published.IsZero() {
			r.Withheld = append(r.Withheld, model.Withheld{Field: "event " + e.ID, Why: model.Remark{Key: "withheld.unpublished"}})
		}
	}
	for _, n := range s.Notes {
		if !n.ForCustomer {
			hold("note "+n.ID, n.Text)
		}
	}
	hold("buy_rate", s.Internal.BuyRate)
	hold("remarks", s.Internal.Remarks)
	return r, nil
}

func (d *fakeDesk) Reviews(_ context.Context, partner, after string, limit int) ([]model.ReviewItem, string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var items []model.ReviewItem
	for _, ref := range d.order {
		s := d.records[ref]
		if partner != "" && s.Partner != partner {
			continue
		}
		item := model.ReviewItem{Ref: s.Ref, Partner: s.Partner, Row: model.RowOf(model.Publish(s))}
		for _, p := range d.checked(s) {
			if !p.Passed {
				item.Failed = append(item.Failed, p.Point)
			}
		}
		items = append(items, item)
	}
	from, _ := strconv.Atoi(after)
	to, next := min(len(items), from+limit), ""
	if to < len(items) {
		next = strconv.Itoa(to)
	}
	return items[from:to], next, d.fail
}

// inStore is a shipment as an import leaves it, changed by what the test says.
func inStore(ref, partner string, change func(*model.Shipment)) model.Shipment {
	created := stageNow.AddDate(0, 0, -20)
	s := model.Shipment{
		Ref: model.Line(ref, 40), Partner: partner, Created: created, Updated: created, FactsAt: created,
		Facts: model.Facts{
			Status: model.Confirmed, Mode: model.Sea, Load: model.FCL, Direction: model.Export,
			POL: model.ParsePlace("Cat Lai"), POD: model.ParsePlace("USLGB"), ETD: model.Day(2025, 5, 10), ETA: model.Day(2025, 5, 25),
			Vessel: model.Line("ONE HANNOVER", 40), Voyage: model.Line("042E", 40),
		},
	}
	change(&s)
	return s
}

// report records an event of the office.
func report(s *model.Shipment, m model.Milestone, at time.Time, place string, publish bool) {
	_ = recordEvent(model.EventDraft{
		Milestone: m, Classifier: model.Actual, At: model.Moment(at), Place: model.ParsePlace(place),
	}, publish)(s)
}

// writtenTo counts the shipments of a voyage that an entry is written to.
func writtenTo(plan model.VoyagePlan) (n int) {
	for _, s := range plan.Shipments {
		if s.Skip.IsZero() {
			n++
		}
	}
	return n
}

// setLeg adds a leg with its ports and vessel, gives one another vessel, or takes it out.
func setLeg(edit model.LegEdit) func(*model.Shipment) error {
	return func(s *model.Shipment) error {
		s.Facts.Legs = model.Plan(*s)
		switch {
		case edit.Remove:
			s.Facts.Legs = slices.Delete(s.Facts.Legs, edit.At-1, edit.At)
		case edit.At > 0:
			s.Facts.Legs[edit.At-1].Vessel = model.Line(edit.Fields["vessel"], 40)
		default:
			s.Facts.Legs = append(s.Facts.Legs, model.Leg{
				Mode: model.Sea, From: model.ParsePlace(edit.Fields["from"]), To: model.ParsePlace(edit.Fields["to"]), Vessel: model.Line(edit.Fields["vessel"], 40),
			})
		}
		return nil
	}
}

func (d *fakeDesk) ProposeLeg(_ context.Context, ref string, edit model.LegEdit) (model.Proposal, error) {
	return d.propose(ref, edit.Reason.Text, setLeg(edit))
}

func (d *fakeDesk) SetLeg(_ context.Context, ref string, edit model.LegEdit) ([]model.Remark, error) {
	d.note("leg", strconv.Itoa(edit.At), strconv.FormatBool(edit.Remove), edit.Fields["from"], edit.Fields["to"], edit.Fields["vessel"], edit.Fields["etd"])
	return nil, d.change(ref, 0, setLeg(edit))
}
