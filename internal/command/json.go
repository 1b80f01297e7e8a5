package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"porthole/internal/model"
)

// The forms of JSON that scripts rely on: names, order and null for what is not
// known. They are types of their own, so that the store's records can change
// without them. Times carry their place's offset, dates have no time.

// jsonRow is a shipment in a list.
type jsonRow struct {
	Ref         string      `json:"ref"`
	Status      *string     `json:"status"`
	Mode        *string     `json:"mode"`
	Load        *string     `json:"load"`
	POL         model.Place `json:"pol"`
	POD         model.Place `json:"pod"`
	ETD         model.When  `json:"etd"`
	ETA         model.When  `json:"eta"`
	ATD         model.When  `json:"atd"`
	ATA         model.When  `json:"ata"`
	ETASlipDays *int        `json:"eta_slip_days"`
	FreeUntil   model.When  `json:"free_until"`
	UpdatedAt   *string     `json:"updated_at"`
	LastEvent   *jsonLast   `json:"last_event"`
}

// jsonLast is the furthest event; where it is of some of the containers only, of
// how many of how many.
type jsonLast struct {
	Milestone  string      `json:"milestone"`
	At         model.When  `json:"at"`
	Place      model.Place `json:"place"`
	Containers int         `json:"containers,omitempty"`
	Of         int         `json:"of_containers,omitempty"`
}

// jsonListed is a row of a list; staff see whose it is.
type jsonListed struct {
	jsonRow
	Partner string `json:"partner,omitempty"`
}

// jsonKey is an SSH key of an account.
type jsonKey struct {
	Fingerprint string  `json:"fingerprint"`
	Type        string  `json:"type"`
	Label       *string `json:"label"`
	AddedAt     *string `json:"added_at"`
	LastUsedAt  *string `json:"last_used_at"`
	Current     bool    `json:"current"` // it signed this session in
}

type jsonPartner struct {
	Slug    string  `json:"slug"`
	Name    string  `json:"name"`
	AddedAt *string `json:"added_at"`
}

type jsonAccount struct {
	Email    string  `json:"email"`
	Role     string  `json:"role"`
	Partner  *string `json:"partner"`
	Disabled bool    `json:"disabled"`
	Keys     int     `json:"keys"`
}

// known is a text, and nil for none.
func known[T ~string](text T) *string {
	if text == "" {
		return nil
	}
	s := string(text)
	return &s
}

// clock is a time by the forwarder's clock, with the offset of its zone.
func (s *session) clock(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return known(t.In(s.Words.Zone()).Format(time.RFC3339))
}

func (s *session) jsonRow(r model.Row) jsonRow {
	row := jsonRow{
		Ref: r.Ref.String(), Status: known(r.Status), Mode: known(r.Mode), Load: known(r.Load), POL: r.POL, POD: r.POD,
		ETD: r.ETD, ETA: r.ETA, ATD: r.ATD, ATA: r.ATA, FreeUntil: r.FreeUntil,
		UpdatedAt: s.clock(r.UpdatedAt),
	}
	if days, ok := r.Slip(); ok {
		row.ETASlipDays = &days
	}
	if r.Last.Milestone != "" {
		row.LastEvent = &jsonLast{string(r.Last.Milestone), r.Last.At, r.Last.Place, r.Last.Boxes, r.Last.Of}
	}
	return row
}

// print writes one JSON document to standard output; for a person at a
// terminal it is set in lines.
func (s *session) print(document any) error { return writeJSON(s.out.data(), document, s.Terminal) }

// writeJSON writes one document and a newline, in one piece.
func writeJSON(to io.Writer, document any, indented bool) error {
	var b bytes.Buffer
	encoder := encoderTo(&b)
	if indented {
		encoder.SetIndent("", "  ")
	}
	if err := encoder.Encode(document); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	if _, err := to.Write(b.Bytes()); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

func encoderTo(b *bytes.Buffer) *json.Encoder {
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	return encoder
}

// object is a document with a few fields, in their order.
type object []field

type field struct {
	name  string
	value any
}

// MarshalJSON implements json.Marshaler.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, f := range o {
		b.WriteByte("{,"[min(i, 1)])
		b.WriteString(strconv.Quote(f.name) + ":")
		if err := encoderTo(&b).Encode(f.value); err != nil {
			return nil, fmt.Errorf("writing JSON: %w", err)
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
