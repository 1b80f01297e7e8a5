package intake

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"porthole/internal/model"
)

// node is a JSON object whose keys are folded, because carriers differ in how
// they write them: UNLocationCode, unLocationCode.
type node map[string]any

// maxNesting is how deep an object is read.
const maxNesting = 12

// readNode reads an object; false when raw is something else.
func readNode(raw []byte) (node, bool) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var object map[string]any
	if dec.Decode(&object) != nil || object == nil {
		return nil, false
	}
	return foldNode(object, 0), true
}

func foldNode(object map[string]any, depth int) node {
	folded := make(node, len(object))
	for key, value := range object {
		if value = foldValue(value, depth+1); value == nil {
			continue // null says no more than a key that is not there
		}
		key = model.Fold(key)
		if _, twice := folded[key]; !twice {
			folded[key] = value
		}
	}
	return folded
}

func foldValue(value any, depth int) any {
	if depth > maxNesting {
		return nil
	}
	switch v := value.(type) {
	case map[string]any:
		return foldNode(v, depth)
	case []any:
		for i := range v {
			v[i] = foldValue(v[i], depth+1)
		}
		return v
	default:
		return v
	}
}

// isMessage tells an event from any other object.
func (n node) isMessage() bool {
	for key := range n {
		if marksMessage[key] {
			return true
		}
	}
	return false
}

// text is the first of keys that has a text or a number.
func (n node) text(keys ...string) string {
	for _, key := range keys {
		switch v := n[key].(type) {
		case string:
			if v = strings.TrimSpace(v); v != "" {
				return v
			}
		case json.Number:
			return v.String()
		case []any:
			if len(v) > 0 {
				if s, ok := v[0].(string); ok && strings.TrimSpace(s) != "" {
					return strings.TrimSpace(s)
				}
			}
		}
	}
	return ""
}

// is tells whether one of keys is true.
func (n node) is(keys ...string) bool {
	for _, key := range keys {
		switch v := n[key].(type) {
		case bool:
			return v
		case string:
			yes, _ := strconv.ParseBool(strings.ToLower(v))
			return yes
		}
	}
	return false
}

// sub is the first of keys that has an object; nil, which is empty, if none.
func (n node) sub(keys ...string) node {
	for _, key := range keys {
		if v, ok := n[key].(node); ok {
			return v
		}
	}
	return nil
}

// list is the objects under all of keys, whether one or an array of them.
func (n node) list(keys ...string) []node {
	var all []node
	for _, key := range keys {
		switch v := n[key].(type) {
		case node:
			all = append(all, v)
		case []any:
			for _, element := range v {
				if object, ok := element.(node); ok {
					all = append(all, object)
				}
			}
		}
	}
	return all
}
