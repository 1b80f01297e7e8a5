package intake

import (
	"strings"
	"testing"
)

// boxed is a list of one shipment with these cells below container, type and seal.
func boxed(container, kind, seal string) string {
	return "shipment,partner,container,container_type,seal,packages\nA1,Saigon Tech Export,\"" + container + "\",\"" + kind + "\",\"" + seal + "\",30\n"
}

func TestTheContainersOfACell(t *testing.T) {
	const two = "ONEU6507410 ONEU8363919"
	for name, c := range map[string]struct {
		container, kind, seal string
		numbers, kinds, seals string
		remarked              string
	}{
		"by a blank":            {"ONEU6507410 ONEU8363919", "40HC", "S1 S2", two, "40HC 40HC", "S1 S2", ""},
		"by a slash":            {"ONEU6507410/ONEU8363919", "40HC/20GP", "S1/S2", two, "40HC 20GP", "S1 S2", ""},
		"by a plus":             {"ONEU6507410 + ONEU8363919", "1x40HC + 1x20GP", "S1 + S2", two, "40HC 20GP", "S1 S2", ""},
		"by a semicolon":        {"ONEU6507410;ONEU8363919", "2x40HC", "S1;S2", two, "40HC 40HC", "S1 S2", ""},
		"by a new line":         {"ONEU6507410\nONEU8363919", "40HC\n20GP", "S1\nS2", two, "40HC 20GP", "S1 S2", ""},
		"by a comma":            {"ONEU6507410, ONEU8363919", "", "S1, S2", two, " ", "S1 S2", ""},
		"by an ampersand":       {"ONEU6507410 & ONEU8363919", "", "S1 & S2", two, " ", "S1 S2", ""},
		"by a word":             {"ONEU6507410 và ONEU8363919", "", "", two, " ", " ", ""},
		"by nothing":            {"ONEU6507410ONEU8363919", "", "", two, " ", " ", ""},
		"written apart":         {"ONEU 650741-0 / ONEU 836391-9", "", "", two, " ", " ", ""},
		"with their types":      {"ONEU6507410 (40HC), ONEU8363919 (20GP)", "", "", two, "40HC 20GP", " ", ""},
		"with a count":          {"2x40HC: ONEU6507410, ONEU8363919", "", "", two, "40HC 40HC", " ", ""},
		"numbered":              {"1) ONEU6507410\n2) ONEU8363919", "", "", two, " ", " ", ""},
		"with something else":   {"ONEU6507410 / HL123456", "", "", "ONEU6507410", "", "", "remark.import.not_a_container"},
		"more types than boxes": {"ONEU6507410 ONEU8363919", "40HC, 20GP, 45HC", "", two, " ", " ", "remark.import.types"},
		"a count and a type":    {"2x40HC", "", "", "", "", "", "remark.import.container_count"},
		"counts and types":      {"1 x 40'HC + 2*20GP", "", "", "", "", "", "remark.import.container_count"},
		"a count in words":      {"1 cont", "", "", "", "", "", "remark.import.container_count"},
		"a count":               {"2", "", "", "", "", "", "remark.import.container_count"},
		"a type":                {"40HC", "", "", "", "", "", "remark.import.container_count"},
		"not known yet":         {"TBA", "", "", "", "", "", ""},
		"neither is known yet":  {"TBA/TBA", "", "", "", "", "", ""},
		"words":                 {"ask the customer", "", "", "", "", "", "remark.import.not_a_container"},
		"a digit is missing":    {"ONEU650741", "", "", "", "", "", "remark.import.not_a_container"},
		"a truck":               {"51C-123.45", "", "", "", "", "", "remark.import.not_a_container"},
	} {
		h := open(t, "Saigon Tech Export")
		r := h.take(boxed(c.container, c.kind, c.seal), Options{Format: CSV})
		if r.Taken != 1 || remarks(r) != c.remarked {
			t.Errorf("%s: %d taken, remarked %q\n%s", name, r.Taken, remarks(r), spoken(r))
			continue
		}
		var numbers, kinds, seals []string
		for _, box := range h.shipment("A1").Facts.Containers {
			numbers, kinds, seals = append(numbers, box.Number.String()), append(kinds, box.Type.String()), append(seals, box.Seal.String())
		}
		if got := [3]string{strings.Join(numbers, " "), strings.Join(kinds, " "), strings.Join(seals, " ")}; got != [3]string{c.numbers, c.kinds, c.seals} {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// One column counts the containers and another names them; or each has its column.
func TestSeveralColumnsOfContainers(t *testing.T) {
	for _, list := range []string{
		"shipment,partner,Containers,Container No\nA1,Saigon Tech Export,2,ONEU6507410/ONEU8363919\n",
		"shipment,partner,Container No,Containers\nA1,Saigon Tech Export,ONEU6507410/ONEU8363919,2x40HC\n",
		"shipment,partner,Container,Container No\nA1,Saigon Tech Export,ONEU6507410,ONEU8363919\n",
	} {
		h := open(t, "Saigon Tech Export")
		r := h.take(list, Options{Format: CSV})
		if boxes := h.shipment("A1").Facts.Containers; len(boxes) != 2 || r.WarningsTotal > 0 {
			t.Errorf("%+v\n%s", boxes, spoken(r))
		}
	}
}

// A column that counts containers is remarked once, and nothing of it is published.
func TestAColumnThatCountsContainersNamesNone(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment,partner,Containers\nA1,Saigon Tech Export,2\nA2,Saigon Tech Export,1\nA3,Saigon Tech Export,1x20GP\n", Options{})
	want(t, r, 3, 0, 0)
	if remarks(r) != "remark.import.container_count" || len(h.shipment("A1").Facts.Containers) != 0 {
		t.Errorf("%s", spoken(r))
	}
}
