package desk

import "porthole/internal/model"

// act is something that a role may do or not.
type act int

const (
	actRead     act = iota // see what waits at the desk, and proposals
	actRecord              // see a shipment as the office knows it
	actWrite               // record, publish, reschedule, notes, facts, voyages
	actWithdraw            // take back, or keep back, what should not be seen
	actReview              // the final checkpoint
	actDoctor              // why an account sees what it sees
	actPreview             // look at the portal as a customer does
	actInvite              // invite customers; staff are an administrator's to invite
	actAudit               // read the audit trail
	actShare               // make tracking codes
)

// allowed says which roles may do what. A role that is not listed may not.
var allowed = map[act][]model.Role{
	actRead:     {model.Operations, model.Manager, model.Admin},
	actRecord:   {model.Operations, model.CS, model.Manager, model.Admin},
	actWrite:    {model.Operations, model.Admin},
	actWithdraw: {model.Operations, model.Manager, model.Admin},
	actReview:   {model.Manager, model.Admin},
	actDoctor:   {model.Operations, model.CS, model.Manager, model.Admin},
	actPreview:  {model.Operations, model.CS, model.Manager, model.Admin},
	actInvite:   {model.Operations, model.Admin},
	actAudit:    {model.Manager, model.Admin},
	actShare:    {model.Operations, model.Admin},
}

// may is ErrForbidden when the person may not do this. The store asks again
// wherever something is written.
func (d *Desk) may(a act) error {
	for _, role := range allowed[a] {
		if role == d.role {
			return nil
		}
	}
	return model.ErrForbidden
}
