package words

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
)

var (
	ict  = time.FixedZone("", 7*3600)
	now  = time.Date(2025, 5, 16, 9, 0, 0, 0, ict)
	told = time.Date(2025, 5, 2, 10, 0, 0, 0, ict)
)

func text(s string) model.Text    { return model.Line(s, model.NameCells) }
func may(day int) model.When      { return model.Day(2025, 5, day) }
func at(day, hour int) model.When { return model.Moment(time.Date(2025, 5, day, hour, 0, 0, 0, ict)) }

func place(code string) model.Place {
	return map[string]model.Place{
		"VNSGN": {Code: text("VNSGN"), Name: text("Ho Chi Minh City"), Terminal: text("Cat Lai")},
		"USLGB": {Code: text("USLGB"), Name: text("Long Beach")},
		"SGSIN": {Code: text("SGSIN"), Name: text("Singapore")},
	}[code]
}

func actual(m model.Milestone, when model.When, code string) model.PublishedEvent {
	return model.PublishedEvent{Milestone: m, Classifier: model.Actual, At: when, Place: place(code)}
}

// sailing is a confirmed shipment from Cat Lai to Long Beach on which nothing
// has been reported, changed by edit.
func sailing(edit func(*model.Published)) model.Published {
	p := model.Published{
		Ref: text("SHP/202505/00080"), Status: model.Confirmed, Mode: model.Sea, Load: model.FCL,
		POL: place("VNSGN"), POD: place("USLGB"), ETD: may(10), ETA: may(25),
		Vessel: text("ONE HANNOVER"), Voyage: text("042E"), UpdatedAt: told,
		Containers: []model.PublishedContainer{{Number: text("ONEU6507410")}, {Number: text("ONEU8363919")}},
		Ledger:     []model.PublishedLine{{Kind: model.KindETA, PublishedAt: told, To: may(25)}},
	}
	edit(&p)
	return p
}

// moved gives the shipment a second ETA.
func moved(to model.When, reason string) func(*model.Published) {
	return func(p *model.Published) {
		p.ETA = to
		p.Ledger = append(p.Ledger, model.PublishedLine{
			Kind: model.KindETA, PublishedAt: told.AddDate(0, 0, 12), From: may(25), To: to, Reason: text(reason),
		})
	}
}

// withdrawn gives the shipment a change of the ETA that was taken back.
func withdrawn(gone, holds model.When) func(*model.Published) {
	return func(p *model.Published) {
		moved(gone, "")(p)
		at := told.AddDate(0, 0, 13)
		p.Ledger[len(p.Ledger)-1].WithdrawnAt = at
		p.Ledger = append(p.Ledger, model.PublishedLine{Kind: model.KindETA, PublishedAt: at, From: gone, To: holds, Withdrawal: true})
		p.ETA = holds
	}
}

// reported gives the shipment events; the last decides where it is.
func reported(events ...model.PublishedEvent) func(*model.Published) {
	return func(p *model.Published) {
		p.Status = model.InTransit
		if last := events[len(events)-1]; last.Milestone.Rank() < model.Loaded.Rank() {
			p.Status = model.Confirmed
		}
		p.Timeline = append(p.Timeline, events...)
	}
}

func on(e model.PublishedEvent, container string) model.PublishedEvent {
	e.Container = text(container)
	return e
}

// answering takes a branch of one of the answers.
type answering struct {
	name   string
	edit   func(*model.Published)
	en, vi model.Answers // what is empty is not compared
}

var answered = []answering{
	{
		"left with one of two boxes reported", func(p *model.Published) {
			reported(on(actual(model.Loaded, at(10, 1), "VNSGN"), "ONEU6507410"), actual(model.Departed, at(10, 6), "VNSGN"))(p)
			p.ATD = at(10, 6)
		},
		model.Answers{Loaded: "Partly reported: 1 of 2 containers. The vessel left Cat Lai on 10 May."},
		model.Answers{Loaded: "Mới có báo cáo cho 1/2 container. Tàu đã rời Cát Lái ngày 10/05."},
	},
	{
		"arrived, the ETA never moved; delivered at an address", func(p *model.Published) {
			delivered := model.PublishedEvent{
				Milestone: model.Delivered, Classifier: model.Actual, At: model.Moment(time.Date(2025, 5, 27, 18, 0, 0, 0, time.UTC)),
			}
			reported(delivered)(p)
			p.Status, p.ATD, p.ATA = model.Done, at(10, 6), may(25)
		},
		model.Answers{
			EtaChanged: "No. It stayed 25 May, as first published on 02 May.",
			Where:      "Delivered in Long Beach on 27 May 11:00 PDT.", // by the clock of the port, not of the house
		},
		model.Answers{EtaChanged: "Không. Vẫn giữ 25/05, như công bố lần đầu ngày 02/05."},
	},
	{
		"nothing reported", func(*model.Published) {},
		model.Answers{
			Loaded: "Not reported yet. Departure was planned for 10 May.", EtaChanged: "No. Still 25 May, as first published on 02 May.",
			Where: "Not reported yet.", Arrival: "25 May in Long Beach (estimate published on 02 May).",
		},
		model.Answers{
			Loaded: "Chưa có báo cáo. Theo kế hoạch, tàu lẽ ra khởi hành ngày 10/05.", EtaChanged: "Không. Vẫn là 25/05, như công bố lần đầu ngày 02/05.",
			Where: "Chưa có báo cáo.", Arrival: "25/05 tại Long Beach (dự kiến, công bố ngày 02/05).",
		},
	},
	{
		"cancelled", func(p *model.Published) { p.Status = model.Cancelled },
		model.Answers{Loaded: "This shipment was cancelled.", Arrival: "This shipment was cancelled."},
		model.Answers{Loaded: "Lô hàng này đã bị hủy.", Where: "Lô hàng này đã bị hủy."},
	},
	{
		"draft", func(p *model.Published) { p.Status = model.Draft },
		model.Answers{Loaded: "No. The booking is not confirmed yet.", Where: "Nothing has moved yet: the booking is not confirmed."},
		model.Answers{Loaded: "Chưa. Đặt chỗ chưa được xác nhận."},
	},
	{
		"no dates at all", func(p *model.Published) { p.ETD, p.ETA, p.Ledger = model.When{}, model.When{}, nil },
		model.Answers{Loaded: "Not reported yet.", EtaChanged: "No ETA has been given yet.", Arrival: "No arrival date has been given yet."},
		model.Answers{EtaChanged: "Chưa có ETA."},
	},
	{
		"an ETA without a ledger", func(p *model.Published) { p.Ledger = nil },
		model.Answers{EtaChanged: "No. Still 25 May."},
		model.Answers{EtaChanged: "Không. Vẫn là 25/05."},
	},
	{
		"one day later, with the reason", moved(may(26), "berth congestion at Long Beach"),
		model.Answers{EtaChanged: "Yes. Now 26 May, 1 day later than first given (25 May); changed on 14 May. Reason: berth congestion at Long Beach"},
		model.Answers{EtaChanged: "Có. Nay là 26/05, muộn hơn 1 ngày so với ban đầu (25/05); đổi ngày 14/05. Lý do: berth congestion at Long Beach"},
	},
	{
		"three days earlier", moved(may(22), ""),
		model.Answers{EtaChanged: "Yes. Now 22 May, 3 days earlier than first given (25 May); changed on 14 May."},
		model.Answers{EtaChanged: "Có. Nay là 22/05, sớm hơn 3 ngày so với ban đầu (25/05); đổi ngày 14/05."},
	},
	{
		"changed and back", moved(may(25), ""),
		model.Answers{EtaChanged: "It changed and is back at 25 May, as first given; last changed on 14 May."},
		model.Answers{},
	},
	{
		"booked", reported(actual(model.BookingConfirmed, at(2, 9), "")),
		model.Answers{
			Loaded: "Not reported yet. Last report: Booking confirmed, 02 May 09:00 ICT.",
			Where:  "Booked on 02 May 09:00 ICT. No cargo has been reported yet.",
		},
		model.Answers{},
	},
	{
		"empty picked up, place not given", reported(actual(model.EmptyPickedUp, at(7, 15), "")),
		model.Answers{Where: "Empty container picked up on 07 May 15:00 ICT in Cat Lai."},
		model.Answers{},
	},
	{
		"received", reported(actual(model.CargoReceived, at(7, 15), "VNSGN")),
		model.Answers{Where: "In the warehouse in Cat Lai since 07 May 15:00 ICT."},
		model.Answers{},
	},
	{
		"stuffed", reported(actual(model.Stuffed, at(8, 11), "VNSGN")),
		model.Answers{Where: "In its container since 08 May 11:00 ICT, in Cat Lai."},
		model.Answers{},
	},
	{
		"gate-in", reported(actual(model.GateIn, at(9, 18), "VNSGN")),
		model.Answers{Where: "In the terminal at Cat Lai since 09 May 18:00 ICT, waiting to be loaded."},
		model.Answers{Where: "Tại bãi cảng Cát Lái từ 09/05 18:00 ICT, chờ xếp lên tàu."},
	},
	{
		"one box of two aboard", reported(on(actual(model.Loaded, at(10, 1), "VNSGN"), "ONEU6507410")),
		model.Answers{
			Loaded: "Partly. 1 of 2 containers is on board, since 10 May 01:00 ICT.",
			Where:  "1 of 2 containers on board ONE HANNOVER 042E in Cat Lai since 10 May 01:00 ICT. ONEU8363919: Not reported yet.",
		},
		model.Answers{},
	},
	{
		"aboard an unnamed vessel", func(p *model.Published) {
			reported(actual(model.Loaded, at(10, 1), "VNSGN"))(p)
			p.Vessel, p.Voyage = model.Text{}, model.Text{}
		},
		model.Answers{
			Loaded: "Yes. On board since 10 May 01:00 ICT, Cat Lai.",
			Where:  "On board in Cat Lai since 10 May 01:00 ICT; departure not reported yet.",
		},
		model.Answers{Where: "Trên tàu tại Cát Lái từ 10/05 01:00 ICT; chưa có báo cáo khởi hành."},
	},
	{
		"left, loading not reported", func(p *model.Published) { p.ATD, p.Status = may(10), model.InTransit },
		model.Answers{
			Loaded: "Yes. The vessel left Cat Lai on 10 May; the loading itself was not reported.",
			Where:  "At sea on ONE HANNOVER 042E, next port Long Beach.",
		},
		model.Answers{Where: "Trên biển, tàu ONE HANNOVER 042E, cảng tiếp theo Long Beach."},
	},
	{
		"left on an unnamed vessel", func(p *model.Published) {
			p.ATD, p.Vessel, p.Voyage = may(10), model.Text{}, model.Text{}
		},
		model.Answers{Where: "At sea, next port Long Beach."},
		model.Answers{},
	},
	{
		"departed, as an event alone", reported(actual(model.Departed, at(10, 6), "VNSGN")),
		model.Answers{Where: "At sea on ONE HANNOVER 042E, next port Long Beach."},
		model.Answers{},
	},
	{
		"at the transshipment port", reported(actual(model.TSArrived, at(13, 6), "SGSIN")),
		model.Answers{Where: "At the transshipment port Singapore since 13 May 07:00 SGT."},
		model.Answers{},
	},
	{
		"ashore for transshipment", reported(actual(model.TSDischarged, at(13, 6), "SGSIN")),
		model.Answers{Where: "Ashore at the transshipment port Singapore since 13 May 07:00 SGT, waiting for its next vessel."},
		model.Answers{},
	},
	{
		"aboard its next vessel, unnamed", func(p *model.Published) {
			reported(actual(model.TSLoaded, at(14, 6), "SGSIN"))(p)
			p.ATD, p.Vessel, p.Voyage = may(10), model.Text{}, model.Text{}
		},
		model.Answers{Where: "On board at the transshipment port Singapore since 14 May 07:00 SGT."},
		model.Answers{Where: "Trên tàu tại cảng chuyển tải Singapore từ 14/05 07:00 SGT."},
	},
	{
		"at sea again", reported(actual(model.TSDeparted, at(15, 6), "SGSIN")),
		model.Answers{Where: "At sea on ONE HANNOVER 042E, next port Long Beach."},
		model.Answers{},
	},
	{
		"overdue", func(p *model.Published) { p.ATD, p.ETA, p.Ledger = may(1), may(13), nil },
		model.Answers{Arrival: "It was due on 13 May; its arrival has not been reported yet."},
		model.Answers{},
	},
	{
		"arrived, by its date", func(p *model.Published) { p.ATD, p.ATA = may(1), may(14) },
		model.Answers{Where: "In port at Long Beach since 14 May.", Arrival: "It arrived in Long Beach on 14 May, 11 days earlier than first given."},
		model.Answers{Arrival: "Đã đến Long Beach ngày 14/05, sớm hơn 11 ngày so với ban đầu."},
	},
	{
		"discharged", reported(actual(model.Discharged, at(15, 6), "USLGB")),
		model.Answers{Where: "Off the vessel in Long Beach since 14 May 16:00 PDT."},
		model.Answers{},
	},
	{
		"cleared", func(p *model.Published) {
			p.ATA = may(14)
			reported(actual(model.Discharged, may(14), ""), actual(model.CustomsCleared, may(15), ""))(p)
		},
		model.Answers{Where: "Cleared by customs in Long Beach on 15 May."},
		model.Answers{},
	},
	{
		"customs alone", reported(actual(model.CustomsCleared, may(15), "")),
		model.Answers{Where: "Cleared by customs in Long Beach on 15 May."},
		model.Answers{},
	},
	{
		"gate out", reported(actual(model.GateOut, may(15), "USLGB")),
		model.Answers{Where: "Left the terminal in Long Beach on 15 May, on its way to its destination."},
		model.Answers{},
	},
	{
		"delivered", func(p *model.Published) {
			reported(actual(model.Delivered, may(15), ""))(p)
			p.Status = model.Done
		},
		model.Answers{Where: "Delivered in Long Beach on 15 May."},
		model.Answers{Where: "Đã giao tại Long Beach ngày 15/05."},
	},
	{
		"empty returned", func(p *model.Published) {
			reported(actual(model.Delivered, may(14), ""), actual(model.EmptyReturned, may(15), ""))(p)
			p.Status = model.Done
		},
		model.Answers{Where: "Delivered; the empty container went back on 15 May, in Long Beach."},
		model.Answers{},
	},
	{
		"done, arrival known", func(p *model.Published) { p.Status, p.ATD, p.ATA = model.Done, may(1), may(14) },
		model.Answers{Where: "The shipment is done. It arrived in Long Beach on 14 May."},
		model.Answers{},
	},
	{
		"done, nothing known", func(p *model.Published) { p.Status = model.Done },
		model.Answers{Where: "The shipment is done."},
		model.Answers{},
	},
	{
		"before the planned departure", func(p *model.Published) { p.ETD = may(20) },
		model.Answers{Loaded: "Not reported yet. Departure is planned for 20 May."},
		model.Answers{Loaded: "Chưa có báo cáo. Dự kiến khởi hành ngày 20/05."},
	},
	{
		"in transit, as a list has it", func(p *model.Published) { p.Status = model.InTransit },
		model.Answers{Loaded: "It is in transit; the loading itself was not reported.", Where: "On its way; where it is has not been reported."},
		model.Answers{Where: "Đang trên đường vận chuyển; chưa có báo cáo về vị trí."},
	},
	{
		"arrived and gone out, nothing before", func(p *model.Published) {
			reported(actual(model.Arrived, at(15, 6), "USLGB"), on(actual(model.GateOut, at(15, 20), "USLGB"), "ONEU6507410"), on(actual(model.GateOut, at(16, 2), "USLGB"), "ONEU8363919"))(p)
			p.ATA, p.ETA, p.Ledger = at(15, 6), may(28), nil
		},
		model.Answers{
			Loaded: "Yes. Last report: Gate out, 15 May 12:00 PDT; the loading itself was not reported.", EtaChanged: "No. It was 28 May.",
			Where: "Left the terminal in Long Beach on 15 May 12:00 PDT, on its way to its destination.", Arrival: "It arrived in Long Beach on 14 May 16:00 PDT, 14 days earlier than first given.",
		},
		model.Answers{EtaChanged: "Không. ETA là 28/05."},
	},
	{
		"gone out, the arrival not reported, no ETA", func(p *model.Published) {
			reported(actual(model.GateOut, may(15), "USLGB"))(p)
			p.ETA, p.Ledger = model.When{}, nil
		},
		model.Answers{EtaChanged: "No ETA was given.", Arrival: "It has arrived in Long Beach; the day was not reported."},
		model.Answers{Arrival: "Đã đến Long Beach; không có báo cáo về ngày đến."},
	},
	{
		"arrived after the ETA was moved", func(p *model.Published) {
			moved(may(12), "weather")(p)
			p.ATD, p.ATA = may(1), may(27)
			reported(actual(model.Loaded, at(1, 1), "VNSGN"))(p)
		},
		model.Answers{
			Loaded: "Yes. Loaded on 01 May 01:00 ICT, Cat Lai.", Arrival: "It arrived in Long Beach on 27 May, 2 days later than first given.",
			EtaChanged: "Yes. It was moved to 12 May, 13 days earlier than first given (25 May); changed on 14 May. Reason: weather",
		},
		model.Answers{Loaded: "Rồi. Đã xếp lên tàu 01/05 01:00 ICT, Cát Lái."},
	},
	{
		"arrived after the ETA was put off", func(p *model.Published) { moved(may(28), "")(p); p.ATD, p.ATA = may(1), may(25) },
		model.Answers{
			EtaChanged: "Yes. It was moved to 28 May, 3 days later than first given (25 May); changed on 14 May.", Arrival: "It arrived in Long Beach on 25 May.",
		},
		model.Answers{EtaChanged: "Có. Đã đổi thành 28/05, muộn hơn 3 ngày so với ban đầu (25/05); đổi ngày 14/05."},
	},
	{
		"arrived after the ETA was back", func(p *model.Published) { moved(may(25), "")(p); p.ATA = may(25) },
		model.Answers{EtaChanged: "It was changed and went back to 25 May, as first given; last changed on 14 May."},
		model.Answers{EtaChanged: "Đã đổi rồi trở lại 25/05 như ban đầu; đổi lần cuối ngày 14/05."},
	},
	{
		"one of two loaded, and off the vessel without its departure", func(p *model.Published) {
			reported(on(actual(model.Loaded, at(1, 1), "VNSGN"), "ONEU6507410"), actual(model.Arrived, may(14), ""))(p)
		},
		model.Answers{Loaded: "Partly reported: 1 of 2 containers."},
		model.Answers{},
	},
	{
		"done, its loading not reported", func(p *model.Published) { p.Status = model.Done },
		model.Answers{Loaded: "The shipment is done; its loading was not reported.", Arrival: "It has arrived in Long Beach; the day was not reported."},
		model.Answers{Loaded: "Lô hàng đã hoàn thành; không có báo cáo riêng về việc xếp hàng."},
	},
	{
		"one of two picked up empty", reported(on(actual(model.EmptyPickedUp, at(7, 15), ""), "ONEU6507410")),
		model.Answers{Where: "1 of 2 containers picked up empty in Cat Lai on 07 May 15:00 ICT. ONEU8363919: Not reported yet."},
		model.Answers{Where: "1/2 container đã lấy vỏ rỗng tại Cát Lái ngày 07/05 15:00 ICT. ONEU8363919: Chưa có báo cáo."},
	},
	{
		"one of two stuffed, one picked up", reported(actual(model.EmptyPickedUp, at(7, 15), ""), on(actual(model.Stuffed, at(8, 15), "VNSGN"), "ONEU6507410")),
		model.Answers{Where: "1 of 2 containers stuffed in Cat Lai on 08 May 15:00 ICT. ONEU8363919: Empty container picked up on 07 May 15:00 ICT in Cat Lai."},
		model.Answers{},
	},
	{
		"one of two in the terminal", reported(on(actual(model.GateIn, at(9, 15), "VNSGN"), "ONEU8363919")),
		model.Answers{Loaded: "Not reported yet. Last report: 1 of 2 containers in the terminal at Cat Lai since 09 May 15:00 ICT.", Where: "1 of 2 containers in the terminal at Cat Lai since 09 May 15:00 ICT. ONEU6507410: Not reported yet."},
		model.Answers{Loaded: "Chưa có báo cáo. Tin mới nhất: 1/2 container tại bãi cảng Cát Lái từ 09/05 15:00 ICT."},
	},
	{
		"one of two ashore on the way", reported(actual(model.TSArrived, at(13, 6), "SGSIN"), on(actual(model.TSDischarged, at(13, 8), "SGSIN"), "ONEU8363919")),
		model.Answers{Where: "1 of 2 containers ashore at the transshipment port Singapore since 13 May 09:00 SGT. ONEU6507410: At the transshipment port Singapore since 13 May 07:00 SGT."},
		model.Answers{},
	},
	{
		"one of two on board again", reported(actual(model.TSDischarged, at(13, 6), "SGSIN"), on(actual(model.TSLoaded, at(14, 8), "SGSIN"), "ONEU8363919")),
		model.Answers{Where: "1 of 2 containers on board ONE HANNOVER 042E at the transshipment port Singapore since 14 May 09:00 SGT. ONEU6507410: Ashore at the transshipment port Singapore since 13 May 07:00 SGT, waiting for its next vessel."},
		model.Answers{},
	},
	{
		"one of two off the vessel", reported(actual(model.Arrived, may(14), ""), on(actual(model.Discharged, may(15), ""), "ONEU8363919")),
		model.Answers{Where: "1 of 2 containers off the vessel in Long Beach since 15 May. ONEU6507410: In port at Long Beach since 14 May."},
		model.Answers{},
	},
	{
		"one of two gone out", reported(actual(model.Discharged, may(14), ""), on(actual(model.GateOut, may(15), ""), "ONEU8363919")),
		model.Answers{Where: "1 of 2 containers left the terminal in Long Beach on 15 May. ONEU6507410: Off the vessel in Long Beach since 14 May."},
		model.Answers{},
	},
	{
		"one of two delivered", reported(actual(model.Discharged, may(14), ""), on(actual(model.Delivered, may(15), ""), "ONEU8363919")),
		model.Answers{Loaded: "Yes. Last report: 1 of 2 containers delivered in Long Beach on 15 May; the loading itself was not reported.", Where: "1 of 2 containers delivered in Long Beach on 15 May. ONEU6507410: Off the vessel in Long Beach since 14 May."},
		model.Answers{Loaded: "Rồi. Tin mới nhất: 1/2 container đã giao tại Long Beach ngày 15/05; không có báo cáo riêng về việc xếp hàng.", Where: "1/2 container đã giao tại Long Beach ngày 15/05. ONEU6507410: Đã dỡ khỏi tàu tại Long Beach từ 14/05."},
	},
	{
		"one of five back empty, one delivered", func(p *model.Published) {
			for _, number := range []string{"TLLU1", "TLLU2", "TLLU3"} {
				p.Containers = append(p.Containers, model.PublishedContainer{Number: text(number)})
			}
			reported(actual(model.Arrived, may(13), ""), on(actual(model.Delivered, may(14), ""), "ONEU6507410"), on(actual(model.EmptyReturned, may(15), ""), "ONEU8363919"))(p)
		},
		model.Answers{Where: "1 of 5 containers delivered and returned empty in Long Beach on 15 May. ONEU6507410: Delivered in Long Beach on 14 May. 3 containers: In port at Long Beach since 13 May."},
		model.Answers{},
	},
	{
		"the only change withdrawn", withdrawn(may(28), may(25)),
		model.Answers{EtaChanged: "It is 25 May again, as first published on 02 May: the change to 28 May was withdrawn on 15 May."},
		model.Answers{},
	},
	{
		"the only change withdrawn, arrived", func(p *model.Published) { withdrawn(may(28), may(25))(p); p.ATA = may(25) },
		model.Answers{EtaChanged: "It was 25 May again, as first published on 02 May: the change to 28 May was withdrawn on 15 May."},
		model.Answers{},
	},
	{
		"the only ETA withdrawn", func(p *model.Published) { p.Ledger = nil; withdrawn(may(28), model.When{})(p) },
		model.Answers{EtaChanged: "No ETA holds at present: 28 May was withdrawn on 15 May."},
		model.Answers{},
	},
	{
		"the only ETA withdrawn, arrived", func(p *model.Published) { p.Ledger = nil; withdrawn(may(28), model.When{})(p); p.ATA = may(25) },
		model.Answers{EtaChanged: "The ETA of 28 May was withdrawn on 15 May; no other was given."},
		model.Answers{},
	},
	{
		"changed again after a change was withdrawn", func(p *model.Published) {
			moved(may(28), "")(p)
			p.Ledger[1].WithdrawnAt = told.AddDate(0, 0, 13)
			p.Ledger = append(p.Ledger, model.PublishedLine{Kind: model.KindETA, PublishedAt: told.AddDate(0, 0, 12), From: may(25), To: may(27)})
			p.ETA = may(27)
		},
		model.Answers{EtaChanged: "Yes. Now 27 May, 2 days later than first given (25 May); changed on 14 May. 28 May, announced before, was withdrawn on 15 May."},
		model.Answers{},
	},
}

var untidy = regexp.MustCompile(`\{\d\}|\(\s*\)| {2,}| [,.;:)]|\(\s|,\.|,,|^\s|\s$|^$|answer\.|milestone\.`)

func TestAnswersInWords(t *testing.T) {
	for _, row := range slices.Concat(answered, answeredFree) {
		t.Run(row.name, func(t *testing.T) {
			p := sailing(row.edit)
			p.Localize()
			for language, want := range map[Language]model.Answers{English: row.en, Vietnamese: row.vi} {
				say := In(language, ict)
				compare(t, model.Answer(p, now, say), want)
				last, next := model.Headline(model.RowOf(p), now, say)
				for _, sentence := range []string{last, next} {
					if sentence != "" && untidy.MatchString(sentence) {
						t.Errorf("%s: untidy headline %q", language, sentence)
					}
				}
			}
		})
	}
}

func compare(t *testing.T, got, want model.Answers) {
	t.Helper()
	pairs := [][2]string{
		{got.Loaded, want.Loaded},
		{got.EtaChanged, want.EtaChanged},
		{got.Where, want.Where},
		{got.Arrival, want.Arrival},
		{got.FreeUntil, want.FreeUntil},
	}
	for _, pair := range pairs {
		if untidy.MatchString(pair[0]) {
			t.Errorf("untidy: %q", pair[0])
		}
		if pair[1] != "" && pair[0] != pair[1] {
			t.Errorf("got  %q\nwant %q", pair[0], pair[1])
		}
	}
}

// What is not known leaves no hole in a sentence, whatever has been reported.
func TestAnswersWithoutPlacesAndVessels(t *testing.T) {
	for _, m := range model.Milestones() {
		p := model.Published{Status: model.InTransit, Load: model.FCL, ETA: may(25), UpdatedAt: told}
		p.Timeline = []model.PublishedEvent{actual(m, at(10, 6), "")}
		for _, variant := range []func(){func() {}, func() { p.ATD = may(10) }, func() { p.ATA = may(15) }, func() { p.Status = model.Done }} {
			variant()
			for _, language := range Languages() {
				a := model.Answer(p, now, In(language, ict))
				for _, sentence := range []string{a.Loaded, a.EtaChanged, a.Where, a.Arrival, a.FreeUntil} {
					if untidy.MatchString(sentence) {
						t.Errorf("%s, %s: %q", language, m, sentence)
					}
				}
			}
		}
	}
}

// Every branch of the answers is in the table above: a sentence that no row
// brings forth would be one that nobody has read.
func TestEveryAnswerIsRead(t *testing.T) {
	var all strings.Builder
	for _, row := range slices.Concat(answered, answeredFree) {
		a := model.Answer(sailing(row.edit), now, keysOnly{In(English, ict)})
		all.WriteString(a.Loaded + a.EtaChanged + a.Where + a.Arrival + a.FreeUntil)
	}
	for key := range catalogues[English] {
		if strings.HasPrefix(key, "answer.") && !strings.Contains(all.String(), "["+key+"]") {
			t.Errorf("%s is in no row of the table", key)
		}
	}
}

// keysOnly says the key in place of the sentence, and what would stand in it.
type keysOnly struct{ Catalogue }

func (keysOnly) Say(key string, args ...any) string { return "[" + key + "]" + fmt.Sprint(args...) }

func TestAnOptionalPartGoesWithItsArgument(t *testing.T) {
	for _, c := range []struct {
		sentence string
		args     []any
		want     string
	}{
		{"In port⟨ at {1}⟩ since {2}.", []any{"Long Beach", "14 May"}, "In port⟨ at {1}⟩ since {2}."},
		{"In port⟨ at {1}⟩ since {2}.", []any{"", "14 May"}, "In port since {2}."},
		{"On board⟨ {3}⟩⟨ in {1}⟩.", []any{"", "", "MAERSK"}, "On board {3}."},
		{"Never closed⟨ {1}", []any{""}, "Never closed"},
	} {
		got := chooseOptional(c.sentence, c.args)
		want := strings.NewReplacer(optionalFrom, "", optionalTo, "").Replace(c.want)
		if got != want {
			t.Errorf("settle(%q) = %q, want %q", c.sentence, got, want)
		}
	}
}
