package intake

import (
	"errors"

	"porthole/internal/model"
)

// judgeTime judges a time that was read. One in an hour that the clocks of its
// place leave out is refused, in the words in which commands say it. Of an hour
// that they show twice the earlier one is taken, and the remark names both. What
// is no time at all is refused with unread.
func judgeTime(when model.When, err error, unread string) (fault *model.Fault, remark model.Remark) {
	var said *model.Fault
	errors.As(err, &said)
	switch {
	case said != nil && said.Key == "error.hour.none":
		return said, model.Remark{}
	case said != nil && said.Key == "error.hour.twice":
		return nil, model.Remark{Key: "remark.import.hour_twice", Args: said.Args}
	case when.IsZero():
		return model.NewFault(unread), model.Remark{}
	default:
		return nil, model.Remark{}
	}
}
