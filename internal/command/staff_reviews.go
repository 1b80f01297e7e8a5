package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
)

// reviewsFlags are what the list of reviews was asked for.
type reviewsFlags struct {
	pageFlags
	partner string
	failed  bool
}

// reviews lists shipments by the result of their checkpoint, so that a customer
// can be cleared before it goes live.
func (s *session) reviews() *cobra.Command {
	var f reviewsFlags
	cmd := command("reviews", exactly(), s.withDesk(func(ctx context.Context, d *desk.Desk, _ []string) error {
		f.partner = cleaned(f.partner)
		items, next, err := listReviews(ctx, d, f)
		none := "command.shipments.no_match"
		if f.failed {
			none = "command.reviews.all_passed"
		}
		return list[model.ReviewItem, jsonReviewItem]{"reviews", reviewJSON, none, s.tableOfReviews}.
			page(s, f.again(), items, next, naming(err, f.partner))
	}))
	cmd.Flags().StringVar(&f.partner, "partner", "", s.Words.Say("command.flag.only_partner"))
	cmd.Flags().BoolVar(&f.failed, "failed", false, s.Words.Say("command.flag.failed"))
	s.pageFlags(cmd, &f.pageFlags)
	return cmd
}

// listReviews reads as many pages as limit shipments take.
func listReviews(ctx context.Context, d *desk.Desk, f reviewsFlags) (items []model.ReviewItem, next string, err error) {
	after := f.after
	for {
		page, next, err := d.Reviews(ctx, f.partner, after, f.limit-len(items))
		if err != nil {
			return nil, "", err
		}
		for _, item := range page {
			if !f.failed || len(item.Failed) > 0 {
				items = append(items, item)
			}
		}
		if next == "" || len(items) >= f.limit {
			return items, next, nil
		}
		after = next
	}
}

// again is the command with its filters, to go on with.
func (f reviewsFlags) again() string {
	line := "reviews"
	if f.partner != "" {
		line += " --partner " + f.partner
	}
	if f.failed {
		line += " --failed"
	}
	return line
}

func reviewJSON(item model.ReviewItem) jsonReviewItem {
	return jsonReviewItem{
		item.Ref.String(), item.Partner, known(item.Row.Status), len(item.Failed) == 0, append([]string{}, item.Failed...),
	}
}

func (s *session) tableOfReviews(items []model.ReviewItem) error {
	return s.table([]column{
		{head: ""},
		{head: s.Words.Say("command.col.shipment")},
		{head: s.Words.Say("command.col.partner"), min: 8, keep: 2},
		{head: s.Words.Say("command.col.status"), keep: 1},
		{head: s.Words.Say("command.col.failed"), min: 16},
	}, each(items, func(item model.ReviewItem) []string {
		points := each(item.Failed, func(name string) string { return s.Words.Say("command.point." + name) })
		return []string{sign(len(item.Failed) == 0), item.Ref.String(), item.Partner, s.named("status.", string(item.Row.Status)), strings.Join(points, ", ")}
	}))
}
