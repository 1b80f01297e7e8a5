package isolation

import (
	"bytes"
	"context"

	"porthole/internal/model"
)

// hire adds somebody of customer service to the copy, who previews.
func (c *check) hire(ctx context.Context) (err error) {
	const email = "service@isolation.example"
	if _, err := c.office.AddAccount(ctx, model.Account{Email: email, Role: model.CS}); err != nil {
		return err
	}
	c.staff, err = lend(ctx, c.office, email, model.Line("isolation", model.RefCells))
	return err
}

// previews compares what the office is shown as the account's with what the account
// gets: to the byte the same, and so nothing of anybody else.
func (s *subject) previews(ctx context.Context) error {
	if len(s.company.planted) == 0 {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	office, err := dial(ctx, s.town.addr, s.town.host, entry{key: s.staff})
	if err != nil {
		return err
	}
	defer func() { _ = office.Close() }()
	s.company.mu.Lock()
	defer s.company.mu.Unlock()
	for _, line := range sights(s.company.planted[0].ref) {
		own, err := s.run(line, "")
		if err != nil {
			return err
		}
		a, err := office.run(s.preview(s.account.Email, line), "", limitOf(line))
		if err != nil {
			return err
		}
		probe := "preview " + probeName(line)
		s.findings.probed(len(a.out))
		s.findings.leak(s.account.Email, probe, s.find.read(a.out, line)...)
		if !bytes.Equal(a.out, own.out) {
			s.findings.leak(s.account.Email, probe, find{foundPreview, "", differs(own.out, a.out)})
		}
	}
	return nil
}
