package uitest

import (
	"time"

	"github.com/charmbracelet/colorprofile"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// Zone is where the forwarder is.
var Zone = model.ParsePlace("VNSGN").Zone()

// Now is the moment of the reference scenario.
func Now() time.Time { return time.Date(2025, 5, 16, 9, 0, 0, 0, Zone) }

// Look is what lines are written with, in no colours.
func Look(language words.Language) *widget.Look {
	return &widget.Look{
		Words: words.In(language, Zone), Theme: theme.For(colorprofile.NoTTY, theme.UnknownGround),
		Now: Now,
		Forwarder: model.Forwarder{
			Name:  model.Line("Hai Long Logistics", model.NameCells),
			Phone: model.Line("+84 28 3822 0000", model.NameCells), Mail: model.Line("cs@hailong.example", model.NameCells),
		},
	}
}
