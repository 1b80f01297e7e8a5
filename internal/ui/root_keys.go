package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// The keys that work on every screen.
var (
	keyHelp     = bind("key.help", "?", "f1").pinned()
	keyGlossary = bind("key.glossary", "g").hushed()
	keyLanguage = bind("key.language", "L")
	keyBack     = bind("key.back", "q", "esc").as("q")
	keyQuit     = bind("key.quit", "q")
	keyLeave    = bind("key.leave", "ctrl+c").hushed()
	keyOut      = bind("key.leave", "ctrl+c")
)

// press offers a key to the top screen and then to the root's own keys. Ctrl+c
// is out at once, whatever is open.
func (r *Root) press(msg tea.KeyPressMsg) tea.Cmd {
	r.notice = nil
	if keyLeave.hit(msg) {
		return r.quit()
	}
	if cmd, used := r.top().key(msg); used {
		return cmd
	}
	switch {
	case keyHelp.hit(msg):
		return r.openHelp()
	case keyGlossary.hit(msg):
		return r.openGlossary()
	case keyLanguage.hit(msg):
		return r.switchLanguage()
	case keyReload.hit(msg):
		return r.reload()
	case keyQuit.hit(msg), len(r.stack) > 1 && keyBack.hit(msg):
		return r.back()
	}
	return nil
}

// common are the root's own bindings for help and the bottom line, without
// those that the screen has taken for itself.
func (r *Root) common() []binding {
	if r.writing() {
		return []binding{keyOut}
	}
	leave := keyQuit
	if len(r.stack) > 1 {
		leave = keyBack
	}
	own := r.top().bindings()
	return slices.DeleteFunc([]binding{keyHelp, leave, keyLanguage, keyGlossary, keyReload, keyLeave}, func(b binding) bool {
		return slices.ContainsFunc(own, func(o binding) bool { return slices.Contains(o.keys, b.keys[0]) })
	})
}

// writing says that letters go into a field, and are not keys of the root.
func (r *Root) writing() bool {
	s, ok := r.top().(typist)
	return ok && s.takesText()
}

// switchLanguage goes on to the next language and remembers it.
func (r *Root) switchLanguage() tea.Cmd {
	r.env.words = r.env.words.Other()
	r.env.generation++
	return tea.Batch(r.broadcast(restyled{}), rememberLanguage(r.env.ctx, r.visitor, string(r.env.words.Language())))
}

func rememberLanguage(ctx context.Context, visitor Visitor, language string) tea.Cmd {
	if visitor == nil {
		return nil
	}
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, askingLimit)
		defer cancel()
		if visitor.SetLanguage(ctx, language) != nil {
			return Notice{Key: "screens.language_lost"}
		}
		return nil
	}
}

// reload loads what is shown anew, and does not wait with it for a watch that
// is down.
func (r *Root) reload() tea.Cmd {
	if r.env.data == nil {
		return nil
	}
	if !r.env.live {
		return tea.Batch(r.broadcast(refresh{}), probe(r.env.ctx, r.env.data))
	}
	return r.broadcast(refresh{})
}

// quit notes how far the visitor has seen, and leaves.
func (r *Root) quit() tea.Cmd {
	if r.closing != nil {
		return r.closing
	}
	leave := func() tea.Msg {
		_ = r.Leave(context.WithoutCancel(r.env.ctx)) // What cannot be remembered does not keep anybody.
		return nil
	}
	return tea.Sequence(leave, tea.Quit)
}

// Leave remembers for the visitor's next visit what was shown in this one. The
// root calls it when the person quits; whoever runs the session calls it when it
// ends in another way. It may be called from any goroutine, again and again.
func (r *Root) Leave(ctx context.Context) error {
	version := r.shown.Swap(0)
	if version == 0 || r.visitor == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, askingLimit)
	defer cancel()
	return r.visitor.SetLastSeen(ctx, version)
}

func askHouse(ctx context.Context, data Data) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, askingLimit)
		defer cancel()
		house, err := data.Forwarder(ctx)
		return houseKnown{house, err}
	}
}

// updateHouse takes the forwarder's name and contact when they come.
func (r *Root) updateHouse(msg tea.Msg) {
	if known, ok := msg.(houseKnown); ok && known.err == nil && !known.house.Name.IsZero() {
		r.env.house = known.house
		r.env.generation++
	}
}
