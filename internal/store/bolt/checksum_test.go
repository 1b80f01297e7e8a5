package bolt

import (
	"bytes"
	"errors"
	"testing"

	"porthole/internal/store/engine"
)

func TestAChecksumIsBrokenByAnyChangedBit(t *testing.T) {
	key, payload := []byte("key"), []byte("some payload")
	value := withChecksum(key, payload)
	if got, err := checked(key, value); err != nil || !bytes.Equal(got, payload) {
		t.Fatalf("%q %v", got, err)
	}
	if _, err := checked([]byte("kez"), value); !errors.Is(err, engine.ErrDamaged) {
		t.Error("it passes under another key")
	}
	for bit := range 8 * len(value) {
		broken := bytes.Clone(value)
		broken[bit/8] ^= 1 << (bit % 8)
		if _, err := checked(key, broken); !errors.Is(err, engine.ErrDamaged) {
			t.Errorf("bit %d may be flipped", bit)
		}
	}
	if _, err := checked(key, value[:3]); !errors.Is(err, engine.ErrDamaged) {
		t.Error("three bytes pass")
	}
}
