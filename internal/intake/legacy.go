package intake

import (
	"bufio"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"porthole/internal/model"
)

// Vietnamese text that is not Unicode: Windows-1258, and the encodings of old fonts,
// TCVN3 (ABC) and VNI. Which of them a text is in is told by what makes it words of
// Vietnamese. Windows-1258 is read; text for an old font is refused by name, because
// its capitals are lost.

// legacyEncoding is a way in which a byte stands for a letter.
type legacyEncoding struct {
	name   string
	decode func(windows1252 string) string
}

const windows1258 = "Windows-1258"

var legacyEncodings = []legacyEncoding{
	{windows1258, func(s string) string {
		text, err := charmap.Windows1258.NewDecoder().String(latinBytes(s))
		if err != nil {
			return s
		}
		return norm.NFC.String(text)
	}},
	{"TCVN3 (ABC)", strings.NewReplacer(tcvn3...).Replace},
	{"VNI", vni().Replace},
}

// decodeLegacy reads text that is not UTF-8, when it is in an encoding that can be
// told, and names it; empty when there is nothing to decode. The error is a Fault.
func decodeLegacy(in *bufio.Reader) (io.Reader, string, error) {
	head, _ := in.Peek(sniffBytes)
	if isMarked(head) || validBeginning(head) {
		return in, "", nil
	}
	switch name := legacyName(latin(head)); name {
	case "":
		return in, "", nil
	case windows1258:
		return transform.NewReader(in, transform.Chain(charmap.Windows1258.NewDecoder(), norm.NFC)), name, nil
	default:
		return nil, name, model.NewFault("error.import.legacy", name)
	}
}

// validBeginning says that head is UTF-8, of which the last letter may be cut.
func validBeginning(head []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut < len(head); cut++ {
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
	}
	return len(head) == 0
}

// legacyName is the encoding that makes Vietnamese of a text, which was read as if it
// were in Windows-1252; empty when none does.
func legacyName(text string) string {
	name, most := "", 0
	for _, e := range legacyEncodings {
		if n := vietnamese(e.decode(text)); n > most {
			name, most = e.name, n
		}
	}
	return name
}

// utf8Twice is UTF-8 that was read as something else and saved again.
const utf8Twice = "UTF-8"

// garbledAs is what the letters of a text were before they were lost: the encoding of
// an old font, or utf8Twice; empty when they are sound.
func garbledAs(text string) string {
	if isASCII(text) {
		return ""
	}
	if vietnamese(strings.ToValidUTF8(latinBytes(text), "")) > 0 {
		return utf8Twice
	}
	if name := legacyName(text); name != windows1258 && vietnamese(text) == 0 {
		return name
	}
	return ""
}

// looksGarbled says that a sign or a letter that Vietnamese does not have stands behind
// a letter. It is quick, and may be wrong.
func looksGarbled(text string) bool {
	behind := false
	for _, r := range text {
		if behind && r >= 0x80 && r < 0x100 && !strings.ContainsRune("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ", r) {
			return true
		}
		behind = unicode.IsLetter(r)
	}
	return false
}

// latin reads bytes as Windows-1252.
func latin(b []byte) string {
	text, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(text)
}

// latinBytes are the bytes of a text in Windows-1252, with a question mark for what it
// does not have.
func latinBytes(text string) string {
	var b strings.Builder
	for _, r := range text {
		c, ok := charmap.Windows1252.EncodeRune(r)
		switch {
		case ok:
			b.WriteByte(c)
		case r >= 0x80 && r < 0xA0: // as ISO 8859-1 reads what Windows-1252 leaves open
			b.WriteByte(byte(r))
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}

// syllable is a syllable of Vietnamese without its marks.
var syllable = regexp.MustCompile(`^(ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?` +
	`((a|e|i|o|u|y|ie|ye|uo|oa|oe|ua|ue|uy|uye)(ch|ng|nh|[cmnpt])|` +
	`a[ioyu]?|ia|ieu|iu|e[ou]?|i|oa[iyo]?|oe[o]?|oi|o|ua[yu]?|ue|ui|uo[iu]?|uu|uy[au]?|u|yeu|y)$`)

// vietnamese is how many more words of a text are Vietnamese ones with marks than are
// not; nothing when a third of those with marks are not.
func vietnamese(text string) int {
	good, bad := 0, 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r < 0x80 && !unicode.IsLetter(r) }) {
		switch {
		case isASCII(word):
		case isSyllable(word):
			good++
		default:
			bad++
		}
	}
	if bad*3 > good {
		return 0
	}
	return good - bad
}

func isASCII(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0 }

// tones are the marks of which a syllable has one at most: grave, acute, tilde, hook
// and dot.
const tones = "\u0300\u0301\u0303\u0309\u0323"

func isSyllable(word string) bool {
	toned := 0
	for _, r := range norm.NFD.String(word) {
		switch {
		case strings.ContainsRune(tones, r):
			toned++
		case r >= 0x80 && !strings.ContainsRune("\u0302\u0306\u031bđĐ", r):
			return false
		}
	}
	return toned <= 1 && syllable.MatchString(model.Fold(word))
}

// tcvn3 has pairs of a letter as Windows-1252 shows it and what it means in a font of
// TCVN3 (ABC).
var tcvn3 = pairsOf("¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u00adư®đµà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậÌèÎẻÏẽÐéÑẹÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞịßòáỏâõãóäọåồæổçỗèốéộêờëởìỡíớîợïùñủòũóúôụõừöử÷ữøứùựúỳûỷüỹýýþỵ")

// pairsOf takes letters by two, as strings.NewReplacer wants them.
func pairsOf(letters string) []string {
	var pairs []string
	for _, r := range letters {
		pairs = append(pairs, string(r))
	}
	return pairs
}

// vni reads a font of VNI, in which marks stand behind their vowel.
func vni() *strings.Replacer {
	var pairs []string
	add := func(from, to string) {
		pairs = append(pairs, from, norm.NFC.String(to), strings.ToUpper(from), norm.NFC.String(strings.ToUpper(to)))
	}
	marks := map[string]string{
		"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
		"â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
		"ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
	}
	for mark, meaning := range marks {
		for _, vowel := range []string{"a", "e", "o", "u", "y"} {
			add(vowel+mark, vowel+meaning)
		}
		add("ô"+mark, "ơ"+meaning)
		add("ö"+mark, "ư"+meaning)
	}
	for from, to := range map[string]string{"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"} {
		add(from, to)
	}
	return strings.NewReplacer(pairs...)
}
