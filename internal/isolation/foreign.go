package isolation

import (
	"context"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
)

// Ways to ask for something by its name: for a shipment by its number, for
// anything by what is written in it, and by searching. Asked for what is
// somebody else's, they must answer as they do for what does not exist.
var (
	byNumber = []string{"shipment -- X", "shipment --json -- X", "watch -- X", "watch --json -- X"}
	byText   = []string{"shipment --json -- X", "shipments --search X", "shipments --search X --json", "shipments --search X --csv"}
)

// foreign asks for what is somebody else's, in every way there is.
func (s *subject) foreign(ctx context.Context) error {
	decoy, other := s.roster.partners[s.roster.decoy.slug].planted[0], s.elsewhere()
	for _, k := range []kind{kindHBL, kindContainer, kindBuyRate, kindNoteInternal} {
		if err := s.ask(byText, s.roster.mint.token(decoy.owner, k), nowhere()); err != nil {
			return err
		}
	}
	if err := s.ask(byText, s.roster.mint.token(other.owner, kindPO), nowhere()); err != nil {
		return err
	}
	if err := s.ask(append(byNumber, byText...), decoy.ref, nowhere()+decoy.ref[tokenSize:]); err != nil {
		return err
	}
	if err := s.ask(byNumber, other.ref, s.unused(other.ref)); err != nil {
		return err
	}
	if err := s.cursors(ctx); err != nil {
		return err
	}
	return s.keys()
}

// elsewhere is a shipment of another partner, the decoy's when there is no other.
func (s *subject) elsewhere() planted {
	for range 20 {
		slug := s.roster.slugs[rand.IntN(len(s.roster.slugs))]
		company := s.roster.partners[slug]
		if slug == s.company.Slug || slug == s.roster.decoy.slug || len(company.planted) == 0 {
			continue
		}
		if one := company.planted[rand.IntN(len(company.planted))]; !s.beginsOwn(one.ref) {
			return one
		}
	}
	return s.roster.partners[s.roster.decoy.slug].planted[0]
}

// beginsOwn says that a number of the account's own begins with this one, which finds it.
func (s *subject) beginsOwn(ref string) bool {
	return slices.ContainsFunc(s.company.refs, func(own string) bool { return strings.HasPrefix(own, ref) })
}

// nowhere is a token that was never planted.
func nowhere() string {
	text := []byte(tokenHead)
	for range bodySize {
		text = append(text, alphabet[rand.IntN(len(alphabet))])
	}
	return string(text)
}

// unused is a number like ref that no shipment has, as far as can be told.
func (s *subject) unused(ref string) string {
	for range 100 {
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return rune('0' + rand.IntN(10))
			}
			return r
		}, ref)
		known := false
		s.roster.foreign.each([]byte(digits), func(uint64, phrase, int, int) { known = true })
		if !known && digits != ref && !s.beginsOwn(digits) {
			return digits
		}
	}
	return nowhere()
}

// ask compares the answers to what is somebody else's and to what is nobody's.
// But for the name itself they must be the same to the byte.
func (s *subject) ask(shapes []string, theirs, nobodys string) error {
	for _, shape := range shapes {
		got, err := s.asked(shape, theirs)
		if err != nil {
			return err
		}
		want, known := s.unknown[shape]
		if !known {
			if want, err = s.asked(shape, nobodys); err != nil {
				return err
			}
			s.unknown[shape] = want
		}
		if got != want {
			s.findings.leak(s.account.Email, shape, find{foundUnlike, theirs, model.Line(got, model.NameCells)})
		}
	}
	return nil
}

// asked is the answer to a question about name, in which the name is an X.
func (s *subject) asked(shape, name string) (string, error) {
	a, err := s.run(strings.ReplaceAll(shape, "X", quote(name)), "")
	said := strings.ReplaceAll(string(a.all()), name, "X")
	return fmt.Sprintf("%d: %s", a.status, said), err
}

// cursors goes on in lists that are somebody else's, and in none.
func (s *subject) cursors(ctx context.Context) error {
	theirs, err := s.cursorOf(ctx, s.roster.decoy.slug)
	if err != nil {
		return err
	}
	forged := []string{
		theirs, "x", "AAAA", "AAAAAAAAAAAAAA", "''", "../../etc/passwd", "'%00'", strings.Repeat("A", 8000),
		spliced(theirs, nil), spliced(theirs, []byte("\x00")), spliced(theirs, []byte("\x01r\x02SHP")),
	}
	if own, err := s.cursorOf(ctx, s.company.Slug); err == nil && own != "" {
		forged = append(forged, grafted(own, theirs), grafted(theirs, own))
	}
	for _, cursor := range forged {
		if err := s.runAll("shipments --json --after " + cursor); err != nil {
			return err
		}
	}
	return s.runAll("shipments --sort ref --csv --after "+theirs, "shipments --status draft --after "+theirs)
}

// cursorOf is a real cursor of a partner's list; empty when it is too short.
func (s *subject) cursorOf(ctx context.Context, slug string) (string, error) {
	room, err := s.store.Room(model.Principal{Account: us.Account, Role: model.Portal, Partner: slug})
	if err != nil {
		return "", err
	}
	page, err := room.Page(ctx, model.Query{Limit: 1})
	return page.Next, err
}

// cursorHead is the length of what begins a cursor and binds it to its list.
const cursorHead = 6

// spliced is a cursor with another body behind its head.
func spliced(cursor string, body []byte) string {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) < cursorHead {
		return "x"
	}
	return base64.RawURLEncoding.EncodeToString(append(raw[:cursorHead:cursorHead], body...))
}

// grafted is the head of one cursor before the body of another.
func grafted(head, body string) string {
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil || len(raw) < cursorHead {
		return "x"
	}
	return spliced(head, raw[cursorHead:])
}

// keys tries to learn whose a key is, by adding it and by taking it away.
func (s *subject) keys() error {
	theirs := gossh.FingerprintSHA256(s.roster.decoy.key)
	stray, _, err := newKey(model.Text{})
	if err != nil {
		return err
	}
	if _, err := s.run("key add", string(gossh.MarshalAuthorizedKey(s.roster.decoy.key))); err != nil {
		return err
	}
	return s.ask([]string{"key remove X"}, theirs, gossh.FingerprintSHA256(stray.PublicKey()))
}
