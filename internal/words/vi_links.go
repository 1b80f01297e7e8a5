package words

var viLinks = entries{
	"error.code.withdrawn":       "Mã này đã bị thu hồi.",
	"error.code.withdrawn.hint":  "Hãy hỏi người đã gửi mã cho bạn. {1}",
	"error.code.replaced":        "Mã này đã được thay bằng mã mới hơn.",
	"error.code.replaced.hint":   "Hãy tìm thư mới hơn, hoặc xin lại mã. {1}",
	"error.code.invitation":      "Mã này là mã mời.",
	"error.code.invitation.hint": "Hãy dùng mã với lệnh: ssh invite@HOST",
	"error.code.other":           "Mã của bạn chỉ dành cho {1}.",
	"error.code.busy":            "Đã thử quá nhiều mã.",
	"error.code.busy.hint":       "Hãy đợi một phút rồi thử lại. {1}",

	"code.ask":       "Mã theo dõi",
	"code.where":     "Đây là cổng theo dõi lô hàng của {1}.",
	"code.plain":     "Đây là cổng theo dõi lô hàng.",
	"code.do":        "Hãy dán mã bạn đã nhận rồi nhấn Enter.",
	"code.none":      "Chưa có mã? Hãy hỏi {1}",
	"code.exhausted": "Đó là lần thử cuối cùng lúc này.",

	"server.closed.code": "Mã theo dõi của phiên này đã hết hiệu lực. Hãy xin mã mới từ công ty giao nhận của bạn.",

	"error.link.unknown":       "Không có mã theo dõi {1}.",
	"error.link.unknown.hint":  "Xem các mã hiện có bằng: links",
	"error.link.revoked":       "Mã theo dõi {1} đã bị thu hồi.",
	"error.link.revoked.hint":  "Hãy tạo mã mới bằng: link create REF --to EMAIL",
	"error.link.replaced":      "Mã theo dõi {1} đã được thay bằng {2}.",
	"error.link.replaced.hint": "Hãy gia hạn mã đó: link renew {2}",
	"error.link.to":            "Mã này dành cho ai?",
	"error.link.to.hint":       "Hãy thêm --to và một địa chỉ email.",

	"error.command.not_found_code":      "Không có lô hàng này.",
	"error.command.not_found_code.hint": "Hãy kiểm tra lại số, hoặc tìm bằng: shipments --search {1}\nNếu bạn đã nhận mã theo dõi cho lô hàng này, hãy dùng mã mà không cần khóa này: ssh track@HOST",

	"command.link":             "Tạo, gia hạn và thu hồi mã theo dõi.",
	"command.link_create":      "Tạo mã theo dõi để một người xem được một lô hàng.",
	"command.link_create.more": "Không cần tài khoản, cũng không cần khóa. Mã chỉ được in ra và gửi email một lần; ai có mã đều dùng được. Nếu không nói khác, mã có hiệu lực đến 30 ngày sau khi hàng đến; cho đến lúc đó, tin mới về lô hàng cũng được gửi đến địa chỉ này.",
	"command.link_renew":       "Tạo mã theo dõi mới thay cho mã cũ; mã cũ hết hiệu lực ngay.",
	"command.link_revoke":      "Thu hồi ngay một mã theo dõi.",
	"command.links":            "Liệt kê các mã theo dõi: dành cho ai, đã dùng khi nào và từ đâu.",

	"command.flag.link_to":       "mã dành cho ai, một địa chỉ email",
	"command.flag.link_expires":  "mã có hiệu lực bao lâu: 48h, 30d hoặc 8w; không ghi thì đến 30 ngày sau khi hàng đến",
	"command.flag.link_language": "ngôn ngữ của email và màn hình: en hoặc vi",
	"error.usage.language":       "“{1}” không phải ngôn ngữ được hỗ trợ.",
	"error.usage.language.hint":  "Có: {2}",
	"command.flag.link_bind":     "chỉ khóa SSH đầu tiên dùng mã mới được vào; người nhận cần có khóa",

	"command.link.send":        "Hãy gửi nội dung này cho {1}. Mã có hiệu lực đến {2}.",
	"command.link.mailed":      "Email với cùng nội dung đang chờ trong hộp thư đi.",
	"command.link_revoke.done": "Mã theo dõi {1} không còn hiệu lực.",
	"command.links.none":       "Không có mã theo dõi nào.",

	"command.state.replaced": "đã thay",

	"command.col.first_use":         "DÙNG LẦN ĐẦU",
	"command.col.last_use":          "DÙNG LẦN CUỐI",
	"command.col.uses":              "SỐ LẦN",
	"command.col.for":               "DÀNH CHO",
	"error.usage.link_expires":      "{1} không phải là thời hạn của mã.",
	"error.usage.link_expires.hint": "Hãy viết như 48h, 30d hoặc 8w; nhiều nhất {2} ngày.",

	"command.who.shipment": "Lô hàng",
	"command.who.until":    "Đến",
	"command.role.holder":  "bằng mã theo dõi",
}
