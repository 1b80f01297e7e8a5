package words

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
)

// Joined are the texts that are not empty, with dots between them.
func Joined(texts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return text == "" }), " · ")
}

// Load is how a shipment travels: `FCL export`, `Air import`.
func (c Catalogue) Load(p model.Published) string {
	how := string(p.Load)
	if how == "" && p.Mode != "" {
		how = c.Say("mode." + string(p.Mode))
	}
	if p.Direction == "" {
		return how
	}
	return strings.TrimSpace(how + " " + c.Say("direction."+string(p.Direction)))
}

// Quantity is the containers by type, or the packages of what has none.
func (c Catalogue) Quantity(p model.Published) string {
	if len(p.Containers) == 0 {
		if p.Cargo.Packages == nil {
			return ""
		}
		return c.Say("detail.parcels", *p.Cargo.Packages)
	}
	var types []string
	count := map[string]int{}
	for _, box := range p.Containers {
		name := c.ContainerType(box.Type)
		if count[name] == 0 {
			types = append(types, name)
		}
		count[name]++
	}
	if len(types) > 3 || count[""] > 0 {
		return c.Say("detail.boxes", len(p.Containers))
	}
	for i, name := range types {
		types[i] = c.Count(count[name]) + " × " + name
	}
	return strings.Join(types, ", ")
}

// Measure is how much it is: packages, weight and volume.
func (c Catalogue) Measure(cargo model.Cargo) string {
	var parts []string
	if cargo.Packages != nil {
		parts = append(parts, c.Say("detail.parcels", *cargo.Packages))
	}
	if cargo.WeightKg != nil {
		parts = append(parts, c.Say("detail.fact.weight", c.Number(*cargo.WeightKg)))
	}
	if cargo.VolumeCbm != nil {
		parts = append(parts, c.Say("detail.fact.volume", c.Number(*cargo.VolumeCbm)))
	}
	return Joined(parts...)
}

// Carrier is how the carrier of a code is written.
func Carrier(code string) string {
	if name, ok := model.CarrierName(code); ok {
		return name + " (" + code + ")"
	}
	return code
}

// Documents says how invoices and bills of lading come, and whom to ask.
func (c Catalogue) Documents(forwarder model.Forwarder) string {
	contact := Joined(forwarder.Phone.String(), forwarder.Mail.String())
	if !forwarder.Documents.IsZero() {
		return Joined(forwarder.Documents.String(), contact)
	}
	name := cmp.Or(forwarder.Name.String(), c.Say("detail.fact.house"))
	if contact == "" {
		return c.Say("detail.fact.ask_nobody", name)
	}
	return c.Say("detail.fact.ask", name, contact)
}

// Answered are the customer's questions about a shipment, each with its answer as say
// writes it. One that was cancelled has one answer to all of them, and of free time
// nothing is said before it matters.
func (c Catalogue) Answered(p model.Published, now time.Time, say model.Speaker) [][2]string {
	a := model.Answer(p, now, say)
	if p.Status == model.Cancelled {
		return [][2]string{{c.Say("status.cancelled"), a.Where}}
	}
	pairs := [][2]string{
		{c.Say("detail.question.loaded"), a.Loaded},
		{c.Say("detail.question.eta"), a.EtaChanged},
		{c.Say("detail.question.where"), a.Where},
		{c.Say("detail.question.arrival"), a.Arrival},
		{c.Say("detail.question.free"), a.FreeUntil},
	}
	if !p.AsksFree(model.RowOf(p).Stage(), now) {
		return pairs[:4]
	}
	return pairs
}

// FreeUntil is the last free day of a container, or that it is not known; empty once
// it went back.
func (c Catalogue) FreeUntil(p model.Published, box model.PublishedContainer, now time.Time) string {
	last := p.BoxFreeUntil(box)
	if last.IsZero() && len(p.FreeRuns(box)) > 0 {
		return c.Say("free.unknown")
	}
	return c.Day(last, now)
}

// FreeTerms is what was said of a container's free time, and of what holds it.
func (c Catalogue) FreeTerms(p model.Published, box model.PublishedContainer, now time.Time) (told []string) {
	for _, term := range box.FreeTerms() {
		if term.Terms.Given() {
			told = append(told, strings.TrimSuffix(term.Remark().Tell(c, now), "."))
		}
	}
	for _, note := range model.FreeNotes() {
		if value := note.Of(box.Free, c, p.POD, now); value != "" {
			told = append(told, strings.TrimSuffix(c.Say(note.Key, value, ""), "."))
		}
	}
	return told
}
