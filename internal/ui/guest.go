package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
)

// Bounds of the card.
const (
	maxCard      = 60 // columns, frame included
	maxCode      = 48 // cells of a code with its prefix, hyphens and spaces
	codeAttempts = 3
	goodbyeRest  = 6 * time.Second
)

// guest is the card for somebody who has not been recognised: what this is, one
// field for a code, what to do, and whom to ask. It reads nothing from the store.
type guest struct {
	env         *env
	fingerprint string
	registered  bool // the key is, and could have been used to sign in
	redeem      func(ctx context.Context, code string) error
	follow      func(ctx context.Context) (Config, error)
	invitation  invitation
	code        field
	left        int // attempts
	trying      bool
	taken       bool
	err         error // of the last attempt
	width       int
	height      int
	at          tea.Position // where the field's text begins
}

// The keys of the card. The language has a key that is no letter of a code.
var (
	keySend          = bind("key.send", "enter").as("↵")
	keyErase         = bind("key.erase", "esc", "ctrl+u").hushed()
	keyGuestLanguage = bind("key.language", "ctrl+l")
)

// redeemed is the answer to an attempt.
type redeemed struct {
	guest *guest
	err   error
}

// newGuest is the card of c.
func newGuest(e *env, c GuestConfig) *guest {
	return &guest{
		env: e, fingerprint: c.Fingerprint, registered: c.Registered, redeem: c.Redeem, follow: c.Follow, left: codeAttempts,
		invitation: invitation{ask: c.Invite, accept: c.Accept, enter: c.Enter},
		code:       field{limit: maxCode, accept: inCode},
	}
}

// inCode is what can stand in a code as it is written or copied.
func inCode(r rune) bool {
	return r == '-' || r == ' ' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func (g *guest) open() tea.Cmd { return nil }

func (g *guest) resize(width, height int) { g.width, g.height = width, height }

func (g *guest) bindings() []binding {
	switch {
	case g.over(): // any key leaves, and the card says so
		return nil
	case g.invitation.step == inviteAsked && !g.trying:
		return []binding{keyAccept, keyDecline, keyGuestLanguage}
	case g.invitation.step == inviteTaken:
		return []binding{keyEnter, keyGuestLanguage}
	case g.invitation.step == inviteKeyless:
		return []binding{keyGuestLanguage}
	default:
		return []binding{keySend, keyGuestLanguage, keyErase}
	}
}

// over says that nothing more can be typed.
func (g *guest) over() bool { return g.left == 0 || g.taken }

// takesText says that letters are not keys of the root: on this card they never
// are, until it is over.
func (g *guest) takesText() bool { return !g.over() }

func (g *guest) key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case g.over():
		return goBack, true
	case g.trying:
		return nil, true
	case keyGuestLanguage.hit(msg):
		return func() tea.Msg { return otherLanguage{} }, true
	case g.invitation.step != inviteNone:
		return g.inviteKey(msg), true
	case keySend.hit(msg):
		return g.send(), true
	case keyErase.hit(msg):
		g.code.set("")
		return nil, true
	}
	g.code.key(tea.KeyPressMsg{Code: msg.Code, Mod: msg.Mod, Text: strings.ToUpper(msg.Text)})
	return nil, true
}

func (g *guest) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if !g.trying && !g.over() && g.invitation.step == inviteNone {
			g.code.add(strings.ToUpper(msg.Content))
		}
	case redeemed:
		if msg.guest == g {
			return g.redeemed(msg.err)
		}
	case notFollowed:
		if msg.guest == g {
			return g.answered(msg.err)
		}
	case invited:
		if msg.guest == g {
			return g.invited(msg)
		}
	case accepted:
		if msg.guest == g {
			return g.accepted(msg)
		}
	}
	return nil
}

// send tries the code. An empty field is no attempt.
func (g *guest) send() tea.Cmd {
	code := strings.TrimSpace(g.code.text)
	if code == "" || g.redeem == nil && g.invitation.ask == nil {
		return nil
	}
	g.trying = true
	if g.invitation.ask != nil {
		return g.askInvitation(code)
	}
	ctx, redeem := g.env.ctx, g.redeem
	return func() tea.Msg { return redeemed{g, redeem(ctx, code)} }
}

func (g *guest) answered(err error) tea.Cmd {
	g.trying, g.err = false, err
	if err == nil {
		g.taken = true
	} else {
		g.left--
	}
	if !g.over() {
		return nil
	}
	g.code.set("")
	return g.env.after(goodbyeRest, pop{})
}

// caret is behind the code that has been typed.
func (g *guest) caret() *tea.Cursor {
	if g.over() || g.trying || g.invitation.step != inviteNone {
		return nil
	}
	return tea.NewCursor(min(g.at.X+cells(g.code.text), g.width-1), g.at.Y)
}

// view is the card in the middle of the window; in a low one without its frame
// and its air.
func (g *guest) view() []string {
	width := min(maxCard, g.width-2)
	text, field := g.card(width-6, false)
	if len(text)+2 > g.height {
		return g.bare()
	}
	left := pad((g.width - width) / 2)
	lines := make([]string, (g.height-len(text)-2)/2, g.height)
	g.at = tea.Position{X: len(left) + 3 + cells(g.label()), Y: len(lines) + 1 + field}
	border := g.env.theme.Border
	lines = append(lines, left+border.Paint("╭"+strings.Repeat("─", width-2)+"╮"))
	for _, line := range text {
		lines = append(lines, left+border.Paint("│")+"  "+line+pad(width-4-cells(line))+border.Paint("│"))
	}
	return append(lines, left+border.Paint("╰"+strings.Repeat("─", width-2)+"╯"))
}

// bare is the card without frame; when even that is too high, without what
// this is: the field is what a small window is for.
func (g *guest) bare() []string {
	text, field := squeeze(g.card(g.width-2, false))
	if len(text) > g.height {
		text, field = squeeze(g.card(g.width-2, true))
	}
	text = text[:min(len(text), g.height)]
	g.at = tea.Position{X: 1 + cells(g.label()), Y: min(field, g.height-1)}
	for i := range text {
		text[i] = " " + text[i]
	}
	return text
}

// squeeze leaves out empty lines and says where the field is then.
func squeeze(text []string, field int) ([]string, int) {
	kept := make([]string, 0, len(text))
	at := 0
	for i, line := range text {
		if i == field {
			at = len(kept)
		}
		if line != "" {
			kept = append(kept, line)
		}
	}
	return kept, at
}

// label stands before what is typed.
func (g *guest) label() string { return g.env.say("guest.field") + "  " }

// card is the lines of the card, each at most width cells, and which of them is
// the field. A terse one begins with the field.
func (g *guest) card(width int, terse bool) (lines []string, field int) {
	t := g.env.theme
	put := func(s theme.Style, text string) {
		for _, line := range wrap(text, width) {
			lines = append(lines, s.Paint(line))
		}
	}
	lines = append(lines, "")
	if !terse {
		put(t.Strong, g.what())
		if g.fingerprint != "" && g.invitation.step == inviteNone {
			put(t.Muted, g.env.say(g.standing(), g.fingerprint))
		}
		lines = append(lines, "")
	}
	field = len(lines)
	if g.invitation.step != inviteNone {
		g.tell(put, func(text string) { lines = append(lines, text) })
	} else {
		lines = append(lines, g.fieldLine(width), "")
		g.say(put)
	}
	lines = append(lines, "")
	for _, line := range g.env.whomToAsk(width) {
		put(t.Muted, line)
	}
	return append(lines, ""), field
}

// standing is what is to be said of the key.
func (g *guest) standing() string {
	if g.registered {
		return "guest.known"
	}
	return "guest.unknown"
}

// what says where one is.
func (g *guest) what() string {
	if g.env.house.Name.IsZero() {
		return g.env.say("guest.what.plain")
	}
	return g.env.say("guest.what", g.env.house.Name)
}

func (g *guest) fieldLine(width int) string {
	t := g.env.theme
	if g.over() {
		return ""
	}
	room := width - cells(g.label())
	if g.code.text == "" {
		return t.Key.Paint(g.label()) + t.Muted.Paint(clip(g.env.say("guest.placeholder"), room))
	}
	return t.Key.Paint(g.label()) + t.Strong.Paint(tail(g.code.text, room))
}

// goodbye is what is said after the last attempt. A code that was only typed
// wrongly is still good.
func (g *guest) goodbye() string {
	var fault *model.Fault
	if errors.As(g.err, &fault) && slices.Contains([]string{"error.code.incomplete", "error.code.mistyped"}, fault.Key) {
		return "guest.goodbye.slip"
	}
	return "guest.goodbye"
}

// say is what to do now, and what became of the last attempt.
func (g *guest) say(put func(theme.Style, string)) {
	t, e := g.env.theme, g.env
	switch {
	case g.taken:
		put(t.Delivered, e.say("guest.welcome"))
		put(t.Text, e.say("guest.close"))
		return
	case g.trying:
		put(t.Muted, e.say("guest.trying"))
		return
	case g.err != nil:
		message, hint := e.failure(g.err)
		put(t.Attention, message)
		put(t.Text, hint)
	}
	if g.left == 0 {
		put(t.Strong, e.say(g.goodbye()))
		put(t.Text, e.say("guest.close"))
		return
	}
	if g.err != nil {
		put(t.Muted, e.say("guest.left", g.left))
		return
	}
	put(t.Text, e.say("guest.do"))
}
