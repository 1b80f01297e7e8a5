package isolation

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/words"
)

// watching follows the changes for a moment, in which something changes for
// somebody else and then for the account's own partner. Only the latter may
// come.
func (s *subject) watching(ctx context.Context) error {
	language := words.Choose(s.account.Language, nil, "")
	waiting := words.In(language, nil).Say("command.watch.waiting")
	plain, err := s.client.terminal(200, 50, "watch")
	if err != nil {
		return err
	}
	defer plain.close()
	lines, err := s.client.terminal(200, 50, "watch --json")
	if err != nil {
		return err
	}
	defer lines.close()
	if _, ok := plain.until(patience, holds(waiting)); !ok {
		s.missing("watch", "the beginning")
		return nil
	}
	if err := s.stir(ctx, plain, lines); err != nil {
		return err
	}
	for probe, g := range map[string]*glass{"watch": plain, "watch --json": lines} {
		g.interrupt()
		if !g.wait() {
			s.missing(probe, "the end")
		}
		s.looked(probe, g.bytes())
	}
	return nil
}

// looked goes through all the bytes of a session without a screen.
func (s *subject) looked(probe string, raw []byte) {
	s.findings.probed(len(raw))
	s.findings.leak(s.account.Email, probe, s.find.read(raw, "")...)
}

// stirs bounds how often something is changed until everybody has seen it:
// nothing says from when on a watch that prints JSON listens. Of an account
// whose leaks are known it need not ever be seen.
const (
	stirs, fewStirs = 100, 5
	stirGap         = 100 * time.Millisecond
)

// stir changes a shipment of the decoy and then one of the partner's own, until
// both watches have told of the latter.
func (s *subject) stir(ctx context.Context, watches ...*glass) error {
	decoy := s.roster.partners[s.roster.decoy.slug].planted[0]
	if len(s.company.planted) == 0 {
		return s.touch(ctx, decoy)
	}
	s.company.mu.Lock()
	defer s.company.mu.Unlock()
	own, kept := s.company.planted[0], s.company.planted[len(s.company.planted)-1]
	most := stirs
	if s.findings.leaks(s.account.Email) {
		most = fewStirs
	}
	for range most {
		if err := s.touch(ctx, decoy); err != nil {
			return err
		}
		if err := s.touch(ctx, own); err != nil {
			return err
		}
		told := 0
		for _, g := range watches {
			if g.within(stirGap, func(raw []byte) bool { return mentions(raw, own.ref) > 0 }) {
				told++
			}
		}
		if told == len(watches) {
			return s.silent(ctx, own, kept, watches)
		}
	}
	s.missing("watch", own.ref)
	return nil
}

// silent is that what the office keeps to itself of a shipment is no line, now that
// everybody listens. A line would come before that of the next change, for which this
// waits.
func (s *subject) silent(ctx context.Context, own, kept planted, watches []*glass) error {
	if kept == own {
		return nil
	}
	if err := s.unseen(ctx, kept); err != nil {
		return err
	}
	told := make([]int, len(watches))
	for i, g := range watches {
		told[i] = mentions(g.bytes(), own.ref)
	}
	if err := s.touch(ctx, own); err != nil {
		return err
	}
	for i, g := range watches {
		if !g.within(patience, func(raw []byte) bool { return mentions(raw, own.ref) > told[i] }) {
			s.missing("watch", own.ref)
		}
		if mentions(g.bytes(), kept.ref) > 0 {
			s.findings.leak(s.account.Email, "watch", find{foundMoved, kept.ref, model.Line(kept.ref, model.NameCells)})
		}
	}
	return nil
}

// touch changes something that the shipment's customer sees.
func (c *check) touch(ctx context.Context, one planted) error {
	return c.change(ctx, "isolation touch", one, func(s *model.Shipment, p planter) {
		s.Notes = append(s.Notes, model.Note{
			ID: "qx7", At: p.at, By: p.text(kindStamp).String(), ForCustomer: true, Text: p.nth(kindNote, len(s.Notes)),
		})
	})
}
