package words

import "testing"

func TestTheLocaleDecidesWhatCanBeShown(t *testing.T) {
	for _, c := range []struct {
		environ []string
		ascii   bool
	}{
		{nil, false},
		{[]string{"TERM=xterm", "LANG="}, false},
		{[]string{"LANG=vi_VN.UTF-8"}, false},
		{[]string{"LC_CTYPE=UTF-8"}, false}, // what macOS sends
		{[]string{"LANG=en_US.utf8", "LC_MESSAGES=C"}, false},
		{[]string{"LANG=C", "LC_CTYPE=C.UTF-8"}, false},
		{[]string{"LC_ALL=", "LC_CTYPE=", "LANG=C.UTF-8"}, false},
		{[]string{"LC_ALL=C"}, true},
		{[]string{"LANG=en_US.UTF-8", "LC_ALL=POSIX"}, true},
		{[]string{"LANG=de_DE.ISO-8859-1"}, true},
		{[]string{"LC_CTYPE=vi_VN.TCVN", "LANG=vi_VN.UTF-8"}, true},
	} {
		say := In(Vietnamese, nil).At(c.environ)
		if say.ASCII() != c.ascii {
			t.Errorf("%v: ASCII %v", c.environ, say.ASCII())
		}
		want := map[bool]string{false: "Hải Phòng ↵ ↑↓", true: "Hai Phong enter up/down"}[c.ascii]
		if got := say.Spell("Hải Phòng ") + say.Key("↵ ↑↓"); got != want {
			t.Errorf("%v: spelt %q", c.environ, got)
		}
		if say.Other().ASCII() != c.ascii || say.Speaking(English).ASCII() != c.ascii || say.Speaking(English).Language() != English {
			t.Errorf("%v: another language is spoken to another terminal", c.environ)
		}
	}
}
