package notify

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rsc.io/qr"

	"porthole/internal/model"
	"porthole/internal/words"
)

// quiet is the margin round a code, in modules.
const quiet = 4

var oneCell = regexp.MustCompile(`<td colspan="(\d+)" width="\d+" height="5"( bgcolor="#000000")?></td>`)

// The table in a mail that brings a code is the QR code of the line to paste, with
// all of its margin, row for row.
func TestTheMailWithACodeHasTheLineAsAQRCode(t *testing.T) {
	e := errand(model.LetterCode, words.English, model.ErrandItem{Now: sample()})
	e.ByCode = true
	l := Compose(e, waysIn("track.hailong.example:2222", "", "hailong.example"))
	line := "ssh -p 2222 track@track.hailong.example"
	if !strings.Contains(l.Text, line) || !strings.Contains(l.HTML, `aria-label="`+line+`"`) {
		t.Fatalf("not the line to paste:\n%s\n%s", l.Text, l.HTML)
	}
	code, err := qr.Encode(line, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(l.HTML[strings.Index(l.HTML, "<tr>"):strings.Index(l.HTML, "</table>")], "</tr>\n")
	rows = rows[:len(rows)-1]
	if len(rows) != code.Size+2*quiet {
		t.Fatalf("%d rows of %d", len(rows), code.Size+2*quiet)
	}
	for i, row := range rows {
		var got, want []byte
		for _, cell := range oneCell.FindAllStringSubmatch(row, -1) {
			n, _ := strconv.Atoi(cell[1])
			got = append(got, strings.Repeat(map[bool]string{true: "#", false: "."}[cell[2] != ""], n)...)
		}
		for x := -quiet; x < code.Size+quiet; x++ {
			want = append(want, map[bool]byte{true: '#', false: '.'}[code.Black(x, i-quiet)])
		}
		if string(got) != string(want) {
			t.Errorf("row %d:\n%s\n%s", i, got, want)
		}
	}
	if len(l.HTML) > 60_000 {
		t.Errorf("%d bytes: some programs cut a mail off at 100 KB", len(l.HTML))
	}
	if update := Compose(errand(model.LetterUpdate, words.English, model.ErrandItem{Now: sample()}), waysIn("HOST", "", "hailong.example")); strings.Contains(update.HTML, "<table") {
		t.Error("a mail without a code has a QR code")
	}
}
