package words

var viDesk = entries{
	"error.reason":      "Việc này cần có lý do.",
	"error.reason.hint": "Nói ngắn gọn vì sao: --reason TEXT",

	"error.event.milestone":      "“{1}” không phải là một mốc.",
	"error.event.milestone.hint": "Dùng mã mốc như gate_in, loaded, departed hoặc arrived.",
	"error.event.time":           "Chưa có thời điểm xảy ra.",
	"error.event.time.hint":      "Ghi giờ tại nơi xảy ra, như 2025-05-10 01:20, hoặc chỉ ghi ngày.",
	"error.event.container":      "{1} không có container {2}.",
	"error.event.container.hint": "Bỏ trống container nếu là cả lô hàng.",
	"error.event.no_change":      "{1} không thay đổi gì: ngày này đã có, hoặc đã biết ngày thực tế.",
	"error.event.no_change.hint": "Xem các ngày bằng lệnh: shipment REF",

	"error.date.missing":      "Chưa có {1} mới.",
	"error.date.missing.hint": "Ghi ngày, như 2025-05-28.",
	"error.date.same":         "{1} vốn đã là {2}.",
	"error.date.same.hint":    "Ghi ngày khác. Xem khách hàng đã thấy ngày này chưa bằng lệnh: shipment REF",
	"error.date.actual":       "Không thể đổi {1} nữa: {2} là {3}.",
	"error.date.actual.hint":  "Nếu ngày đó sai, hãy thu hồi sự kiện đã báo ngày đó.",

	"error.note.empty":      "Ghi chú đang trống.",
	"error.note.empty.hint": "Hãy viết nội dung ghi chú.",

	"error.set.field":            "“{1}” không phải là trường có thể sửa.",
	"error.set.field.hint":       "Các trường gồm: {2}",
	"error.set.value":            "{1} không thể là “{2}”.",
	"error.set.value.hint":       "Viết như trong các cột của danh sách.",
	"error.set.number":           "{1} không phải là số: “{2}”.",
	"error.set.number.hint":      "Viết bằng chữ số, dấu chấm trước phần thập phân, như 12500.5",
	"error.set.long":             "{1} quá dài: tối đa {2} ký tự.",
	"error.set.long.hint":        "Hãy rút ngắn.",
	"error.set.container":        "{1} không phải chỉ có một container, nên chưa rõ là container nào.",
	"error.set.container.hint":   "Ghi rõ bên cạnh trường đó: container=NUMBER",
	"error.set.status_back":      "Trạng thái không tự chuyển từ {1} sang {2}.",
	"error.set.status_back.hint": "Nếu là đính chính, hãy nói lý do: --reason TEXT",
	"error.set.events":           "{1} được xác định theo một sự kiện đã công bố nên không thể sửa riêng.",
	"error.set.events.hint":      "Thu hồi sự kiện đó, hoặc ghi sự kiện đúng.",

	"error.voyage.empty":          "Một chuyến tàu phải có tên tàu và số chuyến.",
	"error.voyage.empty.hint":     "Ghi cả hai, đúng như trong các lô hàng.",
	"error.voyage.milestone":      "Chuyến tàu chỉ ghi được đã khởi hành hoặc đã đến.",
	"error.voyage.milestone.hint": "Các mốc khác hãy ghi cho từng lô hàng.",
	"error.voyage.place":          "Với các lô hàng này, tàu ghé nhiều cảng, như {1} và {2}.",
	"error.voyage.place.hint":     "Cho biết việc này xảy ra ở cảng nào.",
	"error.voyage.changed":        "Các lô hàng trên {1} {2} giờ đã khác với danh sách, như {3}. Chưa ghi gì.",
	"error.voyage.changed.hint":   "Hãy xem lại danh sách rồi đồng ý lần nữa.",
	"error.voyage.nothing":        "Không có lô hàng nào trên {1} {2} đang chờ việc này.",
	"error.voyage.nothing.hint":   "Đối chiếu tên tàu và số chuyến với các lô hàng. Lô nào được bỏ qua đều có ghi lý do.",

	"voyage.skip.status": "{1}: không còn chờ gì thêm.",
	"voyage.skip.known":  "Đã được báo: {1}.",
	"voyage.skip.port":   "Lô này thuộc cảng khác, {1}.",

	"lint.ahead": "{1} còn ở tương lai. Việc này đã thật sự xảy ra chưa?",
	"lint.order": "ETA {1} sẽ sớm hơn ETD. Như vậy có đúng không?",

	"withheld.internal":    "Nội bộ, không bao giờ công bố.",
	"withheld.unpublished": "Chưa công bố.",
	"withheld.withdrawn":   "{1} đã thu hồi ngày {2}⟨: {3}⟩.",

	"error.preview.staff":         "{1} là nhân viên, không có cổng riêng của khách hàng.",
	"error.preview.staff.hint":    "Chọn một tài khoản khách hàng. Xem danh sách bằng lệnh: accounts",
	"error.preview.disabled":      "{1} đã bị khóa: tài khoản này không thấy gì.",
	"error.preview.disabled.hint": "Chọn tài khoản khác của cùng khách hàng. Xem danh sách bằng lệnh: accounts",
	"error.account_disabled":      "{1} đã bị khóa.",
	"error.account_disabled.hint": "Hãy mở lại tài khoản trước.",

	"error.code.used":         "Mã này đã được dùng. Mỗi mã chỉ dùng được một lần.",
	"error.code.used.hint":    "Nếu chính bạn đã dùng, hãy đăng nhập bằng khóa bạn đã đăng ký. Nếu không phải, hãy báo ngay: {1}",
	"error.code.expired":      "Mã này đã hết hạn ngày {1}.",
	"error.code.expired.hint": "Hãy xin mã mới. {2}",
}
