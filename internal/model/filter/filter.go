package filter

import (
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
)

// Filter is what a line such as `hai phong pod:hamburg eta<7d late` asks for. All
// of it must fit. The zero value fits every shipment.
type Filter struct {
	Words []string // searched for, folded: see Grouped
	Conds []Condition
}

// Condition is one filter of the line.
type Condition struct {
	Field  Field
	Not    bool
	Values []string // of which one must fit, folded; of a date and a mark none
	Dates  DateRange
	dates  string // as they were written
}

// String writes the condition in the one form that all who mean the same have.
func (c Condition) String() string {
	text := string(c.Field)
	if c.Not {
		text = "-" + text
	}
	if c.Dates.given() {
		return text + c.dates
	}
	if c.Values != nil {
		text += ":" + strings.Join(c.Values, ",")
	}
	return text
}

// Bare says that the condition is its field's name and no more.
func (c Condition) Bare() bool { return c.Values == nil && !c.Dates.given() }

// Ask puts the filter into a query of somebody for whom it is now.
func (f Filter) Ask(q *model.Query, now time.Time) {
	conds := make([]string, len(f.Conds))
	for i, c := range f.Conds {
		conds[i] = c.String()
	}
	q.Search, q.Filter = strings.Join(f.Words, " "), strings.Join(conds, " ")
	q.On(now)
}

// Field is what a condition looks at, by the name that is typed.
type Field string

// The fields.
const (
	FieldPOL       Field = "pol"
	FieldPOD       Field = "pod"
	FieldCarrier   Field = "carrier"
	FieldVessel    Field = "vessel"
	FieldVoyage    Field = "voyage"
	FieldStatus    Field = "status"
	FieldMode      Field = "mode"
	FieldLoad      Field = "load"
	FieldETD       Field = "etd"
	FieldETA       Field = "eta"
	FieldATD       Field = "atd"
	FieldATA       Field = "ata"
	FieldFree      Field = "free"    // the last free day
	FieldLate      Field = "late"    // overdue, or later than first told
	FieldChanged   Field = "changed" // since the last visit, or by its day
	FieldHBL       Field = "hbl"
	FieldMBL       Field = "mbl"
	FieldBooking   Field = "booking"
	FieldPO        Field = "po"
	FieldContainer Field = "container"
	FieldCustomer  Field = "customer" // for staff alone
)

// Fields are those that a customer, or somebody of the staff, can filter by.
func Fields(staff bool) []Field {
	all := []Field{
		FieldPOL, FieldPOD, FieldCarrier, FieldVessel, FieldVoyage, FieldStatus, FieldETD, FieldETA, FieldATD, FieldATA, FieldFree, FieldLate, FieldChanged,
		FieldHBL, FieldMBL, FieldBooking, FieldPO, FieldContainer, FieldMode, FieldLoad,
	}
	if staff {
		all = append(all, FieldCustomer)
	}
	return all
}

// fieldAliases are other names that people type.
var fieldAliases = map[string]Field{"from": FieldPOL, "to": FieldPOD, "partner": FieldCustomer, "cont": FieldContainer}

// dated says that the field is compared with a day.
func (f Field) dated() bool {
	return slices.Contains([]Field{FieldETD, FieldETA, FieldATD, FieldATA, FieldFree, FieldChanged}, f)
}

// marks says that the field's name alone is a filter.
func (f Field) marks() bool { return f == FieldLate || f == FieldChanged }

// Referred says that the field is one of a shipment's references.
func (f Field) Referred() bool {
	return slices.Contains([]Field{FieldHBL, FieldMBL, FieldBooking, FieldPO, FieldContainer}, f)
}

// Choices are what can stand behind the field; none where anything can.
func (f Field) Choices() []string {
	switch f {
	case FieldStatus:
		return []string{
			string(model.TabActive), string(model.TabAttention), string(model.Draft), string(model.Confirmed), string(model.InTransit), string(model.LabelArrived), string(model.Done), string(model.Cancelled),
		}
	case FieldMode:
		return []string{string(model.Sea), string(model.Air), string(model.Road), string(model.Rail), string(model.Barge)}
	case FieldLoad:
		return []string{string(model.FCL), string(model.LCL)}
	default:
		return nil
	}
}

// Candidate is a shipment that a filter looks at.
type Candidate struct {
	Row       model.Row
	Attention bool // it needs attention now
	// Refers says that it has a reference of a field that begins so.
	Refers func(field Field, beginning string) bool
}

// Fits says whether the shipment has all that the conditions ask for, on the day
// today, of somebody whose last visit ended with the change since. Partners are the
// customers that each customer's name in the filter stands for.
func (f Filter) Fits(c *Candidate, today time.Time, since uint64, partners map[string][]string) bool {
	for i := range f.Conds {
		if f.Conds[i].fits(c, today, since, partners) == f.Conds[i].Not {
			return false
		}
	}
	return true
}

func (c *Condition) fits(s *Candidate, today time.Time, since uint64, partners map[string][]string) bool {
	r := &s.Row
	switch {
	case c.Field == FieldLate:
		return isLate(r, s.Attention)
	case c.Field == FieldChanged && c.Bare():
		return r.Change > since
	case c.Field.dated():
		return c.Dates.fits(dateOf(r, c.Field, today.Location()), awaits(r, c.Field), today)
	}
	return slices.ContainsFunc(c.Values, func(value string) bool {
		switch c.Field {
		case FieldPOL:
			return r.POL.Answers(value)
		case FieldPOD:
			return r.POD.Answers(value)
		case FieldCarrier:
			return slices.ContainsFunc(model.CarrierTerms(r.Carrier.String()), func(term string) bool { return strings.HasPrefix(term, value) })
		case FieldVessel:
			return model.BeginsAWord(r.Vessel.String(), value)
		case FieldVoyage:
			return strings.HasPrefix(model.Fold(r.Voyage.String()), value)
		case FieldStatus:
			return standsUnder(r, value, s.Attention)
		case FieldMode:
			return string(r.Mode) == value
		case FieldLoad:
			return string(r.Load) == value
		case FieldCustomer:
			return slices.Contains(partners[value], r.Partner)
		default:
			return s.Refers(c.Field, value)
		}
	})
}

// standsUnder says that a status, or the name of a tab, is that of the row.
func standsUnder(r *model.Row, value string, attention bool) bool {
	switch value {
	case string(model.TabActive):
		return slices.Contains(model.TabActive.Statuses(), r.Status)
	case string(model.TabAttention):
		return attention
	default:
		return string(r.Status) == value || string(r.Label()) == value
	}
}

// isLate says that the shipment is behind: something is overdue, or it comes or came
// later than was told first.
func isLate(r *model.Row, attention bool) bool {
	days, _ := r.ArrivalSlip()
	return r.Status != model.Cancelled && (attention || days > 0)
}

// dateOf is the date that a field means.
func dateOf(r *model.Row, f Field, zone *time.Location) model.When {
	switch f {
	case FieldETD:
		return r.ETD
	case FieldETA:
		return r.ETA
	case FieldATD:
		return r.ATD
	case FieldATA:
		return r.ATA
	case FieldFree:
		return r.FreeUntil
	default:
		return model.DayOf(r.UpdatedAt.In(zone))
	}
}

// awaits says that what the date is of has yet to come.
func awaits(r *model.Row, f Field) bool {
	switch f {
	case FieldETD:
		return r.Status != model.Cancelled && r.Stage() < model.StageSailing
	case FieldETA:
		return r.Status != model.Cancelled && r.Stage() < model.StageArrived
	case FieldFree:
		return true // what has ended has no last free day
	default:
		return false
	}
}

// Statuses are those that the filter leaves, and whether it asks for what needs
// attention: by both a list is divided beforehand.
func (f Filter) Statuses() (left []model.Status, attention bool) {
	left = model.Statuses()
	for _, c := range f.Conds {
		if c.Field != FieldStatus || c.Not {
			continue
		}
		attention = attention || len(c.Values) == 1 && c.Values[0] == string(model.TabAttention)
		left = slices.DeleteFunc(left, func(s model.Status) bool {
			return !slices.ContainsFunc(c.Values, func(value string) bool {
				return value == string(model.LabelArrived) && s == model.InTransit || standsUnder(&model.Row{Status: s}, value, true)
			})
		})
	}
	return left, attention
}

// Grouped says whether the words fit: each alone or with those beside it, as the
// parts of a container's number do, is found. found is asked for the words from one
// to before another, joined.
func Grouped(n int, found func(from, to int) bool) bool {
	reached := make([]bool, n+1)
	reached[0] = true
	for from := range n {
		for to := from + 1; reached[from] && to <= n; to++ {
			reached[to] = reached[to] || found(from, to)
		}
	}
	return reached[n]
}
