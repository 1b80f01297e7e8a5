package isolation

import (
	"context"
	"slices"

	"porthole/internal/desk"
	"porthole/internal/store"
)

// holders reads the account's first shipment as whoever holds a tracking code for it
// does: by SSH, and on the web page. Not even another shipment of the same customer may
// be shown.
func (s *subject) holders(ctx context.Context) error {
	if len(s.company.planted) == 0 {
		return nil
	}
	one := s.company.planted[0]
	code, err := s.code(ctx, one.ref)
	if err != nil {
		return err
	}
	strict := *s.find
	strict.only = s.roster.owners[one.owner].name
	h := &holder{subject: s, one: one, find: &strict}
	if err := h.bySSH(ctx, code); err != nil {
		return err
	}
	return h.onWeb(ctx, code)
}

// newCode makes a tracking code for a shipment.
func (c *check) newCode(ctx context.Context, ref string) (code string, err error) {
	h, _, err := desk.New(c.office).CreateLink(ctx, store.LinkDraft{Ref: ref, To: us.Account + ".example"})
	return h.Code, err
}

// holder is somebody with a code for one shipment of the subject's partner.
type holder struct {
	*subject
	one  planted
	find *finder // for which nothing but the shipment is the reader's
}

// bySSH signs in with the code, runs every command that the holder has, and looks at
// every pane.
func (h *holder) bySSH(ctx context.Context, code string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cl, err := dial(ctx, h.town.addr, h.town.host, entry{user: "track", code: code})
	if err != nil {
		return err
	}
	defer func() { _ = cl.Close() }()
	help, err := h.ask(cl, "help")
	if err != nil {
		return err
	}
	for _, name := range listedCommand.FindAllSubmatch(help.out, -1) {
		line := string(name[1])
		if line == "watch" {
			continue
		}
		for _, line := range []string{line, line + " --json", line + " " + h.roster.decoy.refs[0]} {
			if _, err := h.ask(cl, line); err != nil {
				return err
			}
		}
	}
	return h.panes(cl)
}

// ask runs a command and looks through what comes back.
func (h *holder) ask(cl *client, line string) (answer, error) {
	a, err := cl.run(line, "", limitOf(line))
	if err == nil {
		h.read("code: "+probeName(line), a.all(), line)
	}
	return a, err
}

// read looks through a text that is shown to the holder.
func (h *holder) read(probe string, text []byte, typed string) {
	h.findings.probed(len(text))
	h.findings.leak(h.account.Email, probe, slices.Concat(h.find.read(text, typed), h.find.bytes(text, typed))...)
}

// panes looks at those of the shipment, one after the other.
func (h *holder) panes(cl *client) error {
	g, err := cl.terminal(widths[0], windowHeight, "")
	if err != nil {
		return err
	}
	defer g.close()
	for _, pane := range panes {
		g.press(pane.key)
		screen, ok := g.until(h.limit(), func(screen string) bool { return h.find.has([]byte(screen), h.one.owner, pane.shows) })
		h.read("code: screen", []byte(screen), "")
		if !ok {
			h.missing("code: screen", pane.shows.String())
			break
		}
	}
	g.interrupt()
	if !g.wait() {
		h.missing("code: screen", "the end")
	}
	raw := g.bytes()
	h.findings.leak(h.account.Email, "code: screen", slices.Concat(h.find.bytes(raw, ""), h.find.read(titles(raw), ""))...)
	return nil
}
