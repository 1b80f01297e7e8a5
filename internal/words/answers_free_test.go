package words

import (
	"testing"
	"time"

	"porthole/internal/model"
)

// freed is a shipment with containers of which the free time is known; now is 15 May in Long Beach.
func freed(first, second model.FreeTime, events ...model.PublishedEvent) func(*model.Published) {
	return func(p *model.Published) {
		p.Status, p.ATA = model.InTransit, may(12)
		p.Timeline = append(p.Timeline, events...)
		p.Containers = nil
		for number, free := range map[string]model.FreeTime{"ONEU6507410": first, "ONEU8363919": second} {
			box := model.PublishedContainer{Number: text(number), Free: free}
			for _, e := range events {
				if e.Container.IsZero() || e.Container == box.Number {
					box.Milestones = append(box.Milestones, model.ContainerMilestone{Milestone: e.Milestone, Classifier: e.Classifier, At: e.At, Place: e.Place})
				}
			}
			p.Containers = append(p.Containers, box)
		}
		if p.Containers[0].Number.String() != "ONEU6507410" {
			p.Containers[0], p.Containers[1] = p.Containers[1], p.Containers[0]
		}
	}
}

func days(n int) model.Terms { return model.Terms{Days: &n} }

var (
	demurrage7  = model.FreeTime{Demurrage: days(7)}
	discharged  = actual(model.Discharged, model.Day(2025, 5, 12), "USLGB")
	outOn14     = actual(model.GateOut, model.Day(2025, 5, 14), "USLGB")
	returned    = actual(model.EmptyReturned, model.Day(2025, 5, 15), "USLGB")
	cancelledIt = func(p *model.Published) { freed(demurrage7, demurrage7, discharged)(p); p.Status = model.Cancelled }
)

var answeredFree = []answering{
	{
		"no terms were given", freed(model.FreeTime{}, model.FreeTime{}, discharged),
		model.Answers{FreeUntil: "Not known: no free time was given."},
		model.Answers{FreeUntil: "Chưa rõ: chưa có thời hạn miễn phí."},
	},
	{
		"days count from the discharge, whose day is the first", freed(demurrage7, demurrage7, discharged),
		model.Answers{FreeUntil: "Until 18 May: 3 days left. Line: demurrage 7 days from discharge 12 May: last free day 18 May. Terminal: not known."},
		model.Answers{FreeUntil: "Đến hết ngày 18/05, còn 3 ngày. Hãng tàu: miễn 7 ngày DEM tính từ ngày dỡ 12/05, đến hết ngày 18/05. Cảng: chưa rõ."},
	},
	{
		"a last free day that was given counts, whatever the days", freed(
			model.FreeTime{Demurrage: model.Terms{Days: days(7).Days, Last: may(15)}}, model.FreeTime{Demurrage: model.Terms{Last: may(15)}}, discharged),
		model.Answers{FreeUntil: "Until today, 15 May: the last free day. Line: last free day 15 May. Terminal: not known."},
		model.Answers{},
	},
	{
		"it is over", freed(model.FreeTime{Storage: days(3)}, model.FreeTime{Storage: days(3)}, discharged),
		model.Answers{FreeUntil: "It is over: the last free day was 14 May, 1 day ago. Line: not known. Terminal: storage 3 days from discharge 12 May: last free day 14 May."},
		model.Answers{FreeUntil: "Đã hết hạn miễn phí: ngày cuối cùng là 14/05, đã quá 1 ngày. Hãng tàu: chưa rõ. Cảng: miễn 3 ngày lưu bãi tính từ ngày dỡ 12/05, đến hết ngày 14/05."},
	},
	{
		"the first of two decides, and of the other nobody knows", freed(demurrage7, model.FreeTime{}, discharged),
		model.Answers{FreeUntil: "ONEU6507410 ends first. Until 18 May: 3 days left. Line: demurrage 7 days from discharge 12 May: last free day 18 May. Terminal: not known. Of 1 of 2 containers it is not known."},
		model.Answers{},
	},
	{
		"the discharge was not reported", freed(demurrage7, demurrage7),
		model.Answers{FreeUntil: "Not known yet. Line: demurrage 7 days from the discharge, of which no day has been reported. Terminal: not known."},
		model.Answers{},
	},
	{
		"out of the terminal the empty has to come back", freed(
			model.FreeTime{Demurrage: days(3), Detention: days(5)}, model.FreeTime{Demurrage: days(3), Detention: days(5)}, discharged, outOn14),
		model.Answers{FreeUntil: "Until 18 May: 3 days left. Line: detention 5 days from gate-out 14 May: empty to be returned by 18 May."},
		model.Answers{FreeUntil: "Đến hết ngày 18/05, còn 3 ngày. Hãng tàu: miễn 5 ngày DET tính từ ngày lấy container khỏi cảng 14/05; trả vỏ rỗng chậm nhất ngày 18/05."},
	},
	{
		"out of the terminal, and nobody has said for how long", freed(demurrage7, demurrage7, discharged, outOn14),
		model.Answers{FreeUntil: "Not known: no free time was given."},
		model.Answers{},
	},
	{
		"all went back", freed(demurrage7, demurrage7, discharged, outOn14, returned),
		model.Answers{FreeUntil: "All 2 empty containers went back; nothing runs any more."},
		model.Answers{FreeUntil: "Đã trả cả 2 vỏ rỗng, không còn phát sinh phí."},
	},
	{
		"one is held, and both can be picked up", freed(
			model.FreeTime{Demurrage: days(7), CustomsHold: text("X-ray"), Available: may(13)}, model.FreeTime{Demurrage: days(7), Available: may(13)}, discharged),
		model.Answers{FreeUntil: "Until 18 May: 3 days left. Line: demurrage 7 days from discharge 12 May: last free day 18 May. Terminal: not known. Customs hold on ONEU6507410: X-ray. Available for pick-up from 13 May."},
		model.Answers{},
	},
	{
		"cancelled", cancelledIt,
		model.Answers{FreeUntil: "This shipment was cancelled."},
		model.Answers{},
	},
}

// The last free day ends with the day of the port, not with that of the reader.
func TestFreeTimeEndsByTheClockOfThePort(t *testing.T) {
	p := sailing(freed(demurrage7, demurrage7, discharged))
	row := model.RowOf(p)
	pdt := model.ZoneNamed("America/Los_Angeles")
	for _, c := range []struct {
		at   time.Time
		want model.Attention
	}{
		{time.Date(2025, 5, 14, 23, 59, 0, 0, pdt), ""},
		{time.Date(2025, 5, 15, 0, 0, 0, 0, pdt), model.FreeSoon},
		{time.Date(2025, 5, 18, 23, 59, 0, 0, pdt), model.FreeSoon},
		{time.Date(2025, 5, 19, 0, 0, 0, 0, pdt), model.FreeOver},
	} {
		if got := row.Attention(c.at); got != c.want {
			t.Errorf("at %s: %q, want %q", c.at, got, c.want)
		}
	}
	if got := row.AttentionFrom(); !got.Equal(time.Date(2025, 5, 15, 0, 0, 0, 0, pdt)) {
		t.Errorf("attention from %s", got)
	}
}

// Until when it is free is asked once money can run up, and then also when nobody has
// said until when: that it is not known is no news on the high sea, and all of it in
// the port.
func TestWhenFreeTimeIsAsked(t *testing.T) {
	none := model.FreeTime{}
	for name, c := range map[string]struct {
		edit  func(*model.Published)
		asked bool
	}{
		"at sea":                       {func(p *model.Published) {}, false},
		"at sea, with terms":           {func(p *model.Published) { p.Containers[0].Free = demurrage7 }, true},
		"at sea, and due":              {func(p *model.Published) { p.ETA = may(14) }, true},
		"in the port":                  {freed(none, none, discharged), true},
		"delivered, and not returned":  {func(p *model.Published) { p.Status = model.Done }, true},
		"delivered, of no container":   {func(p *model.Published) { p.Status, p.Containers = model.Done, nil }, false},
		"arrived, of no container yet": {func(p *model.Published) { p.ATA, p.Containers = may(12), nil }, true},
	} {
		p := sailing(c.edit)
		for _, language := range Languages() {
			say := In(language, ict)
			pairs := say.Answered(p, now, say)
			if asked := pairs[len(pairs)-1][0] == say.Say("detail.question.free"); asked != c.asked || len(pairs) < 4 {
				t.Errorf("%s: %q", name, pairs)
			}
		}
	}
	if pairs := In(English, ict).Answered(sailing(cancelledIt), now, In(English, ict)); len(pairs) != 1 {
		t.Errorf("a cancelled one has %d answers", len(pairs))
	}
}

// What is not known of one container is said beside it, and is no empty place.
func TestFreeUntilOfEachContainer(t *testing.T) {
	for _, c := range []struct {
		second model.FreeTime
		events []model.PublishedEvent
		want   [2]string
	}{
		{model.FreeTime{}, []model.PublishedEvent{discharged}, [2]string{"18 May", "not known"}},
		{demurrage7, nil, [2]string{"not known", "not known"}},
		{demurrage7, []model.PublishedEvent{discharged, outOn14, returned}, [2]string{"", ""}},
	} {
		p, say := sailing(freed(demurrage7, c.second, c.events...)), In(English, ict)
		for i, want := range c.want {
			if got := say.FreeUntil(p, p.Containers[i], now); got != want {
				t.Errorf("container %d of %v: %q", i, c.events, got)
			}
		}
	}
}
