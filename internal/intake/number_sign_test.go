package intake

import (
	"strings"
	"testing"

	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

func TestTheSignBeforeDecimalsIsTheColumns(t *testing.T) {
	for name, c := range map[string]struct {
		rows     []string // load, container, packages, weight, volume
		packages int
		weight   float64
		volume   float64
		remarked string
	}{
		"a comma stands in the column":                 {[]string{`FCL,ONEU6507410,,22.025,`, `FCL,ONEU8363919,,"1.234,5",`}, 0, 22025, 0, ""},
		"a point stands in the column":                 {[]string{`LCL,,,22.025,`, `LCL,,,18.5,`}, 0, 22.025, 0, ""},
		"grouped twice":                                {[]string{`,,,"22,025",`, `,,,"1,022,025",`}, 0, 22025, 0, ""},
		"a full container weighs tons":                 {[]string{`FCL,ONEU6507410,,22.025,`}, 0, 22025, 0, "remark.import.number"},
		"a container says that it is full":             {[]string{`,ONEU6507410,,"22,025",`}, 0, 22025, 0, "remark.import.number"},
		"a light one":                                  {[]string{`FCL,ONEU6507410,,480.500,`}, 0, 480.5, 0, "remark.import.number"},
		"in tons":                                      {[]string{`FCL,ONEU6507410,,22.025 t,`}, 0, 22025, 0, "remark.import.number"},
		"a part of a container cannot tell":            {[]string{`LCL,,,12.470,`}, 0, 12.47, 0, "remark.import.number"},
		"a volume that no container has":               {[]string{`FCL,ONEU6507410,,,"65,200"`}, 0, 0, 65.2, "remark.import.number"},
		"the volume tells the weight":                  {[]string{`FCL,ONEU6507410,,22.025,"65,2"`}, 0, 22025, 65.2, ""},
		"the weight tells the volume":                  {[]string{`LCL,,,"1,470.5",1.250`}, 0, 1470.5, 1.25, ""},
		"a volume that no part of a container has":     {[]string{`LCL,,,"1.470,5",2.500`}, 0, 1470.5, 2.5, "remark.import.number"},
		"the column is right where sense is surprised": {[]string{`FCL,ONEU6507410,,22.025,`, `FCL,ONEU8363919,,18.5,`}, 0, 22.025, 0, "remark.import.number"},
		"packages are whole":                           {[]string{`,,1.171,,`}, 1171, 0, 0, ""},
		"three zeros as another column writes them":    {[]string{`,,12.000,22025.000,`}, 12, 22025, 0, "remark.import.number"},
		"either sign stands before three digits":       {[]string{`,,,"44,050",`, `,,,44.050,`}, 0, 44050, 0, "remark.import.number remark.import.number"},
		"three zeros beside a full thousand":           {[]string{`,,12.000,,`, `,,1.171,,`}, 12000, 0, 0, ""},
	} {
		list := "shipment,partner,load,container,packages,weight_kg,volume_cbm\n"
		for i, row := range c.rows {
			list += "A" + workbook.PlainNumber(float64(i+1)) + ",Saigon Tech Export," + row + "\n"
		}
		h := open(t, "Saigon Tech Export")
		r := h.take(list, Options{Format: CSV})
		if r.RefusedTotal > 0 || remarks(r) != c.remarked {
			t.Errorf("%s: remarked %q\n%s", name, remarks(r), spoken(r))
			continue
		}
		var packages int
		var weight, volume float64
		cargo := h.shipment("A1").Facts.Cargo
		if cargo.Packages != nil {
			packages = *cargo.Packages
		}
		if cargo.WeightKg != nil {
			weight = *cargo.WeightKg
		}
		if cargo.VolumeCbm != nil {
			volume = *cargo.VolumeCbm
		}
		if packages != c.packages || weight != c.weight || volume != c.volume {
			t.Errorf("%s: %d packages, %v kg, %v m³", name, packages, weight, volume)
		}
	}
}

func TestADoubtfulNumberIsSaidBothWays(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment,partner,load,container,weight_kg\nA1,Saigon Tech Export,FCL,ONEU6507410,22.025\nA2,Saigon Tech Export,FCL,ONEU8363919,18.400\n", Options{})
	if said := spoken(r); r.WarningsTotal != 1 || !strings.Contains(said, "22025 and not as 22.025") {
		t.Errorf("%s", said)
	}
}

func TestNumbersThatAContradictoryColumnLeavesOpenAreRefused(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment;partner;weight_kg\nA1;Saigon Tech Export;1,234.5\nA2;Saigon Tech Export;1.234,5\nA3;Saigon Tech Export;22.025\nA4;Saigon Tech Export;900\n", Options{})
	want(t, r, 3, 0, 1)
	if said := spoken(r); reasons(r) != "import.number_mixed" || !strings.Contains(said, "row 2 (1,234.5)") || !strings.Contains(said, "row 3 (1.234,5)") {
		t.Errorf("%s", said)
	}
	if weight := h.shipment("A2").Facts.Cargo.WeightKg; *weight != 1234.5 {
		t.Errorf("%v kg", *weight)
	}
	// Full containers of 22,025 and of 18,500 kilograms, written by two hands.
	r = h.take("shipment,partner,container,weight_kg\nA5,Saigon Tech Export,ONEU6507410,22.025\nA6,Saigon Tech Export,ONEU8363919,\"18,500\"\n", Options{})
	if reasons(r) != "import.number_mixed import.number_mixed" {
		t.Errorf("%s", spoken(r))
	}
}

func TestContainersAreFoundWhateverStandsBetweenThem(t *testing.T) {
	for cell, want := range map[string]string{
		"ONEU6507410":                              "ONEU6507410",
		"oneu 650741-0":                            "ONEU6507410",
		"ONEU 650 741 / 0":                         "ONEU6507410",
		"ONEU650741/0 ONEU836391/9":                "ONEU6507410 ONEU8363919",
		"ONEU6507410 ONEU8363919":                  "ONEU6507410 ONEU8363919",
		"ONEU6507410/ONEU8363919":                  "ONEU6507410 ONEU8363919",
		"ONEU6507410ONEU8363919":                   "ONEU6507410 ONEU8363919",
		"ONEU 6507410 – ONEU 8363919":              "ONEU6507410 ONEU8363919",
		"1) ONEU6507410 40HC\n2) ONEU8363919 20GP": "ONEU6507410 ONEU8363919",
		"ONEU650741/2x40HC":                        "",
		"ONEU65074101":                             "",
		"2x40HC":                                   "",
		"TBA":                                      "",
	} {
		if got, _ := findBoxes(cell); strings.Join(got, " ") != want {
			t.Errorf("%q has %q", cell, got)
		}
	}
	for _, n := range []string{"ONEU6507410", "ONEU8363919"} {
		if model.CheckContainer(model.Line(n, 11)) != nil {
			t.Errorf("%s is no container", n)
		}
	}
}
