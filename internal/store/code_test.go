package store

import (
	"bytes"
	"crypto/sha256"
	"os"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/records"
)

// A code is in the file as its hash, and in no other form: not in a record, not
// in the trail.
func TestACodeIsKeptAsItsHashAlone(t *testing.T) {
	h := newHouse(t)
	must(h.office.AddAccount(ctx, model.Account{Email: "anna@saigon.example", Partner: "saigon-tech"}))
	const plain = "HL-7ZK3M-Q9V2D-W4R8T-B6N1X-5YHJP"
	hash := sha256.Sum256([]byte(plain))
	must(h.office.Invite(ctx, model.InvitationDraft{Email: "anna@saigon.example", Life: time.Hour}, FreshCode{Hash: hash}))
	_, err := h.Directory().Redeem(ctx, hash, model.Key{Fingerprint: "none"}, "192.0.2.1")
	if err == nil {
		t.Fatal("a key without a fingerprint was registered")
	}
	check(t, h.Close())
	file := must(os.ReadFile(h.file))
	if !bytes.Contains(file, []byte(records.HashText(hash))) || bytes.Contains(file, []byte("7ZK3M")) {
		t.Error("the file should have the hash, and nothing else of the code")
	}
}
