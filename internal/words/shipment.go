package words

import (
	"time"

	"porthole/internal/model"
)

// Reason is why a date changed, as customers read it; of a line that was taken
// back that it was.
func (c Catalogue) Reason(line model.PublishedLine, now time.Time) string {
	switch {
	case line.Withdrawal:
		return c.Say("ledger.withdrawal")
	case !line.WithdrawnAt.IsZero():
		return c.Say("ledger.withdrawn", c.OfficeDay(line.WithdrawnAt, now))
	default:
		return line.Reason.String()
	}
}

// ContainerType is the name of a size and type code, such as `40' high cube`;
// the code itself when no table knows it.
func (c Catalogue) ContainerType(code model.Text) string {
	t := model.ParseContainerType(code.String())
	switch {
	case !t.Known || t.Feet == 0:
		return code.String()
	case t.High && t.Kind == "dry":
		return c.Say("container.high", t.Feet)
	default:
		return c.Say("container."+t.Kind, t.Feet)
	}
}
