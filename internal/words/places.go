package words

import "porthole/internal/model"

// Place implements [model.Speaker]: in Vietnamese a port of Viet Nam has its
// marks, such as `Hải Phòng`.
func (c Catalogue) Place(p model.Place) model.Place {
	if c.language == Vietnamese {
		return p.Local()
	}
	return p
}
