package words

// What commands and the recognising of people have to say, in Vietnamese.
var viCommands = entries{
	"error.code.incomplete":      "Mã chưa đủ.",
	"error.code.incomplete.hint": "Mã có 25 chữ và số sau HL-. Hãy sao chép toàn bộ.",
	"error.code.mistyped":        "Mã bị sai một chỗ.",
	"error.code.mistyped.hint":   "Hãy so lại với tin nhắn có mã, hoặc dán từ đó.",
	"error.code.unknown":         "Mã này không có giá trị, hoặc không còn giá trị.",
	"error.code.unknown.hint":    "Hãy hỏi người đã gửi mã để lấy mã mới. {1}",

	"error.key.empty":            "Không có khóa công khai nào trong nội dung gửi đến.",
	"error.key.empty.hint":       "Hãy gửi tệp qua đầu vào chuẩn: key add < ~/.ssh/id_ed25519.pub",
	"error.key.private":          "Đây là khóa riêng. Chúng tôi không lưu lại, và nó không bao giờ nên rời khỏi máy của bạn.",
	"error.key.private.hint":     "Hãy gửi nửa công khai, là tệp có đuôi .pub.",
	"error.key.unreadable":       "“{1}” không phải là khóa công khai.",
	"error.key.unreadable.hint":  "Khóa công khai là một dòng, ví dụ: ssh-ed25519 AAAA… ten@may",
	"error.key.several":          "Có {1} dòng, mà mỗi lần chỉ thêm được một khóa.",
	"error.key.several.hint":     "Hãy gửi một dòng của tệp.",
	"error.key.too_long":         "Nội dung quá dài đối với khóa công khai.",
	"error.key.too_long.hint":    "Hãy gửi tệp có đuôi .pub.",
	"error.key.too_many":         "Tệp có hơn {1} khóa.",
	"error.key.too_many.hint":    "Chỉ để khóa của quản trị viên trong tệp, các khóa khác thêm bằng: key add --account EMAIL",
	"error.key.options":          "Có tùy chọn đứng trước khóa.",
	"error.key.options.hint":     "Ở đây các tùy chọn đó không có hiệu lực. Hãy gửi khóa không kèm tùy chọn.",
	"error.key.certificate":      "Ở đây không nhận chứng thư.",
	"error.key.certificate.hint": "Hãy gửi khóa công khai thường, tệp có đuôi .pub chứ không phải -cert.pub.",
	"error.key.type":             "Không nhận khóa loại {1}.",
	"error.key.type.hint":        "Hãy tạo khóa mới bằng: ssh-keygen -t ed25519",
	"error.key.rsa":              "Không nhận khóa RSA {1} bit.",
	"error.key.rsa.hint":         "Khóa phải có từ 2048 đến 8192 bit. Tốt hơn, hãy tạo khóa mới bằng: ssh-keygen -t ed25519",
}
