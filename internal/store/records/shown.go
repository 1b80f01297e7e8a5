package records

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// What customers were shown of a shipment is kept when it changes, so that it can be
// said later what they could see on a day. The state that stands now is in their list:
// only those that have ended are here. One differs little from the next, so that some
// of them are kept together, compressed, as lines of JSON.

// ShownState is how a shipment stood in a customer's list until it changed there.
type ShownState struct {
	Partner string          `json:"partner"` // whose list it was
	Until   time.Time       `json:"until"`
	By      string          `json:"by"`   // who ended it
	Verb    string          `json:"verb"` // and by which act, as in the audit trail
	Record  json.RawMessage `json:"record"`
}

// shownPart bounds the text of one part: a further state begins another. Within this
// distance the compression finds what a state has in common with those before it.
const shownPart = 30_000

// KeepShown keeps a state that ends now.
func KeepShown(tx engine.Tx, ref string, s ShownState) error {
	line, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("encode what was shown of %q: %w", ref, err)
	}
	part, lines, err := lastShown(tx, ref)
	if err != nil {
		return err
	}
	if len(lines)+len(line) > shownPart {
		part, lines = part+1, nil
	}
	packed, err := deflate(append(append(lines, line...), '\n'))
	if err != nil {
		return err
	}
	return tx.Put(&ShownBefore, engine.Record{Key: KeyOf(ref, NumberText(part)), Value: packed}) //nolint:wrapcheck // the engine names the table and the key
}

// lastShown is the part to which the next state goes: one that cannot be read is left
// as it is, and another one begun.
func lastShown(r engine.Reader, ref string) (part uint64, lines []byte, err error) {
	for last, err := range r.Scan(&ShownBefore, engine.Scan{First: ref, Reverse: true}) {
		if err == nil {
			lines, err = inflate(last)
		}
		part, _ = strconv.ParseUint(last.Key.Second, 10, 64) //nolint:errcheck // the key is ours
		if errors.Is(err, engine.ErrDamaged) {
			return part + 1, nil, nil
		}
		return part, lines, err
	}
	return 1, nil, nil
}

// ShownStates are the states of a shipment that have ended, in their order.
func ShownStates(r engine.Reader, ref string) (states []ShownState, err error) {
	for part, err := range r.Scan(&ShownBefore, engine.Scan{First: ref}) {
		if err != nil {
			return nil, err //nolint:wrapcheck // the engine names the table and the key
		}
		some, err := ReadShown(part)
		if err != nil {
			return nil, err
		}
		states = append(states, some...)
	}
	return states, nil
}

// ShownThen is how a shipment stood in a customer's list at a moment.
func ShownThen(r engine.Reader, s model.Shipment, at time.Time) (then model.ShownThen, err error) {
	if then.Known, _, err = KeptSince.Get(r, SinceShown); err != nil {
		return then, err
	}
	states, err := ShownStates(r, s.Ref.String())
	if err != nil {
		return then, err
	}
	if !then.Known.After(s.Created) {
		then.Since = s.Created
	}
	var record json.RawMessage
	for _, state := range states {
		then.Changes = append(then.Changes, model.ShownChange{Stamp: model.Stamp{At: state.Until, By: state.By}, Act: state.Verb})
		switch {
		case !state.Until.After(at):
			then.Since = state.Until
		case then.Until.IsZero():
			then.Partner, then.Until, record = state.Partner, state.Until, state.Record
		}
	}
	switch {
	case then.Until.IsZero() && s.Partner == "": // nobody's list
		return then, nil
	case then.Until.IsZero():
		then.Partner = s.Partner
		then.Record, _, err = Published(r, engine.List(s.Partner), s.Ref.String())
		return then, err
	}
	return then, Decode(s.Ref.String(), record, &then.Record)
}

// ReadShown are the states of one part.
func ReadShown(part engine.Record) (states []ShownState, err error) {
	lines, err := inflate(part)
	if err != nil {
		return nil, err
	}
	for line := range bytes.Lines(lines) {
		var s ShownState
		if err := Decode(part.Key.First, line, &s); err != nil {
			return nil, err
		}
		states = append(states, s)
	}
	return states, nil
}

var deflaters = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.BestSpeed) //nolint:errcheck // the level is one
	return w
}}

func deflate(text []byte) ([]byte, error) {
	w := deflaters.Get().(*flate.Writer) //nolint:errcheck // nothing else is in the pool
	defer deflaters.Put(w)
	var packed bytes.Buffer
	w.Reset(&packed)
	if _, err := w.Write(text); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	return packed.Bytes(), nil
}

func inflate(part engine.Record) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(part.Value)), 64*shownPart))
	if err != nil {
		return nil, fmt.Errorf("what was shown of %q: %w: %w", part.Key.First, err, engine.ErrDamaged)
	}
	return text, nil
}
