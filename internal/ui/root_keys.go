package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// The keys that work on every screen.
var (
	keyHelp     = widget.Bind("key.help", "?", "f1").Pinned()
	keyGlossary = widget.Bind("key.glossary", "g").Hushed()
	keyPhone    = widget.Bind("key.phone", "w")
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
		r.copied = copied{}
	}
	if keyLeave.Hit(msg) {
		return r.quit()
	}
	msg = r.doubled(msg)
	if cmd, used := r.top().Key(msg); used {
		return cmd
	}
	for _, k := range r.own() {
		if k.works && k.Hit(msg) {
			return k.do()
		}
	}
	return nil
}

// ownKey is a key of the root's own.
type ownKey struct {
	widget.Binding
	works bool
	do    func() tea.Cmd
}

// own are all of them, the most useful first.
func (r *Root) own() []ownKey {
	over := len(r.stack) > 1
	return []ownKey{
		{keyHelp, true, r.openHelp},
		{keyBack, over, r.back},
		{keyQuit, !over, r.back},
		{keyPhone, r.config.Page != "" || r.config.KeyOnly, r.openPhone},
		{keyLanguage, true, r.switchLanguage},
		{keyCopy, r.copies(), r.copy},
		{keyPalette, true, r.openPalette},
		{keyGlossary, true, r.openGlossary},
		{screen.KeyReload, true, r.reload},
		{keyMouse, true, r.toggleMouse},
		{keyBell, r.env.Data != nil, r.toggleBell},
		{keyLeave, true, r.quit},
	}
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
	taken := r.top().Bindings()
	var keys []widget.Binding
	for _, k := range r.own() {
		if k.works && !slices.ContainsFunc(taken, func(b widget.Binding) bool { return slices.Contains(b.Keys(), k.Keys()[0]) }) {
			keys = append(keys, k.Binding)
		}
	}
	return keys
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
	visitor, language := r.visitor, string(r.env.Words.Language())
	if visitor == nil {
		return r.broadcast(screen.Restyled{})
	}
	return tea.Batch(r.broadcast(screen.Restyled{}), screen.Ask(r.env.Ctx, screen.AskingLimit, func(ctx context.Context) tea.Msg {
		if visitor.SetLanguage(ctx, language) != nil {
			return session.Notice{Key: "screens.language_lost"}
		}
		return nil
	}))
}

// reload loads what is shown anew, and does not wait with it for a watch that
// is down.
func (r *Root) reload() tea.Cmd {
	if r.env.Data == nil {
		return nil
	}
	if !r.env.Live {
		return tea.Batch(r.broadcast(screen.Refresh{}), r.greet())
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
	version := r.seen.Swap(0)
	if version == 0 || r.visitor == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, screen.AskingLimit)
	defer cancel()
	return r.visitor.SetLastSeen(ctx, version)
}

// askHouse asks for the forwarder's name and contact.
func (r *Root) askHouse() tea.Cmd {
	return screen.AskFor(r.env, &r.housing, r.env.Data.Forwarder, func(forwarder model.Forwarder, err error) tea.Cmd {
		if err != nil || forwarder.Name.IsZero() {
			return nil
		}
		r.env.Forwarder = forwarder
		r.env.Generation++
		return r.broadcast(screen.Restyled{})
	})
}
