package isolation

import (
	"slices"
	"testing"

	"porthole/internal/model"
)

// village is a roster of two partners, me and you, with a shipment each.
func village(t *testing.T) *roster {
	t.Helper()
	r := &roster{mint: testMint(t), foreign: newPhrases(), partners: map[string]*company{}}
	for _, p := range []struct{ slug, name, ref string }{
		{"me", "Saigon Tech Export", "SHP/1"}, {"you", "Mekong Foods JSC", "SHP/11"}, {"they", "Saigon Tech", "SHP/2"},
	} {
		r.partner(model.Partner{Slug: p.slug, Name: model.Line(p.name, 40)})
		r.shipment(p.ref, p.slug)
		r.enrol(owner{name: p.ref, partner: p.slug})
	}
	return r
}

func TestWhatIsForeignIsFound(t *testing.T) {
	r := village(t)
	f := newFinder(r, "anna@me.example", "me", "Saigon Tech Export")
	mine, yours := r.mint.token(0, kindHBL), r.mint.token(1, kindHBL)
	secret := r.mint.token(0, kindBuyRate)
	for name, c := range map[string]struct {
		text, typed string
		want        []string
	}{
		"my own":                       {"HBL " + mine + " of SHP/1, Saigon Tech Export", "", nil},
		"yours":                        {"HBL " + yours, "", []string{"hbl SHP/11"}},
		"yours in pieces":              {"HBL " + yours[:4] + " \x1b[1m" + yours[4:7] + "-" + yours[7:], "", []string{"hbl SHP/11"}},
		"yours in lower case":          {"qx" + lower(yours[2:]), "", []string{"hbl SHP/11"}},
		"a number that mine begins":    {"SHP/11 and SHP/111", "", []string{"ref SHP/11"}},
		"a number in other writing":    {"shp-11", "", []string{"ref SHP/11"}},
		"a name":                       {"by MEKONG  foods, jsc.", "", []string{"partner you"}},
		"a name that mine begins with": {"Saigon Tech Export", "", nil},
		"my own secret":                {"USD " + secret, "", []string{"buy_rate SHP/1"}},
		"what I typed":                 {"nothing for " + yours + " and SHP/11", "find " + yours + " SHP/11", nil},
		"no owner":                     {r.mint.token(99, kindHBL), "", nil},
	} {
		var got []string
		for _, found := range f.read([]byte(c.text), c.typed) {
			got = append(got, found.canary+" "+found.owner)
			if found.excerpt.IsZero() {
				t.Errorf("%s: no excerpt", name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q in %q, want %q", name, got, c.text, c.want)
		}
	}
}

func lower(text string) string {
	b := []byte(text)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

func TestTitlesAreRead(t *testing.T) {
	raw := "\x1b]0;Mekong Foods JSC\x07text\x1b]2;SHP/11\x1b\\more"
	if got := string(titles([]byte(raw))); got != "0;Mekong Foods JSC\n2;SHP/11" {
		t.Errorf("%q", got)
	}
}

func TestListsThatDiffer(t *testing.T) {
	var got []string
	for _, found := range differing([]string{"c", "a", "b"}, []string{"b", "x", "c", "c"}) {
		got = append(got, found.excerpt.String())
	}
	if want := []string{"- a", "+ c", "+ x"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
