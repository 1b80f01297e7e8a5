package words

// What the check of isolation looks for, in Vietnamese.
var viIsolation = entries{
	"isolation.canary.commodity": "tên hàng",
	"isolation.canary.hbl":       "số HBL",
	"isolation.canary.mbl":       "số MBL",
	"isolation.canary.booking":   "số booking",
	"isolation.canary.po":        "số PO",
	"isolation.canary.carrier":   "hãng tàu",
	"isolation.canary.vessel":    "tên tàu",
	"isolation.canary.imo":       "số IMO",
	"isolation.canary.voyage":    "số chuyến",
	"isolation.canary.place":     "một địa điểm",
	"isolation.canary.leg":       "một chặng",
	"isolation.canary.container": "số container",
	"isolation.canary.seal":      "số seal",
	"isolation.canary.event":     "nội dung một sự kiện",
	"isolation.canary.ledger":    "lý do đổi ngày",
	"isolation.canary.note":      "ghi chú gửi khách hàng",

	"isolation.canary.buy_rate":           "giá mua",
	"isolation.canary.remarks":            "ghi chú nội bộ của lô hàng",
	"isolation.canary.event_internal":     "nội dung nội bộ của một sự kiện",
	"isolation.canary.event_origin":       "nguồn của một sự kiện",
	"isolation.canary.event_unpublished":  "một sự kiện chưa công bố",
	"isolation.canary.event_withdrawn":    "một sự kiện đã thu hồi",
	"isolation.canary.ledger_unpublished": "một ngày chưa công bố",
	"isolation.canary.note_internal":      "một ghi chú nội bộ",
	"isolation.canary.note_withdrawn":     "một ghi chú đã thu hồi",
	"isolation.canary.stamp":              "ai trong văn phòng đã làm gì và vì sao",

	"isolation.canary.partner": "tên một khách hàng",
	"isolation.canary.account": "một tài khoản",
	"isolation.canary.key":     "một khóa",
	"isolation.canary.ref":     "một mã lô hàng",

	"isolation.canary.set":     "danh sách lô hàng khác với danh sách của mình",
	"isolation.canary.record":  "hồ sơ khác với những gì đã công bố",
	"isolation.canary.command": "một lệnh của văn phòng",
	"isolation.canary.unlike":  "câu trả lời khác đi cho thứ có ở nơi khác",
	"isolation.canary.unseen":  "ít hơn những gì phải được xem",
	"isolation.canary.guest":   "dữ liệu dù không được vào",
}
