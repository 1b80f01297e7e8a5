package isolation

import (
	"encoding/base32"
	"encoding/binary"
	"fmt"
)

// kind is what a canary was planted in.
type kind uint8

// The kinds. Those up to lastPublic are what a shipment's own customer reads;
// nobody but staff ever reads the others.
const (
	kindCommodity kind = iota
	kindHBL
	kindMBL
	kindBooking
	kindPO
	kindCarrier
	kindVessel
	kindIMO
	kindVoyage
	kindPlace
	kindLeg
	kindContainer
	kindSeal
	kindHold
	kindEvent
	kindLedger
	kindNote

	kindBuyRate
	kindRemarks
	kindEventInternal
	kindEventOrigin
	kindEventUnpublished
	kindEventWithdrawn
	kindLedgerUnpublished
	kindNoteInternal
	kindNoteWithdrawn
	kindStamp

	// Of people and companies, not of a shipment.
	kindPartner
	kindAccount
	kindKey
	kindRef

	kindCount
)

const lastPublic = kindNote

// kindNames are the kinds as a report names them.
var kindNames = [kindCount]string{
	kindCommodity: "commodity", kindHBL: "hbl", kindMBL: "mbl", kindBooking: "booking", kindPO: "po",
	kindCarrier: "carrier", kindVessel: "vessel", kindIMO: "imo", kindVoyage: "voyage", kindPlace: "place",
	kindLeg: "leg", kindContainer: "container", kindSeal: "seal", kindHold: "hold", kindEvent: "event", kindLedger: "ledger", kindNote: "note",

	kindBuyRate: "buy_rate", kindRemarks: "remarks", kindEventInternal: "event_internal", kindEventOrigin: "event_origin",
	kindEventUnpublished: "event_unpublished", kindEventWithdrawn: "event_withdrawn",
	kindLedgerUnpublished: "ledger_unpublished", kindNoteInternal: "note_internal", kindNoteWithdrawn: "note_withdrawn",
	kindStamp: "stamp",

	kindPartner: "partner", kindAccount: "account", kindKey: "key", kindRef: "ref",
}

// What is found without a canary.
const (
	foundSet     = "set"     // the shipments shown are not those of the room
	foundRecord  = "record"  // a room holds what the door would not let through
	foundCounts  = "counts"  // a tab says another number than it has shipments
	foundText    = "text"    // what somebody wrote for a customer names another
	foundCommand = "command" // a command of staff exists for a customer
	foundUnlike  = "unlike"  // what is foreign looks different from what is unknown
	foundUnseen  = "unseen"  // a screen or a change that should have come did not
	foundMoved   = "moved"   // something could be seen of what was not published
	foundPreview = "preview" // a preview was not what the account gets
	foundGuest   = "guest"   // somebody who may not come in was shown something
)

func (k kind) String() string {
	if k >= kindCount {
		return "unknown"
	}
	return kindNames[k]
}

// public says that the shipment's own customer may read it.
func (k kind) public() bool { return k <= lastPublic }

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

var base = base32.NewEncoding(alphabet).WithPadding(base32.NoPadding)

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
	raw := binary.BigEndian.AppendUint64(nil, (body+m.shift)&bodyMask)
	return tokenHead + base.EncodeToString(raw[8-bodyBits/8:])
}

// read is what token wrote, from a text that begins with one; false for any
// other text. The caller checks that there is such an owner.
func (m mint) read(text []byte) (owner int, k kind, ok bool) {
	if len(text) < tokenSize || string(text[:len(tokenHead)]) != tokenHead {
		return 0, 0, false
	}
	var raw [8]byte
	if _, err := base.Decode(raw[8-bodyBits/8:], text[len(tokenHead):tokenSize]); err != nil {
		return 0, 0, false
	}
	body := (binary.BigEndian.Uint64(raw[:]) - m.shift) * m.inverse & bodyMask
	k = kind(body & (1<<kindBits - 1))
	return int(body >> kindBits), k, k < kindCount
}
