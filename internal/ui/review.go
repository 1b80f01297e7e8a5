package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
)

// review is the manager's page of one shipment: the final checkpoint, and below
// it what the office knows beside what the customer sees, line by line.
type review struct {
	env     *env
	ref     model.Text
	serial  int
	pending bool
	ready   bool
	err     error
	review  model.Review
	lines   []string // prepared
	made    time.Time
	state   int // generation in which they were prepared
	top     int
	width   int
	height  int
}

// reviewLoaded is the answer to a load.
type reviewLoaded struct {
	to     *review
	serial int
	review model.Review
	err    error
}

// reviewTop is the line on which what scrolls begins.
const reviewTop = 2

func newReview(e *env, ref model.Text) *review { return &review{env: e, ref: ref} }

func (r *review) open() tea.Cmd {
	r.serial++
	r.pending = true
	to, serial, ref, desk, parent := r, r.serial, r.ref.String(), r.env.staff.desk, r.env.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, detailLimit)
		defer cancel()
		got, err := desk.Review(ctx, ref)
		return reviewLoaded{to, serial, got, err}
	}
}

func (r *review) resize(width, height int) { r.width, r.height, r.lines = width, height, nil }

func (r *review) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case reviewLoaded:
		if msg.to == r && msg.serial == r.serial {
			r.pending, r.err, r.lines = false, msg.err, nil
			r.ready = r.ready || msg.err == nil
			if msg.err == nil {
				r.review = msg.review
			}
		}
	case refresh:
		return r.open()
	case tea.MouseWheelMsg:
		r.scroll(wheelLines(msg))
	case tea.MouseClickMsg:
		if msg.Y == 0 && msg.X < 4 && msg.Button == tea.MouseLeft {
			return goBack
		}
	}
	return nil
}

func (r *review) bindings() []binding {
	keys := append([]binding{keyScroll}, without(r.env.staff.acts(), keyReview)...)
	if !r.ready {
		keys = nil
	}
	return append(keys, keyPageUp, keyPageDown, keyHome, keyEnd)
}

func (r *review) key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if by, used := scrollKey(msg, max(1, r.height-reviewTop-2), len(r.prepared())); used {
		r.scroll(by)
		return nil, true
	}
	switch {
	case keyReview.hit(msg):
		return nil, true
	case r.err != nil:
		return nil, false // The usual key loads again.
	default:
		return r.env.act(msg, r.ref)
	}
}

func (r *review) scroll(by int) {
	last := max(0, len(r.prepared())-(r.height-reviewTop))
	r.top = min(last, max(0, r.top+by))
}

func (r *review) view() []string {
	t := r.env.theme
	left := prose{t.Muted.Says(" ‹ "), t.Title.Says(r.ref.String()), t.Muted.Says(theme.Between + r.env.say("review.title"))}
	lines := []string{apart(left, r.verdict(), r.width-1).paint(r.width), rule(r.env.Look, r.width)}
	r.scroll(0)
	text := r.prepared()
	lines = append(lines, text[r.top:]...)
	return lines[:min(len(lines), r.height)]
}

// verdict is the result in two words.
func (r *review) verdict() prose {
	t := r.env.theme
	switch {
	case r.err != nil:
		return prose{t.Attention.Says(r.env.say("detail.failed", r.ref))}
	case !r.ready:
		return nil
	case model.Passed(r.review.Points):
		return prose{t.Delivered.Says(theme.SignDone + " " + r.env.say("review.passed"))}
	default:
		failed := 0
		for _, p := range r.review.Points {
			if !p.Passed {
				failed++
			}
		}
		return prose{t.Attention.Says(theme.SignFailed + " " + r.env.say("review.failed", failed))}
	}
}

// prepared is what scrolls; it is written anew every minute, for dates pass.
func (r *review) prepared() []string {
	now := r.env.now()
	if r.lines != nil && r.state == r.env.generation && now.Sub(r.made) < stale && !now.Before(r.made) {
		return r.lines
	}
	r.made, r.state = now, r.env.generation
	margin := pad(leadCells - 1)
	r.lines = []string{}
	for _, line := range r.text(now) {
		r.lines = append(r.lines, margin+line.paint(r.width-leadCells))
	}
	return r.lines
}

func (r *review) text(now time.Time) []prose {
	t, width := r.env.theme, max(12, r.width-leadCells-1)
	if r.ready {
		sheet := reviewSheet{env: r.env, r: r.review, at: now, width: width}
		return sheet.lines()
	}
	if r.err == nil {
		return paragraph(t.Muted, r.env.say("detail.loading", r.ref), width)
	}
	message, hint := r.env.failure(r.err)
	lines := paragraph(t.Attention, message, width)
	if hint != "" {
		lines = append(lines, paragraph(t.Text, hint, width)...)
	}
	if errors.Is(r.err, model.ErrNotFound) || errors.Is(r.err, model.ErrForbidden) {
		return lines
	}
	return append(lines, paragraph(t.Text, r.env.say("detail.retry"), width)...)
}
