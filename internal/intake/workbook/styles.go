package workbook

import (
	"errors"
	"io"
	"strconv"
)

// readStyles reads how the cells of a workbook show their numbers, by their style.
func readStyles(part io.Reader) ([]*numberFormat, error) {
	codes, read := map[int]string{}, map[int]*numberFormat{}
	var styles []*numberFormat
	inside := false
	t := newTags(part)
	for {
		switch err := t.next(); {
		case errors.Is(err, io.EOF):
			return styles, nil
		case err != nil:
			return nil, err
		}
		t.record()
		switch t.name() {
		case "numFmt":
			codes[wholeNumber(t.attribute("numFmtId"))] = t.attribute("formatCode")
		case "cellXfs":
			inside = true
		case "/cellXfs":
			return styles, nil
		case "xf":
			if !inside {
				continue
			}
			id := wholeNumber(t.attribute("numFmtId"))
			if read[id] == nil {
				code, own := codes[id]
				if !own {
					code = builtinFormat(id)
				}
				read[id] = readFormat(code)
			}
			styles = append(styles, read[id])
		}
	}
}

// wholeNumber is that of an attribute; 0 for anything else.
func wholeNumber(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
