package notify

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"porthole/internal/model"
	"porthole/internal/words"
)

// sample is a shipment with something of everything.
func sample() model.Published {
	at := model.ParsePlace("VNSGN")
	return model.Published{
		Ref: text(ref), Status: model.InTransit, Mode: model.Sea, Load: model.FCL, POL: at, POD: model.ParsePlace("USLGB"),
		ETD: model.Day(2025, 5, 10), ETA: model.Day(2025, 5, 28), ATD: model.Day(2025, 5, 10), Vessel: text("ONE HANNOVER"), Voyage: text("042E"),
		Timeline: []model.PublishedEvent{
			{ID: "e1", Milestone: model.GateIn, Classifier: model.Actual, At: model.Moment(noon), Place: at, Container: text("MRKU0931970")},
			{ID: "e2", Milestone: model.Arrived, Classifier: model.Estimated, At: model.Day(2025, 5, 28)},
		},
		Ledger: []model.PublishedLine{{Kind: model.KindETA, PublishedAt: noon, From: model.Day(2025, 5, 25), To: model.Day(2025, 5, 28), Reason: text("a <b>storm</b> & \"waves\"")}},
		Notes:  []model.PublishedNote{{At: noon, Text: text("Bring the original B/L")}},
	}
}

// before is how the sample was when everything about it was different.
func before() model.Outline {
	return model.Outline{
		Known: true, Status: model.Confirmed, ETD: model.Day(2025, 5, 9), ETA: model.Day(2025, 5, 25), ATA: model.Day(2025, 5, 27),
		Ship: text("ONE HUMBER 023E"), Events: []model.Mark{{ID: "e0", Milestone: model.Loaded, Classifier: model.Actual, At: model.Moment(noon)}},
	}
}

func errand(kind model.LetterKind, language words.Language, items ...model.ErrandItem) model.Errand {
	return model.Errand{
		ID: "m7", Kind: kind, To: anna, Language: string(language), Now: noon, Items: items,
		Forwarder: model.Forwarder{Name: text("Hai Long Logistics"), Phone: text("+84 28"), Mail: text("ops@hailong.example"), Zone: "Asia/Ho_Chi_Minh"},
	}
}

const fingerprint = "SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s"

// waysIn are settings of which a letter tells.
func waysIn(host, web, domain string) Settings {
	return Settings{PublicHost: host, PublicWeb: web, From: "track@" + domain, Fingerprint: fingerprint}
}

func TestEveryKindOfNewsIsToldInBothLanguages(t *testing.T) {
	changed := model.ErrandItem{Before: before(), Now: sample()}
	fresh := model.ErrandItem{Now: sample()}
	still := model.ErrandItem{Before: model.OutlineOf(sample(), noon), Now: sample()}
	mailed := model.ErrandItem{Before: model.OutlineOf(sample(), noon), Now: sample(), Old: model.Day(2025, 5, 25)}
	gone := changed
	gone.Now.ETA, gone.Now.ETD = model.When{}, model.When{}
	back := model.ErrandItem{Before: model.OutlineOf(sample(), noon), Now: sample()}
	back.Now.ETA, back.Now.Ledger[0].Reason, back.Now.Ledger[0].WithdrawnAt = model.Day(2025, 5, 25), model.Text{}, noon.Add(time.Hour)
	back.Now.Ledger = append(back.Now.Ledger, model.PublishedLine{
		Kind: model.KindETA, PublishedAt: noon.Add(time.Hour), From: model.Day(2025, 5, 28), To: model.Day(2025, 5, 25), Withdrawal: true,
	})
	arrived := model.ErrandItem{Before: before(), Now: sample()}
	arrived.Now.ATA = model.Day(2025, 5, 27)
	done := model.ErrandItem{Before: model.OutlineOf(arrived.Now, noon), Now: arrived.Now}
	done.Now.Status = model.Done
	out := sample()
	out.Timeline = append(out.Timeline, model.PublishedEvent{ID: "e3", Milestone: model.GateOut, Classifier: model.Actual, At: model.Day(2025, 5, 28)})
	undated := model.ErrandItem{Before: model.OutlineOf(out, noon), Now: done.Now}
	code := errand(model.LetterCode, words.English, still)
	code.ByCode, code.Expires = true, noon.AddDate(0, 0, 30)
	later := errand(model.LetterUpdate, words.English, changed)
	later.ByCode, later.CodeSent = true, noon
	nameless := errand(model.LetterCode, words.English, still)
	nameless.ByCode, nameless.Forwarder = true, model.Forwarder{}
	invited := errand(model.LetterInvite, words.English)
	invited.Customer, invited.Expires = text("Saigon Tech Export"), noon.AddDate(0, 0, 6)
	clerk := errand(model.LetterInvite, words.English)
	rows := map[string]struct {
		e    model.Errand
		want []string // in English
	}{
		"update": {errand(model.LetterUpdate, words.English, changed), []string{
			"ETA: 25 May → 28 May (3 days later). Reason: a <b>storm</b>", "ETD: 09 May → 10 May (1 day later).", "ATD: 10 May.",
			"Gate-in: 16 May 12:00 ICT, Cat Lai, MRKU0931970.", "Vessel arrived, expected: 28 May.", "Does not hold any more: Loaded on vessel",
			"Status: Confirmed → In Transit.", "Vessel: ONE HUMBER 023E → ONE HANNOVER 042E.", "Note: Bring the original B/L",
			"Details of the shipment", "ATA: 27 May no longer holds",
		}},
		"gone": {errand(model.LetterUpdate, words.English, gone), []string{"ETA: 25 May no longer holds"}},
		"back": {errand(model.LetterUpdate, words.English, back), []string{
			"ETA: 28 May → 25 May (3 days earlier). The change to 28 May was withdrawn.", "It is 25 May again: the change to 28 May was withdrawn on 16 May.",
		}},
		"new":      {errand(model.LetterUpdate, words.English, fresh), []string{"New: In Transit."}},
		"nothing":  {errand(model.LetterResend, words.English, still), []string{"Nothing has changed since the last mail."}},
		"resend":   {errand(model.LetterResend, words.English, mailed), []string{"ETA last mailed 25 May, now 28 May. Reason: a <b>storm</b>"}},
		"arrived":  {errand(model.LetterUpdate, words.English, arrived), []string{"Status: Confirmed → Arrived."}},
		"done":     {errand(model.LetterUpdate, words.English, done), []string{"Status: Arrived → Done."}},
		"undated":  {errand(model.LetterUpdate, words.English, undated), []string{"Status: Arrived → Done."}},
		"landed":   {errand(model.LetterUpdate, words.English, model.ErrandItem{Now: arrived.Now}), []string{"New: Arrived."}},
		"digest":   {errand(model.LetterUpdate, words.English, changed, fresh), nil},
		"code":     {code, []string{"\n" + model.CodeMark + "\n", "ssh track@HOST", "The code ends on 15 Jun."}},
		"later":    {later, []string{"mailed to you on 16 May", "for a new one ask Hai Long Logistics"}},
		"invite":   {invited, []string{"\n" + model.CodeMark + "\n", "ssh invite@HOST", "the shipments of Saigon Tech Export", "The code ends on 22 May."}},
		"staff":    {clerk, []string{"to work in its shipment portal"}},
		"nameless": {nameless, []string{"your forwarder"}},
	}
	for name, row := range rows {
		for _, language := range words.Languages() {
			row.e.Language = string(language)
			l := Compose(row.e, waysIn("HOST", "https://track.example", "hailong.example"))
			for _, raw := range []string{"mail.news", "mail.code", "mail.invite", "mail.where", "mail.subject", "mail.why", "status.", "milestone.", "{1}", "⟨", "%!"} {
				if strings.Contains(l.Subject+l.Text, raw) {
					t.Errorf("%s %s shows %q:\n%s\n%s", name, language, raw, l.Subject, l.Text)
				}
			}
			if strings.ContainsAny(l.Subject, "\r\n") || l.Subject == "" {
				t.Errorf("%s %s: subject %q", name, language, l.Subject)
			}
			if bare := textOf(t, l.HTML); bare != bareWords(l.Text) {
				t.Errorf("%s %s: the parts differ:\n%s\n%s", name, language, bare, bareWords(l.Text))
			}
			for _, want := range row.want {
				if language == words.English && !strings.Contains(l.Text, want) {
					t.Errorf("%s lacks %q:\n%s", name, want, l.Text)
				}
			}
		}
	}
}

// textOf is what a reader of the HTML part reads, without its layout. Nothing
// may be in it that is fetched or run.
func textOf(t *testing.T, document string) string {
	t.Helper()
	tokens := html.NewTokenizer(strings.NewReader(document))
	var read strings.Builder
	styled := false
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return bareWords(read.String())
		case html.EndTagToken:
			styled = false
		case html.TextToken:
			if styled {
				continue
			}
			read.WriteString(string(tokens.Text()) + " ")
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			switch string(name) {
			case "html", "head", "meta", "body", "header", "h1", "h2", "p", "ul", "li", "dl", "dt", "dd", "span", "time", "br", "a", "pre", "table", "tr", "td":
			case "style":
				styled = true
			default:
				t.Errorf("the document has <%s>", name)
			}
		default:
		}
	}
}

// bareWords is a text without what only sets it: line breaks, colons behind
// headings, dashes before items.
func bareWords(text string) string {
	var kept []string
	for _, word := range strings.Fields(text) {
		if word = strings.TrimSuffix(word, ":"); word != "-" && word != "" {
			kept = append(kept, html.UnescapeString(word))
		}
	}
	return strings.Join(kept, " ")
}

func TestAMessageIDIsThatOfItsEntry(t *testing.T) {
	one := errand(model.LetterUpdate, words.English, model.ErrandItem{Before: before(), Now: sample()})
	same, other := one, one
	other.Now = other.Now.Add(time.Second)
	a, b, c := Compose(one, waysIn("HOST", "", "x.example")), Compose(same, waysIn("HOST", "", "x.example")), Compose(other, waysIn("HOST", "", "x.example"))
	if a.MessageID != b.MessageID || a.MessageID == c.MessageID || !strings.HasSuffix(a.MessageID, "@x.example") {
		t.Errorf("%s %s %s", a.MessageID, b.MessageID, c.MessageID)
	}
}

func TestTheLineToPasteIsALineToPaste(t *testing.T) {
	for host, want := range map[string]string{
		"track.example": "ssh track@track.example", "track.example:22": "ssh track@track.example",
		"track.example:2222": "ssh -p 2222 track@track.example", "192.0.2.1:2222": "ssh -p 2222 track@192.0.2.1",
		"2001:db8::1": "ssh track@2001:db8::1", "[2001:db8::1]:2222": "ssh -p 2222 track@2001:db8::1",
	} {
		checked, err := CheckHost(host)
		if err != nil || Paste("track", checked) != want {
			t.Errorf("%s: %q, %v", host, Paste("track", checked), err)
		}
	}
	for _, host := range []string{"", "a b", "-oProxyCommand=x", "a;b", "a:99999", "a:x", "$(x)", "a\nb", "x@y", "fe80::1%eth0"} {
		if got, err := CheckHost(host); err == nil {
			t.Errorf("%q is taken as %q", host, got)
		}
	}
}
