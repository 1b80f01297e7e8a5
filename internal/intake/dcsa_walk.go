package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"porthole/internal/model"
)

// walker finds the messages in a stream of JSON, whatever stands around them:
// an array, an object with `events` or the like, one message alone, or one
// value per line.
//
// A document that fits into one value's limit is taken apart in memory. Of a
// larger one only a single element is ever held.
type walker struct {
	in     *bufio.Reader
	dec    *json.Decoder
	bound  *bound
	limits limits
	// each is handed every value that could be a message, with its path.
	each func(path string, raw json.RawMessage) error
	// broken is told where the stream stopped being JSON.
	broken func(path string, fault *model.Fault)
	found  int
}

// bound fails when one value wants more than its share of the input.
type bound struct {
	in   io.Reader
	left int64
}

var errValueTooLarge = errors.New("a value is too large")

// Read implements io.Reader.
func (b *bound) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errValueTooLarge
	}
	n, err := b.in.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, inputError(err)
}

// walk reads the whole stream. Its error is the input's, or each's; a stream
// that breaks off is told to broken, and what came before it counts.
func (w *walker) walk() error {
	head, _ := w.in.Peek(int(w.limits.valueBytes))
	small, several := wholeValue(head)
	w.restart(w.in)
	if small {
		return w.values(several)
	}
	w.allow()
	token, err := w.dec.Token()
	if err != nil {
		return w.fail("$", err)
	}
	return w.inside("$", token, 0)
}

// restart reads on from in.
func (w *walker) restart(in io.Reader) {
	w.bound = &bound{in: in}
	w.dec = json.NewDecoder(w.bound)
}

// allow grants the next value its share.
func (w *walker) allow() { w.bound.left = w.limits.valueBytes + 64<<10 }

// wholeValue tells whether head has the first value to its end, and whether
// another one follows it.
func wholeValue(head []byte) (whole, several bool) {
	dec := json.NewDecoder(bytes.NewReader(head))
	var first json.RawMessage
	if dec.Decode(&first) != nil {
		return false, false
	}
	rest := bytes.TrimSpace(head[dec.InputOffset():])
	return true, len(rest) > 0
}

// values takes a stream of values, each of them small.
func (w *walker) values(several bool) error {
	for n := 0; ; n++ {
		path := "$"
		if several {
			path = "$[" + strconv.Itoa(n) + "]"
		}
		var raw json.RawMessage
		w.allow()
		err := w.dec.Decode(&raw)
		var syntax *json.SyntaxError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case several && errors.As(err, &syntax):
			w.broken(path, model.NewFault("import.json"))
			if err := w.skipLine(); err != nil {
				return err
			}
		case err != nil:
			return w.fail(path, err)
		default:
			if err := w.value(path, raw, 0); err != nil {
				return err
			}
		}
	}
}

// skipLine leaves a line that is no JSON.
func (w *walker) skipLine() error {
	rest := bufio.NewReader(io.MultiReader(w.dec.Buffered(), w.in))
	for started := false; ; {
		c, err := rest.ReadByte()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return inputError(err)
		}
		if c == '\n' && started {
			break
		}
		started = started || c > ' '
	}
	w.in = rest
	w.restart(rest)
	return nil
}

// inside goes through a large array or object as a stream, token being its
// beginning.
func (w *walker) inside(path string, token json.Token, depth int) error {
	delim, ok := token.(json.Delim)
	switch {
	case !ok:
		return nil
	case depth > w.limits.depth:
		return w.fail(path, errValueTooLarge)
	case delim == '[':
		return w.array(path)
	default:
		return w.object(path, depth)
	}
}

func (w *walker) array(path string) error {
	for n := 0; ; n++ {
		at := path + "[" + strconv.Itoa(n) + "]"
		w.allow()
		if !w.dec.More() {
			break
		}
		var raw json.RawMessage
		if err := w.dec.Decode(&raw); err != nil {
			return w.fail(at, err)
		}
		if err := w.value(at, raw, 0); err != nil {
			return err
		}
	}
	return w.end(path)
}

func (w *walker) object(path string, depth int) error {
	for {
		w.allow()
		if !w.dec.More() {
			break
		}
		key, err := w.dec.Token()
		if err != nil {
			return w.fail(path, err)
		}
		at := path + "." + cleanKey(fmt.Sprint(key))
		w.allow()
		token, err := w.dec.Token()
		if err != nil {
			return w.fail(at, err)
		}
		if err := w.inside(at, token, depth+1); err != nil {
			return err
		}
	}
	return w.end(path)
}

// end takes the closing bracket.
func (w *walker) end(path string) error {
	if _, err := w.dec.Token(); err != nil {
		return w.fail(path, err)
	}
	return nil
}

// errBroken ends a walk whose stream is no JSON from some point on.
var errBroken = errors.New("the input is not JSON from here on")

// fail sorts out what went wrong: the input's error is handed on, anything
// else is the file's.
func (w *walker) fail(path string, err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, errValueTooLarge):
		w.broken(path, model.NewFault("import.value_too_large", w.limits.valueBytes>>10))
	case errors.As(err, &syntax), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		w.broken(path, model.NewFault("import.json"))
	default:
		return fmt.Errorf("read JSON at %s: %w", path, err)
	}
	return errBroken
}

// value takes a value apart that is held in memory.
func (w *walker) value(path string, raw json.RawMessage, depth int) error {
	if depth > w.limits.depth || len(raw) == 0 {
		return w.message(path, raw)
	}
	switch raw[0] {
	case '[':
		var list []json.RawMessage
		if err := json.Unmarshal(raw, &list); err != nil {
			return w.fail(path, err)
		}
		for n, element := range list {
			if err := w.value(path+"["+strconv.Itoa(n)+"]", element, depth+1); err != nil {
				return err
			}
		}
		return nil
	case '{':
		return w.wrapped(path, raw, depth)
	default:
		return w.message(path, raw)
	}
}

// wrapped is a message, or something around messages.
func (w *walker) wrapped(path string, raw json.RawMessage, depth int) error {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil {
		return w.fail(path, err)
	}
	var around []string
	for key, inner := range object {
		folded := model.Fold(key)
		if marksMessage[folded] {
			return w.message(path, raw)
		}
		if len(inner) > 0 && (inner[0] == '[' || inner[0] == '{') && folded != "feedbackelements" {
			around = append(around, key)
		}
	}
	slices.Sort(around)
	for _, key := range around {
		if err := w.value(path+"."+cleanKey(key), object[key], depth+1); err != nil {
			return err
		}
	}
	if len(object) > 0 && len(around) == 0 && object["feedbackElements"] == nil {
		return w.message(path, raw)
	}
	return nil
}

func (w *walker) message(path string, raw json.RawMessage) error {
	w.found++
	return w.each(path, raw)
}

// cleanKey is a key as it stands in a path.
func cleanKey(key string) string { return model.Line(key, model.NameCells).String() }
