package server

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/words"
)

// errNoEntry ends a way of signing in on which every code was refused.
var errNoEntry = errors.New("no code was right")

// endCode ends the session of a code that has ended.
var endCode = &ending{key: "server.closed.code"}

// farewell is how a session ends whose owner may not stay.
func farewell(p model.Principal) *ending {
	if p.IsHolder() {
		return endCode
	}
	return endAccount
}

// askTracking asks for a tracking code before the session begins, so that a
// command can be run with it: the code is typed at the client's own prompt, and
// standard output stays the command's. An empty answer, which is also what a
// client without a terminal gives, leads to the card.
//
// Nothing is known of the reader's language yet, so that they are told in all.
func (s *Server) askTracking(l *link, ask gossh.KeyboardInteractiveChallenge) (*gossh.Permissions, error) {
	prompt := strings.Join(inAll(func(say words.Catalogue) string { return say.Say("code.ask") }), " / ") + ": "
	l.tell(s.greeting())
	for {
		answers, err := ask("", "", []string{prompt}, []bool{true})
		if err != nil {
			return nil, fmt.Errorf("asking for a code: %w", err)
		}
		if len(answers) != 1 || strings.TrimSpace(answers[0]) == "" {
			return s.welcome(l, l.guestAs(userTrack))
		}
		var who model.Principal
		err = s.attempt(l, func() (err error) {
			who, err = s.backend.follow(answers[0], l.proven.Fingerprint, l.remote)
			return err
		})
		if err == nil {
			l.code, _ = access.ParseCode(answers[0])
			return s.welcome(l, who)
		}
		l.tell(s.refusal(err))
		if s.exhausted(l) {
			return nil, errNoEntry
		}
	}
}

// inAll is a sentence in each language.
func inAll(sentence func(words.Catalogue) string) (all []string) {
	for _, language := range words.Languages() {
		all = append(all, sentence(words.In(language, nil)))
	}
	return all
}

// greeting is what this is, what to do, and whom to ask.
func (s *Server) greeting() string {
	forwarder, contact := s.backend.name(), s.backend.contact()
	return strings.Join(inAll(func(say words.Catalogue) string {
		where := say.Say("code.plain")
		if forwarder != "" {
			where = say.Say("code.where", forwarder)
		}
		text := where + " " + say.Say("code.do")
		if contact != "" {
			text += " " + say.Say("code.none", contact)
		}
		return text
	}), "\n")
}

// refusal is why a code opened nothing, with the forwarder's contact below.
func (s *Server) refusal(err error) string {
	contact := s.backend.contact()
	id := ""
	return strings.Join(inAll(func(say words.Catalogue) string {
		message, hint, known := say.Explain(err)
		if !known {
			if id == "" {
				id = s.Report(err)
			}
			message, hint = say.Say("server.mishap", id), ""
		}
		lines := []string{message}
		if hint != "" {
			lines = append(lines, hint)
		}
		if contact != "" && !strings.Contains(hint, contact) {
			lines = append(lines, contact)
		}
		return strings.Join(lines, "\n")
	}), "\n\n")
}

// tell prints sentences at the client's side before there is a session.
func (l *link) tell(text string) {
	if l.banner != nil {
		_ = l.banner("\n" + text + "\n\n") // a client that cannot be told is asked all the same
	}
}

// outlived ends the sessions whose code has run out. Whatever else ends a code
// is told by the store. One that goes on for longer than it was to is looked at
// again when that is over, and not all the time.
func (s *Server) outlived() {
	for v, p := range s.registry.holders() {
		if !s.backend.over(p) {
			continue
		}
		if now, ok := s.backend.current(p); ok {
			s.registry.extend(v, now)
		} else {
			v.end(endCode)
		}
	}
}

// holders are the sessions of those who came with a tracking code.
func (r *registry) holders() map[*visit]model.Principal {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.holding)
}

// extend notes how long the code of a session is good for now.
func (r *registry) extend(v *visit, p model.Principal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, held := r.holding[v]; held {
		r.holding[v] = p
	}
}
