package ui

import (
	"fmt"
	"time"

	"porthole/internal/model"
)

// sampleRoom is a small room with a shipment in every state.
func sampleRoom() *fakeData {
	saigon := model.ParsePlace("Cat Lai")
	place := model.ParsePlace
	day := func(month time.Month, d int) model.When { return model.Day(2025, month, d) }
	text := func(s string) model.Text { return model.Line(s, 80) }
	ship := func(n int, ref string, status model.Status, pol, pod model.Place, etd, eta model.When) model.Published {
		return model.Published{
			Ref: text(ref), Status: status, Mode: model.Sea, Load: model.FCL, Direction: model.Export,
			POL: pol, POD: pod, ETD: etd, ETA: eta, Change: uint64(n), UpdatedAt: stageNow.Add(-time.Hour),
			Vessel: text("ONE HANNOVER"), Voyage: text("042E"),
		}
	}
	sailed := func(p model.Published) model.Published { p.ATD = p.ETD; return p }
	slipped := func(p model.Published, days int) model.Published {
		first := p.ETA
		p.ETA = model.DayOf(first.Instant().AddDate(0, 0, days))
		at := stageNow.AddDate(0, 0, -14)
		p.Ledger = []model.PublishedLine{
			{Kind: model.KindETA, PublishedAt: at, To: first},
			{Kind: model.KindETA, PublishedAt: at.AddDate(0, 0, 3), From: first, To: p.ETA, Reason: text("port congestion")},
		}
		return p
	}
	arrived := func(p model.Published) model.Published { p.ATD, p.ATA = p.ETD, p.ETA; return p }
	records := []model.Published{
		ship(1, "SHP/202312/00007", model.Done, saigon, place("NLRTM"), model.Day(2023, 12, 1), model.Day(2024, 1, 9)),
		arrived(ship(2, "SHP/202504/00068", model.Done, saigon, place("SGSIN"), day(5, 2), day(5, 5))),
		ship(3, "SHP/202505/00110", model.Draft, saigon, place("AUSYD"), model.When{}, model.When{}),
		ship(4, "SHP/202505/00101", model.Cancelled, place("VNHPH"), place("KRPUS"), day(5, 8), day(5, 14)),
		ship(5, "SHP/202505/00096", model.Confirmed, place("VNDAD"), place("JPTYO"), day(5, 19), day(5, 27)),
		ship(6, "SHP/202505/00099", model.Confirmed, place("VNHPH"), place("USLAX"), day(5, 12), day(6, 3)),
		slipped(sailed(ship(7, "SHP/202505/00092", model.InTransit, saigon, place("NLRTM"), day(5, 8), day(6, 11))), 3),
		sailed(ship(8, "SHP/202505/00084", model.InTransit, place("VNHPH"), place("CNSHA"), day(5, 14), day(5, 20))),
		sailed(ship(9, "SHP/202505/00080", model.InTransit, saigon, place("USLGB"), day(5, 10), day(5, 25))),
	}
	return newFakeData(records...)
}

// manyShipments is a room with n shipments, the last one the latest.
func manyShipments(n int) *fakeData {
	records := make([]model.Published, n)
	pol, pod := model.ParsePlace("VNSGN"), model.ParsePlace("USLGB")
	for i := range records {
		records[i] = model.Published{
			Ref: model.Line(fmt.Sprintf("SHP/202505/%05d", i+1), 40), Status: model.InTransit, Load: model.FCL,
			POL: pol, POD: pod, ETD: model.Day(2025, 5, 1+i%28), ETA: model.Day(2025, 6, 1+i%28), ATD: model.Day(2025, 5, 1+i%28),
			Change: uint64(i + 1), UpdatedAt: stageNow.Add(-time.Hour),
		}
	}
	return newFakeData(records...)
}
