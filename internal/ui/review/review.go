// Package review is where managers begin: every shipment with the result of its final
// checkpoint, and the page of one, on which what the office knows stands beside what
// the customer sees.
package review

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// review is the manager's page of one shipment: the final checkpoint, and below
// it what the office knows beside what the customer sees, line by line.
type review struct {
	env      *screen.Env
	ref      model.Text
	question screen.Question
	ready    bool
	err      error
	review   model.Review
	lines    []string // prepared
	made     time.Time
	state    int // generation in which they were prepared
	scroll   widget.Scroll
	width    int
	height   int
}

// reviewTop is the line on which what scrolls begins.
const reviewTop = 2

// New is the final checkpoint of one shipment.
func New(e *screen.Env, ref model.Text) *review { return &review{env: e, ref: ref} }

// Chosen implements [screen.Chooser].
func (r *review) Chosen() (model.Text, *model.Published) { return r.ref, nil }

func (r *review) Waiting() bool { return r.question.Open }

func (r *review) Open() tea.Cmd {
	ref, desk := r.ref.String(), r.env.Staff.Desk
	return screen.AskFor(r.env, &r.question, func(ctx context.Context) (model.Review, error) {
		return desk.Review(ctx, ref)
	}, func(got model.Review, err error) tea.Cmd {
		if r.err, r.lines = err, nil; err == nil {
			r.ready, r.review = true, got
		}
		return nil
	})
}

func (r *review) Resize(width, height int) { r.width, r.height, r.lines = width, height, nil }

func (r *review) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Answer:
		return r.question.Take(msg)
	case screen.Refresh:
		return r.Open()
	case tea.MouseWheelMsg:
		r.scroll.Wheel(msg)
	case tea.MouseClickMsg:
		if msg.Y == 0 && msg.X < 4 && msg.Button == tea.MouseLeft {
			return r.env.GoBack()
		}
	}
	return nil
}

func (r *review) Bindings() []widget.Binding {
	keys := append([]widget.Binding{widget.KeyScroll}, widget.Without(r.env.Staff.ActsOn(model.OffersOf(r.review.Office)), screen.KeyReview)...)
	if !r.ready {
		keys = nil
	}
	return append(keys, widget.Leaps()...)
}

func (r *review) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	r.prepared()
	switch {
	case r.scroll.Key(msg):
		return nil, true
	case screen.KeyReview.Hit(msg):
		return nil, true
	case r.err != nil:
		return nil, false // The usual key loads again.
	default:
		return r.env.Act(msg, r.ref)
	}
}

func (r *review) View() []string {
	t := r.env.Theme
	left := widget.Prose{t.Muted.Says(" ‹ "), t.Title.Says(r.ref.String()), t.Muted.Says(theme.Between + r.env.Say("review.title"))}
	text := r.prepared()
	lines := []string{widget.Apart(left, r.verdict(), r.width-1).Paint(r.width), r.scroll.Rule(r.env.Look, r.width)}
	return append(lines, r.scroll.Shown(text)...)
}

// verdict is the result in two words.
func (r *review) verdict() widget.Prose {
	t := r.env.Theme
	switch {
	case r.err != nil:
		return widget.Prose{t.Attention.Says(r.env.Say("detail.failed", r.ref))}
	case !r.ready:
		return nil
	case model.Passed(r.review.Points):
		return widget.Prose{t.Delivered.Says(theme.SignDone + " " + r.env.Say("review.passed"))}
	default:
		failed := 0
		for _, p := range r.review.Points {
			if !p.Passed {
				failed++
			}
		}
		return widget.Prose{t.Attention.Says(theme.SignFailed + " " + r.env.Say("review.failed", failed))}
	}
}

// prepared is what scrolls; it is written anew every minute, for dates pass.
func (r *review) prepared() []string {
	now := r.env.Now()
	if r.lines != nil && r.state == r.env.Generation && now.Sub(r.made) < widget.Stale && !now.Before(r.made) {
		return r.lines
	}
	r.made, r.state = now, r.env.Generation
	const margin = parts.LeadCells - 1
	switch {
	case r.ready:
		sheet := reviewSheet{Env: r.env, r: r.review, at: now, width: max(12, r.width-parts.LeadCells-1)}
		r.lines = widget.Map(sheet.lines(), func(line widget.Prose) string {
			return widget.Pad(margin) + line.Paint(r.width-parts.LeadCells)
		})
	case r.err != nil:
		r.lines = r.env.Failed(nil, margin, r.err, "detail.retry", r.width)
	default:
		r.lines = widget.Said(nil, margin, r.env.Theme.Muted, r.env.Say("detail.loading", r.ref), r.width)
	}
	r.scroll.Fit(r.height-reviewTop, len(r.lines))
	return r.lines
}
