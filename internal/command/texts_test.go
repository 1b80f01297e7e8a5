package command

import (
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
)

// Words without their quotes belong to the flag that they were typed behind,
// and to no other.
func TestWordsFindTheirFlag(t *testing.T) {
	h := newHouse(t)
	s := h.session(admin)
	for _, c := range []struct{ typed, want string }{
		{"event post R gate_in --at now --text All is in --publish", "event|post|R|gate_in|--at|now|--text|All is in|--publish"},
		{"event post R gate_in --at 09/05/2025 18:22 --json", "event|post|R|gate_in|--at|09/05/2025 18:22|--json"},
		{"event post R gate in --at=09/05/2025 18:22", "event|post|R|gate|in|--at=09/05/2025 18:22"},
		{"event post R x --text for you --internal USD 5 paid --place Cat Lai", "event|post|R|x|--text|for you|--internal|USD 5 paid|--place|Cat Lai"},
		{"event post --publish R x --text a b --yes c", "event|post|--publish|R|x|--text|a b|--yes|c"},
		{"event post --text early R gate_in --at now", "event|post|--text|early|R|gate_in|--at|now"},
		{"event withdraw R e1 --reason - wrong box", "event|withdraw|R|e1|--reason|- wrong box"},
		{"reschedule R --reason port is full --eta 2025-05-28", "reschedule|R|--reason|port is full|--eta|2025-05-28"},
		{"reschedule R --eta 28/05/2025 14:00 --reason x y", "reschedule|R|--eta|28/05/2025|14:00|--reason|x y"},
		{"note add R a b -- --text c", "note|add|R|a|b|--|--text|c"},
		{"audit --json --search partner add --limit 5", "audit|--json|--search|partner add|--limit|5"},
		{"preview a@b.example shipments --search long beach", "preview|a@b.example|shipments|--search|long|beach"},
		{"event post R x --text", "event|post|R|x|--text"},
		{"event post R x --nonsense a b", "event|post|R|x|--nonsense|a|b"},
	} {
		if got := strings.Join(gathered(s.tree(), strings.Fields(c.typed)), "|"); got != c.want {
			t.Errorf("%s\n%s, want\n%s", c.typed, got, c.want)
		}
	}
}

// A text that came with its quotes is whole.
func TestQuotedWordsStayWhole(t *testing.T) {
	h := newHouse(t)
	s := h.session(admin)
	got := gathered(s.tree(), []string{"event", "withdraw", "R", "e1", "--reason", "wrong box", "stray"})
	if len(got) != 7 || got[5] != "wrong box" {
		t.Errorf("%q", got)
	}
}

func (h *house) session(p model.Principal) *session { return newSession(h.deps(p, "", nil, nil), nil) }

func TestTimesAsPeopleTypeThem(t *testing.T) {
	h := newHouse(t)
	s := h.session(ops)
	for _, c := range []struct{ typed, want string }{
		{"now", "2025-05-16T12:00:00+07:00"},
		{"14:30", "2025-05-16T14:30:00+07:00"},
		{"09/05/2025 18:22", "2025-05-09T18:22:00+07:00"},
		{"2025-05-09T18:22", "2025-05-09T18:22:00+07:00"},
		{"2025-05-09T18:22:00+02:00", "2025-05-09T23:22:00+07:00"},
		{"9/5/2025", "2025-05-09"},
		{"", ""},
		{"soon", "error"},
		{"25:00", "error"},
	} {
		when, err := s.happened(c.typed, ict)
		if got := when.String(); got != c.want && (err == nil) == (c.want == "error") || err == nil && got != c.want {
			t.Errorf("%q is %q (%v), want %q", c.typed, got, err, c.want)
		}
	}
	for _, c := range []struct {
		typed string
		want  time.Time
	}{
		{"", time.Time{}},
		{"36h", noon.Add(-36 * time.Hour)},
		{"7d", noon.AddDate(0, 0, -7)},
		{"2w", noon.AddDate(0, 0, -14)},
		{"2025-05-09", time.Date(2025, 5, 9, 0, 0, 0, 0, ict)},
		{"09/05/2025 18:22", time.Date(2025, 5, 9, 18, 22, 0, 0, ict)},
	} {
		if got, err := s.since(c.typed); err != nil || !got.Equal(c.want) {
			t.Errorf("since %q is %v (%v), want %v", c.typed, got, err, c.want)
		}
	}
	for _, bad := range []string{"d", "-1d", "0h", "1y", "99999999999999999999h", "4000d", "1.5h"} {
		if span, ok := readSpan(bad); ok {
			t.Errorf("%q is %v", bad, span)
		}
	}
}
