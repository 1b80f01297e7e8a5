package command

import (
	"errors"

	"github.com/spf13/cobra"

	"porthole/internal/sheet"
)

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
	picture, err := sheet.Blocks(text, s.Words.ASCII())
	for _, line := range picture {
		err = errors.Join(err, s.err.line(line))
	}
	return err
}
