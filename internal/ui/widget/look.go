// Package widget is what screens are made of and that knows nothing of a
// shipment: text that fits, lines painted in parts, pages of prose, the division
// of a window, keys as data, fields and forms, and what scrolls. [Look] is what
// all of them are written with.
package widget

import (
	"errors"
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
	"porthole/internal/words"
)

// Look is what a line is written with: the language, the colours, the present,
// and whose portal it is. Whatever only writes takes a Look and nothing else, so
// that a test of it needs no session.
type Look struct {
	Words     words.Catalogue
	Theme     *theme.Theme
	Now       func() time.Time
	Forwarder model.Forwarder
	// Generation grows with every change of language, theme or forwarder: a
	// prepared line of another generation is stale.
	Generation int
}

// Say is the sentence under key in the language of the session.
func (look *Look) Say(key string, args ...any) string { return look.Words.Say(key, args...) }

// Dated is the error with its dates as the language writes them.
func (look *Look) Dated(err error) error {
	var fault *model.Fault
	if !errors.As(err, &fault) {
		return err
	}
	args := slices.Clone(fault.Args)
	for i, arg := range args {
		switch arg := arg.(type) {
		case model.When:
			args[i] = look.Words.Day(arg, look.Now())
		case time.Time:
			args[i] = look.Words.OfficeDay(arg, look.Now())
		}
	}
	return model.NewFault(fault.Key, args...)
}

// Contact is how the forwarder is reached, such as `+84 28 … · cs@…`; empty
// when neither is known.
func (look *Look) Contact() string {
	return Joined(look.Forwarder.Phone.String(), look.Forwarder.Mail.String())
}

// Reach is as much of the contact as fits whole into width cells: a number or an
// address that is cut reaches nobody.
func (look *Look) Reach(width int) string {
	for _, way := range []string{look.Contact(), look.Forwarder.Phone.String(), look.Forwarder.Mail.String()} {
		if way != "" && Cells(way) <= width {
			return way
		}
	}
	return ""
}

// AskWhom adds to lines whom to ask, indented.
func (look *Look) AskWhom(lines []string, indent, width int) []string {
	whom := look.WhomToAsk(min(ParagraphCells, width-2*indent))
	return append(lines, Map(whom, func(line string) string { return Pad(indent) + line })...)
}

// WhomToAsk is the forwarder and how to reach it, in lines of at most width
// cells; none when that is not known.
func (look *Look) WhomToAsk(width int) []string {
	contact := look.Contact()
	if contact == "" {
		return nil
	}
	if whole := look.Say("screens.ask", look.Forwarder.Name, contact); Cells(whole) <= width {
		return []string{whole}
	}
	lines := Wrap(look.Say("screens.ask", look.Forwarder.Name, ""), width)
	if Cells(contact) <= width {
		return append(lines, contact)
	}
	ways := Present(look.Forwarder.Phone.String(), look.Forwarder.Mail.String())
	return append(lines, Map(ways, func(way string) string { return Clip(way, width) })...)
}
