package command

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"porthole/internal/model"
	"porthole/internal/words"
)

func TestExitCodesAndHints(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	for _, c := range []struct {
		who   model.Principal
		typed string
		exit  int
		says  string
	}{
		{anna, "shipments", ExitDone, ""},
		{anna, "", ExitDone, ""},
		{anna, "shipment SHP/202505/00080", ExitDone, ""},
		{anna, "shipment SHP/000000/00000", ExitNotFound, "shipments --search"},
		{anna, "shipmnets", ExitUsage, "shipments"},
		{anna, "shipment", ExitUsage, "REF"},
		{anna, "shipment a b", ExitUsage, "“b”"},
		{anna, "shipments long beach", ExitUsage, "“long”"},
		{anna, "shipments --status sunk", ExitUsage, "in_transit"},
		{anna, "shipments --sort price", ExitUsage, "updated, etd"},
		{anna, "shipments --filter colour:red", ExitUsage, "carrier"},
		{anna, "shipments --filter eta<x", ExitUsage, "25/05"},
		{anna, "shipments --limit 0", ExitUsage, "5,000"},
		{anna, "shipments --limit many", ExitUsage, "--limit"},
		{anna, "shipments --limit", ExitUsage, "--limit"},
		{anna, "shipments --nonsense", ExitUsage, "--nonsense"},
		{anna, "shipments -x", ExitUsage, "-x"},
		{anna, "shipments --json --csv", ExitUsage, "--csv"},
		{anna, "shipments --after nonsense", ExitFailed, ""},
		{anna, "--nonsense", ExitUsage, "--nonsense"},
		{anna, "key", ExitUsage, "help key"},
		{anna, "key remove SHA256:nothing", ExitNotFound, "keys"},
		{anna, "key add --account " + admin.Account, ExitUsage, "--account"},
		{anna, "watch SHP/000000/00000", ExitNotFound, ""},
		{anna, "__complete shipments", ExitUsage, "__complete"},
		{anna, "completion bash", ExitUsage, "completion"},
		{ops, "account add x@y.example --role admin", ExitUsage, "--role"},
		{ops, "account add x@y.example", ExitUsage, "--partner"},
		{ops, "account add x@y.example --partner nobody", ExitNotFound, "“nobody”"},
		{ops, "account add nonsense --partner saigon-tech", ExitFailed, "“nonsense”"},
		{ops, "account disable nobody@y.example", ExitNotFound, "“nobody@y.example”"},
		{ops, "account disable " + admin.Account, ExitFailed, "role"},
		{ops, "key add --account " + admin.Account, ExitFailed, "public key"},
		{ops, "partner add Saigon/Tech --name X", ExitFailed, "short name"},
		{ops, "partner add x", ExitUsage, "--name"},
		{ops, "settings set name=Pirates", ExitUsage, "“set”"},
		{admin, "account add x@y.example", ExitUsage, "--role"},
		{admin, "account add x@y.example --role captain", ExitUsage, "operations"},
		{admin, "account add x@y.example --role cs --partner saigon-tech", ExitUsage, "--role"},
		{admin, "account disable " + admin.Account, ExitFailed, "own"},
		{admin, "settings set colour=red", ExitUsage, "name, phone"},
		{admin, "settings set zone=Mars/Olympus", ExitFailed, "Asia/Ho_Chi_Minh"},
		{admin, "settings set zone=../../etc/passwd", ExitFailed, "Asia/Ho_Chi_Minh"},
	} {
		got := h.run(c.who, c.typed)
		if got.exit != c.exit || !strings.Contains(got.err, c.says) {
			t.Errorf("%s: %q: exit %d, want %d, saying %q: %s", c.who.Role, c.typed, got.exit, c.exit, c.says, got.err)
		}
		if c.exit != ExitDone && (got.out != "" || got.err == "") {
			t.Errorf("%q printed %q and said %q", c.typed, got.out, got.err)
		}
	}
}

func TestErrorsAreJSONWhereJSONWasAskedFor(t *testing.T) {
	h := newHouse(t)
	for _, typed := range []string{"shipment NO --json", "nonsense --json", "shipments --limit x --json", "shipment --json"} {
		for _, h.lang = range words.Languages() {
			got := h.run(anna, typed)
			var failure struct {
				Error struct{ Message, Hint string }
			}
			if err := json.Unmarshal([]byte(got.err), &failure); err != nil || got.out != "" {
				t.Errorf("%q: %q %v", typed, got.err, err)
			}
			if failure.Error.Message == "" || failure.Error.Hint == "" || !strings.HasSuffix(got.err, "}\n") {
				t.Errorf("%q: %q", typed, got.err)
			}
		}
	}
}

// What does not exist and what is somebody else's are one answer.
func TestForeignAndUnknownLookTheSame(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	for _, command := range []string{"shipment %", "shipment % --json", "watch %", "watch % --json"} {
		foreign := h.asked(binh, command, "SHP/202505/00080")
		unknown := h.asked(binh, command, "SHP/202505/99999")
		if foreign != unknown || foreign.exit != ExitNotFound {
			t.Errorf("%s: %+v and %+v", command, foreign, unknown)
		}
	}
	for _, search := range []string{"SHP", "long", "ONEU6507410", "HLHBL"} {
		if got := h.run(binh, "shipments --json --search "+search); got.out != `{"shipments":[],"next":null}`+"\n" {
			t.Errorf("%s finds %s", search, got.out)
		}
	}
}

// asked is the answer to a question about a number, without the number.
func (h *house) asked(who model.Principal, question, ref string) result {
	h.t.Helper()
	got := h.run(who, strings.ReplaceAll(question, "%", ref))
	got.err = strings.ReplaceAll(got.err, ref, "%")
	return got
}

// Somebody types escape sequences and hopes that they come back.
func TestWhatIsTypedCannotReachTheTerminalRaw(t *testing.T) {
	h := newHouse(t)
	evil := "\x1b]0;pwned\x07\x1b[2J\u009b31m\u202eevil\r\n\xff"
	for _, who := range everybody() {
		for _, args := range [][]string{
			{evil},
			{"shipment", evil},
			{"shipment", evil, "--json"},
			{"shipments", "--search", evil},
			{"shipments", "--status", evil},
			{"--" + evil},
			{"shipments", "--" + evil},
			{"shipments", "--limit", evil},
			{"shipments", "--after", evil},
			{"key", "remove", evil},
			{"key", evil},
			{"help", evil},
			{"partner", "add", evil},
			{"partner", "add", "x", "--name", evil},
			{"import", evil},
			{"account", "add", evil, "--partner", evil},
			{"settings", "set", evil},
			{"settings", "set", "zone=" + evil},
			{"watch", evil},
			{"shipments", "--json", "--after", evil},
		} {
			got := h.feed(who, evil, args...)
			if raw := strings.IndexFunc(got.out+got.err, unsafe); raw >= 0 {
				t.Errorf("%s %q: %q", who.Role, args, got.out+got.err)
			}
		}
	}
}

func unsafe(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\uFFFD')
}

func TestOurOwnFaultsHaveANumberThatTheLogKnows(t *testing.T) {
	h := newHouse(t)
	var out, errs, log bytes.Buffer
	d := h.deps(anna, "", &out, &errs)
	d.Log = slog.New(slog.NewTextHandler(&log, nil))
	d.Now = func() time.Time { panic("SECRETPANIC") }
	h.put(laptops())
	if exit := Run(t.Context(), d, []string{"shipments"}); exit != ExitFailed {
		t.Errorf("exit %d", exit)
	}
	id := regexp.MustCompile(`\(([0-9a-f]{8})\)`).FindStringSubmatch(errs.String())
	if id == nil || !strings.Contains(log.String(), id[1]) || !strings.Contains(log.String(), "SECRETPANIC") {
		t.Errorf("%q, and in the log %q", errs.String(), log.String())
	}
	if strings.Contains(errs.String(), "SECRETPANIC") {
		t.Errorf("the reader sees %q", errs.String())
	}
}

func TestAClosedStoreIsNotTheReadersFault(t *testing.T) {
	h := newHouse(t)
	_ = h.store.Close()
	got := h.run(anna, "shipments")
	if got.exit != ExitFailed || got.out != "" || !strings.Contains(got.err, "restarting") {
		t.Errorf("%+v", got)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, bytes.ErrTooLarge }

func TestAReaderWhoHasGoneEndsTheCommandQuietly(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	for _, typed := range []string{"shipments", "shipments --json", "shipments --csv", "shipment SHP/202505/00080", "whoami", "help"} {
		var out, errs bytes.Buffer
		d := h.deps(anna, "", &out, &errs)
		d.Out = broken{}
		if exit := Run(t.Context(), d, strings.Fields(typed)); exit != ExitFailed || errs.Len() > 0 {
			t.Errorf("%s: exit %d, %q", typed, exit, errs.String())
		}
	}
}

func TestTheGuardKeepsCharactersThatAreWrittenInPieces(t *testing.T) {
	var b bytes.Buffer
	g := &guard{to: &b}
	text := "Hải Phòng → 海防\x1b[31m\u202e\u0085\x7f\n"
	for i := range len(text) {
		if _, err := g.Write([]byte{text[i]}); err != nil {
			t.Fatal(err)
		}
	}
	if b.String() != "Hải Phòng → 海防[31m\n" {
		t.Errorf("%q", b.String())
	}
}
