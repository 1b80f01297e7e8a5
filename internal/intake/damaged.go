package intake

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"porthole/internal/intake/workbook"
)

// A spreadsheet makes a number of what looks like one, and a date of what looks
// like a date. What it did to a booking or a bill cannot be undone here: digits are
// gone. Such a cell is refused, with how to save the file so that they stay.

// identifierColumns are those whose cells are numbers and references, of which
// every digit counts.
var identifierColumns = []column{colShipment, colHBL, colMBL, colBooking, colPO, colVoyage, colContainer, colSeal, colIMO}

var (
	scientific = regexp.MustCompile(`^[0-9]+([.,][0-9]+)?[eE]\+[0-9]{1,3}$|^[0-9][.,][0-9]+[eE]-?[0-9]{1,3}$`) // 2.38746E+11
	decimal    = regexp.MustCompile(`^[0-9]{2,}[.,]0{1,2}$`)                                                   // 202505081.0
	thousands  = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+$`)                                                // 202,505,081
	madeADate  = regexp.MustCompile(`^[0-9]{1,2}-(` + monthNames + `)$|^(` + monthNames + `)-[0-9]{2}$`)       // 5-Dec
)

const monthNames = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"

// damage is the reason for which an identifier is not as it was entered; empty
// when nothing is wrong with it. isText says that the file knows it to be text, and
// alone that the cell cannot have several.
func damage(text string, isText, alone bool) string {
	switch {
	case text == "" || !isDigit(text[0]) && len(text) > len("Dec-05"):
		return ""
	case isNumber(text):
		if !isText && workbook.IsRounded(text) {
			return "import.damaged_long"
		}
	case scientific.MatchString(text):
		return "import.damaged"
	case decimal.MatchString(text):
		return "import.damaged_decimal"
	case thousands.MatchString(text) && (alone || strings.Count(text, ",") > 1):
		return "import.damaged_decimal"
	case madeADate.MatchString(text):
		return "import.damaged_date"
	}
	return ""
}

// cellErrors are what a spreadsheet shows instead of a value.
var cellErrors = map[string]bool{
	"#ref!": true, "#n/a": true, "#value!": true, "#name?": true, "#div/0!": true, "#null!": true, "#num!": true, "#spill!": true,
	"#calc!": true, "#field!": true, "#blocked!": true, "#connect!": true, "#unknown!": true, "#busy!": true, "#getting_data": true,
}

// isCellError tells an error of a spreadsheet, or ######## of a column that is too
// narrow.
func isCellError(text string) bool {
	if strings.HasPrefix(text, "#") {
		return cellErrors[strings.ToLower(text)] || len(text) > 2 && strings.Trim(text, "#") == ""
	}
	number, ok := strings.CutPrefix(text, "Err:")
	return ok && isNumber(number)
}

// undamaged refuses the cells of a row that a spreadsheet has damaged.
func (r rowReader) undamaged() {
	for c, text := range r.cells {
		switch {
		case text == "":
		case isCellError(unguard(text)):
			r.out.refuse(r.where(column(c)), "import.cell_error")
		case strings.ContainsRune(text, utf8.RuneError):
			r.out.refuse(r.where(column(c)), "import.letters_lost")
		case looksGarbled(text):
			if name := garbledAs(text); name != "" {
				r.out.refuse(r.where(column(c)), "import.garbled", name)
			}
		}
	}
	for _, c := range identifierColumns {
		if fault := r.damageOf(c); fault != "" {
			r.out.refuse(r.where(c), fault)
		}
	}
}

func (r rowReader) damageOf(c column) string {
	text := r.cell(c)
	if r.is(c, workbook.Date) {
		return "import.damaged_date"
	}
	isText := r.is(c, workbook.Text) || strings.HasPrefix(strings.TrimSpace(r.cells[c]), `="`) || r.dialect.columns != nil && r.dialect.columns.long[c]
	if fault := damage(text, isText, c != colPO && c != colSeal); fault != "" || text == "" {
		return fault
	}
	if !strings.ContainsAny(text, entrySigns) {
		return ""
	}
	for _, part := range entries(text, entrySigns) {
		if fault := damage(part, isText, false); fault != "" {
			return fault
		}
	}
	return ""
}
