package sheet

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/words"
)

//go:embed page.html letter.html style.css script.js
var files embed.FS

var (
	layout = template.Must(template.New("").Funcs(template.FuncMap{
		"lines": func(text string) []string { return strings.Split(text, "\n") },
	}).ParseFS(files, "*.html"))
	style  = template.CSS(strings.ReplaceAll(text("style.css"), "\n", "")) //nolint:gosec // the product's own
	script = template.JS(text("script.js"))                                //nolint:gosec // the product's own
)

func text(name string) string {
	content, err := files.ReadFile(name)
	if err != nil {
		panic(err) // it is embedded
	}
	return string(content)
}

// Policy is the Content-Security-Policy of a page: nothing but its own style and
// script, by their hashes, and the server that it came from.
var Policy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; connect-src 'self'; " +
	"style-src '" + hash(string(style)) + "'; script-src '" + hash(string(script)) + "'"

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Page is one page: a shipment, or without a Sheet a field for a code with what there
// is to say about it.
type Page struct {
	words.Catalogue
	Forwarder     model.Forwarder
	Now           time.Time
	Sheet         *Sheet
	Tag           string // of what the page shows; empty: it does not change by itself
	Message, Hint string // why there is no shipment
	Asks          bool   // there is a field for a code
	SSH           string // the line with which more can be done; empty: not known
}

// Write writes the page.
func (p Page) Write(to io.Writer) error {
	if err := layout.ExecuteTemplate(to, "page", p); err != nil {
		return fmt.Errorf("set a page: %w", err)
	}
	return nil
}

// Style and Script are those of the page, as its template wants them.
func (Page) Style() template.CSS { return style }

// Script see Style.
func (Page) Script() template.JS { return script }

// Name is the forwarder's, as far as it is known.
func (p Page) Name() string {
	if p.Forwarder.Name.IsZero() {
		return p.Say("web.title")
	}
	return p.Forwarder.Name.String()
}

// Contact is how to reach the forwarder, with links; empty while that is not known.
func (p Page) Contact() template.HTML {
	contact := p.Forwarder.Contact()
	if contact == "" {
		return ""
	}
	return whole(p.Say("mail.contact", contact), p.Forwarder.Links()...)
}

// Terminal says with which line more can be done; empty without one.
func (p Page) Terminal() template.HTML {
	if p.SSH == "" {
		return ""
	}
	return whole(p.Say("web.ssh", p.SSH), [2]string{p.SSH})
}

// whole is a sentence in which the given texts stay on one line where that has room for
// them; with an address they lead there.
func whole(sentence string, texts ...[2]string) template.HTML {
	var marked []string
	for _, t := range texts {
		text, open, end := template.HTMLEscapeString(t[0]), `<code class="whole">`, `</code>`
		if t[1] != "" {
			open, end = `<a class="whole" href="`+template.HTMLEscapeString(t[1])+`">`, `</a>`
		}
		marked = append(marked, text, open+text+end)
	}
	return template.HTML(strings.NewReplacer(marked...).Replace(template.HTMLEscapeString(sentence))) //nolint:gosec // escaped
}

// Title is that of the window.
func (p Page) Title() string {
	if p.Sheet == nil {
		return p.Say("web.title")
	}
	return words.Joined(p.Sheet.Ref(), p.Sheet.Status(), p.Name())
}
