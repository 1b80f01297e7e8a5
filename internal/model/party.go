package model

import (
	"net/url"
	"regexp"
	"strings"
	"time"
)

// Partner is a customer company of the forwarder. Slug is its short name in
// commands and the name of its room.
type Partner struct {
	Slug  string    `json:"slug"`
	Name  Text      `json:"name"`
	Added time.Time `json:"added"`
}

// Is says that text names the partner, by short name or name.
func (p Partner) Is(text string) bool {
	key := Fold(text)
	return key != "" && (key == Fold(p.Slug) || key == Fold(p.Name.s))
}

var slugShape = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$`)

// ParseSlug reads a partner's short name: lower-case letters, digits and
// hyphens, at most 48. The error is a Fault.
func ParseSlug(text string) (string, error) {
	slug := strings.ToLower(strings.TrimSpace(text))
	if !slugShape.MatchString(slug) {
		return "", NewFault("error.slug", Line(text, RefCells).String())
	}
	return slug, nil
}

// SlugOf makes a slug from a company's name: "Công ty TNHH Gỗ Đại Phát" becomes
// "cong-ty-tnhh-go-dai-phat". Empty when the name has no letter or digit.
func SlugOf(name string) string {
	var words []string
	for _, word := range strings.Fields(name) {
		if folded := Fold(word); folded != "" {
			words = append(words, folded)
		}
	}
	slug := strings.Join(words, "-")
	if len(slug) > 48 {
		slug = slug[:48]
	}
	slug = strings.Trim(slug, "-")
	if !slugShape.MatchString(slug) {
		return ""
	}
	return slug
}

// Role is what an account may do. A portal account is linked to one partner;
// all the others are staff and linked to none.
type Role string

// The roles.
const (
	Portal     Role = "portal"
	Operations Role = "operations"
	CS         Role = "cs"
	Manager    Role = "manager"
	Admin      Role = "admin"
	// Holder is no account's: it is the role of whoever came with a tracking code.
	Holder Role = "holder"
)

// Staff says that the role belongs to the forwarder's own people.
func (r Role) Staff() bool {
	return r == Operations || r == CS || r == Manager || r == Admin
}

// ParseRole reads a staff role in any case; portal is not one that can be
// asked for, it follows from the partner.
func ParseRole(text string) (Role, bool) {
	role := Role(strings.ToLower(strings.TrimSpace(text)))
	return role, role.Staff()
}

// Answers says that the customer's slug or name begins so, or a word of it.
func (p Partner) Answers(key string) bool {
	return strings.HasPrefix(Fold(p.Slug), key) || BeginsAWord(p.Name.s, key)
}

// Account is somebody who can sign in: portal or staff, never both.
type Account struct {
	Email    string        `json:"email"`
	Role     Role          `json:"role"`
	Partner  string        `json:"partner,omitempty"` // slug; portal accounts only
	Language string        `json:"language,omitempty"`
	Disabled bool          `json:"disabled,omitempty"`
	Added    time.Time     `json:"added"`
	Filters  []SavedFilter `json:"filters,omitempty"` // tabs of the account's list
}

// SavedFilter is a filter that somebody keeps under a name, as a tab of their list.
type SavedFilter struct {
	Name Text   `json:"name"`
	Line string `json:"line"`
}

var emailShape = regexp.MustCompile(`^[a-z0-9._%+'-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,185}[a-z0-9])?$`)

// ParseEmail reads an address as accounts are named by it, in lower case. The
// error is a Fault.
func ParseEmail(text string) (string, error) {
	email := strings.ToLower(strings.TrimSpace(text))
	if !emailShape.MatchString(email) {
		return "", NewFault("error.email", Line(text, NameCells).String())
	}
	return email, nil
}

// Key is one SSH public key of an account. Fingerprint is OpenSSH's form,
// `SHA256:` and unpadded base64.
type Key struct {
	Fingerprint string    `json:"fingerprint"`
	Account     string    `json:"account"`
	Type        string    `json:"type"` // such as ssh-ed25519
	Label       Text      `json:"label"`
	Added       time.Time `json:"added"`
	LastUsed    time.Time `json:"last_used"`
}

// Forwarder is the company as it presents itself to its customers.
type Forwarder struct {
	Name  Text   `json:"name"`
	Phone Text   `json:"phone"`
	Mail  Text   `json:"mail"`
	Zone  string `json:"zone"` // IANA
	// Language is that of whoever has chosen none; empty: English.
	Language string `json:"language,omitempty"`
	// Documents is where customers get invoices and bills of lading from, or how; zero: by
	// mail, from the forwarder.
	Documents Text `json:"documents"`
}

// ParseZone reads the name of a time zone. The error is a Fault.
func ParseZone(text string) (string, error) {
	if _, err := time.LoadLocation(text); err != nil || text == "" || text == "Local" {
		return "", NewFault("error.zone", Line(text, NameCells).String())
	}
	return text, nil
}

// Contact is how to reach the forwarder, in one line: name, phone and mail, as
// far as they are known.
func (f Forwarder) Contact() string {
	var known []string
	for _, part := range []Text{f.Name, f.Phone, f.Mail} {
		if !part.IsZero() {
			known = append(known, part.String())
		}
	}
	return strings.Join(known, " · ")
}

// Links are the texts of Contact that lead somewhere, each with its address.
func (f Forwarder) Links() (pairs [][2]string) {
	if mail := f.Mail.String(); strings.Contains(mail, "@") {
		pairs = append(pairs, [2]string{mail, (&url.URL{Scheme: "mailto", Opaque: url.PathEscape(mail)}).String()})
	}
	if digits := dialled(f.Phone.String()); digits != "" {
		pairs = append(pairs, [2]string{f.Phone.String(), "tel:" + digits})
	}
	return pairs
}

// dialled is a telephone number without what only divides it; empty for what is more
// than one number.
func dialled(phone string) string {
	digits := strings.NewReplacer(" ", "", ".", "", "-", "", "(", "", ")", "", "\u00a0", "").Replace(phone)
	if number := strings.TrimPrefix(digits, "+"); number == "" || strings.Trim(number, "0123456789") != "" {
		return ""
	}
	return digits
}

// Pause is a time in which a customer is shown nothing: since when, by whom and why.
type Pause struct {
	Partner string // slug; empty: all customers
	Stamp
}

// ErrPaused is what customers have meanwhile, with how to reach the forwarder.
var ErrPaused = NewFault("error.paused")
