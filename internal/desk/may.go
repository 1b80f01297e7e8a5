package desk

import "porthole/internal/model"

// may is ErrForbidden when the person may not do this. The store asks again
// wherever something is written.
func (d *Desk) may(a model.Act) error {
	if d.role.May(a) {
		return nil
	}
	return model.ErrForbidden
}
