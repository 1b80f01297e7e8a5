package intake

import (
	"bufio"
	"bytes"
	"path/filepath"
	"strings"

	"porthole/internal/model"
)

// The formats, as Options.Format names them.
const (
	CSV  = "csv"
	XLSX = "xlsx"
	DCSA = "dcsa"
)

// ParseFormat reads a format's name in any case; empty is "find out". The error
// is a Fault.
func ParseFormat(text string) (string, error) {
	switch format := strings.ToLower(strings.TrimSpace(text)); format {
	case "", CSV, XLSX, DCSA:
		return format, nil
	case "json", "ndjson", "jsonl":
		return DCSA, nil
	case "excel":
		return XLSX, nil
	default:
		return "", model.NewFault("error.import.format", model.Line(text, model.RefCells).String())
	}
}

// Beginnings that tell a file by themselves.
var (
	magicZip = []byte("PK\x03\x04")
	magicOLE = []byte{0xD0, 0xCF, 0x11, 0xE0}
)

// narrowed is the beginning of a text without its mark, and with one byte for each
// letter of UTF-16, so far as they are ASCII.
func narrowed(head []byte) []byte {
	for _, mark := range [][]byte{markUTF8, markLE, markBE} {
		head = bytes.TrimPrefix(head, mark)
	}
	return bytes.ReplaceAll(head, []byte{0}, nil)
}

// sniff tells what the input is: what was asked for, else by its beginning,
// else by its name. The error is a Fault.
func sniff(in *bufio.Reader, o Options) (string, error) {
	head, _ := in.Peek(sniffBytes)
	if len(head) == 0 {
		return "", model.NewFault("error.import.nothing")
	}
	if fault := foreign(head); fault != nil {
		return "", fault
	}
	format, err := ParseFormat(o.Format)
	if format != "" || err != nil {
		return format, err
	}
	switch text := bytes.TrimLeft(narrowed(head), " \t\r\n"); {
	case bytes.HasPrefix(head, magicZip):
		return XLSX, nil
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		return DCSA, nil
	}
	switch strings.ToLower(filepath.Ext(o.Name)) {
	case ".xlsx", ".xlsm":
		return XLSX, nil
	case ".json", ".ndjson", ".jsonl":
		return DCSA, nil
	default:
		return CSV, nil
	}
}
