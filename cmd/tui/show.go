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
	"porthole/internal/server"
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
	config, err := server.Sessions{Store: l.store, Now: l.o.now, Report: l.report}.Config(ctx, l.who, l.say)
	if err != nil {
		return err //nolint:wrapcheck // wrapped there
	}
	root := ui.New(config)
	_, err = tea.NewProgram(terminal{root, l.say}, tea.WithContext(ctx), tea.WithInput(l.sur.in), tea.WithOutput(l.sur.out),
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

// report logs an error that is ours and returns its id.
func (l *local) report(err error) string {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails
	id := hex.EncodeToString(b[:])
	l.log.Error("something went wrong on our side", "id", id, "error", err)
	return id
}
