package web

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
)

const (
	cookieName = "__Host-porthole"
	cookieLife = 24 * time.Hour
)

// newSeal is AES-GCM with a key of its own that is made from the secret.
func newSeal(secret []byte) (cipher.AEAD, error) {
	if secret == nil {
		secret = make([]byte, sha256.Size)
		_, _ = rand.Read(secret) // it never fails
	}
	key, err := hkdf.Key(sha256.New, secret, nil, "porthole web", sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("the key of cookies: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("the key of cookies: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block) //nolint:wrapcheck // it cannot fail for AES
}

// sealed is the value of a cookie that names the record of a code until some time, for this
// server's eyes.
func (s *Site) sealed(link string, until time.Time) string {
	text := strconv.FormatInt(until.Unix(), 10) + " " + link
	return base64.RawURLEncoding.EncodeToString(s.seal.Seal(nil, nil, []byte(text), []byte(cookieName)))
}

// opened is who holds what was sealed; false for anything else, and when it has ended.
func (s *Site) opened(token string) (p model.Principal, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return p, false
	}
	text, err := s.seal.Open(nil, nil, raw, []byte(cookieName))
	if err != nil {
		return p, false
	}
	at, link, _ := strings.Cut(string(text), " ")
	until, err := strconv.ParseInt(at, 10, 64)
	if err != nil || !s.Now().Before(time.Unix(until, 0)) {
		return p, false
	}
	return model.Principal{Account: model.HolderAccount(link), Role: model.Holder, Link: link}, true
}

// holder is who asks, by their cookie.
func (s *Site) holder(r *http.Request) (p model.Principal, ok bool) {
	cookie, err := r.Cookie(cookieName)
	if err != nil {
		return p, false
	}
	return s.opened(cookie.Value)
}

// remember gives the browser a cookie for a code; empty: it takes it away.
func (s *Site) remember(w http.ResponseWriter, link string) {
	cookie := &http.Cookie{Name: cookieName, Path: "/", MaxAge: -1, HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode}
	if link != "" {
		cookie.Value, cookie.MaxAge = s.sealed(link, s.Now().Add(cookieLife)), int(cookieLife/time.Second)
	}
	http.SetCookie(w, cookie)
}
