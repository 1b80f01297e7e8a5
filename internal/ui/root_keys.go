package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// The keys that work on every screen.
var (
	keyHelp     = widget.Bind("key.help", "?", "f1").Pinned()
	keyGlossary = widget.Bind("key.glossary", "g").Hushed()
	keyLanguage = widget.Bind("key.language", "L")
	keyBack     = widget.Bind("key.back", "q", "esc").As("q")
	keyQuit     = widget.Bind("key.quit", "q")
	keyLeave    = widget.Bind("key.leave", "ctrl+c").Hushed()
	keyOut      = widget.Bind("key.leave", "ctrl+c")
)

// press offers a key to the top screen and then to the root's own keys. Ctrl+c
// is out at once, whatever is open.
func (r *Root) press(msg tea.KeyPressMsg) tea.Cmd {
	r.notice = nil
	if !keyCopy.Hit(msg) {
		r.copied = copying{}
	}
	if keyLeave.Hit(msg) {
		return r.quit()
	}
	msg = r.doubled(msg)
	if cmd, used := r.top().Key(msg); used {
		return cmd
	}
	return r.pressOwn(msg)
}

// pressOwn takes the root's own keys.
func (r *Root) pressOwn(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyCopy.Hit(msg) && r.copies():
		return r.copy()
	case keyMouse.Hit(msg):
		r.toggleMouse()
	case keyBell.Hit(msg) && r.env.Data != nil:
		r.toggleBell()
	case keyHelp.Hit(msg):
		return r.openHelp()
	case keyPalette.Hit(msg):
		return r.openPalette()
	case keyGlossary.Hit(msg):
		r.firstG = r.env.Now()
		return r.openGlossary()
	case keyLanguage.Hit(msg):
		return r.switchLanguage()
	case screen.KeyReload.Hit(msg):
		return r.reload()
	case keyQuit.Hit(msg), len(r.stack) > 1 && keyBack.Hit(msg):
		return r.back()
	}
	return nil
}

// doubleKey is how soon a second g must follow to be read with the first as one.
const doubleKey = time.Second

// doubled makes the home key of a double g. The first of them has opened the
// glossary at once, so that nobody waits for it; it is closed again here.
func (r *Root) doubled(msg tea.KeyPressMsg) tea.KeyPressMsg {
	first := r.firstG
	r.firstG = time.Time{}
	if _, reads := r.top().(*reader); !reads || !keyGlossary.Hit(msg) || r.env.Now().Sub(first) > doubleKey {
		return msg
	}
	r.remove(r.top())
	return tea.KeyPressMsg{Code: tea.KeyHome}
}

// common are the root's own bindings for help and the bottom line, without
// those that the screen has taken for itself.
func (r *Root) common() []widget.Binding {
	if r.writing() {
		return []widget.Binding{keyOut}
	}
	leave := keyQuit
	if len(r.stack) > 1 {
		leave = keyBack
	}
	keys := []widget.Binding{keyHelp, leave, keyLanguage}
	if r.copies() {
		keys = append(keys, keyCopy)
	}
	keys = append(keys, keyPalette, keyGlossary, screen.KeyReload, keyMouse)
	if r.env.Data != nil {
		keys = append(keys, keyBell)
	}
	own := r.top().Bindings()
	return slices.DeleteFunc(append(keys, keyLeave), func(b widget.Binding) bool {
		return slices.ContainsFunc(own, func(o widget.Binding) bool { return slices.Contains(o.Keys(), b.Keys()[0]) })
	})
}

// copies says that there is a shipment of which something can be copied.
func (r *Root) copies() bool {
	ref, _ := r.chosen()
	return !ref.IsZero() && r.env.Data != nil
}

// writing says that letters go into a field, and are not keys of the root.
func (r *Root) writing() bool {
	s, ok := r.top().(screen.Typist)
	return ok && s.TakesText()
}

// switchLanguage goes on to the next language and remembers it.
func (r *Root) switchLanguage() tea.Cmd {
	r.env.Words = r.env.Words.Other()
	r.env.Generation++
	return tea.Batch(r.broadcast(screen.Restyled{}), rememberLanguage(r.env.Ctx, r.visitor, string(r.env.Words.Language())))
}

func rememberLanguage(ctx context.Context, visitor session.Visitor, language string) tea.Cmd {
	if visitor == nil {
		return nil
	}
	return screen.Ask(ctx, screen.AskingLimit, func(ctx context.Context) tea.Msg {
		if visitor.SetLanguage(ctx, language) != nil {
			return session.Notice{Key: "screens.language_lost"}
		}
		return nil
	})
}

// reload loads what is shown anew, and does not wait with it for a watch that
// is down.
func (r *Root) reload() tea.Cmd {
	if r.env.Data == nil {
		return nil
	}
	if !r.env.Live {
		return tea.Batch(r.broadcast(screen.Refresh{}), probe(r.env.Ctx, r.env.Data))
	}
	return r.broadcast(screen.Refresh{})
}

// quit notes how far the visitor has seen, and leaves.
func (r *Root) quit() tea.Cmd {
	if r.closing != nil {
		return r.closing
	}
	return func() tea.Msg {
		_ = r.Leave(context.WithoutCancel(r.env.Ctx)) // What cannot be remembered does not keep anybody.
		return tea.QuitMsg{}
	}
}

// Leave remembers for the visitor's next visit what was shown in this one. The
// root calls it when the person quits; whoever runs the session calls it when it
// ends in another way. It may be called from any goroutine, again and again.
func (r *Root) Leave(ctx context.Context) error {
	version := r.shown.Swap(0)
	if version == 0 || r.visitor == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, screen.AskingLimit)
	defer cancel()
	return r.visitor.SetLastSeen(ctx, version)
}

func askHouse(ctx context.Context, data session.Data) tea.Cmd {
	return screen.Ask(ctx, screen.AskingLimit, func(ctx context.Context) tea.Msg {
		house, err := data.Forwarder(ctx)
		return screen.HouseKnown{House: house, Err: err}
	})
}

// updateHouse takes the forwarder's name and contact when they come.
func (r *Root) updateHouse(msg tea.Msg) {
	if known, ok := msg.(screen.HouseKnown); ok && known.Err == nil && !known.House.Name.IsZero() {
		r.env.House = known.House
		r.env.Generation++
	}
}
