package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"rsc.io/qr"
)

// quietZone is the margin that a scanner needs around a code, in modules. The
// standard (ISO/IEC 18004) says four; two are enough on a screen.
const quietZone = 2

// qrLines draws a text as a QR code, two modules in each character, or each in two
// where there is ASCII only. Light modules are drawn and dark ones left blank, for a
// terminal with a dark ground; scanners read the code on a light ground too, where
// it is reversed.
func qrLines(text string, ascii bool) ([]string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return nil, fmt.Errorf("make a QR code: %w", err)
	}
	light := func(x, y int) bool { return !code.Black(x, y) }
	step := 2
	if ascii {
		step = 1
	}
	var lines []string
	for y := -quietZone; y < code.Size+quietZone; y += step {
		var line strings.Builder
		for x := -quietZone; x < code.Size+quietZone; x++ {
			if ascii {
				line.WriteString([]string{"  ", "##"}[one(light(x, y))])
				continue
			}
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
	if err := s.qr(asQR, lines[0]); err != nil {
		return err
	}
	return s.lines(lines)
}

// qr draws a text as a QR code, if that is asked for.
func (s *session) qr(asked bool, text string) error {
	if !asked {
		return nil
	}
	picture, err := qrLines(text, s.Words.ASCII())
	for _, line := range picture {
		err = errors.Join(err, s.err.line(line))
	}
	return err
}
