package words

// viFind is what is said of searches, filters and what is kept of them.
var viFind = entries{
	"error.filter.unknown":      "Không có bộ lọc “{1}”.",
	"error.filter.unknown.hint": "Các bộ lọc: {2}. Muốn tìm một từ có dấu hai chấm, hãy đặt trong ngoặc kép.",
	"error.filter.empty":        "Còn thiếu giá trị sau {1}.",
	"error.filter.empty.hint":   "Ví dụ: {2}",
	"error.filter.date":         "“{2}” không phải là ngày cho {1}.",
	"error.filter.date.hint":    "Viết ngày như 25/05, tháng như 05/2025, khoảng ngày như 10/05..20/05, số ngày tính từ hôm nay như {1}<7d, và {1}:none khi chưa có ngày.",
	"error.filter.sign":         "Bộ lọc {1} không viết như vậy.",
	"error.filter.sign.hint":    "Hãy viết: {2}",
	"error.filter.choice":       "“{2}” không phải là giá trị của {1}.",
	"error.filter.choice.hint":  "Có thể dùng: {3}",
	"error.filter.long":         "Dòng lọc quá dài.",
	"error.filter.long.hint":    "Dùng nhiều nhất {1} từ và {2} bộ lọc.",

	"error.filter.name":    "Tab cần có tên. Nhấn + rồi gõ tên.",
	"error.filter.nothing": "Chưa có gì để lưu: hãy tìm hoặc lọc trước.",
	"error.filter.many":    "Bạn đã có {1} tab riêng. Hãy bỏ bớt một tab: mở tab đó rồi nhấn -.",

	"key.keep":            "lưu",
	"key.keep.long":       "lưu nội dung đang tìm thành tab riêng",
	"key.drop":            "bỏ tab",
	"key.drop.long":       "bỏ tab riêng này",
	"key.complete":        "điền tiếp",
	"key.complete.long":   "nhận gợi ý; ctrl+n để xem gợi ý khác",
	"key.palette":         "thao tác",
	"key.palette.long":    "tìm thao tác theo tên",
	"palette.key.do":      "thực hiện",
	"palette.list":        "danh sách lô hàng",
	"palette.search":      "tìm trong mọi lô hàng",
	"palette.none":        "Ở đây không có thao tác nào tên như vậy.",
	"list.sort.match":     "khớp nhất trước",
	"list.search.example": "hải phòng pod:hamburg eta<7d late",
	"list.name":           "Tên tab:",
	"filter.kept":         "Đã lưu “{1}” thành tab riêng. Nhấn - để bỏ.",
	"filter.dropped":      "Đã bỏ tab “{1}”. Nhấn + để lưu lại.",

	"command.flag.filter": "chỉ những lô khớp: pod:hamburg carrier:ONE status:active eta<7d late changed, và từ tìm kiếm",
}
