package intake

import (
	"strings"
	"testing"

	"porthole/internal/words"
)

func TestNumbersThatASpreadsheetDamagedAreRefused(t *testing.T) {
	columns := []string{"shipment", "hbl", "mbl", "booking", "po", "container", "seal", "voyage", "imo"}
	for cell, reason := range map[string]string{
		"2.38746E+11":         "import.damaged",
		"2,38746E+11":         "import.damaged",
		"2.38746e+011":        "import.damaged",
		"4.5E+09":             "import.damaged",
		"5E+10":               "import.damaged",
		"2.38746E11":          "import.damaged",
		"202505081.0":         "import.damaged_decimal",
		"202505081.00":        "import.damaged_decimal",
		"202,505,081":         "import.damaged_decimal",
		"12-May":              "import.damaged_date",
		"Mar-01":              "import.damaged_date",
		"1234567890123450000": "import.damaged_long",
		"1234567890123450":    "import.damaged_long",
		"#REF!":               "import.cell_error",
	} {
		for _, column := range columns {
			list := "shipment,partner," + column + "\nA1,Saigon Tech Export,\"" + cell + "\"\n"
			if column == "shipment" {
				list = "shipment,partner\n\"" + cell + "\",Saigon Tech Export\n"
			}
			r := open(t, "Saigon Tech Export").take(list, Options{Format: CSV})
			if r.Taken != 0 || reasons(r) != reason {
				t.Errorf("%s %q: %d taken, refused %q", column, cell, r.Taken, reasons(r))
				continue
			}
			if line := r.Say(words.In(words.English, nil)).Refused[0]; line.Hint == "" || line.Row != 2 || line.Field != column {
				t.Errorf("%s %q: %+v", column, cell, line)
			}
		}
	}
}

func TestNumbersThatAreAsTheyWereEnteredAreTaken(t *testing.T) {
	for _, cell := range []string{
		"042E", "12E3", "1E05", "E123", "24W19E", "5E-10", "202505081", "00123", "1234567890123456789", "123456789012340", "12.34", "2025.001",
		"MAR01", "12-MAY", "1-2", "7.0", "#12", "#A1", `=""1234567890123450000""`,
	} {
		for _, column := range []string{"booking", "mbl", "voyage", "po"} {
			h := open(t, "Saigon Tech Export")
			r := h.take("shipment,partner,"+column+"\nA1,Saigon Tech Export,\""+cell+"\"\n", Options{Format: CSV})
			if r.Taken != 1 || r.RefusedTotal > 0 {
				t.Errorf("%s %q:\n%s", column, cell, spoken(r))
			}
		}
	}
}

// A column with other long numbers was rounded by nobody.
func TestZerosAtTheEndOfALongNumberAreJudgedByTheColumn(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	want(t, h.take("shipment,partner,booking\nA1,Saigon Tech Export,1234567890123450\nA2,Saigon Tech Export,1234567890123457\n", Options{}), 2, 0, 0)
}

func TestOneDamagedNumberOfSeveralIsRefused(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment,partner,po\nA1,Saigon Tech Export,\"PO-1, 4.5E+09\"\nA2,Saigon Tech Export,\"450,451\"\n", Options{})
	want(t, r, 1, 0, 1)
	if !strings.Contains(spoken(r), "4.5E+09") {
		t.Errorf("%s", spoken(r))
	}
}
