package session

import (
	"context"

	"porthole/internal/model"
)

// Desk is the staff's acts as their screens need them. It is bound to one
// person; what the role does not allow is refused with a Fault, whatever the
// screens offer.
type Desk interface {
	// Desk is a page of what needs an update, worst first.
	Desk(ctx context.Context, q model.DeskQuery) (model.DeskPage, error)
	// Freshness is how fresh what each partner sees is.
	Freshness(ctx context.Context) ([]model.PartnerFreshness, error)
	// Record is the office's own record of a shipment, or model.ErrNotFound.
	Record(ctx context.Context, ref string) (model.Shipment, error)
	// Propose is what the customer would see; nothing is written.
	Propose(ctx context.Context, ref string, d model.EventDraft) (model.Proposal, error)
	// Post records an event. A version other than 0 must be the record's.
	Post(ctx context.Context, ref string, d model.EventDraft, publish bool, version uint64) (model.Posted, error)
	ProposePublish(ctx context.Context, ref, id string, why model.Reason) (model.Proposal, error)
	Publish(ctx context.Context, ref, id string, why model.Reason) error
	Withdraw(ctx context.Context, ref, id string, reason model.Text) error
	ProposeDate(ctx context.Context, ref string, d model.DateDraft) (model.Proposal, error)
	Reschedule(ctx context.Context, ref string, d model.DateDraft, publish bool, version uint64) error
	// AddNote keeps a note in the office; PublishNote is one for the customer.
	AddNote(ctx context.Context, ref string, text model.Text) (id string, err error)
	ProposeNote(ctx context.Context, ref string, text model.Text) (model.Proposal, error)
	PublishNote(ctx context.Context, ref string, text model.Text) (id string, err error)
	WithdrawNote(ctx context.Context, ref, id string, reason model.Text) error
	// PlanVoyage lists the shipments that PostVoyage would write to.
	PlanVoyage(ctx context.Context, d model.VoyageDraft) (model.VoyagePlan, error)
	// It writes to those of the list that the person saw, or to none.
	PostVoyage(ctx context.Context, d model.VoyageDraft, listed model.VoyagePlan, publish bool) (model.VoyagePlan, error)
	// Review is the manager's page of one shipment, Reviews a page of the list;
	// an empty partner is all of them.
	Review(ctx context.Context, ref string) (model.Review, error)
	Reviews(ctx context.Context, partner, after string, limit int) (items []model.ReviewItem, next string, err error)
}
