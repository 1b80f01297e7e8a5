package isolation

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/words"
)

// widths are the windows that screens are looked at in: one in which the
// shipment is a page of its own, and one in which it stands beside the list.
// Both are so high that most is in sight at once.
var widths = []int{100, 160}

const (
	windowHeight = 60
	// countable is how many shipments fit into the list of such a window, at two
	// lines each, and shortRef how long a number may be to be shown whole.
	countable, shortRef = 25, 16
	// everyTurn is how many shipments are looked at in each window and language;
	// the others take turns.
	everyTurn, turns = 2, 4
)

// walk is somebody at a screen.
type walk struct {
	*subject
	g      *glass
	say    words.Catalogue
	wide   bool
	turn   int
	window string
	room   lister
	own    *phrases // the numbers that are the account's own
	last   string   // the screen as it was seen last
}

// walk opens a window of that width.
func (s *subject) walk(client *client, say words.Catalogue, width, turn int) (*walk, error) {
	room, err := s.store.Room(model.Principal{Account: us.Account, Role: model.Portal, Partner: s.company.Slug})
	if err != nil {
		return nil, err
	}
	if err := s.upToDate(); err != nil {
		return nil, err
	}
	g, err := client.terminal(width, windowHeight, "")
	if err != nil {
		return nil, err
	}
	w := &walk{
		subject: s, g: g, say: say, wide: width >= 120, turn: turn, room: room, own: newPhrases(),
		window: fmt.Sprintf("screen %d×%d %s", width, windowHeight, say.Language()),
	}
	for _, ref := range s.company.refs {
		if recognised(ref) {
			w.own.put(ref, phrase{kind: kindRef, owner: ref})
		}
	}
	return w, nil
}

// upToDate notes that the account has seen everything, so that no card of what is
// new lies over its list.
func (s *subject) upToDate() error {
	who, ctx := model.Principal{Account: s.account.Email, Role: model.Portal, Partner: s.company.Slug}, context.Background()
	room, err := s.store.Room(who)
	if err != nil {
		return err
	}
	self, err := s.store.Self(who)
	if err != nil {
		return err
	}
	version, err := room.Version(ctx)
	if err != nil {
		return err
	}
	return self.SetLastSeen(ctx, version)
}

// look looks at every screen, and lets go of the window.
func (w *walk) look(ctx context.Context) error {
	defer w.g.close()
	defer w.leave()
	for _, part := range []func(context.Context) (bool, error){w.tabs, w.search, w.pages, w.shipments} {
		if seen, err := part(ctx); err != nil || !seen {
			return err
		}
	}
	return ctx.Err() //nolint:wrapcheck // the caller's own
}

// leave ends the session and goes through all its bytes.
func (w *walk) leave() {
	w.g.press("\x03")
	if !w.g.wait() {
		w.missing(w.window, "the end")
	}
	raw := w.g.bytes()
	w.findings.probed(len(raw))
	w.findings.leak(w.account.Email, w.window, w.find.bytes(raw, w.typed())...)
	w.findings.leak(w.account.Email, w.window+": title", w.find.read(titles(raw), "")...)
}

// see presses keys, waits until the screen is as wanted, and looks through it.
func (w *walk) see(what, keys string, wanted func(screen string) bool) bool {
	w.g.press(keys)
	return w.seen(what, wanted)
}

func (w *walk) seen(what string, wanted func(screen string) bool) bool {
	screen, ok := w.g.until(w.limit(), wanted)
	w.last = screen
	w.findings.probed(0)
	w.findings.leak(w.account.Email, w.window+": "+what, w.find.read([]byte(screen), w.typed())...)
	if !ok {
		w.missing(w.window, what)
	}
	return ok
}

// shortPatience is how long a screen may take of an account whose leaks are
// known: it need not ever be as it should.
const shortPatience = time.Second

func (s *subject) limit() time.Duration {
	if s.findings.leaks(s.account.Email) {
		return shortPatience
	}
	return patience
}

// typed is what is typed into the screens that is somebody else's.
func (w *walk) typed() string { return w.stolen() + "\n" + w.roster.decoy.refs[0] }

// stolen is a reference of the decoy's.
func (w *walk) stolen() string {
	return w.roster.mint.token(w.roster.partners[w.roster.decoy.slug].planted[0].owner, kindHBL)
}

// rows is that the list shows the shipments of a query, and no other.
func (w *walk) rows(ctx context.Context, q model.Query, empty string) (func(screen string) bool, error) {
	q.Limit = countable
	page, err := w.room.Page(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(page.Rows) == 0 {
		return holds(opening(empty)), nil
	}
	expected := map[string]bool{}
	for _, row := range page.Rows {
		if ref := row.Ref.String(); recognised(ref) {
			expected[ref] = true
			w.own.put(ref, phrase{kind: kindRef, owner: ref})
		}
	}
	whole := page.Next == "" // else the list goes on, and may move while others look
	return func(screen string) bool {
		shown, others := 0, 0
		for _, ref := range w.refsOn(screen) {
			if expected[ref] {
				shown++
			} else {
				others++
			}
		}
		if !whole {
			return shown > 0
		}
		return shown == len(expected) && others == 0
	}, nil
}

// recognised says that a number is shown whole, and cannot be taken for anything else
// that stands on a screen.
func recognised(ref string) bool { return len(ref) <= shortRef && telling(ref, kindRef, 1) }

// refsOn are the account's own numbers on a screen, each once, from the top.
func (w *walk) refsOn(screen string) []string {
	var refs []string
	known := map[string]bool{}
	w.own.each([]byte(screen), func(_ uint64, what phrase, _, _ int) {
		if !known[what.owner] {
			known[what.owner] = true
			refs = append(refs, what.owner)
		}
	})
	return refs
}

// opening is as much of a sentence as stands on one line in any case.
func opening(sentence string) string {
	if fields := strings.Fields(sentence); len(fields) > 3 {
		return strings.Join(fields[:3], " ")
	}
	return sentence
}

// tabs looks at the list under each tab.
func (w *walk) tabs(ctx context.Context) (bool, error) {
	all, err := w.rows(ctx, model.Query{}, w.say.Say("list.empty"))
	if err != nil || !w.seen("list", all) {
		return false, err
	}
	if counted, err := w.counted(ctx); err != nil || !counted {
		return false, err
	}
	counts, err := tally(ctx, w.room)
	if err != nil {
		return false, err
	}
	place := '0'
	for _, tab := range model.Tabs() {
		if tab.Rare() && counts[tab] == 0 {
			continue
		}
		place++
		empty := w.say.Say("list.empty")
		if tab != model.TabAll {
			empty = w.say.Say("list.empty." + string(tab))
		}
		rows, err := w.rows(ctx, model.Query{Tab: tab}, empty)
		if err != nil || !w.see("tab "+string(tab), string(place), rows) {
			return false, err
		}
	}
	return w.see("list", "1", all), nil
}

// search looks for something of the account's own, and for what is not.
func (w *walk) search(ctx context.Context) (bool, error) {
	all, err := w.rows(ctx, model.Query{}, w.say.Say("list.empty"))
	if err != nil {
		return false, err
	}
	for what, text := range map[string]string{"a reference": w.stolen(), "a number": w.roster.decoy.refs[0]} {
		w.g.press("/")
		w.g.paste(text)
		nothing := opening(w.say.Say("list.empty.search", text))
		if !w.seen("search for "+what+" of somebody else's", holds(nothing)) || !w.see("list", "\x15\r", all) {
			return false, nil
		}
	}
	if len(w.company.planted) == 0 {
		return true, nil
	}
	one := w.company.planted[0]
	w.g.press("/")
	w.g.paste(w.roster.mint.token(one.owner, kindMBL))
	found := func(screen string) bool {
		refs := w.refsOn(screen)
		return len(refs) == 1 && refs[0] == one.ref || !recognised(one.ref) && len(refs) == 0
	}
	return w.seen("search", found) && w.see("list", "\x15\r", all), nil
}

// pages looks at help and glossary.
func (w *walk) pages(ctx context.Context) (bool, error) {
	all, err := w.rows(ctx, model.Query{}, w.say.Say("list.empty"))
	if err != nil {
		return false, err
	}
	return w.see("help", "?", holds(w.say.Say("help.title"))) && w.see("list", "?", all) &&
		w.see("glossary", "g", holds(w.say.Say("glossary.title"))) && w.see("list", "g", all), nil
}

// below is what a page says when it goes on under the window.
var below = regexp.MustCompile(`↓ (\d+)`)
