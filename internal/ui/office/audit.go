package office

import (
	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// NewAudit is the audit trail, the latest entry first.
func NewAudit(e *screen.Env) screen.Screen {
	return newTable(e, sheet[model.AuditLine]{
		name:  "audit",
		fetch: paged(e.Staff.Office.LatestAudit),
		same:  func(a, b model.AuditLine) bool { return a.Seq == b.Seq },
		columns: []column[model.AuditLine]{
			{name: "when", least: 16, most: 16, text: func(e *screen.Env, l *model.AuditLine) string { return e.Words.OfficeMoment(l.At, e.Now()) }},
			{name: "who", least: 7, most: 12, text: func(_ *screen.Env, l *model.AuditLine) string { return screen.LocalPart(plain(l.Actor)) }},
			{name: "did", least: 12, most: 14, text: func(_ *screen.Env, l *model.AuditLine) string { return plain(l.Verb) }},
			{name: "subject", least: 16, most: 28, text: func(_ *screen.Env, l *model.AuditLine) string { return plain(l.Subject) }},
			{name: "detail", least: 12, most: 80, keep: 2, text: func(_ *screen.Env, l *model.AuditLine) string { return plain(l.Detail) }},
		},
		foot: func(e *screen.Env, l *model.AuditLine) string {
			return widget.Joined("#"+e.Words.Count(int(l.Seq)), plain(l.Actor), plain(l.Remote), plain(l.Verb), plain(l.Subject), plain(l.Detail))
		},
	})
}

// plain is a text of the trail in which nothing moves a terminal.
func plain(text string) string { return model.Line(text, 4*model.NoteCells).String() }
