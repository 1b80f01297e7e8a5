package isolation

import (
	"bytes"
	"strconv"

	"porthole/internal/model"
)

// owner is whose a canary is: a shipment's, an account's, or a partner's.
type owner struct {
	name    string // as a report names it
	partner string // slug
	account string // for what belongs to one account alone
}

// find is something foreign in what came back.
type find struct {
	canary  string
	owner   string
	excerpt model.Text
}

// finder looks through what one account is shown.
type finder struct {
	mint    mint
	owners  []owner
	foreign *phrases
	account string
	partner string
	own     map[uint64]bool // phrases of others that stand in the account's own names
	only    string          // of all that is the partner's, the reader's is this shipment alone; empty: all of it
}

// newFinder makes a finder for an account. allowed are texts that the account
// may read although the words in them may be somebody's too: its own name and its
// partner's. How the forwarder presents itself everybody may read.
func newFinder(r *roster, account, partner string, allowed ...string) *finder {
	f := &finder{
		mint: r.mint, owners: r.owners, foreign: r.foreign, account: account, partner: partner, own: map[uint64]bool{},
	}
	for _, text := range append(allowed, r.forwarder.Name.String(), r.forwarder.Phone.String(), r.forwarder.Mail.String()) {
		r.foreign.each([]byte(text), func(hash uint64, _ phrase, _, _ int) { f.own[hash] = true })
	}
	return f
}

// mine says whether something of a partner, or of one account of it, is the
// reader's own.
func (f *finder) mine(partner, account string) bool {
	return f.partner != "" && partner == f.partner && (account == "" || account == f.account)
}

// read looks through text that a person or a program would read. What was typed
// to get it is no news when it comes back.
func (f *finder) read(text []byte, typed string) []find {
	found := f.bytes(text, typed)
	echoed := map[uint64]bool{}
	if typed != "" {
		f.foreign.each([]byte(typed), func(hash uint64, _ phrase, _, _ int) { echoed[hash] = true })
	}
	f.foreign.each(text, func(hash uint64, what phrase, from, to int) {
		mine := f.mine(what.partner, what.account) && (f.only == "" || what.kind != kindRef || what.owner == f.only)
		if !mine && !f.own[hash] && !echoed[hash] {
			found = append(found, find{what.kind.String(), what.owner, excerpt(text, from, to)})
		}
	})
	return found
}

// bytes looks for canaries in bytes as they came over the wire, between which
// there may be escape sequences, blanks and punctuation.
func (f *finder) bytes(raw []byte, typed string) []find {
	var found []find
	letters, at := lettersOf(raw)
	for i := 0; ; i++ {
		next := bytes.Index(letters[i:], []byte(tokenHead))
		if next < 0 {
			return found
		}
		i += next
		number, k, ok := f.mint.read(letters[i:])
		if !ok || number >= len(f.owners) {
			continue
		}
		o := f.owners[number]
		if f.mine(o.partner, o.account) && (f.only == "" || o.name == f.only) && (k.public() || k > kindStamp) {
			continue
		}
		token := f.mint.token(number, k)
		if typed != "" && bytes.Contains(bytes.ToUpper([]byte(typed)), []byte(token)) {
			continue
		}
		found = append(found, find{k.String(), o.name, excerpt(raw, at[i], at[i+tokenSize-1]+1)})
	}
}

// has says whether the text shows a canary.
func (f *finder) has(text []byte, number int, k kind) bool {
	letters, _ := lettersOf(text)
	return bytes.Contains(letters, []byte(f.mint.token(number, k)))
}

// lettersOf are the letters and digits of raw in upper case, and where each of
// them stands; escape sequences are left out.
func lettersOf(raw []byte) (letters []byte, at []int32) {
	letters, at = make([]byte, 0, len(raw)), make([]int32, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case c == esc:
			i = sequenceEnd(raw, i)
			continue
		case c >= 'a' && c <= 'z':
			c -= 'a' - 'A'
		case c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		default:
			continue
		}
		letters, at = append(letters, c), append(at, int32(i))
	}
	return letters, at
}

const esc = 0x1b

// sequenceEnd is the last byte of the control sequence that begins at i. Of
// other sequences, such as titles, only the introducer is skipped: what is in
// them can be read.
func sequenceEnd(raw []byte, i int) int {
	if i+1 >= len(raw) || raw[i+1] != '[' {
		return min(i+1, len(raw)-1)
	}
	for i += 2; i < len(raw); i++ {
		if raw[i] >= '@' && raw[i] <= '~' {
			return i
		}
	}
	return len(raw) - 1
}

// excerptReach is how much of what stands round a find is told, in bytes.
const excerptReach = 32

// excerpt is what was found with a little of what stands round it.
func excerpt[N int | int32](text []byte, from, to N) model.Text {
	start, end := max(0, int(from)-excerptReach), min(len(text), int(to)+excerptReach)
	quoted := strconv.Quote(string(bytes.ToValidUTF8(text[start:end], nil)))
	return model.Line(quoted[1:len(quoted)-1], 2*model.NameCells)
}
