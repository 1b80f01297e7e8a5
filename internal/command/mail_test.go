package command

import (
	"encoding/json"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/notify"
	"porthole/internal/words"
)

func TestNoticesAreOnesOwnChoice(t *testing.T) {
	h := newHouse(t)
	steps := []struct{ line, want string }{
		{"notices", `{"level":"off","days":null,"digest":"off"}`},
		{"notices key", `{"level":"key","days":null,"digest":"off"}`},
		{"notices eta 3 --digest daily", `{"level":"eta","days":3,"digest":"daily"}`},
		{"notices", `{"level":"eta","days":3,"digest":"daily"}`},
		{"notices --digest off", `{"level":"eta","days":3,"digest":"off"}`},
		{"notices eta", `{"level":"eta","days":0,"digest":"off"}`},
		{"notices ALL", `{"level":"all","days":null,"digest":"off"}`},
		{"notices off", `{"level":"off","days":null,"digest":"off"}`},
	}
	for _, step := range steps {
		if got := strings.TrimSpace(h.must(anna, step.line+" --json")); got != step.want {
			t.Errorf("%s: %s", step.line, got)
		}
	}
	for _, line := range []string{"notices often", "notices eta x", "notices eta 99", "notices eta -1", "notices all 3", "notices key --digest weekly"} {
		if got := h.run(anna, line); got.exit != ExitUsage || got.err == "" {
			t.Errorf("%s: %+v", line, got)
		}
	}
}

// The outbox from the change that fills it to the last mail that is dropped.
func TestTheOutboxShowsWhatWaits(t *testing.T) {
	h := newHouse(t)
	h.put(model.Shipment{Ref: model.Line("SHP/1", 40), Partner: "saigon-tech", Facts: model.Facts{ETA: model.Day(2025, 5, 25)}})
	if got := h.run(ops, "mail resend SHP/1"); got.exit != ExitFailed || !strings.Contains(got.err, "Nobody follows SHP/1") {
		t.Errorf("resent to nobody: %+v", got)
	}
	if got := h.run(ops, "mail resend SHP/9"); got.exit != ExitNotFound {
		t.Errorf("resent what there is not: %+v", got)
	}
	h.must(anna, "notices all")
	h.must(ops, "mail resend SHP/1")
	var box jsonOutbox
	if err := json.Unmarshal([]byte(h.must(boss, "outbox --json")), &box); err != nil {
		t.Fatal(err)
	}
	if box.Total != 1 || len(box.Outbox) != 1 || box.Outbox[0].To != anna.Account || box.Outbox[0].Refs[0] != "SHP/1" ||
		box.Outbox[0].State != "waiting" || box.Outbox[0].Kind != "resend" || box.Outbox[0].NextTryAt == nil {
		t.Fatalf("outbox %+v", box)
	}
	id := box.Outbox[0].ID
	if got := h.must(ops, "outbox"); !strings.Contains(got, id) || !strings.Contains(got, anna.Account) {
		t.Errorf("outbox:\n%s", got)
	}
	h.must(ops, "outbox retry "+id)
	h.must(ops, "outbox retry all")
	h.must(ops, "outbox drop "+id)
	for _, line := range []string{"outbox drop " + id, "outbox retry " + id, "outbox drop nonsense"} {
		if got := h.run(ops, line); got.exit != ExitNotFound || !strings.Contains(got.err, "outbox") {
			t.Errorf("%s: %+v", line, got)
		}
	}
	if got := h.run(ops, "outbox"); got.exit != ExitDone || !strings.Contains(got.err, "No mail waits") {
		t.Errorf("empty: %+v", got)
	}
}

// What was mailed is said to staff, and to nobody else.
func TestStaffSeeWhatWasMailed(t *testing.T) {
	h := newHouse(t)
	h.put(model.Shipment{Ref: model.Line("SHP/1", 40), Partner: "saigon-tech", Facts: model.Facts{ETA: model.Day(2025, 5, 25)}})
	if got := h.must(ops, "shipment SHP/1"); strings.Contains(got, "mailed") {
		t.Errorf("never mailed:\n%s", got)
	}
	h.must(anna, "notices all")
	h.must(ops, "mail resend SHP/1")
	box := h.store.Outbox()
	e, claimed, err := box.Claim(t.Context(), func(model.Errand) model.Letter { return model.Letter{MessageID: "x"} })
	if err != nil || !claimed {
		t.Fatal(claimed, err)
	}
	if err := box.Sent(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	}
	if got := h.must(ops, "shipment SHP/1"); !strings.Contains(got, "ETA last mailed 25 May, on 16 May 12:00 ICT.") {
		t.Errorf("mailed:\n%s", got)
	}
	h.must(ops, "reschedule SHP/1 --eta 2025-05-28 --reason Congestion --publish")
	if got := h.must(ops, "shipment SHP/1"); !strings.Contains(got, "ETA last mailed 25 May, on 16 May 12:00 ICT; customers now see 28 May.") {
		t.Errorf("changed since:\n%s", got)
	}
	if got := h.must(anna, "shipment SHP/1"); strings.Contains(got, "mailed") {
		t.Errorf("the customer reads:\n%s", got)
	}
}

// Staff see what an account, the holder of a code and a customer were mailed, and what
// waits, by the address or by the customer's short name.
func TestStaffSeeWhatSomebodyWasMailed(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.must(cs, "mail notices "+anna.Account+" all")
	h.must(ops, "mail resend SHP/202505/00080")
	h.must(ops, "link create SHP/202505/00080 --to "+kim)
	for range 2 {
		e, claimed, err := h.store.Outbox().Claim(t.Context(), func(e model.Errand) model.Letter { return model.Letter{Subject: "About " + e.To} })
		if err != nil || !claimed {
			t.Fatalf("no mail is due: %v", err)
		}
		if err := h.store.Outbox().Sent(t.Context(), e.ID); err != nil {
			t.Fatal(err)
		}
	}
	h.must(cs, "invite "+anna.Account+" --mail")
	for who, want := range map[string][]string{
		"saigon-tech": {"About " + anna.Account, "About " + kim, "invitation", "waiting"}, kim: {"About " + kim}, anna.Account: {"About " + anna.Account, "waiting"},
	} {
		got := h.must(boss, "mail list "+who)
		for _, want := range want {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %q:\n%s", who, want, got)
			}
		}
	}
	got := h.must(cs, "mail list "+kim+" --json")
	for _, want := range []string{`"kind":"code"`, `"state":"sent"`, `"subject":"About kim@longbeach.example"`, `"left_at":"2025-05-16T12:00:00+07:00"`, `"next":null`} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s: %s", want, got)
		}
	}
	if got := h.run(cs, "mail list nobody-there"); got.exit != ExitNotFound {
		t.Errorf("%+v", got)
	}
	if got := h.run(cs, "mail list mekong-foods"); got.out != "" || !strings.Contains(got.err, "Nothing was mailed") {
		t.Errorf("%+v", got)
	}
}

// The settings say in which language mails are to whoever has chosen none, and where
// documents come from.
func TestTheSettingsHaveTheLanguageAndTheDocuments(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.must(admin, "settings set language=vi documents=By courier from our office, 12 Hai Ba Trung")
	if got := h.must(cs, "settings --json"); !strings.Contains(got, `"language":"vi"`) || !strings.Contains(got, `"documents":"By courier from our office, 12 Hai Ba Trung"`) {
		t.Errorf("%s", got)
	}
	house, err := h.store.Directory().Forwarder(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := words.In(words.English, nil).Documents(house); got != "By courier from our office, 12 Hai Ba Trung · +84 28 3823 0000 · ops@hailong.example" {
		t.Errorf("customers are told %q", got)
	}
	h.must(ops, "link create SHP/202505/00080 --to "+kim)
	language := ""
	_, _, err = h.store.Outbox().Claim(t.Context(), func(e model.Errand) model.Letter {
		language = notify.Compose(e, notify.Settings{PublicHost: "HOST", From: "track@hailong.example"}).Subject
		return model.Letter{}
	})
	if err != nil || !strings.Contains(language, "mã theo dõi của bạn") {
		t.Errorf("%q %v", language, err)
	}
	if got := h.run(admin, "settings set language=fr"); got.exit != ExitUsage {
		t.Errorf("%+v", got)
	}
	h.must(admin, "settings set language= documents=")
	if got := h.must(cs, "settings --json"); !strings.Contains(got, `"language":null,"documents":null`) {
		t.Errorf("%s", got)
	}
}
