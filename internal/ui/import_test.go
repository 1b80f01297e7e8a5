package ui

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// take counts the rows that were pasted; those of nobody are refused.
func (o *fakeOffice) take(_ context.Context, i session.Import, _ words.Catalogue) (session.Imported, error) {
	rows := strings.Count(i.Text, "\n") - 1
	refused := strings.Count(i.Text, "nobody")
	got := session.Imported{Taken: rows - refused, Summary: []session.Line{{Text: "so many rows"}}}
	if refused > 0 {
		got.Problems = []session.Line{{}, {Text: "1 row was refused"}, {Indent: 2, Text: "row 3: no such partner"}}
	}
	if i.DryRun {
		got.Readings = []session.Line{{Text: "Dates: day first"}}
		return got, nil
	}
	return got, o.did("import", i.Partner, i.Why.Text.String(), i.Text)
}

func pasted(text string) tea.Msg { return tea.PasteMsg{Content: text} }

// A list is pasted, what it would bring is shown, and only a yes takes it in.
func TestAListIsPasted(t *testing.T) {
	s, o := officeStage(t, model.Operations, 80, 30)
	s.press("i")
	s.see("paste the rows here")
	s.press("enter")
	s.see("Nothing was pasted yet.")
	s.send(pasted("shipment\tpartner\nSHP/1\tmekong"))
	s.see("2 lines, 1 KB", "SHP/1 mekong")
	s.send(pasted("SHP/2\tnobody\n"))
	s.see("3 lines, 1 KB", "SHP/2 nobody")
	s.press("down")
	s.write("mek")
	s.press("enter")
	s.see("so many rows", "Customers read the facts", "row 3: no such partner", "Dates: day first")
	s.press("enter", "p", "k") // none of them is the yes
	if len(o.done) > 0 {
		t.Fatalf("did %q", o.done)
	}
	s.press("y")
	s.see("so many rows", "row 3: no such partner")
	s.notSee("Dates: day first")
	if want := "import mek  shipment\tpartner\nSHP/1\tmekong\nSHP/2\tnobody\n"; o.last() != want {
		t.Errorf("did %q, want %q", o.last(), want)
	}
	s.press("enter")
	s.see("need an update")
}

// The pasted rows are not lost by one key, whatever field has the keys, and what
// brings nothing cannot be taken in.
func TestAPastedListIsNotLost(t *testing.T) {
	s, o := officeStage(t, model.Operations, 80, 30)
	s.press("i", "down")
	s.send(pasted("shipment,partner\nSHP/1,nobody\n"))
	s.see("2 lines")
	s.press("esc")
	s.see("What you typed would be lost.")
	s.press("enter")
	s.see("row 3: no such partner")
	s.notSee("take it in")
	s.press("y", "esc")
	s.see("2 lines")
	s.press("backspace")
	s.see("paste the rows here")
	if len(o.done) > 0 {
		t.Errorf("did %q", o.done)
	}
}

// lossy is what the terminal's side says of a paste that it did not deliver as it was.
type lossy struct{ bytes, controls int }

func (l lossy) Lost() (bytes, controls int) { return l.bytes, l.controls }

// A paste that was cut is not taken, for its last row may be half a row; what nobody can
// see is counted; and a terminal that types what is pasted types no shortcuts.
func TestAPasteThatIsNotWhole(t *testing.T) {
	s, o := officeStage(t, model.Operations, 80, 30)
	s.press("i")
	s.send(pasted("shipment,partner\nSHP/1,mekong"))
	s.send(lossy{bytes: 9})
	s.see("more than the 256 KB", "paste the rows here")
	s.send(pasted("shipment,partner\nSHP/1,\u202emekong\u202c\n"))
	s.send(lossy{controls: 3})
	s.see("5 control characters are left out.")
	s.press("backspace")
	s.send(pasted(strings.Repeat("x", session.MostPasted)))
	s.see("more than the 256 KB")
	s.write("py")
	s.see("Rows are pasted here, not typed.", "import - < FILE")
	if len(o.done) > 0 {
		t.Errorf("did %q", o.done)
	}
}

// The line to paste for a file, which somebody copies out of the window, is not broken
// where it fits, and no field's example is cut.
func TestTheImportFormFitsASmallWindow(t *testing.T) {
	for _, language := range []words.Language{words.English, words.Vietnamese} {
		s, _ := officeStage(t, model.Operations, 60, 20, inLanguage(language))
		s.press("i")
		s.see("ssh -p 2222 portal.hailong.example import - < FILE")
		s.notSee("…")
	}
}
