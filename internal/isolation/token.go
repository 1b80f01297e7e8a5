package isolation

import (
	"encoding/binary"
	"fmt"
)

// A canary is a token of ten characters: two that begin hardly any word, and
// eight that hold, mixed by a factor of this run, the number of its owner and
// the kind of what it stands in. Whatever it is found in, it says by itself
// whose it is, and two of them have next to nothing in common, so that a screen
// which is drawn over another never spells a third.
const (
	tokenHead = "QX"
	bodySize  = 8
	tokenSize = len(tokenHead) + bodySize
	bodyBits  = 5 * bodySize
	bodyMask  = 1<<bodyBits - 1
	kindBits  = 6
	maxOwners = 1 << (bodyBits - kindBits)
)

// alphabet is Crockford's base 32.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// digits are the values of the alphabet's characters; 0xff for all others.
var digits = func() (values [256]byte) {
	for i := range values {
		values[i] = 0xff
	}
	for i := range len(alphabet) {
		values[alphabet[i]] = byte(i)
	}
	return values
}()

// mint makes tokens and reads them again. Tokens of another mint mean nothing.
type mint struct{ factor, inverse, shift uint64 }

// newMint makes a mint of 16 random bytes.
func newMint(random [16]byte) mint {
	m := mint{
		factor: binary.BigEndian.Uint64(random[:8])&bodyMask | 1,
		shift:  binary.BigEndian.Uint64(random[8:]) & bodyMask,
	}
	m.inverse = m.factor // each round doubles the bits that are right, from three on
	for range 5 {
		m.inverse *= 2 - m.factor*m.inverse
	}
	return m
}

// token is the canary of a kind of an owner.
func (m mint) token(owner int, k kind) string {
	if owner < 0 || owner >= maxOwners {
		panic(fmt.Sprintf("isolation: owner %d", owner)) // a store of 17 billion shipments
	}
	body := (uint64(owner)<<kindBits | uint64(k)) * m.factor
	body = (body + m.shift) & bodyMask
	text := make([]byte, tokenSize)
	copy(text, tokenHead)
	for i := tokenSize - 1; i >= len(tokenHead); i-- {
		text[i] = alphabet[body&31]
		body >>= 5
	}
	return string(text)
}

// read is what token wrote, from a text that begins with one; false for any
// other text. The caller checks that there is such an owner.
func (m mint) read(text []byte) (owner int, k kind, ok bool) {
	if len(text) < tokenSize || string(text[:len(tokenHead)]) != tokenHead {
		return 0, 0, false
	}
	var body uint64
	for _, c := range text[len(tokenHead):tokenSize] {
		digit := digits[c]
		if digit == 0xff {
			return 0, 0, false
		}
		body = body<<5 | uint64(digit)
	}
	body = (body - m.shift) * m.inverse & bodyMask
	k = kind(body & (1<<kindBits - 1))
	return int(body >> kindBits), k, k < kindCount
}
