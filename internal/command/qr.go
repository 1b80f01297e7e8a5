package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"rsc.io/qr"
)

// quietZone is the margin that a scanner needs around a code, in modules. The
// standard (ISO/IEC 18004) says four; two are enough on a screen.
const quietZone = 2

// qrLines draws a text as a QR code, two modules in each character. Light
// modules are drawn and dark ones left blank, for a terminal with a dark ground;
// scanners read the code on a light ground too, where it is reversed.
func qrLines(text string) ([]string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return nil, fmt.Errorf("make a QR code: %w", err)
	}
	light := func(x, y int) bool { return !code.Black(x, y) }
	var lines []string
	for y := -quietZone; y < code.Size+quietZone; y += 2 {
		var line strings.Builder
		for x := -quietZone; x < code.Size+quietZone; x++ {
			line.WriteRune([]rune(" ▄▀█")[2*one(light(x, y))+one(light(x, y+1) && y+1 < code.Size+quietZone)])
		}
		lines = append(lines, line.String())
	}
	return lines, nil
}

func one(set bool) int {
	if set {
		return 1
	}
	return 0
}

// qrFlag gives a command its --qr.
func (s *session) qrFlag(cmd *cobra.Command, asked *bool) {
	cmd.Flags().BoolVar(asked, "qr", false, s.Words.Say("command.flag.qr"))
}

// pasteLines are lines for somebody to paste, with the first of them as a QR
// code beside them where that is asked for.
func (s *session) pasteLines(asQR bool, lines ...string) error {
	if asQR {
		picture, err := qrLines(lines[0])
		if err != nil {
			return err
		}
		for _, line := range picture {
			if err := s.err.line(line); err != nil {
				return err
			}
		}
	}
	return s.lines(lines)
}
