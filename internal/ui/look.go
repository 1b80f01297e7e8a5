package ui

import (
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
	"porthole/internal/words"
)

// Look is what a line is written with: the language, the colours, the present,
// and whose house it is. Whatever only writes takes a Look and nothing else, so
// that a test of it needs no session.
type Look struct {
	words words.Catalogue
	theme *theme.Theme
	now   func() time.Time
	house model.Forwarder
	// generation grows with every change of language, theme or forwarder: a
	// prepared line of another generation is stale.
	generation int
}

// say is the sentence under key in the language of the session.
func (look *Look) say(key string, args ...any) string { return look.words.Say(key, args...) }

// dated is the error with its dates as the language writes them.
func (look *Look) dated(err error) error {
	var fault *model.Fault
	if !errors.As(err, &fault) {
		return err
	}
	args := make([]any, len(fault.Args))
	for i, arg := range fault.Args {
		switch arg := arg.(type) {
		case model.When:
			args[i] = look.words.Day(arg, look.now())
		case time.Time:
			args[i] = look.words.HouseDay(arg, look.now())
		default:
			args[i] = arg
		}
	}
	return model.NewFault(fault.Key, args...)
}

// contact is how the forwarder is reached, such as `+84 28 … · cs@…`; empty
// when neither is known.
func (look *Look) contact() string {
	phone, mail := look.house.Phone.String(), look.house.Mail.String()
	if phone != "" && mail != "" {
		return phone + " · " + mail
	}
	return phone + mail
}

// whomToAsk is the forwarder and how to reach it, in lines of at most width
// cells; none when that is not known.
func (look *Look) whomToAsk(width int) []string {
	contact := look.contact()
	if contact == "" {
		return nil
	}
	if whole := look.say("screens.ask", look.house.Name, contact); cells(whole) <= width {
		return []string{whole}
	}
	return append(wrap(look.say("screens.ask", look.house.Name, ""), width), wrap(contact, width)...)
}
