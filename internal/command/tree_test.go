package command

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
)

// allowed is who has which command, written down a second time on purpose.
var allowed = map[string]string{
	"shipments":       "portal operations cs manager admin",
	"shipment":        "portal operations cs manager admin",
	"watch":           "portal operations cs manager admin",
	"ics":             "portal operations cs manager admin",
	"whoami":          "portal operations cs manager admin",
	"keys":            "portal operations cs manager admin",
	"key add":         "portal operations cs manager admin",
	"key remove":      "portal operations cs manager admin",
	"import":          "operations admin",
	"mappings":        "operations admin",
	"mapping remove":  "operations admin",
	"partners":        "operations cs manager admin",
	"partner add":     "operations cs admin",
	"accounts":        "operations cs manager admin",
	"account add":     "operations cs admin",
	"account disable": "operations cs admin",
	"settings":        "operations cs manager admin",
	"carriers":        "operations cs manager admin",
	"carrier set":     "operations admin",
	"settings set":    "admin",

	"notices":         "portal",
	"outbox":          "operations cs manager admin",
	"mail list":       "operations cs manager admin",
	"outbox retry":    "operations cs admin",
	"outbox drop":     "operations cs admin",
	"mail resend":     "operations cs admin",
	"desk":            "operations cs manager admin",
	"freshness":       "operations cs manager admin",
	"events":          "operations cs manager admin",
	"shipment set":    "operations admin",
	"leg add":         "operations admin",
	"leg set":         "operations admin",
	"leg remove":      "operations admin",
	"event post":      "operations cs admin",
	"event hold":      "operations manager admin",
	"event publish":   "operations cs admin",
	"event reason":    "operations cs admin",
	"event withdraw":  "operations manager admin",
	"reschedule":      "operations cs admin",
	"voyage depart":   "operations admin",
	"voyage arrive":   "operations admin",
	"notes":           "operations cs manager admin",
	"note add":        "operations cs admin",
	"note publish":    "operations cs admin",
	"note withdraw":   "operations manager admin",
	"account move":    "operations cs admin",
	"account enable":  "operations cs admin",
	"invite":          "operations cs admin",
	"invite revoke":   "operations cs admin",
	"invites":         "operations cs admin",
	"link create":     "operations cs admin",
	"link renew":      "operations cs admin",
	"link revoke":     "operations cs manager admin",
	"links":           "operations cs manager admin",
	"preview":         "operations cs manager admin",
	"doctor":          "operations cs manager admin",
	"review":          "operations cs manager admin",
	"reviews":         "operations cs manager admin",
	"check isolation": "manager admin",
	"audit":           "manager admin",
	"audit verify":    "manager admin",
	"verify":          "manager admin",
	"mail notices":    "operations cs admin",
	"portal":          "operations cs manager admin",
	"portal pause":    "manager admin",
	"portal resume":   "manager admin",
	"backup":          "admin",
}

// What is not somebody's does not exist for them: the same words, the same exit
// code and the same help as for nonsense of the same name.
func TestEachRoleHasItsOwnTree(t *testing.T) {
	h := newHouse(t)
	for role, who := range everybody() {
		for path, roles := range allowed {
			if !slices.Contains(strings.Fields(roles), role) {
				h.denied(t, role, who, path)
				continue
			}
			if got := h.run(who, path+" --help"); got.exit != ExitDone || got.err != "" {
				t.Errorf("%s has no %s: %d %s", role, path, got.exit, got.err)
			}
		}
	}
}

func (h *house) denied(t *testing.T, role string, who model.Principal, path string) {
	t.Helper()
	words := strings.Fields(path)
	words[len(words)-1] = "zzqqzzqq"
	if got := h.run(who, strings.Fields(path)[0]+" --help"); len(words) > 1 && got.exit != ExitDone {
		words = append([]string{"qqzzqqzz"}, words[1:]...) // the group is not theirs either
	}
	for _, rest := range []string{"", " --help", " x y --json", " --dry-run"} {
		nonsense := strings.Join(words, " ")
		got, want := h.run(who, path+rest), h.run(who, nonsense+rest)
		if got.exit != want.exit || got.out != want.out || forget(got.err) != forget(want.err) {
			t.Errorf("%s sees a difference between %q and nonsense:\n%+v\n%+v", role, path+rest, got, want)
		}
	}
	if near := meant.FindStringSubmatch(h.run(who, path).err); near != nil && h.run(who, near[1]+" --help").exit != ExitDone {
		t.Errorf("%s is told of %s", role, near[1])
	}
	if help := h.run(who, "help"); strings.Contains(help.out, "\n  "+path+" ") {
		t.Errorf("the help of %s lists %s", role, path)
	}
}

var (
	quoted = regexp.MustCompile(`“[^”]*”|--search \S+`)
	meant  = regexp.MustCompile(` Did you mean “([^”]*)”\?`)
)

// forget takes out of an answer what was typed, and what it may have meant.
func forget(answer string) string {
	return quoted.ReplaceAllString(meant.ReplaceAllString(answer, ""), "“”")
}

// Every cell of the policy is that of a command, which the test above tries for every
// role: no act is without one by an oversight, and each is for those whom the policy
// names. Staff accounts are an act within a command.
func TestEveryCellOfThePolicyIsACommand(t *testing.T) {
	within := []model.Act{model.ActCode, model.ActOffice, model.ActStaff} // a code has no commands of its own; what a list begins with
	for act := model.ActView; model.Admin.May(act) || model.Portal.May(act) || model.Holder.May(act); act++ {
		of := slices.DeleteFunc(entries(), func(e entry) bool { return e.act != act })
		if len(of) == 0 && !slices.Contains(within, act) {
			t.Errorf("act %d has no command", act)
		}
		for _, e := range of {
			for role, who := range everybody() {
				if may := slices.Contains(strings.Fields(allowed[e.path]), role); may != who.Role.May(act) {
					t.Errorf("%s may %s: %t, the policy says %t", role, e.path, may, who.Role.May(act))
				}
			}
		}
	}
	h := newHouse(t)
	for role, who := range everybody() {
		if !who.IsStaff() || !who.Role.May(model.ActCustomers) {
			continue
		}
		if got := h.run(who, "account add colleague-of-"+role+"@house.example --role cs"); (got.exit == ExitDone) != who.Role.May(model.ActStaff) {
			t.Errorf("%s adds one of the staff: %+v", role, got)
		}
	}
}

func TestTheTableOfCommandsIsWhole(t *testing.T) {
	for _, e := range entries() {
		if _, ok := allowed[e.path]; !ok {
			t.Errorf("nobody said who may %s", e.path)
		}
	}
	if len(entries()) != len(allowed) {
		t.Errorf("%d commands, %d of them said who for", len(entries()), len(allowed))
	}
}

func TestAGuestReadsWhomToAsk(t *testing.T) {
	h := newHouse(t)
	for _, typed := range []string{"", "shipments", "help", "--help", "nonsense --json", "partner add x --name y"} {
		got := h.run(model.Principal{}, typed)
		if got.exit != ExitFailed || got.out != "" || !strings.Contains(got.err, "+84 28 3823 0000") {
			t.Errorf("%q: %+v", typed, got)
		}
	}
}

// A principal that is neither staff nor linked to a partner has nothing.
func TestAHalfPrincipalHasNothing(t *testing.T) {
	h := newHouse(t)
	for _, p := range []model.Principal{{Account: "x@y", Role: model.Portal}, {Role: model.Admin}, {Account: "x@y", Role: "root"}} {
		for path := range allowed {
			if got := h.run(p, path); got.exit != ExitFailed || got.out != "" {
				t.Errorf("%+v ran %s: %+v", p, path, got)
			}
		}
	}
}

func TestHelpInBothLanguages(t *testing.T) {
	h := newHouse(t)
	for _, h.lang = range words.Languages() {
		for _, h.width = range []int{0, 40, 80, 200} {
			h.helpReads(t, admin, "help")
			for path := range allowed {
				h.helpReads(t, owner(path), path+" --help")
				if a, b := h.must(owner(path), path+" --help"), h.must(owner(path), "help "+path); a != b {
					t.Errorf("help %s differs from %s --help", path, path)
				}
			}
		}
	}
}

// owner is somebody who has a command: the administrator, but for what is for
// customers alone.
func owner(path string) model.Principal {
	if slices.Contains(strings.Fields(allowed[path]), "admin") {
		return admin
	}
	return anna
}

func (h *house) helpReads(t *testing.T, who model.Principal, typed string) {
	t.Helper()
	text := h.must(who, typed)
	for _, raw := range []string{"command.", "error.", "{1}", "{2}"} {
		if strings.Contains(text, raw) {
			t.Errorf("%s %s shows %q:\n%s", h.lang, typed, raw, text)
		}
	}
	if !strings.Contains(text, "ssh HOST ") {
		t.Errorf("%s %s has no line to paste:\n%s", h.lang, typed, text)
	}
	if other := map[words.Language]string{words.English: "Cách dùng", words.Vietnamese: "Usage"}[h.lang]; strings.Contains(text, other) {
		t.Errorf("%s %s speaks the other language", h.lang, typed)
	}
}

func TestExamplesAreThereAndWork(t *testing.T) {
	h := newHouse(t)
	for path := range allowed {
		if len(examples[path]) == 0 {
			t.Errorf("%s has no example", path)
		}
		for _, example := range examples[path] {
			typed, _, _ := strings.Cut(example, "<")
			typed, _, _ = strings.Cut(typed, ">")
			if strings.HasPrefix(typed, "watch") {
				continue // does not end by itself
			}
			if got := h.run(owner(path), typed); got.exit == ExitUsage {
				t.Errorf("%s: %s", typed, got.err)
			}
		}
	}
}
