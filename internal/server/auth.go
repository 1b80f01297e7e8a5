package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/words"
)

// The user names that ask for a code. Whoever uses one of them gets the prompt
// and nothing else, whatever key they hold: a code is never joined with a key.
const (
	userTrack  = "track"
	userInvite = "invite"
)

// principalExtension is where the handshake's permissions carry the identity.
// They belong to the one key that has signed; nothing that was merely offered
// reaches them.
const principalExtension = "porthole-principal"

// errUnknownKey sends the client on to its next key.
var errUnknownKey = errors.New("the key is not registered")

// errBusy ends a way of signing in that would have succeeded.
var errBusy = errors.New("too many connections are open already")

// config is what the handshake of one connection goes by.
//
// Every well-formed key is accepted when it is offered, known or not, so that
// nobody can find out which keys are registered; whose it is gets looked up once
// it has signed. One that is not known fails, so that the client goes on to the
// next of its keys: people have several. Who has no key that is known comes in
// by keyboard-interactive, which asks nothing: they are a guest and see the
// prompt for a code. It asks for a tracking code those who come as track: what
// they want to do with it is not known yet. None and passwords do not exist.
func (s *Server) config(ctx ssh.Context) *gossh.ServerConfig {
	l := linkOf(ctx)
	return &gossh.ServerConfig{
		Config:                  algorithms(),
		PublicKeyAuthAlgorithms: keyAlgorithms(),
		MaxAuthTries:            s.limits.AuthTries,
		PreAuthConnCallback: func(conn gossh.ServerPreAuthConn) {
			l.banner = conn.SendAuthBanner
			s.gate.note(&l.talked)
		},
		PublicKeyCallback: func(_ gossh.ConnMetadata, key gossh.PublicKey) (*gossh.Permissions, error) {
			return &gossh.Permissions{}, access.CheckKey(key)
		},
		VerifiedPublicKeyCallback: func(meta gossh.ConnMetadata, key gossh.PublicKey, _ *gossh.Permissions, _ string) (*gossh.Permissions, error) {
			who, err := s.whose(meta.User(), key, l.remote)
			if err != nil {
				s.gate.note(&l.barred) // they do not become a guest instead
				say := words.In(words.Choose("", nil, ""), nil)
				return nil, &gossh.BannerError{Err: errBusy, Message: say.Say("server.refused.away") + "\n"}
			}
			if who.IsGuest() && meta.User() != userInvite {
				l.prove(who)
				return nil, errUnknownKey
			}
			return s.welcome(l, who)
		},
		KeyboardInteractiveCallback: func(meta gossh.ConnMetadata, ask gossh.KeyboardInteractiveChallenge) (*gossh.Permissions, error) {
			if meta.User() == userTrack {
				return s.askTracking(l, ask)
			}
			if _, err := ask("", "", nil, nil); err != nil {
				return nil, fmt.Errorf("asking nothing: %w", err)
			}
			return s.welcome(l, l.guestAs(meta.User()))
		},
		AuthLogCallback: func(meta gossh.ConnMetadata, method string, err error) { s.noteAttempt(l, meta, method, err) },
	}
}

// whose says who the holder of a key is to be taken for.
func (s *Server) whose(user string, key gossh.PublicKey, remote string) (model.Principal, error) {
	stranger := model.Principal{Fingerprint: access.Fingerprint(key), KeyType: key.Type(), Remote: remote}
	if asksForCode(user) {
		return stranger, nil
	}
	p, err := s.backend.identify(key, remote)
	if err != nil || p.IsGuest() {
		return stranger, err //nolint:wrapcheck // a Fault
	}
	p.KeyType = key.Type()
	return p, nil
}

func asksForCode(user string) bool { return user == userTrack || user == userInvite }

// prove remembers a key that has signed and is not known: the client holds it.
func (l *link) prove(stranger model.Principal) {
	if l.proven.Fingerprint == "" {
		l.proven = stranger
	}
}

// guestAs is who somebody without a known key is: a guest, with the key that
// they proved to hold, if they did. A tracking code is never joined with a key.
func (l *link) guestAs(user string) model.Principal {
	if user == userTrack || l.proven.Fingerprint == "" {
		return model.Principal{Remote: l.remote}
	}
	return l.proven
}

// welcome counts the connection among those of its owner and hands over the
// permissions that carry the identity. One that its owner has too many of stays
// among those that wait: it may go on trying, but not unseen.
func (s *Server) welcome(l *link, p model.Principal) (*gossh.Permissions, error) {
	if l.barred || !s.registry.enter(l, p, time.Now()) {
		if !l.barred {
			s.observer.Refused(refusedBusy)
		}
		s.gate.note(&l.barred)
		say := words.In(words.Choose(p.Language, nil, ""), nil)
		return nil, &gossh.BannerError{Err: errBusy, Message: say.Say("server.refused.connections") + "\n"}
	}
	s.gate.passed(l)
	s.observer.Handshake(handshakePassed)
	packed, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("packing an identity: %w", err)
	}
	return &gossh.Permissions{Extensions: map[string]string{principalExtension: string(packed)}}, nil
}

// principalOf unpacks the identity; without one, it is a guest.
func principalOf(conn *gossh.ServerConn) model.Principal {
	var p model.Principal
	if conn.Permissions == nil {
		return p
	}
	if json.Unmarshal([]byte(conn.Permissions.Extensions[principalExtension]), &p) != nil {
		return model.Principal{}
	}
	return p
}

func (s *Server) noteAttempt(l *link, meta gossh.ConnMetadata, method string, err error) {
	switch {
	case err == nil:
		s.log.Debug("signed in", "link", l.id, "remote", l.remote, "user", bounded(meta.User()),
			"client", bounded(string(meta.ClientVersion())), "method", method)
	case !errors.Is(err, gossh.ErrNoAuth) && !errors.Is(err, errBusy):
		s.gate.note(&l.failed)
		s.log.Debug("sign-in refused", "link", l.id, "remote", l.remote, "user", bounded(meta.User()), "method", bounded(method))
	}
}
