package isolation

import (
	"bytes"
	"context"
	"encoding/base64"
	"math/rand/v2"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
)

// askings are ways to ask for something by its name. Asked for what is
// somebody else's, they must answer as they do for what does not exist.
var askings = []string{
	"shipment X", "shipment X --json", "shipment --json X", "watch X", "watch X --json",
}

// searches are the same for what can be searched for.
var searches = []string{
	"shipments --search X", "shipments --search X --json", "shipments --search X --csv", "shipments --search X --status confirmed",
}

// foreign asks for what is somebody else's, in every way there is.
func (s *subject) foreign(ctx context.Context) error {
	for _, strange := range s.strange() {
		lines := askings
		if strange.searched {
			lines = append(lines[:len(lines):len(lines)], searches...)
		}
		for _, line := range lines {
			if err := s.unlike(line, strange); err != nil {
				return err
			}
		}
	}
	if err := s.cursors(ctx); err != nil {
		return err
	}
	return s.keys()
}

// strange is something of somebody else's, and something like it that nobody has.
type strange struct {
	theirs, nobodys string
	searched        bool // the beginning of nothing that is the account's own
}

// strange are some of the things that are somebody else's.
func (s *subject) strange() []strange {
	other := s.elsewhere()
	var list []strange
	for _, one := range []planted{s.roster.partners[s.roster.decoy.slug].planted[0], other} {
		for _, k := range []kind{kindHBL, kindContainer, kindPO, kindBuyRate, kindNoteInternal} {
			list = append(list, strange{s.roster.mint.token(one.owner, k), nowhere(), true})
		}
	}
	decoy := s.roster.decoy.refs[0]
	list = append(list, strange{decoy, nowhere() + decoy[tokenSize:], true})
	if other.ref != "" {
		list = append(list, strange{other.ref, s.unused(other.ref), false})
	}
	return append(list, strange{s.roster.decoy.account, strings.ToLower(nowhere()) + "@canary.invalid", false})
}

// elsewhere is a shipment of another partner, the decoy's when there is no other.
func (s *subject) elsewhere() planted {
	for range 20 {
		slug := s.roster.slugs[rand.IntN(len(s.roster.slugs))]
		if company := s.roster.partners[slug]; slug != s.company.Slug && len(company.planted) > 0 {
			return company.planted[rand.IntN(len(company.planted))]
		}
	}
	return s.roster.partners[s.roster.decoy.slug].planted[0]
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
		if !known && digits != ref {
			return digits
		}
	}
	return nowhere()
}

// unlike compares the answers to what is somebody else's and to what is
// nobody's. But for the name itself they must be the same to the byte.
func (s *subject) unlike(shape string, what strange) error {
	theirs, err := s.run(strings.ReplaceAll(shape, "X", quote(what.theirs)), "")
	if err != nil {
		return err
	}
	nobodys, err := s.run(strings.ReplaceAll(shape, "X", quote(what.nobodys)), "")
	if err != nil {
		return err
	}
	a := bytes.ReplaceAll(theirs.all(), []byte(what.theirs), []byte("X"))
	b := bytes.ReplaceAll(nobodys.all(), []byte(what.nobodys), []byte("X"))
	if theirs.status != nobodys.status || !bytes.Equal(a, b) {
		s.findings.leak(s.account.Email, shape, find{foundUnlike, what.theirs, model.Line(string(a), model.NameCells)})
	}
	return nil
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
		for _, line := range []string{"shipments --json --after ", "shipments --sort ref --csv --after "} {
			if _, err := s.run(line+cursor, ""); err != nil {
				return err
			}
		}
	}
	return nil
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
	return s.unlike("key remove X", strange{theirs: theirs, nobodys: gossh.FingerprintSHA256(stray.PublicKey())})
}
