package model

import (
	"strings"
	"testing"
)

func TestWordsOfFiles(t *testing.T) {
	for want, texts := range map[Status]string{
		Draft:     "draft|Nháp|New|Báo giá|Chờ xác nhận|01. Draft",
		Confirmed: "Confirmed|Booked|Đã xác nhận|Gate-in|Đã hạ bãi|BOOKING CONFIRMED",
		InTransit: "in_transit|In Transit|On Board|Đang vận chuyển|Sailing|Arrived|ĐÃ CẬP CẢNG|Đang vận chuyển (In transit)|dang van chuyen|Loaded|Departed|En route|Discharged",
		Done:      "Done|Đã giao|Delivered|Closed|Hoàn thành|Đã giao hàng|da giao|Completed|Đã giao / Delivered|Hoàn tất",
		Cancelled: "Hủy|Huỷ|Đã hủy|Cancelled|CANCELED|Đã huỷ|huy|Cancel|CXL",
		"":        "sunk|Chưa giao|Not delivered|Đã đóng|Open|Arrived / Delivered|",
	} {
		for text := range strings.SplitSeq(texts, "|") {
			if got, _ := ParseStatus(text); got != want {
				t.Errorf("%q is %q, not %q", text, got, want)
			}
		}
	}
	for want, texts := range map[Mode]string{
		Sea: "sea|SEA|Ocean|Đường biển|duong bien|Biển|Sea freight|Vessel|By sea", Air: "AIR|Hàng không|đường hàng không|Air freight",
		Road: "truck|Đường bộ|Road|Trucking", Rail: "rail|Đường sắt", Barge: "Sà lan|Xà lan|barge", "": "rocket|FCL|Sea/Air|",
	} {
		for text := range strings.SplitSeq(texts, "|") {
			if got, _ := ParseMode(text); got != want {
				t.Errorf("%q is %q, not %q", text, got, want)
			}
		}
	}
	for want, texts := range map[Load]string{
		FCL: "fcl|FCL/FCL|CY/CY|CY-CY|Nguyên cont|Hàng nguyên|hang nguyen|FCL - FCL|Full container", LCL: "LCL|LCL/LCL|CFS/CFS|Hàng lẻ|Lẻ|hang le",
		"": "FCL/LCL|CY/CFS|XXL|bulk",
	} {
		for text := range strings.SplitSeq(texts, "|") {
			if got, _ := ParseLoad(text); got != want {
				t.Errorf("%q is %q, not %q", text, got, want)
			}
		}
	}
	for want, texts := range map[Direction]string{
		Export: "export|EXP|Hàng xuất|Xuất khẩu|XK|Outbound|hang xuat|Xuất", Import: "IMP|Import|Hàng nhập|Nhập|NK|Inbound|nhap khau",
		CrossTrade: "cross_trade|Cross trade|X-trade", "": "up|EXP/IMP|Nội địa",
	} {
		for text := range strings.SplitSeq(texts, "|") {
			if got, _ := ParseDirection(text); got != want {
				t.Errorf("%q is %q, not %q", text, got, want)
			}
		}
	}
}

func TestWordsOfAllKindsTogether(t *testing.T) {
	for text, want := range map[string]Service{
		"SEA FCL EXPORT":           {Sea, FCL, Export},
		"Sea/FCL":                  {Sea, FCL, ""},
		"FCL":                      {"", FCL, ""},
		"Hàng nhập nguyên cont":    {"", FCL, Import},
		"Xuất biển":                {Sea, "", Export},
		"SE":                       {Sea, "", Export},
		"AI - LCL":                 {Air, LCL, Import},
		"Ocean freight, LCL/LCL":   {Sea, LCL, ""},
		"Hàng xuất FCL đường biển": {Sea, FCL, Export},
	} {
		if got, ok := ParseService(text); !ok || got != want {
			t.Errorf("%q is %+v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "sea rocket", "FCL LCL", "export import", "XXL"} {
		if got, ok := ParseService(text); ok {
			t.Errorf("%q is %+v", text, got)
		}
	}
}
