package term

import tea "charm.land/bubbletea/v2"

// command wraps a command that the root returned, so that a panic in it, or in
// the commands that it stands for, goes to the log and ends this session. A batch
// is taken apart here: a command of it that waits for news then costs one
// goroutine and not two more that wait for it.
func (s *Session) command(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer s.catch("command")
		msg = s.last(cmd)
		batch, ok := msg.(tea.BatchMsg)
		if !ok {
			return msg // of a sequence, Bubble Tea itself sees to the commands
		}
		for _, c := range batch {
			if c != nil {
				go s.run(s.command(c))
			}
		}
		return nil
	}
}

// run runs one command of a batch and hands in what it has to say.
func (s *Session) run(cmd tea.Cmd) {
	defer s.catch("command")
	if msg := cmd(); msg != nil {
		s.send(msg)
	}
}

// continued is a message whose command goes on: what Then returns runs in the
// same goroutine, when the program has taken the message. Whoever waits for one
// change after another has one goroutine for all of them. In a sequence it does
// not go on.
type continued interface{ Then() tea.Cmd }

// last hands in the messages of a command that goes on, but for its last one.
func (s *Session) last(cmd tea.Cmd) tea.Msg {
	for {
		msg := cmd()
		more, ok := msg.(continued)
		if !ok {
			return msg
		}
		if cmd = more.Then(); cmd == nil {
			return msg
		}
		s.send(msg)
	}
}
