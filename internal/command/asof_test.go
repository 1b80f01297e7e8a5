package command

import (
	"encoding/json"
	"testing"
	"time"

	"porthole/internal/model"
)

// Staff ask what an account could see of a shipment on a day, and read it as the page
// and the JSON of a shipment; customers have no such flags.
func TestAShipmentAsOfADay(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	_, line := publicKey(t)
	h.feed(ops, line, "key", "add", "--account", anna.Account)
	h.later = 24 * time.Hour
	h.must(ops, "reschedule "+theirs+" --eta 2025-07-01 --reason Congestion --publish")
	h.later = 72 * time.Hour
	for day, eta := range map[string]string{"2025-05-16": "2025-05-25", "2025-05-17": "2025-07-01"} {
		var seen struct {
			ETA  string `json:"eta"`
			AsOf struct {
				Visible bool
				Since   *string
				Changes []struct{ Act, By string }
			} `json:"as_of"`
		}
		out := h.must(boss, "shipment "+theirs+" --as-of "+day+" --for "+anna.Account+" --json")
		if err := json.Unmarshal([]byte(out), &seen); err != nil || seen.ETA != eta || !seen.AsOf.Visible || len(seen.AsOf.Changes) != 1 || seen.AsOf.Changes[0].By != ops.Account {
			t.Errorf("%s: %v, %s", day, err, out)
		}
	}
	for typed, want := range map[string]int{
		"shipment " + theirs + " --as-of 2025-05-16":                                   ExitUsage,
		"shipment " + theirs + " --for " + anna.Account:                                ExitUsage,
		"shipment " + theirs + " --as-of 2025-06-16 --for " + anna.Account:             ExitFailed,
		"shipment " + theirs + " --as-of 2025-05-16 12:30 --for " + binh.Account:       ExitDone,
		"shipment NO --as-of 2025-05-16 --for " + anna.Account:                         ExitNotFound,
		"shipment " + theirs + " --as-of 2025-05-16 --for " + "nobody@hailong.example": ExitNotFound,
	} {
		for _, who := range []model.Principal{ops, cs, boss, admin} {
			if got := h.run(who, typed); got.exit != want {
				t.Errorf("%s by %s: exit %d, %s%s", typed, who.Role, got.exit, got.out, got.err)
			}
		}
		if got := h.run(anna, typed); got.exit != ExitUsage {
			t.Errorf("%s by a customer: exit %d, %s", typed, got.exit, got.out)
		}
	}
}
