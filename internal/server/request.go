package server

import (
	"encoding/binary"
	"regexp"
	"strings"

	gossh "golang.org/x/crypto/ssh"
)

// What a client may say of its terminal. Libraries below us open files and start
// programs for what TERM and its like name, so that what does not look right is
// dropped here, before any of them sees it.
const (
	maxWidth, maxHeight         = 400, 150
	defaultWidth, defaultHeight = 80, 24
	maxEnviron                  = 16
	maxEnvironBytes             = 256
	maxCommand                  = 16 << 10
	fallbackTerm                = "xterm"
)

var (
	termShape    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$`)
	environNames = regexp.MustCompile(`^(LANG|LC_[A-Z]{1,32}|COLORTERM|NO_COLOR|TZ)$`)
	environValue = regexp.MustCompile(`^[ -~]*$`)
)

// size is that of a window, in cells.
type size struct{ width, height int }

// clampSize makes a size that can be drawn of whatever was claimed. Zero means
// that the client does not know.
func clampSize(width, height uint32) size {
	return size{
		width:  clamp(width, maxWidth, defaultWidth),
		height: clamp(height, maxHeight, defaultHeight),
	}
}

func clamp(n uint32, most, unknown int) int {
	if n == 0 {
		return unknown
	}
	return int(min(n, uint32(most)))
}

// parsePty reads a pty-req: the terminal's type and its size. Modes are not
// needed: the terminal is the program's own.
func parsePty(payload []byte) (term string, s size, ok bool) {
	var request struct {
		Term                          string
		Width, Height, PixelW, PixelH uint32
		Modes                         string
	}
	if gossh.Unmarshal(payload, &request) != nil {
		return "", size{}, false
	}
	if !termShape.MatchString(request.Term) {
		request.Term = fallbackTerm
	}
	return request.Term, clampSize(request.Width, request.Height), true
}

// parseWindow reads a window-change.
func parseWindow(payload []byte) (size, bool) {
	if len(payload) < 8 {
		return size{}, false
	}
	return clampSize(binary.BigEndian.Uint32(payload), binary.BigEndian.Uint32(payload[4:])), true
}

// parseText reads a payload that is one string: a command or a signal's name.
func parseText(payload []byte) (string, bool) {
	var request struct{ Value string }
	if gossh.Unmarshal(payload, &request) != nil || len(request.Value) > maxCommand {
		return "", false
	}
	return request.Value, true
}

// environ is what is kept of a client's environment.
type environ []string

// add takes in a variable from an env request; false for one that is dropped. A
// name that comes again replaces the earlier one.
func (e *environ) add(payload []byte) bool {
	var request struct{ Name, Value string }
	if gossh.Unmarshal(payload, &request) != nil ||
		len(request.Name)+1+len(request.Value) > maxEnvironBytes ||
		!environNames.MatchString(request.Name) || !environValue.MatchString(request.Value) {
		return false
	}
	variable := request.Name + "=" + request.Value
	for i, known := range *e {
		if strings.HasPrefix(known, request.Name+"=") {
			(*e)[i] = variable
			return true
		}
	}
	if len(*e) >= maxEnviron {
		return false
	}
	*e = append(*e, variable)
	return true
}
