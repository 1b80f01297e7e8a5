package intake

import (
	"testing"

	"porthole/internal/model"
)

// Free time comes under the headings that forwarders have; days and last free days
// are told apart by what the cell has. Taken again it says nothing new.
func TestAListBringsFreeTime(t *testing.T) {
	may18, seven := model.Day(2026, 5, 18), 7
	days := model.Terms{Days: &seven}
	last := model.Terms{Last: may18}
	for _, c := range []struct {
		head, cell string
		want       model.FreeTime
	}{
		{"Free days DEM", "7", model.FreeTime{Demurrage: days}},
		{"DEM free", "07 days", model.FreeTime{Demurrage: days}},
		{"Free DEM (days)", "7.0", model.FreeTime{Demurrage: days}},
		{"DET free time", "7 ngày", model.FreeTime{Detention: days}},
		{"Free time DET", "7 calendar days", model.FreeTime{Detention: days}},
		{"Storage free days", "7d", model.FreeTime{Storage: days}},
		{"LFD", "18/05/2026", model.FreeTime{Demurrage: last}},
		{"Last free day", "2026-05-18", model.FreeTime{Demurrage: last}},
		{"Last Free Day (Terminal)", "18-May-2026", model.FreeTime{Storage: last}},
		{"Hạn DEM", "18/05/2026", model.FreeTime{Demurrage: last}},
		{"Hạn DEM", "7 ngày", model.FreeTime{Demurrage: days}},
		{"HẠN DET", "18.05.2026", model.FreeTime{Detention: last}},
		{"Hạn lưu bãi", "18/05/2026", model.FreeTime{Storage: last}},
		{"Hạn trả vỏ", "18/05/2026", model.FreeTime{Detention: last}},
		{"DEM free days", "18/05/2026", model.FreeTime{Demurrage: last}},
		{"Hold", "Customs exam", model.FreeTime{TerminalHold: model.Line("Customs exam", 40)}},
		{"Freight hold", "no", model.FreeTime{}},
		{"Hải quan giữ", "Soi chiếu", model.FreeTime{CustomsHold: model.Line("Soi chiếu", 40)}},
		{"Available for pickup", "18/05/2026", model.FreeTime{Available: may18}},
		{"Available", "Yes", model.FreeTime{}},
		{"LFD", "TBA", model.FreeTime{}},
		{"LFD", "", model.FreeTime{}},
	} {
		h, list := open(t, "acme"), "shipment,partner,pol,pod,container,"+c.head+"\nF1,acme,VNSGN,USLGB,MSKU6011672,"+c.cell+"\n"
		want(t, h.take(list, Options{Publish: true}), 1, 0, 0)
		boxes := model.Publish(h.shipment("F1")).Containers
		if len(boxes) != 1 || !sameFree(boxes[0].Free, c.want) {
			t.Errorf("%s %q: %+v", c.head, c.cell, boxes)
		}
		want(t, h.take(list, Options{Publish: true}), 0, 1, 0)
	}
}

func sameFree(a, b model.FreeTime) bool {
	for _, pair := range [][2]**int{
		{&a.Demurrage.Days, &b.Demurrage.Days}, {&a.Storage.Days, &b.Storage.Days}, {&a.Detention.Days, &b.Detention.Days},
	} {
		if (*pair[0] == nil) != (*pair[1] == nil) || *pair[0] != nil && **pair[0] != **pair[1] {
			return false
		}
		*pair[0], *pair[1] = nil, nil
	}
	return a == b
}

// What is neither days nor a date is left out, and that is said.
func TestFreeTimeInOtherWordsIsLeftOut(t *testing.T) {
	h := open(t, "acme")
	report := h.take("shipment,partner,pol,pod,container,DEM free\nF1,acme,VNSGN,USLGB,MSKU6011672,as per contract\n", Options{Publish: true})
	want(t, report, 1, 0, 0)
	if boxes := h.shipment("F1").Facts.Containers; len(report.Warnings) != 1 || report.Warnings[0].Remark.Key != "remark.import.free_time" || boxes[0].Free != (model.FreeTime{}) {
		t.Errorf("%+v %+v", report.Warnings, boxes)
	}
}
