package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"strings"

	ics "github.com/arran4/golang-ical"

	"porthole/internal/model"
	"porthole/internal/sheet"
	"porthole/internal/store"
	"porthole/internal/words"
)

// show is the page: the shipment of the cookie's code, or a field for a code.
func (s *Site) show(w http.ResponseWriter, r *http.Request) {
	page := s.page(r)
	holder, known := s.holder(r)
	if !known {
		page.Asks = true
		s.answer(w, r, http.StatusOK, page)
		return
	}
	shared, tag, err := s.look(r.Context(), holder, page)
	if err == nil && r.Header.Get("If-None-Match") == tag {
		w.Header().Set("ETag", tag)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	var record model.Published
	if err == nil {
		record, err = shared.Shipment(r.Context())
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("ETag", tag)
	set := sheet.New(record, page.Forwarder, page.Now, page.Catalogue)
	page.Sheet, page.Tag, page.SSH = &set, tag, s.SSH
	s.answer(w, r, http.StatusOK, page)
}

// look opens the shipment of a code, with a tag of what the page would show: it
// changes with the shipment, the forwarder, the language, and each hour, as days pass.
func (s *Site) look(ctx context.Context, holder model.Principal, page sheet.Page) (shared *store.SharedShipment, tag string, err error) {
	if shared, err = s.Store.SharedShipment(holder); err != nil {
		return nil, "", err //nolint:wrapcheck // a Fault
	}
	version, err := shared.Version(ctx)
	if err != nil {
		return nil, "", err //nolint:wrapcheck // a Fault
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %v %d", version, page.Language(), page.Forwarder, page.Now.Unix()/3600))
	return shared, `W/"` + hex.EncodeToString(sum[:8]) + `"`, nil
}

// open tries a code.
func (s *Site) open(w http.ResponseWriter, r *http.Request) {
	addr, _ := netip.ParseAddr(r.RemoteAddr)
	who, err := s.Door.FollowOnWeb(addr, r.PostFormValue("code"))
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.remember(w, who.Link)
	to := "t"
	if language, chosen := words.ForTag(r.URL.Query().Get("lang")); chosen {
		to += "?lang=" + string(language)
	}
	redirect(w, to)
}

// leave forgets who has been looking.
func (s *Site) leave(w http.ResponseWriter, _ *http.Request) {
	s.remember(w, "")
	redirect(w, "../t")
}

// calendar is a calendar file of the shipment's dates.
func (s *Site) calendar(w http.ResponseWriter, r *http.Request) {
	page := s.page(r)
	record, err := model.Published{}, error(model.ErrNotFound)
	if holder, known := s.holder(r); known {
		var shared *store.SharedShipment
		if shared, err = s.Store.SharedShipment(holder); err == nil {
			record, err = shared.Shipment(r.Context())
		}
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="shipment.ics"`)
	_ = sheet.Calendar(page.Forwarder.Name.String(), []model.Row{model.RowOf(record)}, page.Now, page.Catalogue).
		SerializeTo(w, ics.WithNewLine("\r\n")) // whoever has gone needs none
}

// page is an empty page in the reader's language.
func (s *Site) page(r *http.Request) sheet.Page {
	forwarder, err := s.Store.Directory().Forwarder(r.Context())
	if err != nil {
		s.Log.Warn("web: the forwarder cannot be read", "error", err)
	}
	return sheet.Page{Catalogue: words.In(language(r), model.ZoneNamed(forwarder.Zone)), Forwarder: forwarder, Now: s.Now()}
}

// language is the one that was chosen, or the first of those that the browser asks
// for.
func language(r *http.Request) words.Language {
	for _, tag := range append([]string{r.URL.Query().Get("lang")}, strings.Split(r.Header.Get("Accept-Language"), ",")...) {
		tag, _, _ = strings.Cut(tag, ";")
		if language, known := words.ForTag(tag); known {
			return language
		}
	}
	return words.English
}

// refuse says why there is no shipment.
func (s *Site) refuse(w http.ResponseWriter, r *http.Request, err error) {
	page, status := s.page(r), http.StatusForbidden
	known := false
	page.Message, page.Hint, known = page.Explain(err)
	page.Asks = true
	var fault *model.Fault
	switch {
	case !known:
		page.Message, page.Asks, status = page.Say("server.mishap", s.Report(err)), false, http.StatusInternalServerError
	case errors.Is(err, model.NewFault("error.code.busy")):
		w.Header().Set("Retry-After", "60")
		status = http.StatusTooManyRequests
	case errors.Is(err, model.ErrNotFound): // the record of the code is gone
		page.Message, page.Hint = "", ""
		status = http.StatusNotFound
	case errors.As(err, &fault) && !strings.HasPrefix(fault.Key, "error.code."): // paused, or no database
		page.Asks, page.Tag, status = false, "later", http.StatusServiceUnavailable
	}
	s.answer(w, r, status, page)
}

// crowded is for whoever has too much open.
func (s *Site) crowded(w http.ResponseWriter, r *http.Request) {
	page := s.page(r)
	page.Message, page.Hint = page.Say("web.full"), page.Say("web.full.hint")
	w.Header().Set("Retry-After", "60")
	s.answer(w, r, http.StatusTooManyRequests, page)
}

// answer sends a page, compressed where the browser can read that.
func (s *Site) answer(w http.ResponseWriter, r *http.Request, status int, page sheet.Page) {
	var b bytes.Buffer
	out, finish := interface{ Write([]byte) (int, error) }(&b), func() error { return nil }
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		zip := gzip.NewWriter(&b)
		out, finish = zip, zip.Close
		w.Header().Set("Content-Encoding", "gzip")
	}
	if err := errors.Join(page.Write(out), finish()); err != nil {
		s.Log.Error("web: a page cannot be set", "error", err)
		w.Header().Del("Content-Encoding")
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // whoever has gone needs none
}
