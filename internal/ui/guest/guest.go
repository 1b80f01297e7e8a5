// Package guest is the card for somebody who has not been recognised: one field for a
// code, what to do, and whom to ask. An invitation is accepted here, and a tracking
// code followed to its shipment. It reads nothing from the store.
package guest

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// Bounds of the card.
const (
	maxCard      = 60 // columns, frame included
	maxCode      = 48 // cells of a code with its prefix, hyphens and spaces
	codeAttempts = 3
	goodbyeRest  = 6 * time.Second
)

// guest is the card.
type guest struct {
	env     *screen.Env
	config  session.GuestConfig
	code    widget.Field
	left    int // attempts
	step    inviteStep
	told    session.Invitation
	trying  bool
	err     error // of the last attempt
	width   int
	height  int
	at      tea.Position // where the field's text begins
	caretAt int          // cells of it before the caret
}

// The keys of the card. The language has a key that is no letter of a code.
var (
	keySend          = widget.Bind("key.send", "enter").As("↵")
	keyErase         = widget.Bind("key.erase", "esc", "ctrl+u").Hushed()
	keyGuestLanguage = widget.Bind("key.language", "ctrl+l")
)

// New is the card of c.
func New(e *screen.Env, c session.GuestConfig) *guest {
	return &guest{env: e, config: c, left: codeAttempts, code: widget.Field{Limit: maxCode, Accept: inCode}}
}

// inCode is what can stand in a code as it is written or copied.
func inCode(r rune) bool {
	return r == '-' || r == ' ' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func (g *guest) Open() tea.Cmd { return nil }

func (g *guest) Waiting() bool { return g.trying }

func (g *guest) Resize(width, height int) { g.width, g.height = width, height }

func (g *guest) Bindings() []widget.Binding {
	switch {
	case g.over(): // any key leaves, and the card says so
		return nil
	case g.step == inviteAsked && !g.trying:
		return []widget.Binding{keyAccept, keyDecline, keyGuestLanguage}
	case g.step == inviteTaken:
		return []widget.Binding{keyEnter, keyGuestLanguage}
	case g.step == inviteKeyless:
		return []widget.Binding{keyGuestLanguage}
	default:
		return []widget.Binding{keySend, keyGuestLanguage, keyErase}
	}
}

// over says that nothing more can be typed.
func (g *guest) over() bool { return g.left == 0 }

// TakesText says that letters are not keys of the root: on this card they never
// are, until it is over.
func (g *guest) TakesText() bool { return !g.over() }

func (g *guest) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case g.over():
		return g.env.GoBack(), true
	case g.trying:
		return nil, true
	case keyGuestLanguage.Hit(msg):
		return func() tea.Msg { return screen.OtherLanguage{} }, true
	case g.step != inviteNone:
		return g.inviteKey(msg), true
	case keySend.Hit(msg):
		return g.send(), true
	case keyErase.Hit(msg):
		g.code.Set("")
		return nil, true
	}
	g.code.Key(tea.KeyPressMsg{Code: msg.Code, Mod: msg.Mod, Text: strings.ToUpper(msg.Text)})
	return nil, true
}

func (g *guest) Update(msg tea.Msg) tea.Cmd {
	if paste, is := msg.(tea.PasteMsg); is && !g.trying && !g.over() && g.step == inviteNone {
		g.code.Add(strings.ToUpper(paste.Content))
	}
	return nil
}

// send tries the code. One for a shipment leads to it at once; an empty field is no
// attempt.
func (g *guest) send() tea.Cmd {
	code, ctx, try := strings.TrimSpace(g.code.Text), g.env.Ctx, g.config.Try
	if code == "" {
		return nil
	}
	g.trying = true
	return func() tea.Msg {
		told, opened, err := try(ctx, code)
		if err == nil && opened != nil {
			return screen.Become{Config: *opened}
		}
		return screen.Call(func() tea.Cmd { return g.tried(told, err) })
	}
}

// lost is what follows an attempt that failed: the next one, or the end.
func (g *guest) lost(err error) tea.Cmd {
	g.err = err
	if g.left--; !g.over() {
		return nil
	}
	g.code.Set("")
	return g.env.After(goodbyeRest, screen.Pop{})
}

// Caret is in the code that is typed.
func (g *guest) Caret() *tea.Cursor {
	if g.over() || g.trying || g.step != inviteNone {
		return nil
	}
	return tea.NewCursor(min(g.at.X+g.caretAt, g.width-1), g.at.Y)
}

// View is the card in the middle of the window. A low one has it without frame and
// air; and when even that is too high, without what this is: the field is what a
// small window is for.
func (g *guest) View() []string {
	width := min(maxCard, g.width-2)
	if c := g.card(width-6, false, false); len(c.lines)+4 <= g.height {
		g.at = tea.Position{X: (g.width-width)/2 + 3 + widget.Cells(g.label()), Y: (g.height-len(c.lines)-4)/2 + 2 + c.field}
		card := g.env.Theme.Card.Padding(1, 2).Width(width).Render(strings.Join(c.lines, "\n"))
		return strings.Split(lipgloss.Place(g.width, g.height, lipgloss.Center, lipgloss.Center, card), "\n")
	}
	c := g.card(g.width-2, true, false)
	if len(c.lines) > g.height {
		c = g.card(g.width-2, true, true)
	}
	g.at = tea.Position{X: 1 + widget.Cells(g.label()), Y: min(c.field, g.height-1)}
	lines := widget.Map(c.lines, func(line string) string { return " " + line })
	return lines[:min(len(lines), g.height)]
}

// label stands before what is typed.
func (g *guest) label() string { return g.env.Say("guest.field") + "  " }

// text is what stands on the card, each line at most width cells.
type text struct {
	lines []string
	width int
	dense bool // without empty lines
	field int  // the line on which the code is typed
}

func (c *text) say(s theme.Style, sentence string) {
	for _, line := range widget.Wrap(sentence, c.width) {
		if line != "" {
			c.lines = append(c.lines, s.Paint(line))
		}
	}
}

func (c *text) gap() {
	if !c.dense {
		c.lines = append(c.lines, "")
	}
}

// card is the card. A terse one begins with the field.
func (g *guest) card(width int, dense, terse bool) *text {
	c, t := &text{width: width, dense: dense}, g.env.Theme
	if !terse {
		what, standing := g.env.Say("guest.what", g.env.Forwarder.Name), "guest.unknown"
		if g.env.Forwarder.Name.IsZero() {
			what = g.env.Say("guest.what.plain")
		}
		if g.config.Registered {
			standing = "guest.known"
		}
		c.say(t.Strong, what)
		if g.config.Fingerprint != "" && g.step == inviteNone {
			c.say(t.Muted, g.env.Say(standing, g.config.Fingerprint))
		}
		c.gap()
	}
	c.field = len(c.lines)
	switch {
	case g.step != inviteNone:
		g.tell(c)
	case g.over():
		g.say(c)
	default:
		c.lines = append(c.lines, g.fieldLine(width))
		c.gap()
		g.say(c)
	}
	c.gap()
	for _, line := range g.env.WhomToAsk(width) {
		c.say(t.Muted, line)
	}
	return c
}

func (g *guest) fieldLine(width int) string {
	t, room := g.env.Theme, width-widget.Cells(g.label())
	typed, caret := g.code.Window(room)
	g.caretAt = caret
	shown := t.Strong.Paint(typed)
	if typed == "" {
		shown = t.Muted.Paint(widget.Clip(g.env.Say("guest.placeholder"), room))
	}
	return t.Key.Paint(g.label()) + shown
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

// say is what became of the last attempt, and what to do now.
func (g *guest) say(c *text) {
	t, e := g.env.Theme, g.env
	switch {
	case g.trying:
		c.say(t.Muted, e.Say("guest.trying"))
		return
	case g.err != nil:
		message, hint := e.Failure(g.err)
		c.say(t.Attention, message)
		c.say(t.Text, hint)
	}
	switch {
	case g.left == 0:
		c.say(t.Strong, e.Say(g.goodbye()))
		c.say(t.Text, e.Say("guest.close"))
	case g.err != nil:
		c.say(t.Muted, e.Say("guest.left", g.left))
	default:
		c.say(t.Text, e.Say("guest.do"))
	}
}
