package model

import (
	"fmt"
	"testing"
)

func TestTheStaysOfAShipmentAreThePortsOfItsMainCarriage(t *testing.T) {
	p := Published{
		POL: ParsePlace("VNSGN"), POD: ParsePlace("NLRTM"), ETD: Day(2025, 5, 6), ETA: Day(2025, 6, 14), ATD: Day(2025, 5, 8),
		Vessel: Line("JULES VERNE", NameCells),
		Legs: []Leg{
			{Mode: Road, From: ParsePlace("Thu Duc"), To: ParsePlace("VNSGN")},
			{Mode: Sea, From: ParsePlace("VNSGN"), To: ParsePlace("SGSIN"), Vessel: Line("COSCO PRIDE", NameCells), ETA: Day(2025, 5, 11), ATA: Day(2025, 5, 12)},
			{Mode: Sea, From: ParsePlace("SGSIN"), To: ParsePlace("NLRTM"), Vessel: Line("JULES VERNE", NameCells), ETD: Day(2025, 5, 18)},
			{Mode: Road, From: ParsePlace("NLRTM"), To: ParsePlace("Venlo")},
		},
	}
	said := ""
	for _, c := range p.Stays() {
		said += fmt.Sprintf("%s %s/%s %s/%s %s\n", c.Port.Code, c.ETA, c.ATA, c.ETD, c.ATD, c.Vessel)
	}
	want := "VNSGN / 2025-05-06/2025-05-08 COSCO PRIDE\nSGSIN 2025-05-11/2025-05-12 2025-05-18/ JULES VERNE\nNLRTM 2025-06-14/ / \n"
	if said != want {
		t.Errorf("stays:\n%s\nwant:\n%s", said, want)
	}
	p.Legs = nil
	if stays := p.Stays(); len(stays) != 2 || stays[0].Vessel != p.Vessel || stays[0].ATD != p.ATD || stays[1].ETA != p.ETA {
		t.Errorf("without legs: %+v", stays)
	}
}
