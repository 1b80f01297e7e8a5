package isolation

import (
	"crypto/rand"
	"testing"

	"pgregory.net/rapid"

	"porthole/internal/model"
)

func testMint(t testing.TB) mint {
	t.Helper()
	var random [16]byte
	_, _ = rand.Read(random[:])
	return newMint(random)
}

func TestATokenSaysWhoseItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var random [16]byte
		copy(random[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "random"))
		m := newMint(random)
		owner := rapid.IntRange(0, maxOwners-1).Draw(t, "owner")
		k := kind(rapid.IntRange(0, int(kindCount)-1).Draw(t, "kind"))
		token := m.token(owner, k)
		gotOwner, gotKind, ok := m.read([]byte(token + "A"))
		if !ok || gotOwner != owner || gotKind != k {
			t.Fatalf("%s of %d, %v reads as %d, %v, %v", token, owner, k, gotOwner, gotKind, ok)
		}
		if model.Line(token, model.RefCells).String() != token || model.NormalizeContainer(token).String() != token {
			t.Fatalf("%s does not stay as it is", token)
		}
	})
}

func TestWhatIsNoTokenIsNone(t *testing.T) {
	m := testMint(t)
	token := m.token(7, kindHBL)
	for _, text := range []string{"", "QX", token[:tokenSize-1], "qx" + token[2:], token[:4] + "U" + token[5:], "XQ" + token[2:]} {
		if _, _, ok := m.read([]byte(text)); ok {
			t.Errorf("%q is taken for a token", text)
		}
	}
}

func TestEveryKindHasAName(t *testing.T) {
	seen := map[string]bool{}
	for k := range kindCount {
		if k.String() == "" || seen[k.String()] {
			t.Errorf("kind %d is called %q", k, k)
		}
		seen[k.String()] = true
	}
	if kindCount > 1<<kindBits {
		t.Error("more kinds than a token has room for")
	}
}
