package action

import (
	"testing"

	"porthole/internal/model"
	"porthole/internal/ui/uitest"
	"porthole/internal/words"
)

func TestTimesAreReadAsTheyAreTyped(t *testing.T) {
	look := uitest.Look(words.English)
	tokyo := model.ParsePlace("JPTYO").Zone()
	for _, c := range []struct{ typed, want string }{
		{"", "2025-05-16T11:00:00+09:00"},
		{"7:05", "2025-05-16T07:05:00+09:00"},
		{"15/5 14:30", "2025-05-15T14:30:00+09:00"},
		{"15/5", "2025-05-15"},
		{"28/12", "2024-12-28"}, // nearer than the one to come
		{"3/11", "2025-11-03"},
		{"15 May", ""},
		{"2025-05-10", "2025-05-10"},
		{"10/05/2025 01:20", "2025-05-10T01:20:00+09:00"},
		{"2025-05-10T01:20:00+07:00", "2025-05-10T03:20:00+09:00"},
		{"31/2", ""},
		{"25:00", ""},
		{"soon", ""},
	} {
		got, err := readTime(c.typed, tokyo, look)
		if (err != nil) != (c.want == "") || got.String() != c.want {
			t.Errorf("%q is %q (%v), want %q", c.typed, got, err, c.want)
		}
	}
	if got, _ := readTime("9:00", nil, look); got.String() != "2025-05-16T09:00:00+07:00" {
		t.Errorf("without a zone it is %s", got)
	}
}
