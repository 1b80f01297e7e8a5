package access

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"

	"porthole/internal/model"
)

var (
	incomplete = model.NewFault("error.code.incomplete")
	mistyped   = model.NewFault("error.code.mistyped")
)

func newCode(t testing.TB) Code {
	t.Helper()
	code, err := NewCode(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestACodeIsReadAsPeopleTypeIt(t *testing.T) {
	for range 200 {
		code := newCode(t)
		plain := code.Plain()
		bare := strings.ReplaceAll(strings.TrimPrefix(plain, "HL-"), "-", "")
		for _, typed := range []string{
			plain, strings.ToLower(plain), "  " + plain + "\r\n", strings.ReplaceAll(plain, "-", " "),
			strings.ReplaceAll(plain, "-", "–"), bare, "HL" + bare, "hl-" + bare,
			strings.ReplaceAll(plain, "0", "O"), strings.ReplaceAll(plain, "1", "l"), strings.ReplaceAll(plain, "1", "I"),
		} {
			got, err := ParseCode(typed)
			if err != nil || got != code {
				t.Fatalf("%q: %v, want the code %q", typed, err, plain)
			}
		}
	}
}

// A code may by chance begin as the prefix does.
func TestACodeThatBeginsLikeThePrefix(t *testing.T) {
	random := bytes.Repeat([]byte{0x5A}, 14)
	random[0], random[1] = 0b10001_000, 0b01_010110 // H, then 1
	code, err := NewCode(bytes.NewReader(random))
	if err != nil || !strings.HasPrefix(code.Plain(), "HL-H1") {
		t.Fatalf("%v %v", code.Plain(), err)
	}
	bare := strings.ReplaceAll(strings.TrimPrefix(code.Plain(), "HL-"), "-", "")
	for _, typed := range []string{code.Plain(), bare, "HL" + bare} {
		if got, err := ParseCode(typed); err != nil || got != code {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func TestAShortCodeIsIncomplete(t *testing.T) {
	plain := newCode(t).Plain()
	for cut := range len(plain) {
		if _, err := ParseCode(plain[:cut]); !errors.Is(err, incomplete) {
			t.Errorf("the first %d characters of %s: %v", cut, plain, err)
		}
	}
}

func TestADamagedCodeIsMistyped(t *testing.T) {
	for range 20 {
		plain := newCode(t).Plain()
		for i := 3; i < len(plain); i++ {
			if plain[i] == '-' {
				continue
			}
			for _, other := range alphabet {
				if byte(other) == plain[i] {
					continue
				}
				wrong := plain[:i] + string(other) + plain[i+1:]
				if _, err := ParseCode(wrong); !errors.Is(err, mistyped) {
					t.Fatalf("%s read as %s: %v", plain, wrong, err)
				}
			}
		}
	}
}

func TestSwappedCharactersAreMistyped(t *testing.T) {
	plain := strings.ReplaceAll(newCode(t).Plain()[3:], "-", "")
	for i := range len(plain) - 1 {
		if plain[i] == plain[i+1] {
			continue
		}
		wrong := plain[:i] + plain[i+1:i+2] + plain[i:i+1] + plain[i+2:]
		if _, err := ParseCode("HL-" + wrong); !errors.Is(err, mistyped) {
			t.Errorf("%s read as %s: %v", plain, wrong, err)
		}
	}
}

func TestWhatIsNoCodeAtAll(t *testing.T) {
	for _, typed := range []string{
		strings.Repeat("A", 26), strings.Repeat("0", 25), strings.Repeat("-", 4000), "HL-\x1b[2J", "xin chào", "U",
		newCode(t).Plain() + newCode(t).Plain(), "\xff\xfe",
	} {
		if _, err := ParseCode(typed); !errors.Is(err, mistyped) {
			t.Errorf("%.40q: %v", typed, err)
		}
	}
}

func TestACodeDoesNotPrintItself(t *testing.T) {
	code := newCode(t)
	secret := code.Plain()[3:8]
	for _, printed := range []string{fmt.Sprint(code), fmt.Sprintf("%v %+v %#v %s %q", code, code, code, code, code)} {
		if strings.Contains(printed, secret) {
			t.Errorf("%s shows the code", printed)
		}
	}
	_, err := ParseCode(code.Plain()[:20])
	if strings.Contains(err.Error(), secret) {
		t.Errorf("%v shows the code", err)
	}
}

func TestCodesDifferAndSoDoTheirHashes(t *testing.T) {
	seen := map[[32]byte]bool{}
	for range 1000 {
		seen[newCode(t).Hash()] = true
	}
	if len(seen) != 1000 {
		t.Errorf("%d different hashes of 1000 codes", len(seen))
	}
}

func TestNewCodeNeedsRandomness(t *testing.T) {
	if _, err := NewCode(strings.NewReader("short")); err == nil {
		t.Error("a code was made of too little")
	}
}

func FuzzParseCode(f *testing.F) {
	code := newCode(f)
	for _, seed := range []string{"", "HL-", code.Plain(), strings.ToLower(code.Plain()), "hl 0O1Il", "H1H1H1", "\x00\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		code, err := ParseCode(typed)
		if err != nil {
			if !errors.Is(err, incomplete) && !errors.Is(err, mistyped) {
				t.Fatalf("%v", err)
			}
			return
		}
		again, err := ParseCode(code.Plain())
		if err != nil || again != code || again.Hash() != code.Hash() {
			t.Fatalf("%q gives %q, which gives %v", typed, code.Plain(), err)
		}
	})
}
