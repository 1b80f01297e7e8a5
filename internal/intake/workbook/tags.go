package workbook

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"

	"porthole/internal/model"
)

// maxRecord is how many bytes of XML one row, or one shared text, may have.
const maxRecord = 4 << 20

// tags reads XML tag by tag, each with the text before it. It reads what the parts
// of a workbook have and no more, in bounded memory: a few kilobytes of a zipped
// file can be a row without end.
type tags struct {
	in    *bufio.Reader
	size  int    // bytes since the record began
	text  []byte // between the tag before and this one
	tag   []byte // without its brackets
	alone bool   // it is its own end
}

func newTags(r io.Reader) *tags { return &tags{in: bufio.NewReaderSize(r, 64<<10)} }

// next goes to the next tag; io.EOF when there is none.
func (t *tags) next() error {
	t.text = t.text[:0]
	for {
		if err := t.until(&t.text, '<'); err != nil {
			return err
		}
		t.text = t.text[:len(t.text)-1]
		skipped, err := t.aside()
		if err != nil {
			return err
		}
		if !skipped {
			return t.readTag()
		}
	}
}

// record says that a new record begins, whose size counts from here.
func (t *tags) record() { t.size = 0 }

// until reads up to and with a byte.
func (t *tags) until(to *[]byte, end byte) error {
	for {
		part, err := t.in.ReadSlice(end)
		*to = append(*to, part...)
		if t.size += len(part); t.size > maxRecord {
			return model.NewFault("error.import.xlsx_record", maxRecord>>20)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			return io.EOF
		case err != nil:
			return fmt.Errorf("%w: %w", model.NewFault("error.import.xlsx"), err)
		}
		return nil
	}
}

// readTag reads a tag; a bracket within quotes does not end it.
func (t *tags) readTag() error {
	t.tag = t.tag[:0]
	for {
		if err := t.until(&t.tag, '>'); err != nil {
			return err
		}
		if bytes.Count(t.tag, []byte(`"`))%2 == 0 && bytes.Count(t.tag, []byte(`'`))%2 == 0 || openQuote(t.tag) == 0 {
			break
		}
	}
	t.tag = t.tag[:len(t.tag)-1]
	t.tag, t.alone = bytes.CutSuffix(t.tag, []byte("/"))
	return nil
}

// openQuote is the quotation mark that is not closed; 0 when all are.
func openQuote(tag []byte) (quote byte) {
	for _, c := range tag {
		switch {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote
}

// aside reads what stands in brackets and is no tag: comments, which are left out,
// and raw text.
func (t *tags) aside() (bool, error) {
	for _, kind := range []struct{ begin, end string }{{"!--", "-->"}, {"![CDATA[", "]]>"}, {"?", "?>"}} {
		if head, _ := t.in.Peek(len(kind.begin)); string(head) != kind.begin {
			continue
		}
		var inside []byte
		for !bytes.HasSuffix(inside, []byte(kind.end)) {
			if err := t.until(&inside, '>'); err != nil {
				return true, err
			}
		}
		if kind.end == "]]>" {
			raw := inside[len(kind.begin) : len(inside)-len(kind.end)]
			t.text = append(t.text, html.EscapeString(string(raw))...)
		}
		return true, nil
	}
	return false, nil
}

// name is the tag's name without its prefix; that of an end has a slash before it.
func (t *tags) name() string {
	end := bytes.IndexAny(t.tag, " \t\r\n")
	if end < 0 {
		end = len(t.tag)
	}
	name := t.tag[:end]
	colon := bytes.IndexByte(name, ':')
	if colon < 0 {
		return string(name)
	}
	if name[0] == '/' {
		return "/" + string(name[colon+1:])
	}
	return string(name[colon+1:])
}

// attribute is the value of an attribute; empty when there is none.
func (t *tags) attribute(name string) string {
	rest := t.tag
	for {
		at := bytes.IndexByte(rest, '=')
		if at < 0 {
			return ""
		}
		key := bytes.TrimSpace(rest[:at])
		key = key[bytes.LastIndexAny(key, " \t\r\n")+1:]
		rest = bytes.TrimLeft(rest[at+1:], " \t\r\n")
		if len(rest) == 0 {
			return ""
		}
		value, after, closed := bytes.Cut(rest[1:], rest[:1])
		if !closed {
			return ""
		}
		if string(key) == name {
			return unescape(value)
		}
		rest = after
	}
}

// content is the text before the tag.
func (t *tags) content() string { return unescape(t.text) }

// unescape reads text as XML writes it.
func unescape(text []byte) string {
	if bytes.IndexByte(text, '&') < 0 {
		return string(text)
	}
	return html.UnescapeString(string(text))
}
