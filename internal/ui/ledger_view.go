package ui

import (
	"porthole/internal/model"
)

// ledger is every ETA and ETD that was ever published: when, from what to
// what, by how many days, and why.
func (s sheet) ledger() []prose {
	var lines []prose
	for _, kind := range []model.DateKind{model.KindETA, model.KindETD} {
		history := s.history(kind)
		if len(history) == 0 {
			continue
		}
		if lines != nil {
			lines = append(lines, nil)
		}
		lines = append(lines, s.heading(s.say("detail.ledger."+string(kind))))
		lines = append(lines, history...)
	}
	if lines == nil {
		return paragraph(s.theme.Muted, s.say("detail.ledger.none"), s.width)
	}
	return lines
}

// ledgerLine is one line of the ledger before it is set in columns.
type ledgerLine struct {
	when   string
	change prose
	reason string
}

// history is the lines of one kind, oldest first.
func (s sheet) history(kind model.DateKind) []prose {
	var history []ledgerLine
	when, change := 0, 0
	for _, line := range s.p.Ledger {
		if line.Kind != kind {
			continue
		}
		l := s.ledgerLine(line)
		when, change = max(when, cells(l.when)), max(change, l.change.cells())
		history = append(history, l)
	}
	set := s.inColumnsOf("ledger "+string(kind), when, change)
	when, change = set[0], set[1]
	var lines []prose
	for _, l := range history {
		if s.tight() {
			lines = append(lines, s.ledgerEntry(l)...)
			continue
		}
		lead := prose{s.theme.Muted.Says(fit(l.when, when+gutter))}
		lead = append(append(lead, l.change...), blank(change-l.change.cells()+gutter))
		lines = append(lines, beside(lead, when+change+2*gutter, s.theme.Muted, l.reason, s.width)...)
	}
	return lines
}

func (s sheet) ledgerLine(line model.PublishedLine) ledgerLine {
	l := ledgerLine{
		when: s.words.HouseMoment(line.PublishedAt, s.at), change: s.change(line.From, line.To), reason: s.reason(line),
	}
	if !line.WithdrawnAt.IsZero() {
		l.change = prose{s.theme.Muted.Says(l.change.plain())}
	}
	if line.From.IsZero() && l.reason == "" {
		l.reason = s.say("detail.ledger.first")
	}
	if s.keeps(line) {
		l.reason = joined(s.say("office.unpublished"), l.reason)
	}
	return l
}

// reason is why a date changed, as customers read it; of a line that was taken
// back that it was.
func (s sheet) reason(line model.PublishedLine) string {
	switch {
	case line.Withdrawal:
		return s.say("ledger.withdrawal")
	case !line.WithdrawnAt.IsZero():
		return s.say("ledger.withdrawn", s.words.HouseDay(line.WithdrawnAt, s.at))
	default:
		return line.Reason.String()
	}
}

// ledgerEntry is a line where there is no room for columns.
func (s sheet) ledgerEntry(l ledgerLine) []prose {
	lines := flow([]prose{l.change, {s.theme.Muted.Says(l.when)}}, pad(gutter), s.width)
	if l.reason != "" {
		lines = append(lines, beside(nil, 2, s.theme.Muted, l.reason, s.width)...)
	}
	return lines
}
