package access

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"unicode"

	"porthole/internal/model"
)

// A code is HL-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX: 22 characters of Crockford's
// base32 that carry 110 random bits, and 3 that check them. The alphabet has no
// I, L, O and U; the first three are read as the digits that they look like,
// and case, spaces and hyphens do not matter.
const (
	codePrefix  = "HL"
	codeRandom  = 22
	codeCheck   = 3
	codeSymbols = codeRandom + codeCheck
	codeGroup   = 5
	maxCodeText = 128 // bytes that are looked at

	alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)

// Code is a tracking or invitation code whose form has been checked. The zero
// value is none. Whether it opens anything only the store can say.
type Code struct{ symbols string }

// NewCode makes a code from 14 bytes of random. The error is that of random.
func NewCode(random io.Reader) (Code, error) {
	var bytes [(codeRandom*5 + 7) / 8]byte
	if _, err := io.ReadFull(random, bytes[:]); err != nil {
		return Code{}, fmt.Errorf("making a code: %w", err)
	}
	values := make([]byte, codeRandom)
	for i := range values {
		values[i] = fiveBits(bytes[:], i*5)
	}
	return Code{spell(append(values, check(values)...))}, nil
}

// ParseCode reads a code as people type and paste it. It needs no store: the
// error is the Fault `error.code.incomplete` for one that is too short and
// `error.code.mistyped` for one that is damaged. What was typed is not in it.
func ParseCode(text string) (Code, error) {
	values, prefixed, ok := readSymbols(text)
	switch {
	case !ok || len(values) > codeSymbols:
		return Code{}, model.NewFault("error.code.mistyped")
	case len(values) < codeSymbols:
		return Code{}, model.NewFault("error.code.incomplete")
	case string(check(values[:codeRandom])) == string(values[codeRandom:]):
		return Code{spell(values)}, nil
	case !prefixed && startsWithPrefix(values):
		// The prefix was taken for a part of the code: the rest is too short.
		return Code{}, model.NewFault("error.code.incomplete")
	default:
		return Code{}, model.NewFault("error.code.mistyped")
	}
}

// Plain is the code as it is handed to its recipient, grouped and with its
// prefix. It must not reach a log.
func (c Code) Plain() string {
	if c.symbols == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString(codePrefix)
	for i := 0; i < codeSymbols; i += codeGroup {
		b.WriteString("-" + c.symbols[i:i+codeGroup])
	}
	return b.String()
}

// Hash is what the store keeps instead of the code.
func (c Code) Hash() [sha256.Size]byte { return sha256.Sum256([]byte(c.symbols)) }

// String hides the code, so that one which is printed by mistake gives nothing
// away.
func (c Code) String() string { return codePrefix + "-…" }

// GoString hides the code as String does.
func (c Code) GoString() string { return c.String() }

// readSymbols takes the separators and the prefix off and gives the value of
// each character; not ok when one of them is none of the alphabet's.
func readSymbols(text string) (values []byte, prefixed, ok bool) {
	if len(text) > maxCodeText {
		return nil, false, false
	}
	text = strings.TrimSpace(text)
	separated := false
	for _, r := range text {
		if unicode.IsSpace(r) || r == '_' || unicode.Is(unicode.Pd, r) {
			separated = separated || len(values) == len(codePrefix)
			continue
		}
		value := strings.IndexRune(alphabet, lookalike(unicode.ToUpper(r)))
		if value < 0 {
			return nil, false, false
		}
		values = append(values, byte(value))
	}
	if startsWithPrefix(values) && (separated || len(values) > codeSymbols) {
		return values[len(codePrefix):], true, true
	}
	return values, false, true
}

// startsWithPrefix recognises HL, whose L has been read as 1.
func startsWithPrefix(values []byte) bool {
	return len(values) >= 2 && alphabet[values[0]] == 'H' && alphabet[values[1]] == '1'
}

// lookalike is the digit for which a letter outside the alphabet is taken.
func lookalike(r rune) rune {
	switch r {
	case 'O':
		return '0'
	case 'I', 'L':
		return '1'
	default:
		return r
	}
}

func spell(values []byte) string {
	symbols := make([]byte, len(values))
	for i, v := range values {
		symbols[i] = alphabet[v]
	}
	return string(symbols)
}

// fiveBits are the bits of bytes from position at, the highest first.
func fiveBits(bytes []byte, at int) byte {
	pair := uint16(bytes[at/8]) << 8
	if at/8+1 < len(bytes) {
		pair |= uint16(bytes[at/8+1])
	}
	return byte(pair >> (11 - at%8) & 0x1F)
}

// check is a CRC of 15 bits over five bits per symbol, with the polynomial of
// the CAN bus. It finds every change of up to three neighbouring symbols, so
// every single wrong one and every pair that was swapped, and five wrong bits
// anywhere. It starts from ones, so that zeros alone are no code.
func check(values []byte) []byte {
	const polynomial, top = 0x4599, 1 << 14
	sum := uint16(0x7FFF)
	for _, v := range values {
		sum ^= uint16(v) << 10
		for range 5 {
			carry := sum&top != 0
			sum = sum << 1 & 0x7FFF
			if carry {
				sum ^= polynomial
			}
		}
	}
	return []byte{byte(sum >> 10), byte(sum >> 5 & 0x1F), byte(sum & 0x1F)}
}
