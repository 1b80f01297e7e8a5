package screen

import (
	"cmp"
	"strings"

	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// Header is the forwarder's name at the left, and at the right whose list it is and
// whether it follows the changes. For staff that is their role.
func Header(e *Env, width int) string {
	t := e.Theme
	state := t.Delivered.Paint("● " + e.Say("screens.live"))
	if !e.Live {
		state = t.Attention.Paint("○ " + e.Say(e.Watching()))
	}
	name := " " + t.Title.Paint(widget.Clip(e.ForwarderName(), width/2))
	room := width - widget.Cells(name) - widget.Cells(state) - 4
	who := LocalPart(e.Who.String())
	whose := e.Heading.String()
	if e.Staff.Role != "" {
		whose = e.Say("command.role." + string(e.Staff.Role))
	}
	if who != "" && whose != "" && widget.Cells(whose)+3+widget.Cells(who) <= room {
		whose += theme.Between + who
	}
	whose = widget.Clip(whose, room)
	return widget.Ends(name, t.Muted.Paint(whose)+"  "+state+" ", width)
}

// ForwarderName is the forwarder's name, as soon as somebody has said whose portal it is.
func (e *Env) ForwarderName() string {
	return cmp.Or(e.Forwarder.Name.String(), e.Say("screens.title"))
}

// Watching is the sentence that says whether changes are followed.
func (e *Env) Watching() string {
	switch {
	case e.Live:
		return "screens.live"
	case e.Away:
		return "screens.reconnecting"
	default:
		return "screens.offline"
	}
}

// LocalPart is the account without the domain.
func LocalPart(account string) string {
	name, _, _ := strings.Cut(account, "@")
	return name
}
