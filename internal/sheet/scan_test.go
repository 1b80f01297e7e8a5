package sheet

import (
	"strings"
	"testing"

	"rsc.io/qr"
)

// The picture has every module of the code at its place, with a light margin.
func TestAQRCodeIsDrawnModuleByModule(t *testing.T) {
	const line = "ssh -p 2222 track@track.forwarder.example"
	picture, err := Blocks(line, false)
	if err != nil {
		t.Fatal(err)
	}
	code, err := qr.Encode(line, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	for y := range code.Size {
		for x := range code.Size {
			row := []rune(picture[(y+quietZone)/2])
			upper := strings.ContainsRune("▀█", row[x+quietZone])
			lower := strings.ContainsRune("▄█", row[x+quietZone])
			if light := (y+quietZone)%2 == 0 && upper || (y+quietZone)%2 == 1 && lower; light == code.Black(x, y) {
				t.Fatalf("module %d,%d is wrong:\n%s", x, y, strings.Join(picture, "\n"))
			}
		}
	}
	plain, err := Blocks(line, true)
	if err != nil || len(plain) != code.Size+2*quietZone {
		t.Fatal(len(plain), err)
	}
	for y := range code.Size {
		for x := range code.Size {
			if dark := plain[y+quietZone][2*(x+quietZone):][:2] == "  "; dark != code.Black(x, y) {
				t.Fatalf("module %d,%d is wrong:\n%s", x, y, strings.Join(plain, "\n"))
			}
		}
	}
	for i, edge := range []string{picture[0], picture[len(picture)-1]} {
		if strings.Trim(edge, "█▀") != "" {
			t.Errorf("edge %d is not light: %q", i, edge)
		}
	}
}
