package sheet

import (
	"fmt"
	"html"
	"html/template"
	"strings"

	"rsc.io/qr"
)

// quietZone is the margin that a scanner needs around a code, in modules. The
// standard (ISO/IEC 18004) says four; two are enough on a screen.
const quietZone = 2

// Blocks draws a text as a QR code, two modules in each character, or each in two
// where there is ASCII only. Light modules are drawn and dark ones left blank, for a
// terminal with a dark ground; scanners read the code on a light ground too, where
// it is reversed.
func Blocks(text string, ascii bool) ([]string, error) {
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

// Measures of a QR code in a mail.
const (
	quiet  = 4 // modules of white round it, as ISO/IEC 18004 says
	module = 5 // pixels
)

// scannable is a text as a QR code that every mail program shows: a table of black
// and white cells. A picture would be fetched only after a click, or be a part of
// its own, and then the mail would not have the same bytes at every attempt.
// Empty for a text that has no room in a code.
func scannable(text string) template.HTML {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return ""
	}
	size := code.Size + 2*quiet
	var b strings.Builder
	fmt.Fprintf(&b, "<table role=\"img\" aria-label=\"%s\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\" width=\"%d\" bgcolor=\"#ffffff\" style=\"%s\">\n",
		html.EscapeString(text), size*module, styleScan)
	b.WriteString("<tr>" + strings.Repeat(cell(1, false), size) + "</tr>\n") // what is merged below has its columns from here
	for y := 1 - quiet; y < code.Size+quiet; y++ {
		b.WriteString("<tr>")
		for x := -quiet; x < code.Size+quiet; {
			run := 1
			for x+run < code.Size+quiet && code.Black(x+run, y) == code.Black(x, y) {
				run++
			}
			b.WriteString(cell(run, code.Black(x, y)))
			x += run
		}
		b.WriteString("</tr>\n")
	}
	return template.HTML(b.String() + "</table>\n") //nolint:gosec // what it says is escaped above
}

const styleScan = "border-collapse:collapse;table-layout:fixed;font-size:1px;line-height:5px"

// cell is so many modules of one colour.
func cell(run int, black bool) string {
	colour := ""
	if black {
		colour = " bgcolor=\"#000000\""
	}
	return fmt.Sprintf("<td colspan=\"%d\" width=\"%d\" height=\"%d\"%s></td>", run, run*module, module, colour)
}
