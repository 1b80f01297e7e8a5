package server

import (
	"errors"
	"math"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/words"
)

var busy = model.NewFault("error.code.busy")

// Somebody who guesses in a browser is refused by SSH as well, and the other way round.
func TestBothDoorsChargeTheSameOrigins(t *testing.T) {
	h := openHarbour(t, Limits{})
	addr := netip.MustParseAddr("198.51.100.7")
	plain, _ := h.code(0)
	if _, err := h.FollowOnWeb(addr, stranger(t)); !errors.Is(err, errWrongCode) {
		t.Fatal(err)
	}
	if !h.gate.penalties.refuses(originOf(&net.TCPAddr{IP: net.ParseIP("198.51.100.7")}), time.Now()) {
		t.Error("the origin is let in by SSH")
	}
	if _, err := h.FollowOnWeb(addr, plain); !errors.Is(err, busy) {
		t.Errorf("the origin goes on guessing: %v", err)
	}
	there := netip.MustParseAddr("2001:db8::7")
	h.gate.penalties.charge(originOf(&net.TCPAddr{IP: net.ParseIP("2001:db8::1")}), time.Minute, time.Now())
	if _, err := h.FollowOnWeb(there, plain); !errors.Is(err, busy) {
		t.Errorf("a network that SSH refuses: %v", err)
	}
	if who, err := h.FollowOnWeb(netip.MustParseAddr("203.0.113.1"), plain); err != nil || !who.IsHolder() {
		t.Errorf("another: %v", err)
	}
}

// Whoever opens an invitation in a browser is told the line that it is for.
func TestAnInvitationInABrowserIsToldItsLine(t *testing.T) {
	h := openHarbour(t, Limits{})
	email := "anna@saigon.example"
	if _, err := h.office.AddAccount(t.Context(), model.Account{Email: email, Role: model.Portal, Partner: "saigon-tech"}); err != nil {
		t.Fatal(err)
	}
	made, err := h.desk.Invite(t.Context(), model.InvitationDraft{Email: email})
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.FollowOnWeb(netip.MustParseAddr("198.51.100.7"), made.Code)
	if _, hint, _ := words.In(words.English, nil).Explain(err); hint != "Use it with: ssh invite@HOST" {
		t.Errorf("%v, and %q", err, hint)
	}
}

// A thousand origins guess, each as often as it likes: few of their codes are looked at,
// none opens anything, and nobody who holds a code is kept out by it.
func TestGuessesFromAThousandOriginsKeepNobodyOut(t *testing.T) {
	// Nothing to speak of comes back to such a budget while the test runs.
	h := openHarbour(t, Limits{CodesPerMinute: 1, WrongCode: time.Nanosecond})
	looked := 0
	for i := range 10_000 {
		addr := netip.AddrFrom4([4]byte{203, 0, byte(i % 1000 >> 8), byte(i % 1000)})
		who, err := h.FollowOnWeb(addr, stranger(t))
		switch {
		case who.IsHolder() || err == nil:
			t.Fatal("a guess opened something")
		case errors.Is(err, errWrongCode):
			looked++
		}
	}
	if looked < 1000 || looked > 1200 { // the first of each, and what the budget gives
		t.Errorf("%d codes were looked at", looked)
	}
	plain, _ := h.code(0)
	for i := range 24 {
		if _, err := h.FollowOnWeb(netip.AddrFrom4([4]byte{198, 51, 100, byte(i)}), plain); err != nil {
			t.Errorf("somebody with a code is refused: %v", err)
		}
	}
	if _, told, _ := h.track(stranger(t)); !strings.Contains(told, "Too many codes") {
		t.Errorf("the budget is not that of SSH as well: %s", told)
	}
}

// What a guess is answered with takes as long whether there was something like it or
// not. Beside other tests only the medians are compared; PORTHOLE_TIMING=1 has a rank
// test look at 2,000 of each.
func TestAnAnswerTakesAsLongWhateverItIsAbout(t *testing.T) {
	h := openHarbour(t, Limits{CodesPerMinute: 1 << 20})
	revoked, id := h.code(0)
	if _, err := h.desk.RevokeLink(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	rounds, precise := 200, os.Getenv("PORTHOLE_TIMING") != ""
	if precise {
		rounds = 2000
	}
	self := netip.MustParseAddr("127.0.0.1")
	var took [2][]time.Duration
	for range rounds {
		for i, code := range []string{revoked, stranger(t)} {
			began := time.Now()
			if _, err := h.FollowOnWeb(self, code); !errors.Is(err, errWrongCode) {
				t.Fatal(err)
			}
			took[i] = append(took[i], time.Since(began))
		}
	}
	p := mannWhitney(took[0], took[1])
	a, b := median(took[0]), median(took[1])
	t.Logf("withdrawn %s, unknown %s, p = %.3f", a, b, p)
	if a > 3*b || b > 3*a || precise && p < 0.01 {
		t.Error("they can be told apart")
	}
}

func median(of []time.Duration) time.Duration { return slices.Sorted(slices.Values(of))[len(of)/2] }

// mannWhitney is how likely two samples of one kind would differ in their ranks as much
// as these do, either way: the normal approximation for large ones.
func mannWhitney(a, b []time.Duration) float64 {
	all, ranks := slices.Sorted(slices.Values(slices.Concat(a, b))), 0.0
	for _, one := range a {
		first, _ := slices.BinarySearch(all, one)
		behind, _ := slices.BinarySearch(all, one+1)
		ranks += float64(first+1+behind) / 2 // of those that are equal, the middle one
	}
	n, m := float64(len(a)), float64(len(b))
	z := (ranks - n*(n+m+1)/2) / math.Sqrt(n*m*(n+m+1)/12)
	return math.Erfc(math.Abs(z) / math.Sqrt2)
}
