package term

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// batch is what one read of the input brought. The root gets every message of it,
// and is asked for its view once. read is when the bytes of a key in it came, zero
// without one.
type batch struct {
	msgs []tea.Msg
	read time.Time
}

// quiet is a message that may say of itself that it changes nothing that is to be
// seen. The root is then not asked for its view: news that a thousand sessions
// wait for is drawn when it has been read, and not once more when it was
// announced.
type quiet interface{ Quiet() bool }

// requestBackground is what Bubble Tea would ask the terminal, had it an input: a
// value of a type that cannot be named, but it is equal to itself.
var requestBackground = tea.RequestBackgroundColor()

// shell is the model that Bubble Tea runs: it hands messages to the root and the
// root's view to the screen. Bubble Tea itself sees an empty view.
type shell struct {
	s          *Session
	root       tea.Model
	screen     *Screen
	background tea.Msg   // the terminal's answer, once it came
	waiting    time.Time // when the key was read that no frame has answered yet
	called     time.Time // when the person was called last
}

// Init starts the root, which is told what colours there are before it is asked for
// a view, and lets go of the ticker that Bubble Tea has started.
func (m *shell) Init() (cmd tea.Cmd) {
	defer m.s.catch("init")
	cmds := []tea.Cmd{m.s.releaseTicker, m.root.Init()}
	cmds = append(cmds, m.each([]tea.Msg{tea.ColorProfileMsg{Profile: m.screen.profile}})...)
	return m.s.command(tea.Batch(cmds...))
}

// View is empty: what is to be seen was drawn at the end of Update.
func (m *shell) View() tea.View { return tea.View{} }

// Update hands one message, or the messages of a batch, to the root and draws. When
// something has panicked the root is not called again.
func (m *shell) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = m
	if m.s.failure.Load() != nil {
		return m, nil
	}
	defer m.s.catch("update")
	var cmds []tea.Cmd
	var read time.Time
	switch msg := msg.(type) {
	case batch:
		read, cmds = msg.read, m.each(msg.msgs)
	case wake, tea.WindowSizeMsg: // the newest size is in the mailbox
		left := m.s.empty()
		if len(left) == 0 { // the other of the two has brought it
			return m, nil
		}
		cmds = m.each(left)
	default:
		cmds = m.each([]tea.Msg{msg})
	}
	if q, ok := msg.(quiet); !ok || !q.Quiet() {
		m.drawWatched(read, len(cmds) > 0)
	}
	return m, m.s.command(tea.Batch(cmds...))
}

func (m *shell) each(msgs []tea.Msg) []tea.Cmd {
	var cmds []tea.Cmd
	for _, msg := range msgs {
		if msg = m.answer(msg); msg == nil {
			continue
		}
		m.serve(msg)
		root, cmd := m.root.Update(msg)
		if m.root = root; cmd != nil {
			cmds = append(cmds, cmd)
		}
	}
	return cmds
}

// answer returns the message that the root gets: the same one, for a request the
// answer to it, or nil when there is none yet.
func (m *shell) answer(msg tea.Msg) tea.Msg {
	switch known := msg.(type) {
	case tea.WindowSizeMsg:
		m.screen.Resize(known.Width, known.Height)
	case tea.BackgroundColorMsg:
		m.background = msg
	}
	if msg == requestBackground {
		return m.background
	}
	return msg
}

// draw brings the terminal to the root's view, as soon as there is a size.
func (m *shell) draw() {
	if m.screen.width == 0 {
		return
	}
	v := m.root.View()
	if root, ok := m.root.(linker); ok {
		m.screen.Link(root.Links())
	}
	if err := m.screen.Draw(v); err != nil {
		m.s.stop(err)
	}
}
