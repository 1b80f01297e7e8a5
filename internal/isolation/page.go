package isolation

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"porthole/internal/model"
	"porthole/internal/words"
)

// onWeb reads the page of the code in each language, and its calendar.
func (h *holder) onWeb(ctx context.Context, code string) error {
	answer, err := h.request(ctx, http.MethodPost, "/t", "", url.Values{"code": {code}}.Encode())
	if err != nil {
		return err
	}
	cookie, _, _ := strings.Cut(answer.cookie, ";")
	paths := []string{"/t/shipment.ics"}
	for _, language := range words.Languages() {
		paths = append(paths, "/t?lang="+string(language))
	}
	for _, path := range paths {
		page, err := h.request(ctx, http.MethodGet, path, cookie, "")
		if err != nil {
			return err
		}
		h.read("web "+path, page.text, "")
		if strings.HasPrefix(path, "/t?") && !h.find.has(page.text, h.one.owner, kindHBL) {
			h.missing("web "+path, "the shipment")
		}
	}
	return nil
}

// page is what the web page gave.
type page struct {
	text   []byte
	cookie string
}

var plainly = &http.Client{
	Timeout:       patience,
	Transport:     &http.Transport{DisableKeepAlives: true, DisableCompression: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// request asks the web page for something.
func (c *check) request(ctx context.Context, method, path, cookie, form string) (p page, err error) {
	r, err := http.NewRequestWithContext(ctx, method, "http://"+c.town.web+path, strings.NewReader(form))
	if err != nil {
		return p, fmt.Errorf("ask for %s: %w", path, err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Cookie", cookie)
	answer, err := plainly.Do(r)
	if err != nil {
		return p, fmt.Errorf("ask for %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, answer.Body.Close()) }()
	p.cookie = answer.Header.Get("Set-Cookie")
	if p.text, err = io.ReadAll(io.LimitReader(answer.Body, maxAnswer)); err != nil {
		return p, fmt.Errorf("read %s: %w", path, err)
	}
	return p, nil
}

// passerBy looks at the web page without a code: nothing of anybody may stand there.
func (c *check) passerBy(ctx context.Context) error {
	eyes := newFinder(c.roster, "", "")
	for _, path := range []string{"/t", "/t/shipment.ics", "/t/events", "/t?code=" + url.QueryEscape(c.roster.decoy.refs[0])} {
		page, err := c.request(ctx, http.MethodGet, path, "", "")
		if err != nil {
			return err
		}
		c.findings.probed(len(page.text))
		c.findings.leak("(no code)", "web "+path, eyes.read(page.text, path)...)
		if page.cookie != "" {
			c.findings.leak("(no code)", "web "+path, find{foundGuest, "", model.Line(page.cookie, model.NameCells)})
		}
	}
	return nil
}
