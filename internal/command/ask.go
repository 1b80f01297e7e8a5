package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"porthole/internal/model"
)

// maxAnswer bounds the line that somebody answers a question with, in bytes.
const maxAnswer = 256

// confirmQuestions has what the lint asks answered before something is published: by a
// yes that came with the command, or by the person at the terminal. A script is
// told the questions; it is never blocked without a word, and nothing that
// looks internal is published without one.
func (s *session) confirmQuestions(ctx context.Context, questions []model.Question, yes bool) error {
	if len(questions) == 0 || yes {
		return nil
	}
	asked := each(questions, func(q model.Question) string { return s.tell(q.Remark()) })
	if !s.asks() {
		between := "\n"
		if s.json {
			between = " "
		}
		return model.NewFault("error.lint", strings.Join(asked, between))
	}
	if err := s.err.lines(asked); err != nil {
		return err
	}
	return s.confirm(ctx, s.Words.Say("command.ask.publish"))
}

// confirmProposal is [session.confirmQuestions] for what an act would do, if that could be found out.
func (s *session) confirmProposal(ctx context.Context, would model.Proposal, err error, yes bool) error {
	if err != nil {
		return err
	}
	return s.confirmQuestions(ctx, would.Questions, yes)
}

// asks says that there is a person who can be asked.
func (s *session) asks() bool { return s.Terminal && !s.json }

// confirm asks for a yes. Anything else ends the command, with nothing done.
func (s *session) confirm(ctx context.Context, question string) error {
	if _, err := io.WriteString(s.err, question+" "+s.Words.Say("command.ask.choice")+" "); err != nil {
		return err //nolint:wrapcheck // the guard's own error says what was being done
	}
	answer, err := s.answer(ctx)
	if err != nil {
		return err
	}
	switch model.Fold(answer) {
	case "y", "yes", "c", "co":
		return nil
	}
	if err := s.err.line(s.Words.Say("command.ask.no")); err != nil {
		return err
	}
	return errRefused
}

// answer is the next line that is typed. Waiting for it ends with ctx: what is
// left behind then ends with the input.
func (s *session) answer(ctx context.Context) (string, error) {
	type read struct {
		line string
		err  error
	}
	came := make(chan read, 1)
	go func() {
		defer func() {
			if caught := recover(); caught != nil {
				came <- read{err: fmt.Errorf("reading the answer: %v", caught)}
			}
		}()
		line, err := readLine(s.In)
		came <- read{line, err}
	}()
	select {
	case r := <-came:
		return r.line, r.err
	case <-ctx.Done():
		return "", ctx.Err() //nolint:wrapcheck // the context's own, as it is told apart by
	}
}

// readLine reads up to the end of a line and no further, so that what follows
// is there for the next question. The end of the input ends the line too.
func readLine(in io.Reader) (string, error) {
	var line []byte
	var b [1]byte
	for len(line) < maxAnswer {
		n, err := in.Read(b[:])
		if n == 1 && b[0] == '\n' {
			break
		}
		line = append(line, b[:n]...)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", fmt.Errorf("reading the answer: %w", err)
		}
	}
	return string(line), nil
}

// tell is what a remark says in the reader's words; empty for the zero one.
func (s *session) tell(r model.Remark) string { return r.Tell(s.Words, s.Now()) }
