package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"porthole/internal/model"
	"porthole/internal/ui"
)

// show shows the screens in this terminal, by the stock program: here is one
// person, who is trusted with their own machine.
func (l *local) show(ctx context.Context) error {
	if !term.IsTerminal(l.sur.in.Fd()) || !term.IsTerminal(l.sur.out.Fd()) {
		return model.NewFault("start.tui.screen")
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	config, err := l.config(ctx)
	if err != nil {
		return err
	}
	root := ui.New(config)
	_, err = tea.NewProgram(root, tea.WithContext(ctx), tea.WithInput(l.sur.in), tea.WithOutput(l.sur.out),
		tea.WithEnvironment(l.sur.environ)).Run()
	last, done := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer done()
	if err := root.Leave(last); err != nil {
		l.log.Warn("could not remember the visit", "error", err)
	}
	if err != nil && ctx.Err() == nil && !errors.Is(err, tea.ErrInterrupted) {
		return fmt.Errorf("showing the screens: %w", err)
	}
	return nil
}

// config gives the screens the shipments of whoever looks: a customer's own
// room, or the hall for staff.
func (l *local) config(ctx context.Context) (ui.Config, error) {
	house, err := l.store.Directory().Forwarder(ctx)
	if err != nil {
		return ui.Config{}, fmt.Errorf("reading who the forwarder is: %w", err)
	}
	config := ui.Config{
		Ctx: ctx, House: house, Heading: house.Name, Who: model.Line(l.who.Account, model.NameCells),
		Language: l.say, Now: l.o.now, Report: l.report,
	}
	if l.who.IsStaff() {
		office, err := l.store.Office(l.who)
		if err != nil {
			return ui.Config{}, fmt.Errorf("opening the office: %w", err)
		}
		config.Data = office.Hall()
		return config, nil
	}
	room, err := l.store.Room(l.who)
	if err != nil {
		return ui.Config{}, fmt.Errorf("opening the room: %w", err)
	}
	self, err := l.store.Self(l.who)
	if err != nil {
		return ui.Config{}, fmt.Errorf("opening what belongs to the account: %w", err)
	}
	config.Data, config.Heading, config.Visitor = room, room.Partner().Name, self
	return config, nil
}

// report logs an error that is ours and returns its id.
func (l *local) report(err error) string {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails
	id := hex.EncodeToString(b[:])
	l.log.Error("something went wrong on our side", "id", id, "error", err)
	return id
}
