package command

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/words"
)

// lookedAt is what customers type, with all that can go wrong.
var lookedAt = []string{
	"", "help", "whoami", "whoami --json", "shipments", "shipments --json", "shipments --csv", "shipments --search long beach",
	"shipments --search SECRET", "shipments --limit 0", "shipments --after nonsense", "shipments --limit 1 --sort ref",
	"shipment " + theirs, "shipment " + theirs + " --json", "shipment SHP/mekong-foods/00001", "shipment SHP/mekong-foods/00001 --json",
	"shipment NO", "notices", "notices --json", "notices --digest nonsense", "keys", "keys --json", "watch SHP/mekong-foods/00001", "shipments --help", "key --help", "nonsense", "nonsense --json",
	"desk", "events " + theirs, "preview " + binh.Account + " shipments", "import -", "audit", "help review", "key add --account " + binh.Account,
}

// A preview prints to the byte what the account would get, and exits as it
// would; nothing internal is in it, and nothing of another customer's.
func TestAPreviewIsWhatTheyGet(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	_, line := publicKey(t)
	h.feed(ops, line, "key", "add", "--account", anna.Account)
	key, line := publicKey(t)
	h.feed(ops, line, "key", "add", "--account", anna.Account)
	anna := anna
	anna.Fingerprint, anna.KeyType = ssh.FingerprintSHA256(key), key.Type()
	h.store.Directory().Touch(anna.Fingerprint, noon)
	h.put(many("mekong-foods", 2)...)
	h.put(many("saigon-tech", 3)...)
	for _, h.lang = range words.Languages() {
		for _, h.width = range []int{0, 50, 120} {
			for _, typed := range lookedAt {
				if typed == "" {
					continue // without a command the screens open
				}
				want := h.run(anna, typed)
				for _, who := range []model.Principal{ops, cs, boss, admin} {
					got := h.run(who, "preview "+anna.Account+" "+typed)
					if got != want {
						t.Fatalf("%s, %s: a preview of %q is\n%+v\nand they get\n%+v", h.lang, who.Role, typed, got, want)
					}
				}
				if strings.Contains(want.out+strings.ReplaceAll(want.err, "SECRET", ""), "SECRET") || strings.Contains(want.out, "mekong") {
					t.Errorf("%s: %+v", typed, want)
				}
			}
		}
	}
}

// It is spoken in the language that the account has chosen, or would be spoken
// to in where it has not.
func TestAPreviewSpeaksTheirLanguage(t *testing.T) {
	h := newHouse(t)
	self, err := h.store.Self(anna)
	if err != nil {
		t.Fatal(err)
	}
	if err := self.SetLanguage(t.Context(), "vi"); err != nil {
		t.Fatal(err)
	}
	if got := h.must(cs, "preview "+anna.Account+" whoami"); !strings.Contains(got, "Tiếng Việt") {
		t.Error(got)
	}
	h.with = func(d *Deps) {
		d.Language = func(p model.Principal) words.Catalogue {
			if p.Account != binh.Account {
				t.Errorf("asked for %+v", p)
			}
			return words.In(words.Vietnamese, ict)
		}
	}
	if got := h.must(cs, "preview "+binh.Account+" whoami"); !strings.Contains(got, "Tiếng Việt") {
		t.Error(got)
	}
}

// Every command that a customer has is either known to change nothing, or
// refused in a preview.
func TestAPreviewCanOnlyLook(t *testing.T) {
	h := newHouse(t)
	_, line := publicKey(t)
	key := newKey(t, anna.Account)
	office, err := h.store.Office(admin)
	if err != nil {
		t.Fatal(err)
	}
	if err := office.AddKey(t.Context(), anna.Account, key); err != nil {
		t.Fatal(err)
	}
	for path, roles := range allowed {
		if !slices.Contains(strings.Fields(roles), "portal") || slices.Contains(lookable, path) {
			continue
		}
		typed := "preview " + anna.Account + " " + path
		if path == "key remove" {
			typed += " " + key.Fingerprint
		}
		got := h.feed(admin, line, strings.Fields(typed)...)
		if got.exit != ExitFailed || got.out != "" || !strings.Contains(got.err, "This is a preview") {
			t.Errorf("%s: %+v", path, got)
		}
		if help := h.run(admin, typed+" --help"); help.exit != ExitDone {
			t.Errorf("the help of %s is refused too: %+v", path, help)
		}
	}
	if got := h.run(admin, "preview "+anna.Account+" notices all"); got.exit != ExitFailed || !strings.Contains(got.err, "This is a preview") {
		t.Errorf("notices are changed in a preview: %+v", got)
	}
	if keys, err := office.Keys(t.Context(), anna.Account); err != nil || len(keys) != 1 {
		t.Errorf("%v %v", keys, err)
	}
}

func TestAPreviewIsInTheTrail(t *testing.T) {
	h := newHouse(t)
	h.must(cs, "preview "+anna.Account+" shipments --limit 1")
	got := h.must(boss, "audit --search preview --json")
	if !strings.Contains(got, `"actor":"cs@hailong.example"`) || !strings.Contains(got, `"subject":"anna@saigontech.example"`) ||
		!strings.Contains(got, `"detail":"saigon-tech shipments --limit 1"`) {
		t.Error(got)
	}
}

func TestScreensOfAPreviewOpenAtATerminal(t *testing.T) {
	h := newHouse(t)
	var shown model.Principal
	screens := func(_ context.Context, p model.Principal) int {
		shown = p
		return ExitDone
	}
	h.with = func(d *Deps) { d.Screens = screens }
	if got := h.run(cs, "preview "+anna.Account); got.exit != ExitUsage || shown.Account != "" {
		t.Errorf("screens without a terminal: %+v", got)
	}
	h.with = func(d *Deps) { d.Screens, d.Terminal = screens, true }
	if got := h.run(cs, "preview "+anna.Account); got.exit != ExitDone || got.out+got.err != "" {
		t.Errorf("%+v", got)
	}
	if shown.Account != anna.Account || shown.Partner != anna.Partner || shown.Role != model.Portal || shown.Previewer != cs.Account {
		t.Errorf("shown as %+v", shown)
	}
}

// A panic in what is looked at ends that run, with a sentence.
func TestAPreviewSurvivesAPanic(t *testing.T) {
	h := newHouse(t)
	h.with = func(d *Deps) { d.Language = func(model.Principal) words.Catalogue { panic("no words") } }
	var out, errs bytes.Buffer
	exit := Run(t.Context(), h.deps(cs, "", &out, &errs), []string{"preview", anna.Account, "whoami"})
	if exit != ExitFailed || !strings.Contains(errs.String(), "our side") {
		t.Errorf("%d %s", exit, errs.String())
	}
}
