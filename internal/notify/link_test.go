package notify

import (
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
)

// The mail with a code has one link to the web page, with the code behind its #; later
// mails lead there without, and those to accounts not at all.
func TestAMailToACodesHolderLeadsToTheWebPage(t *testing.T) {
	const page = "https://track.example"
	item := model.ErrandItem{Before: before(), Now: sample()}
	code := errand(model.LetterCode, words.English, item)
	later, account := errand(model.LetterUpdate, words.English, item), errand(model.LetterUpdate, words.English, item)
	code.ByCode, later.ByCode = true, true
	for name, c := range map[string]struct {
		e    model.Errand
		link string
	}{"code": {code, page + "/t#" + model.CodeMark}, "later": {later, page + "/t"}, "account": {account, ""}} {
		l := Compose(c.e, waysIn("HOST", page, "hailong.example"))
		if c.link == "" {
			if strings.Contains(l.Text+l.HTML, page) {
				t.Errorf("%s: there is a link:\n%s", name, l.Text)
			}
			continue
		}
		if !strings.Contains(l.Text, "\n"+c.link+"\n") || strings.Count(l.HTML, `href="http`) != 1 || !strings.Contains(l.HTML, `href="`+c.link+`"`) {
			t.Errorf("%s: no link %s:\n%s\n%s", name, c.link, l.Text, l.HTML)
		}
	}
}

// The forwarder's name is first, then the shipment with its status and its arrival.
func TestAMailBeginsWithWhoseItIs(t *testing.T) {
	l := Compose(errand(model.LetterUpdate, words.English, model.ErrandItem{Before: before(), Now: sample()}), waysIn("HOST", "", "hailong.example"))
	first, rest, _ := strings.Cut(l.Text, "\n")
	if first != "Hai Long Logistics" || !strings.Contains(rest[:300], "\nExpected arrival: 28 May") {
		t.Errorf("%s", l.Text)
	}
}

func TestTheAddressOfAPage(t *testing.T) {
	for text, want := range map[string]string{
		"https://track.example": "https://track.example", "https://track.example:8443/p/": "https://track.example:8443/p",
		"http://localhost:8080": "http://localhost:8080", "http://[::1]:8080": "http://[::1]:8080", "http://track.example": "",
		"track.example": "", "https://": "", "https://a b": "", "https://x.example/?q=1": "", "https://x.example/#x": "",
		"https://user@x.example": "", "javascript:alert(1)": "", "https://x.example/\"onclick=": "https://x.example/%22onclick=",
	} {
		got, err := CheckWeb(text)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%s: %q %v", text, got, err)
		}
	}
}
