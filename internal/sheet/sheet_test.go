package sheet

import (
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/words"
)

func line(text string) model.Text { return model.Line(text, 200) }

// What is too wide for a telephone stands below its row, ports have their names, and
// whom to call is a link.
func TestThePageIsMadeForATelephone(t *testing.T) {
	p := model.Published{
		Ref: line("SHP/202505/00080"), Status: model.InTransit, POL: model.ParsePlace("VNVUT"), POD: model.ParsePlace("USNYC"),
		Containers: []model.PublishedContainer{{Number: line("ONEU6507410")}},
		Legs:       []model.Leg{{From: model.ParsePlace("VNVUT"), To: model.ParsePlace("USNYC"), Vessel: line("EVER FORWARD")}},
		Ledger: []model.PublishedLine{
			{Kind: model.KindETA, To: model.Day(2025, 5, 23)},
			{Kind: model.KindETA, From: model.Day(2025, 5, 23), To: model.Day(2025, 5, 26), Reason: line("Port congestion")},
		},
	}
	forwarder := model.Forwarder{Name: line("Hai Long 24"), Phone: line("24"), Mail: line("care24@hailong.example")}
	say := words.In(words.English, nil)
	now := time.Date(2025, 5, 16, 9, 0, 0, 0, time.UTC)
	set := New(p, forwarder, now, say)
	var b strings.Builder
	if err := (Page{Catalogue: say, Forwarder: forwarder, Now: now, Sheet: &set, SSH: "ssh -p 2222 track@HOST"}).Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`colspan="5">EVER FORWARD<`, `colspan="3">Port congestion<`, `>Vung Tau</text>`, `>New York</text>`,
		`<a class="whole" href="tel:24">24</a>`, `<a class="whole" href="mailto:care24@hailong.example">care24@hailong.example</a>`,
		`<code class="whole">ssh -p 2222 track@HOST</code>`, "ONEU\u00a0650741\u00a00", "<td>23\u00a0May</td><td>26\u00a0May</td>",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("there is no %s on\n%s", want, b.String())
		}
	}
	if got := label(model.ParsePlace("USNYC"), 7); got != "USNYC" {
		t.Errorf("a name without room is %q", got)
	}
}

// As of when it is and what can still be done stand in the footer: an open page renews
// both it and what is above.
func TestAnOpenPageIsRenewedWhole(t *testing.T) {
	for _, part := range []string{"main", "footer"} {
		if !strings.Contains(string(script), `replaceWith(next.querySelector("`+part+`"))`) {
			t.Errorf("the %s stays as it was", part)
		}
	}
}

// A mail has one button: the page, where there is one.
func TestALetterHasOneButton(t *testing.T) {
	html := Letter{Parts: []Part{{Heading: "In a browser", Link: "https://x.example/t"}, {Heading: "In a terminal", Link: "ssh://x.example"}}}.HTML()
	for _, want := range []string{`<a class="button" href="https://x.example/t">`, `<a class="whole" href="ssh://x.example">`} {
		if !strings.Contains(html, want) {
			t.Errorf("there is no %s in\n%s", want, html)
		}
	}
}
